"""Numbers too small to be told to those who may not know the single ones: a count of one or two points at
somebody. What is held back cannot be worked out from what is shown."""

from collections.abc import Hashable, Mapping
from typing import Final, TypeVar

Key = TypeVar("Key", bound=Hashable)
LEAST: Final = 3  # a count that points at nobody


def told(count: int, least: int = LEAST) -> int | None:
    """The count, or None where it is too small to tell. Nothing at all points at nobody, and is told.

    >>> [told(one) for one in (0, 1, 2, 3, 40)]
    [0, None, None, 3, 40]
    """
    return count if count == 0 or count >= least else None


def rows_told(counts: Mapping[Key, int], least: int = LEAST) -> tuple[dict[Key, int | None], int, bool]:
    """Each row's count where it may be told, the sum of those alone, and whether any was held back.

    The sum leaves out what is held back: with it, the one row that is missing could be worked out.

    >>> rows_told({11: 5, 12: 2, 13: 0})
    ({11: 5, 12: None, 13: 0}, 5, True)
    """
    shown = {key: told(count, least) for key, count in counts.items()}
    total = sum(count for count in shown.values() if count is not None)
    return shown, total, any(count is None for count in shown.values())
