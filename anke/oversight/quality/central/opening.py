"""Beginning a measurement: every drawn case is given to those who are to read it, and only to them."""

from datetime import date, datetime, timedelta
from itertools import cycle
from typing import Final

from django.db import IntegrityError, transaction

from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, tell
from anke.oversight.quality.central.acting import management_of, require
from anke.oversight.quality.draws.reading import in_sample
from anke.oversight.quality.models import Draw, Frame, Measurement, Rating
from anke.rules.refusal import Refused
from anke.rules.roles import Role

SIGHT_LASTS: Final = timedelta(days=120)
_REASON: Final = "Den centrale kvalitetsmåling for {year}"


@transaction.atomic
def open_measurement(*, year: int, happened_on: date, actor: str, recorded_at: datetime) -> Measurement:
    """Begin the measurement of a year from its two draws.

    Part A: each case is read by its office's management and by that of the office the draw paired it with.
    Part B: the cases go round among the quality readers. Whoever sees a case by this alone is given sight of
    exactly that case, for 120 days.
    """
    require(actor, Role.LEGAL_UNIT)
    drawn_a, drawn_b = in_sample("Q5A", year), in_sample("Q5B", year)
    if not drawn_a or not drawn_b:
        raise Refused(
            f"Træk først sagerne til begge dele (Q5A og Q5B) for {year}.",
            f"Draw the cases of both parts (Q5A and Q5B) for {year} first.",
        )
    readers = [one.initials for one in organisation.people(role=Role.QUALITY_READER)]
    if not readers:
        raise Refused("Der er ingen kvalitetsmålere.", "There are no quality readers.")
    try:
        with transaction.atomic():
            made = Measurement.objects.create(
                year=year, stage=Measurement.Stage.OPEN, opened_by=actor, opened_at=recorded_at
            )
    except IntegrityError:
        raise Refused(f"Målingen for {year} er begyndt.", f"The measurement of {year} is begun.") from None
    rows = [*part_a(made, drawn_a), *_part_b(made, drawn_b, readers)]
    Rating.objects.bulk_create(rows, batch_size=500)
    for row in rows:
        give_sight(row, made.year, actor, recorded_at)
    data = {"part_a": sum(map(len, drawn_a.values())), "part_b": sum(map(len, drawn_b.values()))}
    tell(made, "measurement_opened", data, by(happened_on, actor, recorded_at))
    return made


def part_a(made: Measurement, drawn: dict[int, tuple[str, ...]]) -> list[Rating]:
    """The two readings of each drawn case, by office."""
    frames = Frame.objects.filter(draw__activity="Q5A", draw__year=made.year)
    frames = frames.filter(draw__stage=Draw.Stage.DRAWN)
    other = dict(frames.values_list("office", "read_by"))
    return [
        Rating(measurement=made, part="A", number=number, office=office, side=side, by_office=by)
        for office, numbers in drawn.items()
        for number in numbers
        for side, by in (("own", office), ("other", other[office]))
    ]


def _part_b(made: Measurement, drawn: dict[int, tuple[str, ...]], readers: list[str]) -> list[Rating]:
    turns = cycle(readers)
    return [
        Rating(measurement=made, part="B", number=number, office=office, side="reader", by_person=next(turns))
        for office, numbers in drawn.items()
        for number in numbers
    ]


def people_given(row: Rating) -> list[str]:
    """Whoever sees the case by this reading alone; an office's own management sees its cases anyhow."""
    if row.part == "B":
        return [row.by_person]
    if row.side == "own":
        return []
    return [one.initials for one in management_of(row.by_office)]


def give_sight(row: Rating, year: int, actor: str, at: datetime) -> None:
    for initials in people_given(row):
        organisation_acts.grant_sight(
            initials=initials,
            number=row.number,
            kind="drawn",
            reason=_REASON.format(year=year),
            until=at + SIGHT_LASTS,
            actor=actor,
            at=at,
        )
