"""The days of the synthetic authority, as whole numbers: days since 1970-01-01."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from anke.demo.assumed import Behaviour, Quarters
from anke.rules.calendar import EXPIRY
from anke.rules.queueing import Real, Whole, intensity

WARM_UP = date(2021, 1, 1)  # the queues begin empty here …
START = date(2023, 1, 1)  # … and what is pending here is the backlog the authority starts with
TODAY = date(2025, 10, 15)
_EPOCH = date(1970, 1, 1)


def number(day: date) -> int:
    """Days since 1970-01-01.

    >>> number(START)
    19358
    """
    return (day - _EPOCH).days


def day(days: int) -> date:
    return _EPOCH + timedelta(days=int(days))


@dataclass(frozen=True)
class Grid:
    """Every day from the first to the last, with what is needed of it. Arrays have one entry a day."""

    first: date = WARM_UP
    last: date = TODAY

    @cached_property
    def numbers(self) -> Whole:
        return np.arange(number(self.first), number(self.last) + 1, dtype=np.int64)

    @cached_property
    def months(self) -> Whole:
        """Months since 1970-01: the blocks in which arrivals are known to come."""
        return self.numbers.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)

    @cached_property
    def years(self) -> Real:
        """The year, with its fraction."""
        whole = self.months // 12
        begins = whole.astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64)
        length = (whole + 1).astype("datetime64[Y]").astype("datetime64[D]").astype(np.int64) - begins
        return np.asarray(1970 + whole + (self.numbers - begins) / length)

    @cached_property
    def at_work(self) -> NDArray[np.bool_]:
        """Days on which cases are worked on: no weekends, holidays, nor days before them most take off."""
        return np.asarray(EXPIRY.index.count(self.numbers - 1, self.numbers) == 1)

    def yearly(self, received: dict[int, float]) -> Real:
        """The rate of cases a year: given at the middle of each year, straight lines between."""
        middle = np.array([year + 0.5 for year in received])
        return np.asarray(np.interp(self.years, middle, np.array(list(received.values()))))

    def expected(self, received: dict[int, float], behaviour: Behaviour) -> Real:
        """Cases expected each day."""
        season = np.array(behaviour.arrivals.season)[self.months % 12]
        weekday = np.array(behaviour.arrivals.weekday)[(self.numbers + 3) % 7]
        return intensity(self.yearly(received), season, weekday)

    def presence(self, team: str, behaviour: Behaviour) -> Real:
        """The share of a team's hours that goes into cases, before the scatter from day to day."""
        present, cover = np.array(behaviour.work.presence)[self.months % 12], behaviour.work.cover
        return np.asarray(np.maximum(present, cover.least if team in cover.teams else 0.0))

    def by_quarter(self, staff: dict[int, Quarters]) -> Real:
        """Caseworkers on each day, from four numbers a year."""
        table = np.array([staff[year] for year in sorted(staff)]).ravel()
        first = (min(staff) - 1970) * 4
        return np.asarray(table[self.months // 3 - first])
