"""The score's laws: what is decided never comes undone, and deciding narrows the interval."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.scoring import (
    Comparator,
    Logic,
    Status,
    combine,
    compare,
    judge_between,
    judge_delivery,
    score,
)

statuses = st.sampled_from(list(Status))
decided = st.sampled_from([Status.MET, Status.NOT_MET])
figures = st.decimals(-1000, 1000, places=2)


@given(st.lists(statuses, min_size=1, max_size=30), decided, st.data())
def test_deciding_an_undecided_goal_narrows_the_interval(
    goals: list[Status], answer: Status, data: st.DataObject
) -> None:
    before = score([*goals, Status.UNDECIDED])
    at = data.draw(st.integers(0, len(goals)))
    after = score([*goals[:at], answer, *goals[at:]])
    assert before.low <= after.low <= after.high <= before.high
    assert after.undecided == before.undecided - 1


@given(st.lists(statuses, min_size=1), st.permutations(range(3)), st.sampled_from(list(Logic)))
def test_the_order_of_parts_does_not_matter(parts: list[Status], _: list[int], logic: Logic) -> None:
    assert combine(logic, parts) == combine(logic, reversed(parts)) == combine(logic, parts * 2)


@given(st.lists(statuses, min_size=1), st.sampled_from(list(Logic)), decided)
def test_what_is_decided_stays_decided(parts: list[Status], logic: Logic, answer: Status) -> None:
    before = combine(logic, parts)
    filled = [answer if part is Status.UNDECIDED else part for part in parts]
    if before is not Status.UNDECIDED:
        assert combine(logic, filled) is before
    assert combine(logic, filled) is not Status.UNDECIDED


@given(st.lists(statuses, min_size=1))
def test_any_of_mirrors_all_of(parts: list[Status]) -> None:
    turned = {Status.MET: Status.NOT_MET, Status.NOT_MET: Status.MET, Status.UNDECIDED: Status.UNDECIDED}
    assert combine(Logic.ANY_OF, parts) is turned[combine(Logic.ALL_OF, [turned[part] for part in parts])]


@given(figures, figures, st.sampled_from(list(Comparator)), figures, st.data())
def test_an_interval_is_decided_only_where_every_figure_in_it_agrees(
    one: Decimal, other: Decimal, comparator: Comparator, target: Decimal, data: st.DataObject
) -> None:
    low, high = sorted((one, other))
    answer = judge_between(low, high, comparator, target)
    within = data.draw(st.decimals(low, high, places=2))
    if answer is not Status.UNDECIDED:
        assert compare(within, comparator, target) == (answer is Status.MET)


@given(figures, st.sampled_from(list(Comparator)), figures)
def test_an_interval_of_one_figure_is_that_figure(
    figure: Decimal, comparator: Comparator, target: Decimal
) -> None:
    met = judge_between(figure, figure, comparator, target) is Status.MET
    assert met == compare(figure, comparator, target)


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-50, 50), st.integers(-50, 50))
def test_a_delivery_is_judged_once_and_for_all(due: date, done: int, later: int) -> None:
    done_on, judged_on = due + timedelta(days=done), due + timedelta(days=later)
    assert judge_delivery(done_on, due, judged_on) is (Status.MET if done <= 0 else Status.NOT_MET)


def test_a_contract_without_goals_has_no_score() -> None:
    with pytest.raises(ValueError, match="without goals"):
        score([])
    assert combine(Logic.ALL_OF, []) is Status.UNDECIDED
