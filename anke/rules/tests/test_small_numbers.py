"""What is held back cannot be worked out from what is shown."""

from hypothesis import given
from hypothesis import strategies as st

from anke.rules.small_numbers import LEAST, rows_told, told

ROWS = st.dictionaries(st.integers(1, 20), st.integers(0, 9), min_size=1)


@given(ROWS)
def test_nothing_of_one_or_two_is_told_and_the_rest_is(counts: dict[int, int]) -> None:
    shown, total, held_back = rows_told(counts)
    assert shown.keys() == counts.keys()
    assert all(shown[key] in (None, count) for key, count in counts.items())
    assert all((shown[key] is None) == (0 < count < LEAST) for key, count in counts.items())
    assert held_back == any(one is None for one in shown.values())
    assert total == sum(one for one in shown.values() if one)


@given(ROWS, st.integers(1, 20), st.integers(1, LEAST - 1))
def test_whatever_the_small_number_is_the_answer_is_the_same(
    counts: dict[int, int], key: int, small: int
) -> None:
    answers = [rows_told(counts | {key: one}) for one in range(1, LEAST)]
    assert all(one == answers[0] for one in answers) and told(small) is None
