"""What can still be reached, held against trying out every course of a few cases."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations_with_replacement, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.rules.calendar import WORKING
from anke.rules.definitions import Clause, Kind, Limit, Measure, Span, Unit
from anke.rules.limits import oldest_passed
from anke.rules.reach import Chance, Reach, Sofar, Waiting, meets, reach
from anke.rules.scoring import Comparator
from anke.rules.working_days import day_number, number_day

LAST = day_number(date(2025, 12, 31))
ANY = (Clause(),)
SHARE = Measure("share", Kind.SHARE_WITHIN, Unit.PERCENT, ANY, limit=Limit(4, Span.DAYS))
WORKING_SHARE = Measure("work", Kind.SHARE_WITHIN, Unit.PERCENT, ANY, limit=Limit(2, Span.WORKING_DAYS))
MEAN = Measure("mean", Kind.MEAN_DURATION, Unit.DAYS, ANY)
WEEKS = Measure("weeks", Kind.MEAN_DURATION, Unit.WEEKS, ANY)
COUNT = Measure("count", Kind.COUNT, Unit.CASES, ANY)
RATE = Measure("rate", Kind.RATE, Unit.PERCENT, ANY, hits=Clause(outcomes=(1,)))
OLDER = Measure("older", Kind.STOCK_OLDER_THAN, Unit.CASES, ANY, limit=Limit(5, Span.DAYS))
STOCK = Measure("stock", Kind.STOCK, Unit.CASES, ANY)
UP, DOWN, BELOW = Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.BELOW

# One case more: what it adds to numerator and denominator by each course it can take; (0, 0): not decided.
Course = tuple[int, int]


def late(measure: Measure, start: int, stop: int) -> bool:
    assert measure.limit is not None
    return start <= oldest_passed(number_day(stop), measure.limit, WORKING.index)


def courses(measure: Measure, start: int, excused: bool, so_far: Sofar) -> set[Course]:
    """All a case that waits can come to: on every day left, and never."""
    found: set[Course] = {(0, 0)}
    for stop in range(max(so_far.earliest, start), so_far.last + 1):
        if measure.kind is Kind.SHARE_WITHIN:
            over = late(measure, start, stop)
            found.add((0, 0) if over and excused else (int(not over), 1))
        elif measure.kind is Kind.MEAN_DURATION:
            found.add((stop - start, 1))
        else:
            found |= {(0, 1), (1, 1)} if measure.kind is Kind.RATE else {(1, 1)}
    return found


def value(measure: Measure, numerator: int, denominator: int) -> Fraction | None:
    if measure.kind is Kind.COUNT:
        return Fraction(denominator)
    if denominator == 0:
        return None
    scale = Fraction(1, 7 if measure.unit is Unit.WEEKS else 1) if measure.kind is Kind.MEAN_DURATION else 100
    return Fraction(numerator, denominator) * scale


def possible(measure: Measure, so_far: Sofar, cases: Sequence[tuple[int, bool]]) -> set[Fraction]:
    """Every value that some course of these cases gives."""
    ways = [sorted(courses(measure, start, excused, so_far)) for start, excused in cases]
    found = set()
    for taken in product(*ways):
        n, d = (
            so_far.numerator + sum(way[0] for way in taken),
            so_far.denominator + sum(w[1] for w in taken),
        )
        if (one := value(measure, n, d)) is not None:
            found.add(one)
    return found


def with_new(measure: Measure, so_far: Sofar, cases: Sequence[tuple[int, bool]]) -> Iterator[set[Fraction]]:
    """The same with up to two cases that come on any of the days left."""
    days = range(so_far.earliest, so_far.last + 1)
    for number in (1, 2):
        for starts in combinations_with_replacement(days, number):
            yield possible(measure, so_far, [*cases, *((start, False) for start in starts)])


@st.composite
def situations(draw: st.DrawFn) -> tuple[Sofar, list[tuple[int, bool]]]:
    left = draw(st.integers(0, 4))
    earliest = LAST - left + 1
    d = draw(st.integers(0, 6))
    n = draw(st.integers(0, d))
    starts = draw(st.lists(st.integers(earliest - 9, earliest - 1), max_size=3))
    return Sofar(n, d, LAST - 30, earliest, LAST), [(start, draw(st.booleans())) for start in starts]


def gathered(cases: Sequence[tuple[int, bool]]) -> list[Waiting]:
    return [Waiting(start, 1, int(excused)) for start, excused in cases]


@pytest.mark.slow
@settings(max_examples=250)
@given(
    situations(),
    st.sampled_from([SHARE, WORKING_SHARE, MEAN, WEEKS, COUNT, RATE]),
    st.sampled_from([UP, DOWN, BELOW]),
    st.integers(0, 100),
)
def test_the_ends_are_those_of_trying_everything(
    situation: tuple[Sofar, list[tuple[int, bool]]], measure: Measure, comparator: Comparator, target: int
) -> None:
    so_far, cases = situation
    if measure.kind is not Kind.SHARE_WITHIN:
        cases = [(start, False) for start, _ in cases]
    scaled = Decimal(target) / (1 if measure.unit is Unit.PERCENT else 10)
    found = reach(measure, so_far, gathered(cases), comparator, scaled, working=WORKING.index)
    every = possible(measure, so_far, cases)
    assert (found.low, found.high) == ((min(every), max(every)) if every else (None, None))
    wanted = Fraction(scaled)
    for more in with_new(measure, so_far, cases):
        if found.floor is not None:
            assert min(more, default=found.floor) >= found.floor
        if found.ceiling is not None:
            assert max(more, default=found.ceiling) <= found.ceiling
        if found.chance is Chance.SECURED:
            assert all(meets(one, comparator, wanted) for one in more)
        if found.chance is Chance.LOST:
            assert not any(meets(one, comparator, wanted) for one in more)
    if found.chance is Chance.SECURED:
        assert all(meets(one, comparator, wanted) for one in every)
    if found.chance in (Chance.ONLY_NEW, Chance.LOST):
        assert not any(meets(one, comparator, wanted) for one in every)
    if found.chance is Chance.OPEN:
        assert any(meets(one, comparator, wanted) for one in every)


@settings(max_examples=200)
@given(situations(), st.sampled_from([OLDER, STOCK]), st.sampled_from([DOWN, BELOW]), st.integers(0, 4))
def test_a_stock_is_what_closing_any_of_them_leaves(
    situation: tuple[Sofar, list[tuple[int, bool]]], measure: Measure, comparator: Comparator, target: int
) -> None:
    so_far, cases = situation
    if not so_far.days_left:
        return
    found = reach(measure, so_far, gathered(cases), comparator, Decimal(target), working=WORKING.index)

    def stands(start: int, excused: bool) -> bool:
        return measure is STOCK or (late(measure, start, so_far.last) and not excused)

    left = [sum(stands(*case) for case, kept in zip(cases, keep, strict=True) if kept)
            for keep in product((True, False), repeat=len(cases))]  # fmt: skip
    assert (found.low, found.high) == (min(left), max(left))
    assert found.needed is not None
    after = Fraction(max(left) - found.needed)
    if target or comparator is DOWN:
        assert meets(after, comparator, Fraction(target))
    if found.needed:
        assert not meets(after + 1, comparator, Fraction(target))
    comes_and_ages = measure is STOCK or late(measure, so_far.earliest, so_far.last)
    assert (found.ceiling is None) is comes_and_ages
    if found.chance is Chance.SECURED:
        assert not comes_and_ages and all(meets(Fraction(one), comparator, Fraction(target)) for one in left)


@settings(max_examples=200)
@given(situations(), st.integers(1, 99), st.sampled_from([UP]))
def test_the_number_needed_is_enough_and_one_less_is_not(
    situation: tuple[Sofar, list[tuple[int, bool]]], target: int, comparator: Comparator
) -> None:
    so_far, cases = situation
    found = reach(SHARE, so_far, gathered(cases), comparator, Decimal(target), working=WORKING.index)
    for lost, needed in ((0, found.needed), (found.lost, found.needed_with_lost)):
        assert needed is not None
        d = so_far.denominator + lost + needed
        n = so_far.numerator + needed
        assert d == 0 or 100 * n >= target * d
        assert needed == 0 or 100 * (n - 1) < target * (d - 1)
    more = found.usual
    assert found.of_usual is not None
    total = so_far.denominator + more
    assert 100 * (so_far.numerator + found.of_usual) >= target * total
    assert found.of_usual == 0 or 100 * (so_far.numerator + found.of_usual - 1) < target * total


@settings(max_examples=200)
@given(situations(), st.integers(1, 60), st.sampled_from([DOWN, BELOW]))
def test_quick_ones_bring_a_mean_down(
    situation: tuple[Sofar, list[tuple[int, bool]]], target: int, comparator: Comparator
) -> None:
    so_far, cases = situation
    days = so_far.numerator * 7
    so_far = Sofar(days, so_far.denominator, so_far.first, so_far.earliest, so_far.last)
    wanted = Fraction(target, 10)
    found = reach(WEEKS, so_far, gathered(cases), comparator, Decimal(target) / 10, working=WORKING.index)
    assert found.needed is not None
    if so_far.denominator + found.needed:
        after = Fraction(days, 7 * (so_far.denominator + found.needed))
        assert meets(after, comparator, wanted)
    if found.needed and so_far.denominator + found.needed > 1:
        assert not meets(Fraction(days, 7 * (so_far.denominator + found.needed - 1)), comparator, wanted)
    if found.of_usual is not None:
        mean = (Fraction(days, 7) + found.of_usual * found.usual) / (so_far.denominator + found.usual)
        assert mean == wanted


def told(n: int, d: int, waiting: Sequence[Waiting], target: str, measure: Measure = SHARE) -> Reach:
    first, earliest = day_number(date(2025, 1, 1)), day_number(date(2025, 10, 1))
    asked = UP if measure.kind is not Kind.MEAN_DURATION else DOWN
    return reach(
        measure, Sofar(n, d, first, earliest, LAST), waiting, asked, Decimal(target), working=WORKING.index
    )


OCTOBER = day_number(date(2025, 10, 1))


@pytest.mark.parametrize(
    ("n", "d", "waiting", "target", "chance"),
    [
        (97, 100, [], "97", Chance.OPEN),  # on the target, and new ones can still come late
        (96, 100, [Waiting(OCTOBER - 2, 34)], "97", Chance.OPEN),  # 130 of 134 is 97.01
        (96, 100, [Waiting(OCTOBER - 2, 33)], "97", Chance.ONLY_NEW),  # 129 of 133 is 96.99
        (96, 100, [Waiting(OCTOBER - 30, 500)], "97", Chance.ONLY_NEW),  # they are late already
        (99, 100, [], "100", Chance.LOST),  # one late case is one too many
        (0, 0, [], "97", Chance.ONLY_NEW),
    ],
)
def test_a_share_as_a_lawyer_would_reckon_it(
    n: int, d: int, waiting: list[Waiting], target: str, chance: Chance
) -> None:
    assert told(n, d, waiting, target).chance is chance


def test_cases_past_the_limit_count_late_when_they_are_decided_and_excused_ones_do_not() -> None:
    found = told(97, 100, [Waiting(OCTOBER - 30, 5, excused=2)], "97")
    assert (found.lost, found.if_all, found.needed_with_lost) == (3, Fraction(9700, 103), 97)


def test_a_year_that_is_over_has_nothing_left() -> None:
    over = Sofar(96, 100, day_number(date(2025, 1, 1)), LAST + 1, LAST)
    found = reach(SHARE, over, [Waiting(LAST - 2, 1000)], UP, Decimal(97), working=WORKING.index)
    assert (found.chance, found.low, found.high, found.usual) == (Chance.LOST, 96, 96, 0)


def test_a_target_with_two_sides_is_refused() -> None:
    with pytest.raises(ValueError, match="not told"):
        reach(SHARE, Sofar(1, 1, 1, 1, 1), [], Comparator.WITHIN, Decimal(2), working=WORKING.index)
