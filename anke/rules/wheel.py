"""The yearly wheel: what a programme asks for in a year, when it is due, and how it stands on a day."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

Per = Literal["month", "quarter", "half_year", "year"]


class State(StrEnum):
    """How something stands. Missing: its day has passed, and it is not done."""

    PLANNED = "planned"  # its period has not begun
    DUE = "due"  # its period has begun; the day has not passed
    DONE = "done"
    EXCUSED = "excused"
    MISSING = "missing"


@dataclass(frozen=True)
class Row:
    """An activity as the programme asks for it: once a period for every unit, days after the period's end.
    `partly`: of units that were there for a part of the period, too."""

    activity: str
    per: Per
    days_after: int
    each: str
    partly: bool = False


@dataclass(frozen=True, order=True)
class Slot:
    """One thing to do. `period`: 2024-03, 2024Q1, 2024H1 or 2024. `unit`: initials, office code, agency."""

    due_on: date
    activity: str
    period: str
    unit: str
    begins_on: date
    ends_on: date

    @property
    def key(self) -> tuple[str, str, str]:
        return self.activity, self.period, self.unit


def periods(per: Per, year: int) -> tuple[tuple[str, date, date], ...]:
    """The periods of a year: name, first and last day.

    >>> [(name, str(last)) for name, _, last in periods("half_year", 2024)]
    [('2024H1', '2024-06-30'), ('2024H2', '2024-12-31')]
    """
    if per == "year":
        return ((str(year), date(year, 1, 1), date(year, 12, 31)),)
    months = {"month": 1, "quarter": 3, "half_year": 6}[per]
    found = []
    for begin in range(1, 13, months):
        first = date(year, begin, 1)
        after = date(year + (begin + months > 12), (begin + months - 1) % 12 + 1, 1)
        nth = 1 + begin // months
        name = {"month": f"{year}-{begin:02d}", "quarter": f"{year}Q{nth}", "half_year": f"{year}H{nth}"}[per]
        found.append((name, first, after - timedelta(days=1)))
    return tuple(found)


def slots(
    rows: Iterable[Row], year: int, units: Mapping[str, Mapping[str, tuple[date, date | None]]]
) -> tuple[Slot, ...]:
    """Everything that falls due in a year, by day. `units`: by kind (employee, office, agency) the units with
    their first and last day (None: still there). A unit that is not there for the whole of a period is asked
    for nothing in it, unless the row asks those who were there for a part.

    >>> row = Row("Q4", "half_year", 31, "office")
    >>> here = {"office": {"13": (date(2020, 1, 1), None)}}
    >>> [(one.period, str(one.due_on)) for one in slots([row], 2024, here)]
    [('2023H2', '2024-01-31'), ('2024H1', '2024-07-31')]
    """
    found = []
    for row in rows:
        for of_year in (year - 1, year):
            for name, first, last in periods(row.per, of_year):
                due = last + timedelta(days=row.days_after)
                if due.year != year:
                    continue
                found += [
                    Slot(due, row.activity, name, unit, first, last)
                    for unit, (since, until) in units.get(row.each, {}).items()
                    if since <= (last if row.partly else first)
                    and (until is None or until >= (first if row.partly else last))
                ]
    return tuple(sorted(found))


def state_of(
    slot: Slot,
    today: date,
    done: Collection[tuple[str, str, str]],
    excused: Collection[tuple[str, str, str]],
) -> State:
    """How one thing stands on a day. It is missing from the day after it was due.

    >>> slot = Slot(date(2024, 3, 31), "Q1", "2024-03", "k13-01", date(2024, 3, 1), date(2024, 3, 31))
    >>> [str(state_of(slot, day, (), ())) for day in (date(2024, 2, 1), date(2024, 3, 31), date(2024, 4, 1))]
    ['planned', 'due', 'missing']
    """
    if slot.key in done:
        return State.DONE
    if slot.key in excused:
        return State.EXCUSED
    if today > slot.due_on:
        return State.MISSING
    return State.DUE if today >= slot.begins_on else State.PLANNED
