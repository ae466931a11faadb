"""A figure's latest quarters as a small line: drawn here as SVG, for a table has one in every row.

The line breaks where a quarter has no figure and where a series breaks (an upright stroke); the target is
dashed. What it shows is said in words beside it, so the picture itself is read to nobody."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT, ROOM = 132, 36, 5
Place = Callable[[int, float], tuple[float, float]]


@dataclass(frozen=True)
class Spot:
    """One quarter. `segment` grows by one at each series break."""

    value: float | None
    target: float | None = None
    segment: int = 0


def spark(spots: Sequence[Spot]) -> SafeString:
    """The line of some quarters; empty where there are not two figures."""
    known = [one.value for one in spots if one.value is not None]
    if len(known) < 2:
        return SafeString("")
    every = [*known, *(one.target for one in spots if one.target is not None)]
    low, high = min(every), max(every)
    step = (WIDTH - 2 * ROOM) / (len(spots) - 1)

    def place(at: int, value: float) -> tuple[float, float]:
        part = (value - low) / (high - low) if high > low else 0.5
        return round(ROOM + at * step, 1), round(HEIGHT - ROOM - part * (HEIGHT - 2 * ROOM), 1)

    parts = [f'<path class="target" d="{path}"/>' for path in _targets(spots, place)]
    parts += [f'<path class="break" d="M{x} 1V{HEIGHT - 1}"/>' for x in _breaks(spots, step)]
    parts += [f'<polyline points="{points}"/>' for points in _lines(spots, place)]
    alone = [
        place(at, one.value) for at, one in enumerate(spots) if one.value is not None and _alone(spots, at)
    ]
    parts += [f'<circle cx="{x}" cy="{y}" r="2"/>' for x, y in alone]
    last = max(at for at, one in enumerate(spots) if one.value is not None)
    x, y = place(last, known[-1])
    parts.append(f'<circle cx="{x}" cy="{y}" r="3.5"/>')
    drawn = f'<svg class="anke-spark" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
    return mark_safe(drawn + "".join(parts) + "</svg>")  # noqa: S308 - numbers only


def _targets(spots: Sequence[Spot], place: Place) -> list[str]:
    found = []
    for at, one in enumerate(spots):
        if one.target is None:
            continue
        (x, y), half = place(at, one.target), (WIDTH - 2 * ROOM) / (len(spots) - 1) / 2
        found.append(f"M{round(x - half, 1)} {y}H{round(x + half, 1)}")
    return ["".join(found)] if found else []


def _breaks(spots: Sequence[Spot], step: float) -> list[float]:
    return [
        round(ROOM + (at + 0.5) * step, 1)
        for at, (before, after) in enumerate(pairwise(spots))
        if before.segment != after.segment
    ]


def _alone(spots: Sequence[Spot], at: int) -> bool:
    """Whether no line leads to a quarter's figure."""
    near = [spots[one] for one in (at - 1, at + 1) if 0 <= one < len(spots)]
    return not any(one.value is not None and one.segment == spots[at].segment for one in near)


def _lines(spots: Sequence[Spot], place: Place) -> list[str]:
    found: list[list[str]] = [[]]
    for at, one in enumerate(spots):
        if at and one.segment != spots[at - 1].segment:
            found.append([])
        if one.value is None:
            found.append([])
        else:
            x, y = place(at, one.value)
            found[-1].append(f"{x},{y}")
    return [" ".join(points) for points in found if len(points) > 1]
