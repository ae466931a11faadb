"""When a limit is passed: a table to be read, and the same by walking day by day."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.calendar import WORKING
from anke.rules.definitions import Limit, Span
from anke.rules.limits import oldest_passed
from anke.rules.working_days import number_day

WORKING_DAYS = WORKING.index


def last_day(begun: date, limit: Limit) -> date:
    """The last day in time, by counting."""
    if limit.span is Span.WORKING_DAYS:
        day = begun
        for _ in range(limit.value):
            day += timedelta(days=1)
            while not WORKING_DAYS.is_open(day):
                day += timedelta(days=1)
        return day
    if limit.span is Span.MONTHS:
        month = begun.month - 1 + limit.value
        year, month = begun.year + month // 12, month % 12 + 1
        return date(year, month, min(begun.day, calendar.monthrange(year, month)[1]))
    return begun + timedelta(days=limit.value * (7 if limit.span is Span.WEEKS else 1))


@pytest.mark.parametrize(
    ("begun", "limit", "last_in_time"),
    [
        (date(2025, 1, 1), Limit(8, Span.WEEKS), date(2025, 2, 26)),
        (date(2025, 1, 31), Limit(1, Span.MONTHS), date(2025, 2, 28)),  # no 31 February: the month's last day
        (date(2024, 1, 31), Limit(1, Span.MONTHS), date(2024, 2, 29)),  # … in a leap year
        (date(2024, 2, 29), Limit(12, Span.MONTHS), date(2025, 2, 28)),
        (date(2023, 2, 28), Limit(12, Span.MONTHS), date(2024, 2, 28)),  # the leap day is a day late
        (date(2025, 4, 16), Limit(1, Span.WORKING_DAYS), date(2025, 4, 22)),  # over Easter
        (date(2025, 6, 7), Limit(5, Span.WORKING_DAYS), date(2025, 6, 16)),  # from a Saturday, over Whitsun
        (date(2025, 3, 29), Limit(2, Span.DAYS), date(2025, 3, 31)),  # over the night the clocks change
        (date(1990, 1, 1), Limit(12, Span.MONTHS), date(1991, 1, 1)),
        (date(2050, 12, 1), Limit(30, Span.DAYS), date(2050, 12, 31)),
    ],
)
def test_the_last_day_is_in_time_and_the_next_is_not(begun: date, limit: Limit, last_in_time: date) -> None:
    assert last_day(begun, limit) == last_in_time
    assert number_day(oldest_passed(last_in_time, limit, WORKING_DAYS)) < begun
    assert number_day(oldest_passed(last_in_time + timedelta(days=1), limit, WORKING_DAYS)) >= begun


@given(
    st.dates(date(1995, 1, 1), date(2050, 12, 31)),
    st.integers(1, 60),
    st.sampled_from(Span),
    st.integers(-3, 3),
)
def test_passed_or_not_is_the_same_by_counting(on: date, value: int, span: Span, near: int) -> None:
    limit = Limit(value, span)
    begun = number_day(oldest_passed(on, limit, WORKING_DAYS)) + timedelta(days=near)
    assert (last_day(begun, limit) < on) == (near <= 0)
