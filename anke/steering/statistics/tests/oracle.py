"""The measures once more, case by case in plain Python: what every figure is held against.

Works on the rows of `CaseState.facts`: whole numbers, dates as days since 1970-01-01, 0 for unknown.
"""

import calendar
import hashlib
from collections.abc import Mapping
from datetime import date, timedelta

from anke.rules.calendar import WORKING
from anke.rules.definitions import Clause, Kind, Limit, Measure, Span
from anke.rules.periods import Period

Row = Mapping[str, int]
EPOCH = date(1970, 1, 1)


def number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big")


def digest(names: list[str]) -> str:
    return f"{sum(map(number, names)) % 2**128:032x}"


def day(value: int) -> date:
    return EPOCH + timedelta(days=value)


def holds(clause: Clause, row: Row) -> bool:
    wanted = {None: (0, 1, 2), True: (2,), False: (1,)}
    error = {None: (0, 1, 2), True: (2,), False: (0, 1)}
    return (
        (not clause.case_types or row["case_type"] in clause.case_types)
        and (not clause.outcomes or row["outcome"] in clause.outcomes)
        and row["fully_informed"] in wanted[clause.fully_informed]
        and row["first_instance_error"] in error[clause.first_instance_error]
    )


def is_late(start: int, stop: int, limit: Limit | None) -> bool:
    """Whether the last day in time lies before `stop`."""
    if limit is None:
        return False
    begun = day(start)
    if limit.span is Span.WORKING_DAYS:
        return WORKING.index.add(begun, limit.value) < day(stop)
    if limit.span is Span.MONTHS:
        months = begun.month - 1 + limit.value
        year, month = begun.year + months // 12, months % 12 + 1
        return date(year, month, min(begun.day, calendar.monthrange(year, month)[1])) < day(stop)
    return stop - start > limit.value * (7 if limit.span is Span.WEEKS else 1)


def counts(measure: Measure, row: Row, period: Period) -> bool:
    """Whether the case is in the denominator."""
    if not any(holds(clause, row) for clause in measure.population):
        return False
    start, last = row[measure.start], (period.last - EPOCH).days
    if measure.kind in (Kind.STOCK, Kind.STOCK_OLDER_THAN):
        if not 0 < start <= last or 0 < row["closed_on"] <= last:
            return False
        late = measure.kind is Kind.STOCK_OLDER_THAN and is_late(start, last, measure.limit)
    else:
        stop = row[measure.stop]
        if not (period.first - EPOCH).days <= stop <= last:
            return False
        if measure.kind in (Kind.SHARE_WITHIN, Kind.MEAN_DURATION) and not 0 < start <= stop:
            return False
        late = is_late(start, stop, measure.limit) if start else False
    return not any(holds(one.when, row) and (late or not one.only_late) for one in measure.exclusions)


def part(measure: Measure, row: Row, period: Period) -> int:
    """What a counted case adds to the numerator."""
    start, stop = row[measure.start], row[measure.stop]
    if measure.kind is Kind.SHARE_WITHIN:
        return int(not is_late(start, stop, measure.limit))
    if measure.kind is Kind.MEAN_DURATION:
        return stop - start
    if measure.kind is Kind.RATE:
        return int(measure.hits is not None and holds(measure.hits, row))
    if measure.kind is Kind.STOCK_OLDER_THAN:
        return int(is_late(start, (period.last - EPOCH).days, measure.limit))
    return 1


def answer(measure: Measure, rows: Mapping[str, Row], period: Period) -> tuple[int, int, str]:
    """(numerator, denominator, digest) of a figure, from rows by case id."""
    inside = [name for name, row in rows.items() if counts(measure, row, period)]
    return sum(part(measure, rows[name], period) for name in inside), len(inside), digest(inside)
