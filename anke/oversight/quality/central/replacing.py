"""A case that goes out of a draw after its measurement was begun, and whoever reads in somebody's place."""

from datetime import date, datetime

from django.db import transaction

from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.acting import by, tell
from anke.oversight.quality.central.acting import held, offices_rated_by, require, words_of
from anke.oversight.quality.central.opening import give_sight, part_a, people_given
from anke.oversight.quality.draws import drawing
from anke.oversight.quality.models import Draw, Measurement, Rating
from anke.rules.refusal import Refused
from anke.rules.roles import Role

_PART = {"Q5A": "A", "Q5B": "B"}


@transaction.atomic
def replace_case(
    *, draw: str, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> str | None:
    """Take a drawn case out, and the office's next case in reserve in. Returns its number; None where the
    reserve is used up, so that the office has one case fewer. Nobody chooses which case comes in.

    Where the measurement has begun, the readings of the case that went out are kept with the reason and count
    no more, and the case that came in is given to the same readers. Raises `Refused` once the report is
    written: what it counts stays.
    """
    row = Draw.objects.filter(name=draw, activity__in=_PART).first()
    begun = row is not None and Measurement.objects.filter(year=row.year).exists()
    found = held(row.year, Measurement.Stage.OPEN) if row and begun else None
    instead = drawing.replace_case(
        draw=draw,
        number=number,
        reason=reason,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
    if row is not None and found is not None:
        part, why = _PART[row.activity], " ".join(reason.split())
        out = list(found.counted.filter(part=part, number=number))
        _take_out(out, why, actor, recorded_at)
        if instead is not None:
            _bring_in(found, out, instead, actor, recorded_at)
        data = {"part": part, "number": number, "reason": why}
        data |= {"instead": instead} if instead else {}
        tell(found, "readings_replaced", data, by(happened_on, actor, recorded_at))
    return instead


def _take_out(out: list[Rating], why: str, actor: str, at: datetime) -> None:
    for row in out:
        row.out_because = why
        for initials in people_given(row):
            _end_sight(initials, row.number, actor, at)
    Rating.objects.bulk_update(out, ["out_because"])


def _bring_in(found: Measurement, out: list[Rating], instead: str, actor: str, at: datetime) -> None:
    if out[0].part == "A":
        rows = part_a(found, {out[0].office: (instead,)})
    else:
        who = _reader(found, out[0].by_person)
        told = {"measurement": found, "part": "B", "side": "reader", "office": out[0].office}
        rows = [Rating(number=instead, by_person=who, **told)]
    for row in Rating.objects.bulk_create(rows):
        give_sight(row, found.year, actor, at)


def _reader(found: Measurement, before: str) -> str:
    """The reader who had the case that went out; one who has left gives way to whoever has fewest left."""
    here = [one.initials for one in organisation.people(role=Role.QUALITY_READER)]
    if before in here or not here:
        return before
    left = list(found.counted.filter(part="B", rated_by="").values_list("by_person", flat=True))
    return min(here, key=lambda one: (left.count(one), one))


@transaction.atomic
def replace_reviewer(
    *, year: int, who: str, instead: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> int:
    """Hand over what somebody has not rated yet: they left, or are away. Returns how many cases.

    A quality reader's cases go to another reader. In part A the cases are given to an office's management,
    whoever that is; a new head of it, or the deputy director while it has none, is given sight of the other
    office's cases, and one who left loses it.
    """
    require(actor, Role.LEGAL_UNIT)
    found, why = held(year, Measurement.Stage.OPEN), words_of(reason, 500)
    taker = organisation.actor(instead)
    readers = taker is not None and taker.role is Role.QUALITY_READER
    leads = taker is not None and bool(offices_rated_by(taker))
    if taker is None or instead == who or not (readers or leads):
        raise Refused("Vælg en anden kvalitetsmåler.", "Choose another quality reader.")
    left = _left(found, who, taker, recorded_at)
    if not left:
        raise Refused(f"{who} har ingen sager tilbage.", f"{who} has no cases left.")
    for row in left:
        row.by_person = instead if readers else ""
        give_sight(row, year, actor, recorded_at)
        if readers or organisation.actor(who) is None:  # a head who is still here goes on seeing
            _end_sight(who, row.number, actor, recorded_at)
    Rating.objects.bulk_update(left, ["by_person"])
    data = {"who": who, "instead": instead, "reason": why}
    tell(found, "reviewer_replaced", data, by(happened_on, actor, recorded_at))
    return len(left)


def _left(found: Measurement, who: str, taker: Actor, at: datetime) -> list[Rating]:
    """What `who` had and has not rated: a reader's cases; another office's cases that whoever rates for an
    office now cannot see."""
    rows = found.counted.filter(rated_by="")
    if taker.role is Role.QUALITY_READER:
        return list(rows.filter(part="B", by_person=who))
    still, offices = organisation.actor(who), offices_rated_by(taker)
    if taker.role is Role.HEAD_OF_OFFICE and still is not None and not offices_rated_by(still) & offices:
        return []
    seen = organisation.granted_numbers(taker.initials, at=at)
    return [
        one
        for one in rows.filter(part="A", side="other", by_office__in=sorted(offices))
        if one.number not in seen
    ]


def _end_sight(initials: str, number: str, actor: str, at: datetime) -> None:
    if organisation.is_granted(initials, number, at=at):
        organisation_acts.end_sight(initials=initials, number=number, actor=actor, at=at)
