"""Counting working days by looking them up: one cumulative table, so every question costs the same.

The table runs over 1990–2050 with a margin on either side, so that a deadline that begins inside may end
outside.
Arrays of dates are `datetime64[D]`, or whole numbers: days since 1970-01-01 (as facts are stored).
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

FIRST, LAST = date(1990, 1, 1), date(2050, 12, 31)
MARGIN = 2  # years
EARLIEST, LATEST = date(FIRST.year - MARGIN, 1, 1), date(LAST.year + MARGIN, 12, 31)
_EPOCH = date(1970, 1, 1)

Days: TypeAlias = NDArray[np.datetime64] | NDArray[np.integer[Any]]
Numbers: TypeAlias = int | NDArray[np.integer[Any]]


class CalendarError(ValueError):
    """The day or the calendar is unknown. The message says which are known."""


class WorkingDays:
    """Monday to Friday less the closed days handed in.

    `cumulative[d]` (int32) is how many working days lie in the table up to and including day `d` (days since
    1970-01-01); 0 before the table begins. So the difference of two look-ups is the count between two days,
    and an unknown day (0) looks up 0.
    """

    def __init__(self, closed: Iterable[date]) -> None:
        self._low, self._high = day_number(EARLIEST), day_number(LATEST)
        number = np.arange(self._high + 1)
        open_days = ((number + 3) % 7 < 5) & (number >= self._low)  # 1970-01-01 was a Thursday
        open_days[[day_number(day) for day in closed if EARLIEST <= day <= LATEST]] = False
        self._open = open_days
        self.cumulative: NDArray[np.int32] = np.cumsum(open_days, dtype=np.int32)
        self._working: NDArray[np.int64] = np.flatnonzero(open_days)
        self.cumulative.setflags(write=False)

    @overload
    def count(self, start: date, end: date) -> int: ...
    @overload
    def count(self, start: Days, end: Days) -> NDArray[np.int32]: ...
    def count(self, start: date | Days, end: date | Days) -> int | NDArray[np.int32]:
        """Working days after `start` up to and including `end`: `start` is day 0.

        Negative where `end` is earlier. Arrays: element by element, any two shapes that broadcast; int32.
        """
        if isinstance(start, date) and isinstance(end, date):
            return int(self.cumulative[self._look_up(end)] - self.cumulative[self._look_up(start)])
        counted: NDArray[np.int32] = self.cumulative[self._numbers(end)]
        return counted - self.cumulative[self._numbers(start)]

    @overload
    def add(self, day: date, number: int) -> date: ...
    @overload
    def add(self, day: Days, number: Numbers) -> NDArray[np.datetime64]: ...
    def add(self, day: date | Days, number: Numbers) -> date | NDArray[np.datetime64]:
        """The `number`-th working day after `day` (before it, where negative); 0 gives the day itself."""
        if isinstance(day, date):
            return number_day(int(self._added(np.array([self._look_up(day)]), np.array([number]))[0]))
        return self._added(self._numbers(day), np.asarray(number)).astype("datetime64[D]")

    def is_open(self, day: date) -> bool:
        return bool(self._open[self._look_up(day)])

    def on_or_after(self, day: date) -> date:
        """The day itself where it is a working day, else the next one."""
        return day if self.is_open(day) else self.add(day, 1)

    def on_or_before(self, day: date) -> date:
        """The day itself where it is a working day, else the one before."""
        return day if self.is_open(day) else self.add(day, -1)

    def _added(self, days: NDArray[np.int64], number: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
        up_to = self.cumulative[days]
        place = np.where(number > 0, up_to + number - 1, up_to - self._open[days] + number)
        still = number == 0
        place = np.where(still, 0, place)
        if place.size and (place.min() < 0 or place.max() >= len(self._working)):
            raise CalendarError(_outside("That many working days"))
        return np.where(still, days, self._working[place])

    def _look_up(self, day: date) -> int:
        return day_number(within(day))

    def _numbers(self, days: date | Days) -> NDArray[np.int64]:
        """Dates as days since 1970-01-01, each looked up in the table's range."""
        found = np.asarray(days)
        if found.dtype.kind in "MO":
            found = found.astype("datetime64[D]", copy=False).view(np.int64)
        if found.size:
            for end in (found.min(), found.max()):
                if not self._low <= end <= self._high:
                    raise CalendarError(_outside(str(np.datetime64(int(end), "D"))))
        return found


def within(day: date) -> date:
    """The day itself where the table reaches it."""
    if not EARLIEST <= day <= LATEST:
        raise CalendarError(_outside(day.isoformat()))
    return day


def day_number(day: date) -> int:
    """Days since 1970-01-01: the way facts store a date."""
    return (day - _EPOCH).days


def number_day(number: int) -> date:
    """The day with that number."""
    return _EPOCH + timedelta(days=number)


def _outside(what: str) -> str:
    return f"{what} lies outside {FIRST.year}–{LAST.year}, the years the calendar knows."
