"""How a benchmark is printed: what was measured, ours, theirs, the ratio, and the ratio asked for."""

from collections.abc import Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """One comparison, of one run. `ratio`: how many times faster ours is; `asked`: the least wanted."""

    name: str
    ours_s: float
    theirs_s: float
    ratio: float
    asked: float | None


def as_text(rows: Iterable[Row]) -> str:
    """The rows as a table for a terminal.

    >>> rows = [Row("a", 0.001, 0.01, 10.0, 5.0), Row("b", 2.0, 1.0, 0.5, 1.0), Row("c", 1.0, 1.0, 1.0, None)]
    >>> print(as_text(rows))
    measured                    ours       theirs    ratio    asked
    a                       0.0010 s     0.0100 s   10.0 ×   ≥  5.0  met
    b                       2.0000 s     1.0000 s    0.5 ×   ≥  1.0  NOT MET
    c                       1.0000 s     1.0000 s    1.0 ×        –
    """
    rows = list(rows)
    width = max([20, *(len(row.name) for row in rows)])
    lines = [f"{'measured':<{width}}  {'ours':>10}   {'theirs':>10}    ratio    asked"]
    for row in rows:
        asked = "       –" if row.asked is None else f"  ≥ {row.asked:4.1f}  {_verdict(row.ratio, row.asked)}"
        lines.append(
            f"{row.name:<{width}}  {row.ours_s:8.4f} s   {row.theirs_s:8.4f} s  {row.ratio:5.1f} × {asked}"
        )
    return "\n".join(lines)


def _verdict(ratio: float, asked: float) -> str:
    return "met" if ratio >= asked else "NOT MET"
