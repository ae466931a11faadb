"""Periods of time as people write them: a year, a quarter, a month, or a run of quarters."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_YEAR = re.compile(r"^(\d{4})$")
_QUARTER = re.compile(r"^(\d{4})-?[QqKk]([1-4])$")
_MONTH = re.compile(r"^(\d{4})-(0[1-9]|1[0-2])$")
FIRST, LAST = 1990, 2050


class PeriodError(ValueError):
    """The text is no period. The message says what to write instead."""


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """The way it is written: `2025`, `2025Q3`, `2025-07`, or `2025Q1..2025Q3`."""
        whole = self.months
        if len(whole) == 1:
            return f"{self.first:%Y-%m}"
        if len(whole) == 3 and self.first.month % 3 == 1:
            return f"{self.first.year}Q{self.first.month // 3 + 1}"
        if len(whole) == 12 and self.first.month == 1:
            return str(self.first.year)
        return f"{quarter_of(self.first).name}..{quarter_of(self.last).name}"

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """Every (year, month) in the period, in order."""
        start = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        return tuple((m // 12, m % 12 + 1) for m in range(start, end + 1))

    @property
    def year_to_date(self) -> "Period":
        """From 1 January of the year the period ends in, to its last day."""
        return Period(date(self.last.year, 1, 1), self.last)

    def __str__(self) -> str:
        return self.name


def month(year: int, number: int) -> Period:
    after = date(year + number // 12, number % 12 + 1, 1)
    return Period(date(year, number, 1), after - timedelta(days=1))


def quarter(year: int, number: int) -> Period:
    return Period(date(year, number * 3 - 2, 1), month(year, number * 3).last)


def whole_year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def quarter_of(day: date) -> Period:
    """The quarter a day lies in.

    >>> quarter_of(date(2025, 3, 31)).name
    '2025Q1'
    """
    return quarter(day.year, (day.month + 2) // 3)


def latest_closed_quarter(today: date) -> Period:
    """The last quarter that had ended when `today` began.

    >>> latest_closed_quarter(date(2025, 10, 15)).name
    '2025Q3'
    >>> latest_closed_quarter(date(2025, 9, 30)).name
    '2025Q2'
    """
    return quarter_of(quarter_of(today).first - timedelta(days=1))


def parse_period(text: str) -> Period:
    """Read a period. Years run from 1990 to 2050.

    >>> parse_period("2024Q1").last
    datetime.date(2024, 3, 31)
    >>> parse_period("2024-02").last
    datetime.date(2024, 2, 29)
    >>> parse_period("2025Q1..2025Q3").name
    '2025Q1..2025Q3'
    >>> parse_period("2025Q5")
    Traceback (most recent call last):
    anke.rules.periods.PeriodError: '2025Q5' is no period. Write a year (2025), ...
    >>> parse_period("2025Q1..2025Q2..2025Q3")
    Traceback (most recent call last):
    anke.rules.periods.PeriodError: '2025Q1..2025Q2..2025Q3' is no run of quarters. Write it like ...
    """
    begin, dots, end = text.strip().partition("..")
    if dots:
        if ".." in end or not (begin and end):
            raise PeriodError(f"'{text}' is no run of quarters. Write it like 2025Q1..2025Q3.")
        first, last = parse_period(begin), parse_period(end)
        if last.last < first.first:
            raise PeriodError(f"'{text}' ends before it begins. Write the earlier quarter first.")
        return Period(first.first, last.last)
    if match := _YEAR.match(begin):
        found = whole_year(int(match[1]))
    elif match := _QUARTER.match(begin):
        found = quarter(int(match[1]), int(match[2]))
    elif match := _MONTH.match(begin):
        found = month(int(match[1]), int(match[2]))
    else:
        raise PeriodError(
            f"'{text}' is no period. Write a year (2025), a quarter (2025Q3), a month (2025-07) "
            "or a run of quarters (2025Q1..2025Q3)."
        )
    if not FIRST <= found.first.year <= LAST:
        raise PeriodError(f"'{text}' lies outside {FIRST}–{LAST}, the years the calendar knows.")
    return found
