"""Contracts whose goals weigh differently or count in part: the same laws as where all count the same."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from anke.rules.scoring import (
    HUNDRED,
    SHARES,
    Comparator,
    Logic,
    Status,
    Worth,
    compare,
    joined,
    judge,
    score,
    share,
    weigh,
)

statuses = st.sampled_from(list(Status))
weights = st.decimals(Decimal("0.1"), 1000, places=1)
figures = st.decimals(0, 100, places=1)
parts = st.lists(st.sampled_from([*SHARES.values(), (Decimal(60), Decimal(60))]), min_size=1, max_size=6)
GRADES = [(Decimal(80), 60), (Decimal(70), 30)]
TARGET = Decimal(90)


@given(st.lists(statuses, min_size=1, max_size=20), weights)
def test_where_all_weigh_the_same_it_is_the_plain_score(goals: list[Status], weight: Decimal) -> None:
    assert weigh(Worth.whole(one, weight) for one in goals) == score(goals)


@given(st.lists(st.tuples(statuses, weights), min_size=1, max_size=20))
def test_a_score_lies_between_nothing_and_all(goals: list[tuple[Status, Decimal]]) -> None:
    found = weigh(Worth.whole(*one) for one in goals)
    assert 0 <= found.low <= found.high <= 100
    assert found.settled == all(status is not Status.UNDECIDED for status, _ in goals)


@given(st.lists(st.tuples(statuses, weights), min_size=1, max_size=20), weights)
def test_meeting_a_goal_never_costs(goals: list[tuple[Status, Decimal]], weight: Decimal) -> None:
    worths = [Worth.whole(*one) for one in goals]
    lost, met = (weigh([*worths, Worth.whole(one, weight)]) for one in (Status.NOT_MET, Status.MET))
    assert lost.low <= met.low and lost.high <= met.high


@given(figures, figures)
def test_a_better_figure_never_counts_less(one: Decimal, other: Decimal) -> None:
    def counted(figure: Decimal) -> Decimal:
        status = judge(figure, Comparator.AT_LEAST, TARGET)
        low, high = share(figure, Comparator.AT_LEAST, status, GRADES)
        assert low == high
        return low

    worse, better = sorted((one, other))
    assert counted(worse) <= counted(better)
    assert (counted(one) == HUNDRED) == compare(one, Comparator.AT_LEAST, TARGET)


def test_a_figure_that_is_not_known_can_still_count_from_nothing_to_all() -> None:
    assert share(None, Comparator.AT_LEAST, Status.UNDECIDED, GRADES) == (0, 100)


@given(parts)
def test_all_of_counts_as_its_least_part_and_any_of_as_its_best(
    counted: list[tuple[Decimal, Decimal]],
) -> None:
    least, best = joined(Logic.ALL_OF, counted), joined(Logic.ANY_OF, counted)
    assert least[0] <= best[0] and least[1] <= best[1]
    assert least[0] <= least[1] and best[0] <= best[1]
