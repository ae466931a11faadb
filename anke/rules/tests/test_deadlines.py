"""Time limits without pauses, as tables a lawyer can check; and what cannot be read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.calendar import DEFAULT, EXPIRY, WORKING, Calendar, Calendars, Closing
from anke.rules.deadlines import (
    DeadlineError,
    DeadlineRule,
    Roll,
    deadline,
    nominal,
    parse_day,
    parse_limit,
    report_due,
)
from anke.rules.definitions import Limit, Span
from anke.rules.working_days import CalendarError

# from, limit, first day, roll, last day
TABLE = [
    # the day of receipt is day 0
    ("2025-04-01", "20 working days", 0, "no", "2025-05-02"),
    ("2025-04-01", "20 working days", 1, "no", "2025-05-01"),
    ("2025-04-19", "1 working day", 0, "no", "2025-04-22"),  # received on a Saturday, Easter
    ("2025-04-19", "1 working day", 1, "no", "2025-04-22"),  # a Saturday cannot be working day 1
    ("2025-12-19", "7 arbejdsdage", 0, "no", "2026-01-02"),  # 24 and 31 December count, 1 January does not
    ("2023-04-28", "5 working days", 0, "no", "2023-05-08"),  # the last store bededag, 5 May 2023
    ("2024-04-19", "5 working days", 0, "no", "2024-04-26"),  # 26 April 2024 would have been the next one
    # weeks end on the same weekday
    ("2026-04-17", "4 weeks", 0, "no", "2026-05-15"),
    ("2026-04-17", "4 uger", 0, "next", "2026-05-18"),  # the Friday after Ascension Day
    ("2025-05-08", "4 uger", 0, "next", "2025-06-06"),  # 5 June
    ("2025-11-26", "4 uger", 0, "next", "2025-12-29"),  # 24 December, then Christmas and a weekend
    ("2025-12-03", "4 uger", 0, "next", "2026-01-02"),  # 31 December, then 1 January
    ("2025-04-01", "8 weeks", 1, "no", "2025-05-26"),
    # calendar days
    ("2025-03-31", "21 days", 0, "no", "2025-04-21"),
    ("2025-03-31", "21 dage", 0, "previous", "2025-04-16"),
    ("2025-03-31", "21 kalenderdage", 0, "next", "2025-04-22"),
    ("2025-04-16", "1 day", 0, "previous", "2025-04-16"),  # a roll backwards never passes the event
    ("2025-04-17", "1 day", 0, "previous", "2025-04-17"),
    # months, from date to date
    ("2025-01-31", "1 month", 0, "no", "2025-02-28"),
    ("2024-01-31", "1 month", 0, "no", "2024-02-29"),
    ("2024-01-30", "1 måned", 0, "no", "2024-02-29"),
    ("2024-02-29", "12 months", 0, "no", "2025-02-28"),
    ("2024-02-29", "48 months", 0, "no", "2028-02-29"),
    ("2025-08-31", "3 months", 0, "no", "2025-11-30"),
    ("2025-11-30", "3 måneder", 0, "no", "2026-02-28"),
    ("2025-12-15", "1 month", 0, "no", "2026-01-15"),
    # … and counted from day 1: the day before the same date
    ("2025-04-01", "1 month", 1, "no", "2025-04-30"),
    ("2025-01-31", "1 month", 1, "no", "2025-02-28"),
    ("2025-03-15", "1 month", 1, "no", "2025-04-14"),
    # the ends of the calendar
    ("1990-01-01", "1 working day", 0, "no", "1990-01-02"),
    ("2050-12-31", "1 week", 0, "no", "2051-01-07"),
]


@pytest.mark.parametrize(("start", "limit", "first_day", "roll", "last"), TABLE)
def test_where_a_limit_ends(start: str, limit: str, first_day: int, roll: str, last: str) -> None:
    rule = DeadlineRule.of(parse_limit(limit), first_day=first_day, roll=Roll(roll))
    assert deadline(parse_day(start), rule).isoformat() == last


# what people write, what is meant
LIMITS = [
    ("20 working days", Limit(20, Span.WORKING_DAYS)),
    ("20 arbejdsdage", Limit(20, Span.WORKING_DAYS)),
    ("1 arbejdsdag", Limit(1, Span.WORKING_DAYS)),
    ("  8   WEEKS ", Limit(8, Span.WEEKS)),
    ("8weeks", Limit(8, Span.WEEKS)),
    ("12 uger", Limit(12, Span.WEEKS)),
    ("3 months", Limit(3, Span.MONTHS)),
    ("3 måneder", Limit(3, Span.MONTHS)),
    ("10 days", Limit(10, Span.DAYS)),
    ("010 kalenderdage", Limit(10, Span.DAYS)),
]


@pytest.mark.parametrize(("text", "limit"), LIMITS)
def test_reading_a_limit(text: str, limit: Limit) -> None:
    assert parse_limit(text) == limit


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "must begin with a whole number"),
        ("weeks", "must begin with a whole number"),
        ("-3 days", "must begin with a whole number"),
        ("2.5 weeks", "must be a whole number of days, weeks or months"),
        ("20", "the unit is missing"),
        ("20 wroking days", "'wroking days' is no unit"),
        ("2 år", "'år' is no unit"),
        ("0 days", "write a number from 1 to 9999"),
        ("123456789012345678901234567890 days", "write a number from 1 to 9999"),
        ("٣ days", "must begin with a whole number"),
    ],
)
def test_a_limit_that_cannot_be_read_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(DeadlineError, match=said):
        parse_limit(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2025-02-29", "that month has 28 days"),
        ("2024-13-01", "there is no month 13"),
        ("2024-00-10", "there is no month 0"),
        ("2024-01-00", "that month has 31 days"),
        ("01-04-2025", "Write year-month-day"),
        ("20250401", "Write year-month-day"),
        ("yesterday", "Write year-month-day"),
        ("1989-12-31", "outside 1990–2050"),
        ("2051-01-01", "outside 1990–2050"),
    ],
)
def test_a_day_that_cannot_be_read_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(DeadlineError, match=said):
        parse_day(text)


def test_an_event_outside_the_calendar_is_refused() -> None:
    with pytest.raises(DeadlineError, match="1989-12-31 lies outside 1990–2050"):
        deadline(date(1989, 12, 31), DeadlineRule(1, Span.DAYS))


def test_a_deadline_that_ends_outside_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarError, match="outside 1990–2050"):
        deadline(date(2050, 6, 1), DeadlineRule(9_000, Span.WORKING_DAYS))


def test_a_rule_that_cannot_be_meant_is_refused() -> None:
    with pytest.raises(DeadlineError, match="0 is no time limit"):
        DeadlineRule(0, Span.DAYS)
    with pytest.raises(DeadlineError, match="day 0 or day 1, not day 2"):
        DeadlineRule(1, Span.DAYS, first_day=2)


def test_each_rule_goes_by_its_own_calendar() -> None:
    """24 December: a working day, but no day an appeal period ends on."""
    start = date(2025, 12, 10)
    assert deadline(start, DeadlineRule(10, Span.WORKING_DAYS, roll=Roll.NEXT)) == date(2025, 12, 24)
    assert deadline(start, DeadlineRule(2, Span.WEEKS, roll=Roll.NEXT)) == date(2025, 12, 29)
    asked = DeadlineRule(2, Span.WEEKS, roll=Roll.NEXT, calendar="working")
    assert deadline(start, asked) == date(2025, 12, 24)


def test_an_authority_that_closes_a_day_moves_its_deadlines() -> None:
    closed = Calendars(working=Calendar("working", (Closing(date(2025, 1, 1), "christmas_eve"),)))
    rule = DeadlineRule(10, Span.WORKING_DAYS)
    assert deadline(date(2024, 12, 10), rule, closed) == date(2024, 12, 24)
    assert deadline(date(2025, 12, 10), rule, closed) == date(2025, 12, 29)


starts = st.dates(date(1990, 1, 1), date(2048, 12, 31))
rules = st.builds(
    DeadlineRule,
    value=st.integers(1, 60),
    span=st.sampled_from(Span),
    first_day=st.sampled_from([0, 1]),
    roll=st.sampled_from(Roll),
    calendar=st.sampled_from([None, "working", "expiry"]),
).filter(lambda rule: rule.span is not Span.MONTHS or rule.value <= 36)


@given(starts, rules)
def test_a_later_event_never_ends_earlier(start: date, rule: DeadlineRule) -> None:
    assert deadline(start, rule) <= deadline(start + timedelta(days=1), rule)


@given(starts, rules)
def test_day_one_ends_no_later_than_day_zero(start: date, rule: DeadlineRule) -> None:
    as_day_one = DeadlineRule(rule.value, rule.span, 1, rule.roll, rule.calendar)
    as_day_zero = DeadlineRule(rule.value, rule.span, 0, rule.roll, rule.calendar)
    assert start <= deadline(start, as_day_one) <= deadline(start, as_day_zero)


@given(starts, rules)
def test_a_roll_goes_to_the_nearest_open_day_its_way(start: date, rule: DeadlineRule) -> None:
    fell, ended = nominal(start, rule), deadline(start, rule)
    index = DEFAULT[rule.calendar_name].index
    if rule.roll is Roll.NO:
        assert ended == fell
    elif rule.roll is Roll.NEXT:
        assert ended >= fell and index.is_open(ended) and index.count(fell, ended) <= 1
    else:
        assert ended <= fell and (index.is_open(ended) or ended == start)


# quarter, by the letter, moved back, moved on
REPORTS = [
    ("2025-03-31", "2025-04-21", "2025-04-16", "2025-04-22"),  # Easter Monday
    ("2025-06-30", "2025-07-21", "2025-07-21", "2025-07-21"),
    ("2025-09-30", "2025-10-21", "2025-10-21", "2025-10-21"),
    ("2025-12-31", "2026-01-21", "2026-01-21", "2026-01-21"),
    ("2023-12-31", "2024-01-21", "2024-01-19", "2024-01-22"),  # a Sunday
]


@pytest.mark.parametrize(("end", "by_the_letter", "back", "on"), REPORTS)
def test_when_a_report_is_due(end: str, by_the_letter: str, back: str, on: str) -> None:
    day = date.fromisoformat(end)
    assert [report_due(day, shift=shift).shifted.isoformat() for shift in Roll] == [by_the_letter, on, back]
    assert report_due(day).nominal.isoformat() == by_the_letter
    assert report_due(day, calendar=EXPIRY).shifted <= report_due(day, calendar=WORKING).shifted
