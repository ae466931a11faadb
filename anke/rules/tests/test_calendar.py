"""The Danish calendar, as tables a lawyer can check, and against an independent library for every year."""

from datetime import date, timedelta

import holidays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.calendar import (
    DEFAULT,
    EXPIRY,
    NAMES,
    WORKING,
    Calendar,
    Closing,
    easter_sunday,
    public_holidays,
)
from anke.rules.working_days import FIRST, LAST, CalendarError, day_number, number_day

YEARS = range(FIRST.year, LAST.year + 1)
days = st.dates(FIRST, LAST)

# Danish name, 2025
HOLIDAYS_2025 = [
    ("nytårsdag", "2025-01-01"),
    ("skærtorsdag", "2025-04-17"),
    ("langfredag", "2025-04-18"),
    ("påskedag", "2025-04-20"),
    ("2. påskedag", "2025-04-21"),
    ("Kristi himmelfartsdag", "2025-05-29"),
    ("pinsedag", "2025-06-08"),
    ("2. pinsedag", "2025-06-09"),
    ("juledag", "2025-12-25"),
    ("2. juledag", "2025-12-26"),
]

# day, open as a working day, an appeal period may end on it, why not
DAYS = [
    ("2023-05-05", False, False, "store bededag"),  # the last one that was a public holiday
    ("2024-04-26", True, True, None),  # the fourth Friday after Easter, an ordinary Friday from 2024
    ("2024-05-01", True, True, None),  # 1 May is no public holiday
    ("2024-05-10", True, False, "fredag efter Kristi himmelfartsdag"),
    ("2024-06-05", True, False, "grundlovsdag"),
    ("2024-12-24", True, False, "juleaftensdag"),
    ("2024-12-31", True, False, "nytårsaftensdag"),
    ("2024-02-29", True, True, None),  # a leap day is a day like others
    ("2017-06-05", False, False, "2. pinsedag"),  # also Constitution Day: the law's name goes first
    ("1990-01-01", False, False, "nytårsdag"),
    ("2050-12-26", False, False, "2. juledag"),
    ("2050-12-31", False, False, "nytårsaftensdag"),  # a Saturday as well
]


@pytest.mark.parametrize(("name", "day"), HOLIDAYS_2025)
def test_public_holidays_of_2025(name: str, day: str) -> None:
    assert NAMES[public_holidays(2025)[date.fromisoformat(day)]][0] == name


def test_there_are_ten_since_2024_and_there_were_eleven() -> None:
    assert [len(public_holidays(year)) for year in (1990, 2023, 2024, 2025, 2050)] == [11, 11, 10, 10, 10]


@pytest.mark.parametrize(("day", "working", "expiry", "why"), DAYS)
def test_two_calendars_for_two_questions(day: str, working: bool, expiry: bool, why: str | None) -> None:
    when = date.fromisoformat(day)
    assert WORKING.index.is_open(when) is working
    assert EXPIRY.index.is_open(when) is expiry
    reason = EXPIRY.why_closed(when)
    assert (NAMES[reason][0] if reason else None) == why
    assert (WORKING.why_closed(when) is None) is working


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_an_independent_library(year: int) -> None:
    theirs = holidays.country_holidays("DK", years=year, language="da")
    assert sorted(public_holidays(year)) == sorted(theirs)


def test_every_day_of_sixty_one_years_is_open_or_has_a_reason() -> None:
    for calendar in DEFAULT:
        closed = {day for year in YEARS for day in calendar.holidays(year)}
        day = FIRST
        while day <= LAST:
            is_open = day.weekday() < 5 and day not in closed
            assert calendar.index.is_open(day) is is_open
            assert (calendar.why_closed(day) is None) is is_open
            day += timedelta(days=1)


def test_easter_is_a_sunday_between_22_march_and_25_april() -> None:
    for year in YEARS:
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_an_authority_may_close_a_day_from_a_date_on_and_open_it_again() -> None:
    own = Calendar(
        "working",
        (
            Closing(date(2020, 1, 1), "christmas_eve"),
            Closing(date(2024, 1, 1), "christmas_eve", closed=False),
        ),
    )
    assert [own.why_closed(date(year, 12, 24)) for year in (2018, 2020, 2021, 2024)] == [
        None,
        "christmas_eve",
        "christmas_eve",
        None,
    ]


