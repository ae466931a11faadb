"""The acts of the good reasoning, up to the report: drawing, reading, replacing, reporting. All are the legal
unit's."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from anke.casework.cases import queries as cases
from anke.content.schema.quality_areas import Reasonings
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, held, line_of, require_role, saved, sealed, tell, text_of
from anke.oversight.quality.draws.drawing import replace_case
from anke.oversight.quality.draws.framing import kind_of
from anke.oversight.quality.draws.planning import plan_draw
from anke.oversight.quality.draws.reading import in_sample
from anke.oversight.quality.halves import before, span_of
from anke.oversight.quality.models import Draw, Reasoning, ReasoningCase
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.oversight.quality.reasoning.content import report_of
from anke.rules.local import require_past
from anke.rules.refusal import Refused, Stale

ACTIVITY: Final = "Q7"
UNREAD: Final = Q(read_on__isnull=True) | Q(draft__isnull=False)  # or begun anew, and not finished
Stage = Reasoning.Stage


def rules_of(period: str) -> Reasonings:
    """Raises `Refused` where the programme has no Q7 in that half year."""
    found = programme_of(span_of(period)[0].year).reasonings
    if found is None:
        raise Refused(f"Programmet har ingen Q7 i {period}.", f"The programme has no Q7 in {period}.")
    return found


@transaction.atomic
def plan_reasoning(
    *, period: str, offices: Collection[int], happened_on: date, actor: str, recorded_at: datetime
) -> Draw:
    """Plan the draw of a half year: of the offices that are chosen, each of another department. The draw
    itself goes on as every draw does: two contributions, the frozen frame, the seed."""
    require_role(actor, rules_of(period).read_by)
    year = span_of(period)[0].year
    activity = next(one for one in model_of(year).activities if one.id == ACTIVITY)
    wanted = (activity.sample.offices if activity.sample else None) or 2
    known = {one.code: one.department for one in organisation.offices()}
    chosen = sorted(set(offices))
    if len(chosen) != wanted or not set(chosen) <= set(known):
        raise Refused(f"Vælg {wanted} forskellige kontorer.", f"Choose {wanted} different offices.")
    if len({known[one] for one in chosen}) < len(chosen):
        raise Refused("Vælg kontorer fra hver sin afdeling.", "Choose offices of different departments.")
    made = plan_draw(
        activity=ACTIVITY,
        year=year,
        half=period[4:],
        offices=chosen,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
    _require_cases(period, chosen)
    return made


def _require_cases(period: str, offices: list[int]) -> None:
    """Raise `Refused` where an office has decided nothing that can be drawn: known before, not after."""
    rules = programme_of(int(period[:4])).drawing(ACTIVITY)
    first, last = span_of(before(period))
    there = {
        one.office
        for one in cases.decided_between(first, last)
        if rules and kind_of(one.case_type) in rules.area_kinds and not (one.restricted or one.destroyed)
    }
    for office in offices:
        if office not in there:
            raise Refused(
                f"Kontor {office} har ingen sager at trække fra {first:%d.%m.%Y} til {last:%d.%m.%Y}.",
                f"Office {office} has no cases to draw from {first} to {last}.",
            )


@transaction.atomic
def begin_reasoning(*, period: str, happened_on: date, actor: str, recorded_at: datetime) -> list[Reasoning]:
    """Begin the reading of what was drawn, office by office. An office with fewer cases gives all it has."""
    require_role(actor, rules_of(period).read_by)
    year, of = span_of(period)[0].year, f"{ACTIVITY}{period[4:]}"
    draw = Draw.objects.filter(activity=of, year=year, stage=Draw.Stage.DRAWN).first()
    sample = in_sample(of, year)
    if draw is None or not sample:
        raise Refused(f"Træk først sagerne til Q7 for {period}.", f"Draw the cases of Q7 for {period} first.")
    made = []
    try:
        with transaction.atomic():
            for office in sample:
                name = f"{ACTIVITY}/{period}/{office}"
                row = Reasoning(name=name, period=period, office=office, draw=draw.name, stage=Stage.READING)
                row.save(force_insert=True)
                made.append(row)
    except IntegrityError:
        raise Refused(f"Q7 for {period} er begyndt.", f"Q7 for {period} is begun.") from None
    for row in made:
        numbers = sample[row.office]
        ReasoningCase.objects.bulk_create(
            ReasoningCase(reasoning=row, number=number, place=at) for at, number in enumerate(numbers, 1)
        )
        data = {"cases": len(numbers), "draw": draw.name}
        tell(row, "reasoning_begun", data, by(happened_on, actor, recorded_at))
    return made


@transaction.atomic
def read_reasons(
    *,
    period: str,
    number: str,
    version: int,
    answers: Mapping[str, str],
    strengths: str,
    improvements: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> ReasoningCase:
    """Set down how the reasons of a case were read: every question answered, and an example in words, good or
    less good. `version` is the one that was seen: `Stale` where a colleague has read it since."""
    rules = rules_of(period)
    require_role(actor, rules.read_by)
    row = case_of(period, number, version)
    for one in rules.criteria:
        if answers.get(one.id) not in {each.id for each in one.answers}:
            raise Refused(f"Besvar først: {one.title.da}", f"Answer this first: {one.title.en}")
    good, better = _examples(strengths, improvements)
    if not (good or better):
        raise Refused(
            "Skriv et godt eller et mindre godt eksempel.", "Write a good example, or a less good one."
        )
    row.answers = {one.id: answers[one.id] for one in rules.criteria}
    row.strengths, row.improvements, row.draft = good, better, None
    row.read_by, row.read_on = actor, happened_on
    saved(row, actor, recorded_at)
    tell(row.reasoning, "reasons_read", {"number": number}, by(happened_on, actor, recorded_at))
    return row


@transaction.atomic
def save_reasons(
    *,
    period: str,
    number: str,
    version: int,
    answers: Mapping[str, str],
    strengths: str,
    improvements: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> ReasoningCase:
    """Keep what is filled in so far; it counts nowhere until the case is read. `version`: as `read_reasons`.
    Answers may be missing; unknown ones are left out."""
    rules = rules_of(period)
    require_role(actor, rules.read_by)
    require_past(happened_on, recorded_at)
    row, (good, better) = case_of(period, number, version), _examples(strengths, improvements)
    known = {one.id: {each.id for each in one.answers} for one in rules.criteria}
    kept = {name: answer for name, answer in answers.items() if answer in known.get(name, ())}
    draft = {"answers": kept, "strengths": good, "improvements": better}
    if draft != kept_of(row):
        row.draft = None if draft == _read(row) else draft
        saved(row, actor, recorded_at)
    return row


def kept_of(row: ReasoningCase) -> dict[str, Any]:
    """What the form of a case begins with: its draft, or what was set down when it was read."""
    return row.draft or _read(row)


def _read(row: ReasoningCase) -> dict[str, Any]:
    return {"answers": row.answers, "strengths": row.strengths, "improvements": row.improvements}


def _examples(strengths: str, improvements: str) -> tuple[str, str]:
    good, better = (text_of(words, least=0, most=2000) for words in (strengths, improvements))
    return good, better


@transaction.atomic
def replace_reasoning_case(
    *, period: str, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> str | None:
    """Take out a case that cannot be read (destroyed, restricted since) and take in the next of the reserve.
    Returns its number; None where the reserve is used up."""
    require_role(actor, rules_of(period).read_by)
    row, done = case_of(period, number), by(happened_on, actor, recorded_at)
    instead = replace_case(draw=row.reasoning.draw, number=number, reason=reason, **done)
    place, part = row.place, row.reasoning
    row.delete()
    data = {"number": number, "reason": line_of(reason)}
    if instead is not None:
        ReasoningCase.objects.create(reasoning=part, number=instead, place=place)
        data["instead"] = instead
    tell(part, "reasoning_case_replaced", data, done)
    return instead


@transaction.atomic
def save_reasoning_report(
    *,
    period: str,
    office: int,
    version: int,
    words: Mapping[str, str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Reasoning:
    """Keep what is written of an office's report so far. `version` is the one that was seen: `Stale` where a
    colleague has saved since."""
    rules = rules_of(period)
    require_role(actor, rules.read_by)
    require_past(happened_on, recorded_at)
    found = held_of(period, office, Stage.READING)
    _require_seen(found, version)
    said = {one.id: text_of(words.get(one.id, ""), least=0) for one in rules.parts}
    if said != {one.id: found.words.get(one.id, "") for one in rules.parts}:
        found.words = said
        saved(found, actor, recorded_at)
    return found


@transaction.atomic
def report_reasoning(
    *,
    period: str,
    office: int,
    words: Mapping[str, str],
    version: int | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Reasoning:
    """Write and freeze an office's report, once every case of it has been read. `version`: the one that was
    seen, if it was."""
    rules = rules_of(period)
    require_role(actor, rules.read_by)
    found = held_of(period, office, Stage.READING)
    _require_seen(found, version)
    left = found.cases.filter(UNREAD).count()
    if left:
        raise Refused(f"Sager, der ikke er læst endnu: {left}.", f"Cases not read yet: {left}.")
    found.words = {one.id: text_of(words.get(one.id, "")) for one in rules.parts}
    found.reported_by, found.reported_on = actor, happened_on
    found.report = report_of(found)
    found.sha256, found.stage = sealed(found.report), Stage.REPORTED
    found.save()
    done = by(happened_on, actor, recorded_at)
    tell(found, "reasoning_reported", {"sha256": found.sha256}, done)
    return found


def held_of(period: str, office: int, *stages: str) -> Reasoning:
    """An office's part, held until the act ends. Raises `Refused` where there is none, or at another
    stage."""
    missing = f"Kontor {office} er ikke med i Q7 for {period}.", f"Office {office} is not in Q7 for {period}."
    found = held(Reasoning, missing, period=period, office=office)
    if found.stage not in stages:
        raise Refused(*_TOO_LATE if found.sha256 and Stage.READING in stages else _NOT_NOW)
    return found


_TOO_LATE = (
    "Rapporten er skrevet og frosset: den ændres ikke mere.",
    "The report is written and frozen: it changes no more.",
)
_NOT_NOW = ("Det er ikke tid til det nu. Se, hvor langt rapporten er.", "Not now. See how far the report is.")


def case_of(period: str, number: str, version: int | None = None) -> ReasoningCase:
    """A case that is to be read, with its office's part held until the act ends; as it was seen, if asked."""
    row = ReasoningCase.objects.filter(reasoning__period=period, number=number).first()
    if row is None:
        raise Refused(f"Sag {number[:64]} er ikke trukket.", f"Case {number[:64]} was not drawn.")
    held_of(period, row.reasoning.office, Stage.READING)
    row = ReasoningCase.objects.select_for_update().select_related("reasoning").get(pk=row.pk)
    _require_seen(row, version)
    return row


def _require_seen(row: Reasoning | ReasoningCase, version: int | None) -> None:
    """Raise `Stale` where somebody has saved since a version was seen."""
    if version is not None and version != row.version:
        who = organisation.named(row.saved_by)
        raise Stale(
            f"{who} har skrevet her, siden du så det. Din tekst står her stadig.",
            f"{who} has written here since you saw it. Your text is still here.",
        )
