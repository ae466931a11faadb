"""Figures on drawn facts: the same as counting case by case, additive, and each with its cases."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.rules.calendar import WORKING
from anke.rules.definitions import Clause, Exclusion, Kind, Limit, Measure, Span, Unit
from anke.rules.measures import STOCKS
from anke.rules.periods import Period, month, quarter
from anke.rules.working_days import day_number
from anke.steering.statistics.asking import cases_sql
from anke.steering.statistics.figures import total
from anke.steering.statistics.queries import from_facts
from anke.steering.statistics.reasons import WORDS
from anke.steering.statistics.tests import oracle
from anke.steering.statistics.tests.tables import Row, row, table

pytestmark = pytest.mark.slow
PERIODS = [
    *(month(2024, number) for number in range(1, 13)),
    *(quarter(2024, number) for number in range(1, 5)),
]
FIRST, LAST = day_number(date(2022, 12, 1)), day_number(date(2025, 2, 1))
DAY = st.integers(FIRST, LAST)
MAYBE = st.one_of(st.just(0), DAY)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, int]:
    """The facts of a case, also of cases that never should be: stopped before they began, without a start."""
    received, decided = draw(st.one_of(DAY, DAY, MAYBE)), draw(MAYBE)
    return row(
        case_type=draw(st.integers(1, 4)),
        outcome=draw(st.integers(0, 3)),
        fully_informed=draw(st.integers(0, 2)),
        first_instance_error=draw(st.integers(0, 2)),
        received_on=received,
        meeting_decided_on=draw(MAYBE),
        decided_on=decided,
        closed_on=decided or draw(MAYBE),
    )


FACTS = st.lists(rows(), max_size=25).map(
    lambda drawn: {f"2024-{at:06}": facts for at, facts in enumerate(drawn)}
)
CLAUSES = st.builds(
    Clause,
    case_types=st.lists(st.integers(1, 4), max_size=3, unique=True).map(tuple),
    outcomes=st.lists(st.integers(1, 3), max_size=2, unique=True).map(tuple),
    fully_informed=st.sampled_from([None, None, True, False]),
    first_instance_error=st.sampled_from([None, None, True, False]),
)
LIMITS = st.builds(Limit, st.integers(1, 90), st.sampled_from([Span.DAYS, Span.WORKING_DAYS])) | st.builds(
    Limit, st.integers(1, 14), st.sampled_from([Span.WEEKS, Span.MONTHS])
)


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    kind = draw(st.sampled_from(Kind))
    stops = ["received_on", "meeting_decided_on", "decided_on", "closed_on"]
    limited = kind in (Kind.SHARE_WITHIN, Kind.STOCK_OLDER_THAN)
    return Measure(
        "m",
        kind,
        Unit.CASES,
        tuple(draw(st.lists(CLAUSES, min_size=1, max_size=3))),
        stop="decided_on" if kind in STOCKS else draw(st.sampled_from(stops)),
        limit=draw(LIMITS) if limited else None,
        exclusions=tuple(
            draw(st.lists(st.builds(Exclusion, st.just("why"), CLAUSES, st.booleans()), max_size=2))
        ),
        hits=draw(CLAUSES) if kind is Kind.RATE else None,
    )


@settings(max_examples=80, deadline=None)
@given(FACTS, measures())
def test_figures_are_what_counting_case_by_case_gives(facts: Mapping[str, Row], measure: Measure) -> None:
    with table(facts) as made:
        found = from_facts(made, [measure], PERIODS, WORKING.index)
    for period in PERIODS:
        figure = found["m", period]
        assert (figure.numerator, figure.denominator, figure.digest) == oracle.answer(measure, facts, period)


@settings(max_examples=40, deadline=None)
@given(FACTS, measures(), st.sampled_from(PERIODS))
def test_each_case_in_is_counted_and_each_out_has_its_reason(
    facts: Mapping[str, Row], measure: Measure, period: Period
) -> None:
    names = dict(enumerate(facts, 1))
    with table(facts) as made:
        figure = from_facts(made, [measure], [period], WORKING.index)["m", period]
        sql = cases_sql(measure, made.codes, period, WORKING.index)
        listed = made.ask(f"SELECT subject, counted, reason FROM ({sql})") if sql else []
    belonging = {name for name, one in facts.items() if any(oracle.holds(c, one) for c in measure.population)}
    assert {names[subject] for subject, _, _ in listed} == belonging
    assert len(listed) == len(belonging)
    inside = [names[subject] for subject, counted, _ in listed if counted]
    assert len(inside) == figure.denominator
    assert oracle.digest(inside) == figure.digest
    assert {reason for _, _, reason in listed} <= {*WORDS, "excluded:why"}
    within = sum(reason in ("counted_within", "hit", "older") for _, _, reason in listed)
    if measure.kind in (Kind.SHARE_WITHIN, Kind.RATE, Kind.STOCK_OLDER_THAN):
        assert within == figure.numerator


@settings(max_examples=25, deadline=None)
@given(FACTS, st.lists(measures(), min_size=1, max_size=3))
def test_the_months_of_a_quarter_add_up(facts: Mapping[str, Row], asked: list[Measure]) -> None:
    flows = [measure for measure in asked if measure.kind not in STOCKS]
    with table(facts) as made:
        found = from_facts(made, flows, PERIODS, WORKING.index)
    for at in range(4 if flows else 0):
        whole, parts = found["m", PERIODS[12 + at]], [found["m", one] for one in PERIODS[3 * at : 3 * at + 3]]
        assert whole.denominator == sum(figure.denominator for figure in parts)
        assert whole.numerator == sum(figure.numerator for figure in parts)


@settings(max_examples=25, deadline=None)
@given(FACTS, st.data())
def test_the_cases_of_two_halves_add_up(facts: Mapping[str, Row], data: st.DataObject) -> None:
    """What one part of the cases adds is what the rest leaves: the sums of one day's cases rest on it."""
    from anke.steering.statistics.sums import contributions, difference

    chosen = data.draw(st.sets(st.sampled_from(sorted(facts)))) if facts else set()
    some = {name: one for name, one in facts.items() if name in chosen}
    rest = {name: one for name, one in facts.items() if name not in chosen}
    measures_by_key = {str(at): data.draw(measures()) for at in range(2)}
    with table(facts) as every, table(some) as first, table(rest) as second:
        whole, one, other = contributions([every, first, second], measures_by_key, WORKING.index)
    left = difference(difference(whole, one), other)
    assert total(list(left.values())) == total([])
    assert all(tally == total([]) for tally in left.values())
