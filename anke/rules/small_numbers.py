"""Numbers too small to be told to those who may not know the single ones: a count of one or two points at
somebody. What is held back cannot be worked out from what is shown."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST: Final = 3  # a count that points at nobody


def told(count: int) -> int | None:
    """The count, or None where it is one or two. Nothing at all points at nobody, and is told.

    >>> [told(one) for one in (0, 1, 2, 3, 40)]
    [0, None, None, 3, 40]
    """
    return count if count == 0 or count >= LEAST else None


def parts_told(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The parts of a whole that is told: where one of them is too small, none but the empty ones is.

    >>> parts_told({"Q1": 5, "Q2": 2, "Q3": 0}), parts_told({"Q1": 5, "Q2": 4})
    ({'Q1': None, 'Q2': None, 'Q3': 0}, {'Q1': 5, 'Q2': 4})
    """
    if all(told(one) is not None for one in counts.values()):
        return dict(counts)
    return {key: 0 if one == 0 else None for key, one in counts.items()}


def total_told(counts: Mapping[Key, int]) -> int:
    """The whole of rows that are each `told`. What is held back is in it only where it could be made up of
    ones and twos in more than one way for every row; else the whole is that of the rows that are told.

    >>> total_told({11: 5, 12: 2}), total_told({11: 5, 12: 2, 13: 1}), total_told({11: 2, 12: 2})
    (5, 8, 0)
    """
    held = [one for one in counts.values() if told(one) is None]
    shown = sum(one for one in counts.values() if told(one) is not None)
    hidden = sum(held)
    safe = len(held) < hidden < 2 * len(held)  # neither all ones nor all twos
    return shown + hidden if safe else shown
