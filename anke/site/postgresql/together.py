"""Two questions asked as one: each row of the first beside each of the second, and taken apart again."""

from collections.abc import Sequence
from functools import cache
from typing import Any

Rows = list[tuple[Any, ...]]


@cache
def question(first: str, second: str) -> str:
    """Both; the places of the first stand before those of the second."""
    return f"SELECT a.*, b.* FROM ({first}) AS a LEFT JOIN (SELECT 1, q.* FROM ({second}) AS q) AS b ON true"  # noqa: S608 - of ours


def apart(rows: Sequence[tuple[Any, ...]], width: int) -> tuple[Rows, Rows]:
    """The rows of the first question and those of the second, which has so many columns. No two rows of one
    question are alike. Where the first has none, nothing is known of the second.

    >>> apart([("a", 1, 7, None), ("a", 1, 8, None), ("b", 1, 7, None), ("b", 1, 8, None)], 2)
    ([('a',), ('b',)], [(7, None), (8, None)])
    >>> apart([("a", None, None, None)], 2)
    ([('a',)], [])
    """
    firsts: Rows = []
    seconds: Rows = []
    for row in rows:
        if (first := row[: -width - 1]) not in firsts:
            firsts.append(first)
        if first == firsts[0] and row[-width - 1] is not None:
            seconds.append(row[-width:])
    return firsts, seconds
