"""Rating a case, and settling where two sides differ."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from django.db import transaction

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Decided
from anke.content.schema.quality_programme import Part
from anke.events import commands as events
from anke.events.commands import NewEvent
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, tell
from anke.oversight.quality.central.acting import central_of, held, is_for, require, words_of
from anke.oversight.quality.models import Measurement, Rating, Settled
from anke.rules.local import require_past
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role
from anke.rules.written import plain

LONGEST: Final = 2000  # characters of a comment
# Heads of offices, deputy directors for those that have none, and quality readers.
RATERS: Final = (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.QUALITY_READER)
Given = tuple[str, str, str, Mapping[str, str], str]  # part, number, side, answers, comment


def rate_case(
    *,
    year: int,
    part: str,
    number: str,
    side: str,
    answers: Mapping[str, str],
    comment: str = "",
    expected: int,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Rate one case. `expected`: the version that was seen (0: not rated).

    Raises `Stale` where somebody else of the management saved meanwhile; `Refused` for own work, another's
    case, an answer that is missing, and once both sides have rated it.
    """
    given = [(part, number, side, answers, comment)]
    rate_cases(
        year=year,
        given=given,
        expected=expected,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def rate_cases(
    *,
    year: int,
    given: Sequence[Given],
    expected: int = 0,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Rate several at once, all or none: as `rate_case`."""
    who = require(actor, *RATERS)
    found, content = held(year, Measurement.Stage.OPEN), central_of(year)
    require_past(happened_on, recorded_at)
    known = cases.decided([one[1] for one in given])
    recused = {one.number for one in organisation.recusals([actor])}
    rows = {
        (one.part, one.number, one.side): one
        for one in found.counted.filter(number__in=[one[1] for one in given])
    }
    told = []
    for part, number, side, answers, comment in given:
        row = rows.get((part, number, side))
        if row is None or not is_for(row, who):
            raise Refused(
                f"Sag {number} er ikke givet til dig i målingen.", f"Case {number} is not yours to rate."
            )
        if number in known:
            _require_readable(known[number], actor)
        if number in recused:
            raise Refused("Du er inhabil i sagen.", "You are recused from the case.")
        if row.version != expected:
            raise _overtaken(row)
        _require_blind(found, row, actor)
        _fill(row, _checked(content.part(part), answers), comment, actor, recorded_at)
        data = {"number": number, "part": part, "side": side, "answers": row.answers}
        told.append(NewEvent("measurement", str(year), "case_rated", happened_on, actor, data))
    fields = ["answers", "comment", "rated_by", "rated_at", "version", "draft", "saved_by", "saved_at"]
    Rating.objects.bulk_update(rows.values(), fields, batch_size=100)
    events.record_many(told, recorded_at=recorded_at)


@transaction.atomic
def save_draft(
    *,
    year: int,
    part: str,
    number: str,
    side: str,
    answers: Mapping[str, str],
    comment: str,
    expected: int,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Rating:
    """Keep what is filled in so far; it counts nowhere until the case is rated, and only those whose case it
    is see it. Raises as `rate_case`; answers may be missing, unknown ones are left out."""
    who = require(actor, *RATERS)
    found = held(year, Measurement.Stage.OPEN)
    require_past(happened_on, recorded_at)
    row = found.counted.filter(part=part, number=number, side=side).first()
    if row is None or not is_for(row, who):
        raise _not_yours(number)
    if row.version != expected:
        raise _overtaken(row)
    _require_blind(found, row, actor)
    said = _said(comment)
    asked = {one.id: [each.id for each in one.answers] for one in central_of(year).part(part).criteria}
    kept = {key: answer for key, answer in answers.items() if answer in asked.get(key, ())}
    draft = {"answers": kept, "comment": said}
    if draft != (row.draft or {"answers": row.answers or {}, "comment": row.comment}):
        row.draft, row.version = draft, row.version + 1
        row.saved_by, row.saved_at = actor, recorded_at
        row.save(update_fields=["draft", "version", "saved_by", "saved_at"])
    return row


def _require_blind(found: Measurement, row: Rating, actor: str) -> None:
    """Raise `Refused` once both sides of part A have rated a case: each then sees the other's answers, and
    one changed after that would be no measure of agreement. Nor does one person rate for two offices."""
    if row.part != "A":
        return
    other = found.counted.filter(part="A", number=row.number).exclude(side=row.side).exclude(rated_by="")
    by = set(other.values_list("by_office", "rated_by"))
    if any(
        office != row.by_office and who == actor for office, who in by
    ):  # a house of one office has no other
        raise Refused(
            f"Du har vurderet sag {row.number} for det andet kontor. To personer skal vurdere hver for sig.",
            f"You have rated case {row.number} for the other office. Two people must rate it, each apart.",
        )
    if row.rated_by and by:
        raise Refused(
            f"Begge ledelser har vurderet sag {row.number}, og I kan se hinandens svar: vurderingerne ændres "
            "ikke mere. Er I uenige, så tal om det, og afklar det.",
            f"Both managements have rated case {row.number}, and see each other's answers: the ratings "
            "change no more. Where you differ, talk it over and settle it.",
        )


def _said(comment: str) -> str:
    """The comment as it is kept. Raises `Refused` for one that is too long, or holds a personal number."""
    said = plain(comment).strip()
    require_none(said)
    if len(said) > LONGEST:
        raise Refused(f"Skriv højst {LONGEST} tegn.", f"Write at most {LONGEST} characters.")
    return said


def _not_yours(number: str) -> Refused:
    return Refused(f"Sag {number} er ikke givet til dig i målingen.", f"Case {number} is not yours to rate.")


def _require_readable(case: Decided, actor: str) -> None:
    if case.caseworker == actor:
        raise Refused("Du kan ikke vurdere dit eget arbejde.", "You cannot rate your own work.")
    if case.destroyed:
        raise Refused(
            f"Sag {case.number} er slettet: der er intet at læse. Retsenheden erstatter den fra reserven.",
            f"Case {case.number} is destroyed: nothing is left to read. The legal unit replaces it.",
        )


def _fill(row: Rating, answers: dict[str, str], comment: str, actor: str, at: datetime) -> None:
    row.answers, row.comment = answers, _said(comment)
    row.rated_by, row.rated_at, row.version = actor, at, row.version + 1
    row.draft, row.saved_by, row.saved_at = None, actor, at


def _checked(part: Part, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers, one to each criterion. Raises `Refused` where one is missing or unknown."""
    lacking = [
        one for one in part.criteria if answers.get(one.id) not in [answer.id for answer in one.answers]
    ]
    if lacking:
        da, en = ("; ".join(one.title[lang] for one in lacking) for lang in ("da", "en"))
        raise Refused(f"Svar på: {da}", f"Answer: {en}")
    return {one.id: answers[one.id] for one in part.criteria}


def _overtaken(row: Rating) -> Stale:
    by = row.saved_by or row.rated_by
    who = organisation.names_of([by]).get(by, by)
    if row.draft is not None or not row.rated_by:
        return Stale(
            f"{who} har skrevet i vurderingen, siden du så den, måske i et andet vindue. Hent siden igen.",
            f"{who} has written in the rating since you looked, perhaps in another window. Reload the page.",
        )
    return Stale(
        f"{who} har vurderet sagen, siden du så den. Se vurderingen, og ret den, hvis I er enige.",
        f"{who} has rated the case since you looked. Look at it, and change it if you agree.",
    )


@transaction.atomic
def settle_rating(
    *,
    year: int,
    number: str,
    criterion: str,
    answer: str,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Record what the two managements agreed on where they had rated a case differently, and why."""
    who = require(actor, Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.LEGAL_UNIT)
    found, why = held(year, Measurement.Stage.OPEN), words_of(reason, 500)
    both = list(found.counted.filter(part="A", number=number))
    runs = who.machine or who.role is Role.LEGAL_UNIT
    if not runs and not any(is_for(one, who) for one in both):
        raise Refused(f"Sag {number} er ikke givet til dig.", f"Case {number} is not yours.")
    given = {(one.answers or {}).get(criterion) for one in both}
    if len(both) < 2 or None in given or len(given) < 2:
        raise Refused(
            "Der er ingen uenighed at afklare: begge skal have vurderet sagen, og forskelligt.",
            "There is no disagreement to settle: both must have rated the case, and differently.",
        )
    asked = central_of(year).part("A").criterion(criterion)
    if asked is None or answer not in [one.id for one in asked.answers]:
        raise Refused("Vælg et af svarene.", "Choose one of the answers.")
    Settled.objects.update_or_create(
        measurement=found,
        number=number,
        criterion=criterion,
        defaults={"answer": answer, "reason": why, "by": actor, "at": recorded_at},
    )
    data = {"number": number, "criterion": criterion, "answer": answer, "reason": why}
    tell(found, "rating_settled", data, by(happened_on, actor, recorded_at))