def test_an_unknown_switch_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CalendarError, match=r"'may_day' is no day that can be closed.*constitution_day"):
        Closing(date(2020, 1, 1), "may_day")


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(CalendarError, match="Write working or expiry"):
        DEFAULT["office"]


# from (day 0), number of working days, the day
ADDED = [
    ("2025-04-01", 20, "2025-05-02"),  # Easter: three holidays on weekdays
    ("2025-04-16", 1, "2025-04-22"),
    ("2025-12-23", 2, "2025-12-29"),  # 24 December counts, 25 and 26 do not
    ("2024-02-28", 2, "2024-03-01"),  # 29 February is a Thursday
    ("1990-01-01", 1, "1990-01-02"),
    ("2050-12-30", 1, "2051-01-02"),  # begins inside, ends in the margin
    ("2025-04-22", -1, "2025-04-16"),
    ("2025-04-20", -1, "2025-04-16"),
    ("2025-04-20", 0, "2025-04-20"),
]


@pytest.mark.parametrize(("start", "number", "day"), ADDED)
def test_adding_working_days(start: str, number: int, day: str) -> None:
    index = WORKING.index
    assert index.add(date.fromisoformat(start), number) == date.fromisoformat(day)
    together = index.add(np.array([start], dtype="datetime64[D]"), number)
    assert together.tolist() == [date.fromisoformat(day)]


@given(days, st.integers(1, 400))
def test_counting_undoes_adding(start: date, number: int) -> None:
    index = WORKING.index
    assert index.count(start, index.add(start, number)) == number


@given(days, days, days)
def test_counts_add_up_and_change_sign(one: date, two: date, three: date) -> None:
    count = WORKING.index.count
    assert count(one, two) + count(two, three) == count(one, three)
    assert count(one, two) == -count(two, one)


@given(st.lists(st.tuples(days, days), max_size=20))
def test_arrays_of_dates_answer_as_each_date_does(pairs: list[tuple[date, date]]) -> None:
    index = WORKING.index
    starts = np.array([start for start, _ in pairs], dtype="datetime64[D]")
    ends = np.array([end for _, end in pairs], dtype="datetime64[D]")
    assert index.count(starts, ends).tolist() == [index.count(start, end) for start, end in pairs]
    as_facts = index.count(starts.astype(np.int32), ends.astype(np.int32))
    assert as_facts.tolist() == index.count(starts, ends).tolist()


@given(days)
def test_the_nearest_open_day(day: date) -> None:
    index = EXPIRY.index
    before, after = index.on_or_before(day), index.on_or_after(day)
    assert before <= day <= after
    assert index.is_open(before) and index.is_open(after)
    assert index.count(before, after) == (0 if before == after else 1)


def test_an_unknown_day_looks_up_nothing() -> None:
    assert WORKING.index.cumulative[0] == 0
    assert number_day(day_number(date(2024, 2, 29))) == date(2024, 2, 29)


@pytest.mark.parametrize("day", ["1970-01-01", "1987-12-31", "2053-01-01"])
def test_days_outside_are_refused(day: str) -> None:
    outside = date.fromisoformat(day)
    message = f"{day} lies outside 1990–2050"
    with pytest.raises(CalendarError, match=message):
        WORKING.index.count(outside, date(2025, 1, 1))
    with pytest.raises(CalendarError, match=message):
        WORKING.index.count(np.array([day], dtype="datetime64[D]"), np.array([20_000], dtype=np.int32))


def test_too_many_working_days_are_refused() -> None:
    with pytest.raises(CalendarError, match="lies outside 1990–2050"):
        WORKING.index.add(date(2050, 1, 1), 100_000)
    with pytest.raises(CalendarError, match="lies outside 1990–2050"):
        WORKING.index.add(date(1990, 1, 1), -100_000)


def test_a_missing_date_in_an_array_is_refused() -> None:
    with pytest.raises(CalendarError, match="NaT"):
        WORKING.index.count(
            np.array(["NaT"], dtype="datetime64[D]"), np.array(["2025-01-01"], dtype="datetime64[D]")
        )
