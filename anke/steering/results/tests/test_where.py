"""Small numbers: those who see no cases see no row of fewer than five, and cannot reckon one out."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.rules.definitions import Clause, Kind, Limit, Measure, Span, Unit
from anke.steering.results.where import FEWEST, Line, together
from anke.steering.statistics.queries import value_of_part

SHARE = Measure("x", Kind.SHARE_WITHIN, Unit.PERCENT, (Clause(),), limit=Limit(1, Span.WEEKS))


def lines(denominators: Sequence[int]) -> list[Line]:
    return [Line(str(at), value_of_part(SHARE, n // 2, n), at) for at, n in enumerate(denominators)]


@given(st.lists(st.integers(0, 30), max_size=12))
def test_what_is_put_together_adds_up_and_hides_the_small_ones(denominators: list[int]) -> None:
    before = lines(denominators)
    after = together(before, SHARE)
    assert sum(one.part.denominator for one in after) == sum(denominators)
    assert sum(one.part.numerator for one in after) == sum(one.part.numerator for one in before)
    shown = [one for one in after if one.code is not None]
    assert not [one for one in shown if 0 < one.part.denominator < FEWEST]
    gone = len(before) - len(shown)
    assert gone != 1 or len(before) == 1  # one alone could be reckoned out of the whole


@pytest.mark.parametrize(
    ("denominators", "left"),
    [([20, 10], [10, 20]), ([20, 10, 3], [20, 13]), ([20, 4, 3], [20, 7]), ([20, 10, 1, 1], [20, 12])],
)
def test_how_rows_are_put_together(denominators: list[int], left: list[int]) -> None:
    assert [one.part.denominator for one in together(lines(denominators), SHARE)] == left
