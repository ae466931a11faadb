"""The acts of the follow-up on an office's main areas. They are the management team's."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from anke.content.load import content
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import (
    By,
    begin,
    by,
    choosable,
    line_of,
    require_nobody,
    require_role,
    saved,
    tell,
    text_of,
)
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.areas import reuse
from anke.oversight.quality.areas.rules import areas_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.learning.acting import theme_of
from anke.oversight.quality.learning.finding import record_finding
from anke.oversight.quality.models import AreaCase, AreaFollowUp
from anke.oversight.quality.programme import doing
from anke.rules.local import require_past
from anke.rules.refusal import Refused, Stale

ACTIVITY: Final = "Q3"
Stage = AreaFollowUp.Stage


@transaction.atomic
def begin_area_follow_up(
    *,
    office: int,
    period: str,
    area: str,
    theme: str,
    focus: str = "",
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> AreaFollowUp:
    """Begin a look at one of the office's main areas, under one of the programme's themes. The very same one
    begun twice, by two clicks or two people, is one: whoever comes second is given it. Raises `Refused` for
    another office, a half year to come, and an area that is not the office's."""
    require_role(actor, areas_of(period).done_by, office=office)
    if span_of(period)[0] > happened_on:
        raise Refused("Halvåret er ikke begyndt endnu.", "The half year has not begun yet.")
    if area not in main_areas(office):
        raise Refused("Vælg et af kontorets hovedområder.", "Choose one of the office's main areas.")
    count = AreaFollowUp.objects.filter(office=office, period=period).count()
    made = AreaFollowUp(office=office, period=period, area=area)
    made.theme = theme_of(theme, span_of(period)[0]).id
    made.focus = text_of(" ".join(focus.split()), least=0, most=200)
    made.name, made.stage, made.version = f"{ACTIVITY}/{period}/{office}/{count + 1}", Stage.OPEN, 1
    made.begun_by, made.begun_on, made.saved_by, made.saved_at = actor, happened_on, actor, recorded_at
    made, new = begin(made, "office", "period", "area", "theme", "focus", stage=Stage.OPEN)
    if new:
        data = {"period": period, "office": office, "area": area, "theme": made.theme}
        tell(made, "area_follow_up_begun", data, by(happened_on, actor, recorded_at))
    return made


