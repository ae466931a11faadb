"""Questions about the central measurement: its progress, one's own cases, one case's two sides."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, Person
from anke.oversight.quality.central.acting import given_to, management_of
from anke.oversight.quality.central.scoring import disagreements, lacking
from anke.oversight.quality.models import Measurement, Rating
from anke.rules.roles import Role


@dataclass(frozen=True)
class Progress:
    """How far an office's cases of part A have come; in part B, a reader's. `of` ratings, so many done."""

    name: str
    own: int
    other: int
    of: int
    differing: int
    unsettled: int


@dataclass(frozen=True)
class Totals:
    unrated: int
    unsettled: int
    of: int

    @property
    def done(self) -> int:
        return self.of - self.unrated


@dataclass(frozen=True)
class Reading:
    """One side's reading of one case, and who is to do it: the reader, or whoever rates for the office."""

    part: str
    number: str
    side: str
    by: str


@dataclass(frozen=True)
class Around:
    """A case's place among those that go round with it, how many are rated, and its neighbours."""

    place: int
    of: int
    rated: int
    before: Rating | None
    after: Rating | None


@dataclass(frozen=True)
class Headless:
    """An office without a head: who rates for it meanwhile (empty: nobody), how many readings are left."""

    office: int
    acting: tuple[Person, ...]
    left: int


def readings(year: int) -> list[Reading]:
    """Every reading of a year's measurement that is not done; of one that is nobody's, `by` is empty."""
    rows = Rating.objects.filter(measurement__year=year, rated_by="", out_because="").order_by("pk")
    offices = sorted({one.by_office for one in rows if one.by_office is not None})
    led = {office: next((one.initials for one in management_of(office)), "") for office in offices}
    return [
        Reading(one.part, one.number, one.side, one.by_person or led.get(one.by_office or 0, ""))
        for one in rows
    ]


def unsettled(year: int) -> list[tuple[str, str]]:
    """(case, criterion) on which the two managements of a year's measurement still differ."""
    found = measurement_of(year)
    return disagreements(found, unsettled=True) if found else []


def measurements() -> list[Measurement]:
    return list(Measurement.objects.order_by("-year"))


def measurement_of(year: int) -> Measurement | None:
    return Measurement.objects.filter(year=year).first()


def totals(found: Measurement) -> Totals:
    unrated, unsettled = lacking(found)
    return Totals(unrated, unsettled, found.counted.count())


def progress_a(found: Measurement) -> list[Progress]:
    """Office by office."""
    rows = list(found.counted.filter(part="A"))
    office = {one.number: one.office for one in rows}
    rated = Counter((one.office, one.side) for one in rows if one.rated_by)
    wanted = Counter(one.office for one in rows if one.side == "own")
    differ = Counter(office[number] for number, _ in disagreements(found))
    open_ = Counter(office[number] for number, _ in disagreements(found, unsettled=True))
    return [
        Progress(str(code), rated[code, "own"], rated[code, "other"], of, differ[code], open_[code])
        for code, of in sorted(wanted.items())
    ]


def progress_b(found: Measurement) -> list[Progress]:
    """Reader by reader."""
    rows = list(found.counted.filter(part="B"))
    rated = Counter(one.by_person for one in rows if one.rated_by)
    wanted = Counter(one.by_person for one in rows)
    return [Progress(who, rated[who], 0, of, 0, 0) for who, of in sorted(wanted.items())]


def headless(found: Measurement) -> list[Headless]:
    """The offices whose management is to rate and that have no head now, while something is left to rate."""
    left = found.counted.filter(part="A", rated_by="").values_list("by_office", "side", "number")
    led = {one.office for one in organisation.people(role=Role.HEAD_OF_OFFICE)}
    offices = sorted({office for office, _side, _number in left if office is not None} - led)
    return [
        Headless(office, tuple(management_of(office)), sum(office == each for each, _side, _number in left))
        for office in offices
    ]


def own_ratings(found: Measurement, who: Actor) -> list[Rating]:
    """What a person is to rate, what is left first."""
    rows = found.counted.filter(given_to(who)).order_by("part", "side", "office", "number")
    return sorted(rows, key=lambda one: bool(one.rated_by))


def in_order(row: Rating) -> list[Rating]:
    """The cases that go round with this one: those of the same part, side and reviewers, in a fixed order."""
    alike = {"part": row.part, "side": row.side, "by_office": row.by_office, "by_person": row.by_person}
    return list(row.measurement.counted.filter(**alike).order_by("office", "number"))


def around(row: Rating) -> Around:
    """Where a case stands among those that go round with it."""
    rows = in_order(row)
    at = next(n for n, one in enumerate(rows) if one.pk == row.pk)
    return Around(
        place=at + 1,
        of=len(rows),
        rated=sum(bool(one.rated_by) for one in rows),
        before=rows[at - 1] if at else None,
        after=rows[at + 1] if at + 1 < len(rows) else None,
    )


def next_unrated(row: Rating, who: Actor) -> Rating | None:
    """The next case to rate: the first after this one, else from the beginning, else of the other kinds."""
    rows = in_order(row)
    at = next(n for n, one in enumerate(rows) if one.pk == row.pk)
    left = [one for one in (*rows[at + 1 :], *rows[:at]) if not one.rated_by]
    left += [one for one in own_ratings(row.measurement, who) if not one.rated_by and one.pk != row.pk]
    return left[0] if left else None


def other_side(row: Rating) -> Rating | None:
    """What the other management said of the same case; None until both have rated it: neither sees the
    other's before."""
    if row.part != "A" or not row.rated_by:
        return None
    return (
        Rating.objects.filter(measurement=row.measurement, part="A", number=row.number, answers__isnull=False)
        .exclude(side=row.side)
        .first()
    )


def replaced(found: Measurement) -> list[tuple[str, str, str]]:
    """(part, case, why) of what went out of the draws after the measurement was begun."""
    rows = found.ratings.exclude(out_because="").order_by("part", "number")
    return list(rows.values_list("part", "number", "out_because").distinct())


def corrections_of(found: Measurement) -> list[dict[str, Any]]:
    rows = found.corrections.order_by("pk")
    return [
        dict(one)
        for one in rows.values("part", "number", "criterion", "before", "answer", "reason", "by", "on")
    ]
