"""A figure taken apart is the figure: its weeks, its offices, the cases that wait, on drawn facts."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.tests.histories import event
from anke.rules.definitions import Clause, Kind, Measure, Unit
from anke.rules.measures import STOCKS
from anke.rules.periods import Period, quarter
from anke.rules.working_days import day_number, number_day
from anke.steering.statistics import commands, queries
from anke.steering.statistics.beside import guards_in
from anke.steering.statistics.breakdown import parts_in, waiting_in, weekly_in
from anke.steering.statistics.tests import oracle
from anke.steering.statistics.tests.tables import Row, table
from anke.steering.statistics.tests.test_figures import FACTS, PERIODS, measures

MONDAY = date(2024, 1, 1)
WEEKS = [Period(MONDAY + timedelta(7 * at), MONDAY + timedelta(7 * at + 6)) for at in range(52)]


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(FACTS, measures())
def test_each_week_is_what_counting_case_by_case_gives(facts: Mapping[str, Row], measure: Measure) -> None:
    with table(facts) as made:
        found = weekly_in(made, measure, WEEKS)
    for week, part in zip(WEEKS, found, strict=True):
        assert (part.numerator, part.denominator) == oracle.answer(measure, facts, week)[:2]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(FACTS, measures(), st.sampled_from(PERIODS), st.sampled_from(["case_type", "authority", "office"]))
def test_each_part_is_the_figure_of_its_cases(
    facts: Mapping[str, Row], measure: Measure, period: Period, by: str
) -> None:
    with table(facts) as made:
        found = parts_in(made, measure, period, by)
    for code in {row[by] for row in facts.values()}:
        some = {name: row for name, row in facts.items() if row[by] == code}
        numerator, denominator, _ = oracle.answer(measure, some, period)
        part = found.get(code)
        assert (part.numerator, part.denominator) if part else (numerator, denominator) == (0, 0)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(FACTS, measures(), st.sampled_from(PERIODS))
def test_those_that_wait_are_those_not_stopped(
    facts: Mapping[str, Row], measure: Measure, period: Period
) -> None:
    last = day_number(period.last)
    expected: Counter[int] = Counter()
    excused: Counter[int] = Counter()
    for row in facts.values():
        no_outcome = dict(row) | {"outcome": 0}
        clauses = [Clause(one.case_types, (), one.fully_informed, one.first_instance_error)
                   for one in measure.population]  # fmt: skip
        if not any(oracle.holds(one, no_outcome) for one in clauses):
            continue
        start, stop, closed = row[measure.start], row[measure.stop], row["closed_on"]
        ended = 0 < closed <= last or (measure.kind not in STOCKS and 0 < stop <= last)
        left = any(oracle.holds(one.when, row) and not one.only_late for one in measure.exclusions)
        if 0 < start <= last and not ended and not left:
            expected[start] += 1
            excused[start] += any(oracle.holds(one.when, row) and one.only_late for one in measure.exclusions)
    with table(facts) as made:
        found = waiting_in(made, measure, number_day(last))
    assert {one.start: (one.cases, one.excused) for one in found} == {
        start: (count, excused[start]) for start, count in expected.items()
    }
    assert [one.start for one in found] == sorted(expected)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(FACTS, st.sampled_from(PERIODS))
def test_what_was_decided_and_whether_the_newest_went_first(facts: Mapping[str, Row], period: Period) -> None:
    mean = Measure("mean", Kind.MEAN_DURATION, Unit.DAYS, (Clause(),))
    with table(facts) as made:
        found = guards_in(made, mean, period, period.last)
    last = day_number(period.last)
    went = [row for row in facts.values() if oracle.counts(mean, row, period)]
    days = sorted(row["decided_on"] - row["received_on"] for row in went)
    assert found.decided_median == (days[-(-len(days) // 2) - 1] if days else None)
    assert found.decided_p90 == (days[-(-len(days) * 9 // 10) - 1] if days else None)
    pile = sorted(
        row["received_on"]
        for row in facts.values()
        if 0 < row["received_on"] <= last
        and not 0 < row["closed_on"] <= last
        and not 0 < row["decided_on"] <= last
    )
    assert (found.pending, found.oldest_tenth) == (len(pile), -(-len(pile) // 10))
    if not pile:
        assert (found.lately, found.newest_first) == (0, False)
        return
    middle = sorted(pile, reverse=True)[-(-len(pile) // 2) - 1]
    span = Period(number_day(last - 90), period.last)
    lately = [row for row in facts.values() if oracle.counts(mean, row, span)]
    assert found.lately == len(lately)
    assert found.newest == sum(row["received_on"] > middle for row in lately)


@pytest.mark.django_db
def test_what_was_touched_is_what_an_event_took_further() -> None:
    def came(name: str, day: date) -> NewEvent:
        return event("case_registered", day, name, case_type="cash_benefit", authority=101, office=3)

    def done(kind: str, name: str, day: date, **data: object) -> NewEvent:
        return event(kind, day, name, **data)

    names = [f"2024-{number:02}" for number in range(1, 31)]  # the oldest tenth is three of them
    told = [came(name, date(2024, 1, 1 + at)) for at, name in enumerate(names)]
    told += [
        done("party_heard", names[0], date(2024, 6, 20)),
        done("clock_paused", names[1], date(2024, 6, 25), reason="Venter"),  # touches nothing
        done("consultant_asked", names[2], date(2024, 4, 10)),
        done("party_heard", names[3], date(2024, 6, 20)),  # not of the oldest tenth
        done("information_received", names[1], date(2024, 3, 31)),  # 91 days before: too long ago
    ]
    load(sorted(told, key=lambda one: one.recorded_at))
    commands.export()
    mean = Measure("mean", Kind.MEAN_DURATION, Unit.WEEKS, (Clause((211,)),))
    found = queries.touched(mean, quarter(2024, 2))
    assert (found.oldest_tenth, found.touched_month, found.touched_quarter) == (3, 1, 2)
    before = datetime.combine(date(2024, 6, 1), time(12), UTC)
    known = queries.touched(mean, quarter(2024, 2), before)
    assert (known.touched_month, known.touched_quarter) == (0, 1)


def test_a_column_that_parts_nothing_is_refused() -> None:
    mean = Measure("mean", Kind.MEAN_DURATION, Unit.WEEKS, (Clause((211,)),))
    with pytest.raises(ValueError, match="case_type, authority, office"):
        queries.parts(mean, quarter(2024, 2), "outcome")
