"""How rates are told: answers a second, ours and theirs, of several turns in one run."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, NamedTuple


class Rates(NamedTuple):
    """One comparison. Each side's rates a second, one a turn; `asked`: the least ratio of the medians."""

    name: str
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    asked: float | None

    @property
    def ratio(self) -> float:
        return median(self.ours) / median(self.theirs)


class Times(NamedTuple):
    """Times under a load, in seconds; `asked`: the most the 95th percentile may be."""

    name: str
    p50: float
    p95: float
    worst: float
    rate: float
    asked: float | None


@dataclass
class Found:
    """All that was measured; `wrong` holds what may not be."""

    rates: list[Rates] = field(default_factory=list)
    times: list[Times] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, row: Rates | Times) -> None:
        """One more, told on the way."""
        if isinstance(row, Rates):
            self.rates.append(row)
            said = rates_as_text([row])
        else:
            self.times.append(row)
            said = times_as_text([row])
        print("  " + said.splitlines()[-1], file=sys.stderr, flush=True)

    def as_data(self) -> dict[str, Any]:
        return {
            "rates": [row._asdict() | {"ratio": row.ratio} for row in self.rates],
            "times": [row._asdict() for row in self.times],
            "notes": self.notes,
            "wrong": self.wrong,
        }

    def as_text(self) -> str:
        tables = [rates_as_text(self.rates), times_as_text(self.times), "\n".join(self.notes)]
        return "\n\n".join(tables)


def in_turns(
    ways: Sequence[Callable[[], float]], turns: int, *, first: bool = False
) -> list[tuple[float, ...]]:
    """What each way gives, turn by turn, so that a busy machine is fair to all. `first`: each has a turn
    before that does not count, for what was forgotten while other things were measured."""
    if first:
        for way in ways:
            way()
    found: list[list[float]] = [[] for _ in ways]
    for _ in range(turns):
        for kept, way in zip(found, ways, strict=True):
            kept.append(way())
    return [tuple(kept) for kept in found]


def rates_as_text(rows: Iterable[Rates]) -> str:
    """The comparisons as a table for a terminal; a second, as least / median / most of the turns.

    >>> print(rates_as_text([Rates("a", (90.0, 100.0, 95.0), (200.0, 190.0, 210.0), 0.4)]))
    a second, least / median / most                     ours                  theirs    ratio    asked
    a                                    90.0 / 95.0 / 100.0         190 / 200 / 210   0.47 ×   ≥ 0.40  met
    """
    rows = list(rows)
    width = max([32, *(len(row.name) for row in rows)])
    lines = [f"{'a second, least / median / most':<{width}}  {'ours':>22}  {'theirs':>22}    ratio    asked"]
    for row in rows:
        asked = "       –" if row.asked is None else f"≥ {row.asked:.2f}  {_met(row.ratio >= row.asked)}"
        both = f"{_three(row.ours):>22}  {_three(row.theirs):>22}"
        lines.append(f"{row.name:<{width}}  {both}  {row.ratio:5.2f} ×   {asked}")
    return "\n".join(lines)


def times_as_text(rows: Iterable[Times]) -> str:
    """The times as a table for a terminal.

    >>> print(times_as_text([Times("page", 0.01, 0.25, 0.5, 120.0, 0.3)]))
    milliseconds                         median      p95    worst   a second   asked of p95
    page                                     10      250      500        120   < 300  met
    """
    rows = list(rows)
    width = max([32, *(len(row.name) for row in rows)])
    lines = [f"{'milliseconds':<{width}}  {'median':>9}{'p95':>9}{'worst':>9}{'a second':>11}   asked of p95"]
    for row in rows:
        told = "".join(f"{time * 1000:>9.0f}" for time in (row.p50, row.p95, row.worst))
        asked = "–" if row.asked is None else f"< {row.asked * 1000:.0f}  {_met(row.p95 < row.asked)}"
        lines.append(f"{row.name:<{width}}  {told}{row.rate:>11.0f}   {asked}")
    return "\n".join(lines)


def _three(values: Sequence[float]) -> str:
    digits = 0 if median(values) >= 100 else 1
    return " / ".join(f"{value:.{digits}f}" for value in (min(values), median(values), max(values)))


def _met(met: bool) -> str:
    return "met" if met else "NOT MET"
