"""When a limit is passed, on whole local days. The last day of a limit is still in time, the next one is
not, whatever day of the week it is.

A limit of working days ends on a working day: a case that stops on the Saturday after is late. A limit in
months ends on the same day of the month, or on the month's last day where it has no such day."""

import calendar
from datetime import date

import numpy as np

from anke.rules.definitions import Limit, Span
from anke.rules.working_days import WorkingDays, day_number

DAYS = {Span.DAYS: 1, Span.WEEKS: 7}


def oldest_passed(on: date, limit: Limit, working: WorkingDays) -> int:
    """The last day (days since 1970-01-01) a case can have begun and still have passed the limit on `on`.

    >>> from anke.rules.calendar import WORKING
    >>> twelve = Limit(12, Span.MONTHS)
    >>> [str(np.datetime64(oldest_passed(date(*day), twelve, WORKING.index), "D"))
    ...     for day in ((2025, 12, 31), (2024, 2, 29), (2025, 2, 28))]
    ['2024-12-30', '2023-02-28', '2024-02-27']
    """
    if limit.span in DAYS:
        return day_number(on) - limit.value * DAYS[limit.span] - 1
    if limit.span is Span.WORKING_DAYS:
        reached = int(working.cumulative[day_number(on) - 1]) + 1 - limit.value
        return int(np.searchsorted(working.cumulative, reached, side="left")) - 1
    year, month = divmod(on.year * 12 + on.month - 1 - limit.value, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return day_number(date(year, month + 1, min(on.day, length))) - (0 if on.day > length else 1)
