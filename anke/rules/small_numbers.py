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


def share_told(part: int, whole: int) -> tuple[int, int] | None:
    """A part of a whole that may be told; None where the part, the rest or the whole is too small: "7 of 8"
    points at the one it leaves out.

    >>> share_told(5, 8), share_told(8, 8), share_told(7, 8), share_told(1, 8), share_told(2, 2)
    ((5, 8), (8, 8), None, None, None)
    """
    small = None in (told(part), told(whole - part), told(whole))
    return None if small else (part, whole)


def parts_told(counts: Mapping[Key, int]) -> dict[Key, int | None]:
    """The parts of a whole that is told: one that is too small is held back, and with it as many others, the
    smallest first, as keep it from being worked out from the rest. Empty ones are told.

    >>> parts_told({"Q1": 5, "Q2": 2, "Q3": 0}), parts_told({"Q1": 5, "Q2": 4})
    ({'Q1': None, 'Q2': None, 'Q3': 0}, {'Q1': 5, 'Q2': 4})
    >>> parts_told({"good": 40, "better": 7, "none": 1})
    {'good': 40, 'better': None, 'none': None}
    """
    some = sorted(one for one in counts.values() if one)
    hidden = [one for one in some if told(one) is None]
    while 0 < len(hidden) < len(some) and not _safe(hidden):
        most = some[len(hidden)]  # those alike go together: which of them it is would tell something
        hidden = [one for one in some if one <= most]
    return {key: None if one and hidden and one <= hidden[-1] else one for key, one in counts.items()}


def _safe(hidden: list[int]) -> bool:
    """Whether none of the hidden ones, whose sum is known, can be worked out."""
    return len(hidden) > 1 and len(hidden) < sum(hidden) and not max(hidden) == min(hidden) == 2


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