@transaction.atomic
def choose_area_case(
    *,
    follow_up: int,
    number: str,
    strengths: str,
    improvements: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> AreaCase:
    """Take a case in by choice, with what was seen in it: good, better, or both. A case read in the monthly
    follow-up of the half year is refused: it is reused from there, so that nothing counts twice."""
    held = _held(follow_up, actor)
    require_past(happened_on, recorded_at)
    case = choosable(number, require_role(actor, areas_of(held.period).done_by), recorded_at)
    if case.office != held.office:
        raise Refused("Sagen er et andet kontors.", "The case is another office's.")
    if reuse.reviews_of(held.office, held.period).filter(number=case.number).exists():
        raise Refused(
            f"Sag {case.number} er læst i Q1. Genbrug den derfra; så tæller den én gang.",
            f"Case {case.number} was read in Q1. Reuse it from there; then it counts once.",
        )
    good, better = _seen(strengths, improvements)
    return _take_in(
        held, AreaCase(number=case.number, strengths=good, improvements=better), actor, happened_on
    )


@transaction.atomic
def reuse_reviews(
    *, follow_up: int, reviews: Iterable[int], happened_on: date, actor: str, recorded_at: datetime
) -> int:
    """Take in what the monthly follow-up of the half year found, review by review; returns how many. Raises
    `Refused` for one of another office or half year, of one's own work, or without feedback given."""
    held = _held(follow_up, actor)
    require_past(happened_on, recorded_at)
    wanted = set(reviews)
    found = list(reuse.reviews_of(held.office, held.period).filter(pk__in=wanted).exclude(employee=actor))
    if not wanted or len(found) != len(wanted):
        raise Refused(
            "Vælg opfølgninger fra kontorets halvår, som medarbejderen har fået feedback på.",
            "Choose reviews of the office's half year that the employee was given feedback on.",
        )
    for one in sorted(found, key=lambda one: one.pk):
        _take_in(held, AreaCase(number=one.number, review=one), actor, happened_on)
    return len(found)


@transaction.atomic
def leave_out_area_case(
    *, follow_up: int, number: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Take a case out again while the follow-up is open."""
    held = _held(follow_up, actor)
    require_past(happened_on, recorded_at)
    if not held.cases.filter(number=number).delete()[0]:
        raise Refused(f"Sag {number[:64]} er ikke med.", f"Case {number[:64]} is not among them.")


@transaction.atomic
def save_area_follow_up(
    *,
    follow_up: int,
    version: int,
    words: Mapping[str, str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> AreaFollowUp:
    """Keep what is written so far: `strengths`, `improvements`, `conclusions` and `people`. `version` is the
    one that was seen: `Stale` where somebody saved since."""
    held = _held(follow_up, actor, version=version)
    require_past(happened_on, recorded_at)
    _write(held, words, actor, recorded_at)
    return held


@transaction.atomic
def complete_area_follow_up(
    *,
    follow_up: int,
    version: int,
    words: Mapping[str, str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> AreaFollowUp:
    """Complete it on the day it was held: what was seen, what is concluded, who took part. With it Q3 is done
    for the half year. What is written names no employee: it is told above the office."""
    held = _held(follow_up, actor, version=version)
    _write(held, words, actor, recorded_at)
    rules, count = areas_of(held.period), held.cases.count()
    if count < rules.fewest_cases:
        raise Refused(
            f"Opfølgningen bygger på {count} sager; der skal være mindst {rules.fewest_cases}.",
            f"The follow-up rests on {count} cases; there must be {rules.fewest_cases} at least.",
        )
    if not (held.strengths or held.improvements):
        raise Refused(
            "Skriv, hvad der går godt, eller hvad der kan blive bedre.",
            "Write what goes well, or could be better.",
        )
    text_of(held.conclusions), line_of(held.people)
    if happened_on < span_of(held.period)[0]:
        raise Refused("Dagen ligger før halvåret.", "The day lies before the half year.")
    require_nobody(held.office, held.focus, held.strengths, held.improvements, held.conclusions)
    held.stage, held.held_on = Stage.DONE, happened_on
    held.save()
    reused = held.cases.filter(review__isnull=False).count()
    data = {"own": count - reused, "reused": reused, "people": held.people}
    done = by(happened_on, actor, recorded_at)
    tell(held, "area_follow_up_completed", data, done)
    _set_findings_down(held, done)
    doing.mark_done(activity=ACTIVITY, period=held.period, unit=str(held.office), **done)
    return held


@transaction.atomic
def drop_area_follow_up(
    *, follow_up: int, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Give an open follow-up up, with the reason."""
    held = _held(follow_up, actor)
    held.stage = Stage.DROPPED
    saved(held, actor, recorded_at)
    tell(held, "area_follow_up_dropped", {"reason": line_of(reason)}, by(happened_on, actor, recorded_at))


def main_areas(office: int) -> tuple[str, ...]:
    """The law areas an office has, which are its main areas."""
    found = next((one.areas for one in organisation.offices() if one.code == office), ())
    return tuple(one for one in found if one in content().areas)


_MISSING: Final = ("Der er ingen sådan opfølgning.", "There is no such follow-up.")


def _held(follow_up: int, actor: str, *, version: int | None = None) -> AreaFollowUp:
    held = row_of(AreaFollowUp, _MISSING, pk=follow_up)
    require_role(actor, areas_of(held.period).done_by, office=held.office)
    who = organisation.named(held.saved_by)
    if held.stage != Stage.OPEN:
        raise Stale(
            f"Opfølgningen er afsluttet ({who}) og ændres ikke mere.",
            f"The follow-up is over ({who}) and changes no more.",
        )
    if version is not None and version != held.version:
        raise Stale(
            f"{who} har gemt opfølgningen, siden du så den. Din tekst står her stadig.",
            f"{who} has saved the follow-up since you saw it. Your text is still here.",
        )
    return held


def _seen(strengths: str, improvements: str) -> tuple[str, str]:
    good, better = (text_of(words, least=0, most=1000) for words in (strengths, improvements))
    if not (good or better):
        raise Refused(
            "Skriv, hvad der er godt i sagen, eller hvad der kan blive bedre.",
            "Write what is good in the case, or what could be better.",
        )
    return good, better


def _take_in(held: AreaFollowUp, row: AreaCase, actor: str, on: date) -> AreaCase:
    most = areas_of(held.period).most_cases
    if held.cases.count() >= most:
        raise Refused(f"Der kan højst være {most} sager.", f"There can be {most} cases at most.")
    row.follow_up, row.by, row.on = held, actor, on
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            f"Sag {row.number} er med allerede.", f"Case {row.number} is among them already."
        ) from None
    return row


def _write(held: AreaFollowUp, words: Mapping[str, str], actor: str, recorded_at: datetime) -> None:
    before = (held.strengths, held.improvements, held.conclusions, held.people)
    held.strengths, held.improvements, held.conclusions = (
        text_of(words.get(name, ""), least=0) for name in ("strengths", "improvements", "conclusions")
    )
    held.people = text_of(" ".join(words.get("people", "").split()), least=0, most=500)
    if (held.strengths, held.improvements, held.conclusions, held.people) != before:
        saved(held, actor, recorded_at)


def _set_findings_down(held: AreaFollowUp, done: By) -> None:
    """What was seen in the chosen cases becomes findings under the theme. What is reused was set down where
    it was found, and is not set down again."""
    for row in held.cases.filter(review__isnull=True).order_by("number"):
        for good, words in ((True, row.strengths), (False, row.improvements)):
            if words:
                record_finding(
                    activity=ACTIVITY,
                    source=held.name,
                    office=held.office,
                    theme=held.theme,
                    good=good,
                    words=words,
                    number=row.number,
                    **done,
                )
