"""What is held back cannot be worked out from what is shown."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from anke.rules.small_numbers import LEAST, parts_told, told, total_told

ROWS = st.dictionaries(st.integers(1, 9), st.integers(0, 7), min_size=1, max_size=7)


def published(counts: dict[int, int]) -> tuple[dict[int, int | None], int]:
    return {key: told(one) for key, one in counts.items()}, total_told(counts)


@given(ROWS)
def test_every_row_that_is_held_back_could_be_one_and_could_be_two(counts: dict[int, int]) -> None:
    hidden = [key for key, count in counts.items() if told(count) is None]
    said = published(counts)
    fitting = [
        dict(zip(hidden, guess, strict=True))
        for guess in product((1, 2), repeat=len(hidden))
        if published(counts | dict(zip(hidden, guess, strict=True))) == said
    ]
    for key in hidden:
        assert {one[key] for one in fitting} == {1, 2}


@given(ROWS)
def test_the_whole_is_never_above_the_truth_and_exact_where_nothing_is_held_back(
    counts: dict[int, int],
) -> None:
    shown, total = published(counts)
    assert all((shown[key] is None) == (0 < count < LEAST) for key, count in counts.items())
    assert total <= sum(counts.values())
    if None not in shown.values():
        assert total == sum(counts.values())


@given(ROWS)
def test_parts_of_a_known_whole_are_told_all_or_none(counts: dict[int, int]) -> None:
    parts = parts_told(counts)
    whole = None not in parts.values()
    assert whole == (None not in [told(one) for one in counts.values()])
    assert all(part in (None, counts[key]) for key, part in parts.items())
    assert whole or not any(parts.values())
