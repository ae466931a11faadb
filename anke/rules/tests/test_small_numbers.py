"""What is held back cannot be worked out from what is shown."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from anke.rules.small_numbers import LEAST, parts_told, share_told, told, total_told

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


@given(st.lists(st.integers(0, 9), min_size=2, max_size=4))
def test_a_small_part_of_a_known_whole_cannot_be_worked_out(counts: list[int]) -> None:
    """The same whole could be made up in ways that are told the same and differ on it."""
    said = parts_told(dict(enumerate(counts)))
    hidden = [key for key, part in said.items() if part is None]
    assert all(said[key] is None for key, one in enumerate(counts) if told(one) is None)
    assert all(said[key] == one for key, one in enumerate(counts) if key not in hidden)
    rest = sum(counts[key] for key in hidden)
    fitting = [
        guess
        for guess in product(range(1, rest + 1), repeat=len(hidden))
        if sum(guess) == rest
        and parts_told(dict(enumerate(counts)) | dict(zip(hidden, guess, strict=True))) == said
    ]
    if max(counts) > 1 and len(hidden) != 1:  # of nothing but ones, or of one part, the whole says it all
        for at, key in enumerate(hidden):
            if told(counts[key]) is None:
                assert len({one[at] for one in fitting}) > 1, (counts, said)


@given(st.integers(0, 20), st.integers(0, 20))
def test_a_share_is_told_where_neither_side_points_at_somebody(part: int, rest: int) -> None:
    small = {1, 2} & {part, rest, part + rest}
    assert share_told(part, part + rest) == (None if small else (part, part + rest))
