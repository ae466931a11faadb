"""The six measures on cases one can count on one's fingers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from anke.rules.calendar import WORKING
from anke.rules.definitions import Clause, Kind, Limit, Measure, Span, Unit
from anke.rules.periods import Period, month, parse_period, quarter, whole_year
from anke.steering.statistics.figures import Figure
from anke.steering.statistics.queries import from_facts
from anke.steering.statistics.tests import oracle
from anke.steering.statistics.tests.tables import (
    ANYONE,
    COUNT,
    EXCUSED,
    MEAN,
    OLDER,
    RECEIVED,
    REVERSED,
    STOCK,
    WITHIN,
    WORKING_DAYS,
    Row,
    row,
    table,
)

Q1 = quarter(2025, 1)


def ask(measure: Measure, period: Period, rows: Mapping[str, Row]) -> Figure:
    with table(rows) as facts:
        return from_facts(facts, [measure], [period], WORKING.index)[measure.id, period]


def days(*lengths: int, stop: date = date(2025, 2, 3), **known: int) -> dict[str, Row]:
    """Cases decided on the same day after so many days."""
    return {
        f"2025-{at:06}": row(received_on=stop - timedelta(days=length), decided_on=stop, **known)
        for at, length in enumerate(lengths, 1)
    }


def test_share_within_counts_the_last_day_of_the_limit_in() -> None:
    figure = ask(WITHIN, Q1, days(55, 56, 57))
    assert (figure.numerator, figure.denominator) == (2, 3)
    assert figure.value == Decimal(200) / Decimal(3)


def test_a_mean_is_given_in_weeks_and_kept_in_days() -> None:
    figure = ask(MEAN, Q1, days(0, 7, 14))
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal(1), 21, 3)


def test_a_case_decided_on_the_day_it_came_took_no_days() -> None:
    assert ask(MEAN, Q1, days(0)).value == Decimal(0)


def test_a_case_counts_in_the_period_its_clock_stopped_whenever_it_came() -> None:
    cases = days(100, stop=date(2025, 1, 1))
    assert ask(WITHIN, Q1, cases).denominator == 1
    assert ask(WITHIN, quarter(2024, 4), cases).value is None


@pytest.mark.parametrize("measure", [WITHIN, MEAN, REVERSED])
def test_without_cases_there_is_no_figure(measure: Measure) -> None:
    figure = ask(measure, Q1, {})
    assert (figure.value, figure.numerator, figure.denominator) == (None, 0, 0)
    assert figure.digest == "0" * 32


@pytest.mark.parametrize("measure", [COUNT, RECEIVED, STOCK, OLDER])
def test_no_cases_are_none_when_they_are_counted(measure: Measure) -> None:
    assert ask(measure, Q1, {}).value == Decimal(0)


def test_received_and_decided_are_counted_by_their_own_days() -> None:
    cases = days(40, 10, stop=date(2025, 4, 9))
    assert ask(RECEIVED, Q1, cases).value == Decimal(2)
    assert ask(COUNT, Q1, cases).value == Decimal(0)
    assert ask(COUNT, quarter(2025, 2), cases).value == Decimal(2)


def test_a_rate_counts_hits_among_those_of_the_population() -> None:
    """Reversal: changed (2) of those decided on the merits (1 affirmed, 2 changed), dismissed (5) aside."""
    cases = {
        f"{number}": row(received_on=date(2025, 1, 1), decided_on=date(2025, 1, 9), outcome=outcome)
        for number, outcome in enumerate([1, 1, 1, 2, 5])
    }
    figure = ask(REVERSED, Q1, cases)
    assert (figure.value, figure.numerator, figure.denominator) == (Decimal(25), 1, 4)


def test_a_stock_is_what_has_come_and_not_gone_by_the_last_day() -> None:
    last = Q1.last
    cases = {
        "came that day": row(received_on=last),
        "came the day after": row(received_on=last + timedelta(days=1)),
        "closed that day": row(received_on=date(2025, 1, 1), closed_on=last),
        "closed the day after": row(received_on=date(2025, 1, 1), closed_on=last + timedelta(days=1)),
        "never closed": row(received_on=date(1991, 1, 1)),
    }
    figure = ask(STOCK, Q1, cases)
    assert figure.value == Decimal(3)
    assert figure.digest == oracle.digest(["came that day", "closed the day after", "never closed"])


@pytest.mark.parametrize(
    ("received", "on", "older"),
    [
        (date(2024, 3, 31), Q1, False),  # twelve months to the day
        (date(2024, 3, 30), Q1, True),
        (date(2024, 2, 29), month(2025, 2), False),  # its anniversary is 28 February
        (date(2023, 2, 28), month(2024, 2), True),  # on 29 February it is a year and a day
        (date(2049, 12, 31), whole_year(2050), False),
        (date(1990, 1, 1), month(1990, 12), False),
    ],
)
def test_older_than_twelve_months(received: date, on: Period, older: bool) -> None:
    figure = ask(OLDER, on, {"a": row(received_on=received)})
    assert (figure.numerator, figure.denominator) == (int(older), 1)


@pytest.mark.parametrize(
    ("received", "decided", "within"),
    [
        (date(2025, 3, 3), date(2025, 3, 31), True),  # twenty working days
        (date(2025, 3, 3), date(2025, 4, 1), False),
        (date(2025, 4, 1), date(2025, 5, 2), True),  # over Easter: five days more
        (date(2025, 4, 1), date(2025, 5, 3), False),  # the Saturday after the last day
        (date(2023, 4, 11), date(2023, 5, 10), True),  # store bededag still closed
        (date(2024, 4, 2), date(2024, 4, 30), True),  # … and no more
    ],
)
def test_twenty_working_days(received: date, decided: date, within: bool) -> None:
    figure = ask(
        WORKING_DAYS, month(decided.year, decided.month), {"a": row(received_on=received, decided_on=decided)}
    )
    assert (figure.numerator, figure.denominator) == (int(within), 1)


@pytest.mark.parametrize(
    ("received", "decided", "within"),
    [
        (date(2025, 1, 31), date(2025, 2, 28), True),  # there is no 31 February
        (date(2025, 1, 31), date(2025, 3, 1), False),
        (date(2025, 1, 15), date(2025, 2, 15), True),
        (date(2025, 1, 15), date(2025, 2, 16), False),
        (date(2024, 12, 31), date(2025, 1, 31), True),
    ],
)
def test_within_a_month(received: date, decided: date, within: bool) -> None:
    measure = replace(WITHIN, limit=Limit(1, Span.MONTHS))
    figure = ask(measure, whole_year(2025), {"a": row(received_on=received, decided_on=decided)})
    assert (figure.numerator, figure.denominator) == (int(within), 1)


def test_an_excuse_lets_a_late_case_leave_and_a_timely_one_stay() -> None:
    """Goal 1.1.c: deadline-overrun cases with an error of the first instance leave numerator and
    denominator.
    """
    error, no_error, unknown = 2, 1, 0
    cases = {
        "late, error": next(iter(days(29, first_instance_error=error).values())),
        "late, no error": next(iter(days(29, first_instance_error=no_error).values())),
        "late, not assessed": next(iter(days(29, first_instance_error=unknown).values())),
        "in time, error": next(iter(days(28, first_instance_error=error).values())),
    }
    figure = ask(EXCUSED, Q1, cases)
    assert (figure.numerator, figure.denominator) == (1, 3)
    assert figure.digest == oracle.digest([name for name in cases if name != "late, error"])


def test_unknown_is_neither_true_nor_false() -> None:
    cases = {str(value): next(iter(days(3, fully_informed=value).values())) for value in (0, 1, 2)}
    for wanted in (True, False):
        measure = replace(COUNT, population=(Clause(fully_informed=wanted),))
        assert ask(measure, Q1, cases).value == Decimal(1)


def test_a_case_that_fits_two_clauses_counts_once() -> None:
    population = (Clause(case_types=(301,), fully_informed=True), Clause(case_types=(301, 311)))
    cases = days(3, case_type=301, fully_informed=2)
    assert ask(replace(COUNT, population=population), Q1, cases).value == Decimal(1)


def test_a_withdrawn_case_is_not_decided_and_not_pending() -> None:
    cases = {"a": row(received_on=date(2025, 1, 2), closed_on=date(2025, 1, 3), outcome=6)}
    assert ask(COUNT, Q1, cases).value == Decimal(0)
    assert ask(STOCK, Q1, cases).value == Decimal(0)


def test_a_stock_can_be_of_those_not_yet_informed() -> None:
    waiting = Measure("waiting", Kind.STOCK, Unit.CASES, (Clause(fully_informed=False),))
    cases = {str(value): row(received_on=date(2025, 1, 2), fully_informed=value) for value in (0, 1, 2)}
    assert ask(waiting, Q1, cases).value == Decimal(1)


@pytest.mark.parametrize("name", ["1990", "2050", "2024-02", "1990Q1..2050Q4"])
def test_every_year_the_calendar_knows_can_be_asked_about(name: str) -> None:
    assert ask(MEAN, parse_period(name), days(3)).denominator in (0, 1)


def test_a_mean_in_days() -> None:
    measure = Measure("days", Kind.MEAN_DURATION, Unit.DAYS, ANYONE)
    assert ask(measure, Q1, days(1, 2)).value == Decimal("1.5")
