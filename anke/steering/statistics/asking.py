"""Putting measures to a table of facts: asked together, added up to figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from anke.rules import measures as expressions
from anke.rules.definitions import Kind, Measure
from anke.rules.fold import digest
from anke.rules.limits import oldest_passed
from anke.rules.measures import STOCKS
from anke.rules.periods import Period
from anke.rules.working_days import WorkingDays, day_number
from anke.steering.statistics.compiling import question
from anke.steering.statistics.fact_table import FactTable, taken, together


@dataclass(frozen=True)
class Tally:
    """What is counted: cases (the denominator), part of them or days (the numerator), and which (the
    digest).
    """

    cases: int = 0
    part: int = 0
    digest: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.cases + other.cases, self.part + other.part, (self.digest + other.digest) % 2**128)

    def __sub__(self, other: "Tally") -> "Tally":
        return Tally(self.cases - other.cases, self.part - other.part, (self.digest - other.digest) % 2**128)


def month_number(year: int, month: int) -> int:
    """Months since 1970-01.

    >>> month_number(1971, 2)
    13
    """
    return (year - 1970) * 12 + month - 1


def months_of(period: Period) -> range:
    return range(month_number(*period.months[0]), month_number(*period.months[-1]) + 1)


def place_of(measure: Measure, period: Period) -> Sequence[int]:
    """Where `tallies` puts what a measure counts in a period: months of flows, the last day of stocks."""
    return (day_number(period.last),) if measure.kind in STOCKS else months_of(period)


def tallies(
    table: FactTable,
    measures: Sequence[Measure],
    periods: Iterable[Period],
    working: WorkingDays,
    codes: tuple[int, ...] | None = None,
) -> dict[tuple[int, int], Tally]:
    """(place of the measure in `measures`, month or day) → what was counted there; nothing where nothing was.

    `codes`: case types to ask about, at least those in the table (default: exactly those).
    """
    asked = list(periods)
    spans = [months_of(period) for period in asked]
    months = (min(span[0] for span in spans), max(span[-1] for span in spans))
    days = sorted({period.last for period in asked})
    sql = _sums(measures, codes or table.codes, months)
    if not sql:
        return {}
    return _added(table.ask(taken(_days(measures, days, working)) + sql))


def _days(
    measures: Sequence[Measure], days: Sequence[date], working: WorkingDays
) -> Iterable[tuple[int, int, int]]:
    for number, measure in enumerate(measures):
        if measure.kind in STOCKS:
            yield from ((number, day_number(day), passed_on(measure, day, working)) for day in days)


def passed_on(measure: Measure, day: date, working: WorkingDays) -> int:
    """The last day of receipt that has passed the measure's limit on `day`; 0 where it has no limit."""
    if measure.limit is None or measure.kind is not Kind.STOCK_OLDER_THAN:
        return 0
    return oldest_passed(day, measure.limit, working)


def _sums(measures: Sequence[Measure], codes: tuple[int, ...], months: tuple[int, int]) -> str:
    """All measures as one question; empty where nothing can be counted."""
    first, last = months
    arms = (
        question(expressions.sums, measure, codes, first=first, last=last, place=place)
        for place, measure in enumerate(measures)
    )
    return together([arm for arm in arms if arm])


def _added(rows: Iterable[tuple[int, ...]]) -> dict[tuple[int, int], Tally]:
    found: dict[tuple[int, int], Tally] = {}
    for number, at, cases, part, *limbs in rows:
        high, upper, lower, low = limbs
        tally = Tally(int(cases), int(part), digest((high, upper, lower, low)))
        place = (number, at)
        found[place] = found[place] + tally if place in found else tally
    return found


def cases_sql(measure: Measure, codes: tuple[int, ...], period: Period, working: WorkingDays) -> str:
    """The question for each case of the population; empty where none can belong."""
    passed = passed_on(measure, period.last, working)
    first, last = day_number(period.first), day_number(period.last)
    return question(expressions.judged, measure, codes, first=first, last=last, passed=passed)
