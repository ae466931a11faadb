"""The board's pictures: bars as SVG drawn on the server by Vega-Lite, each with a table beside it.

One or two counts a place; they are told apart by outline and fill, and by their words, not by colour alone.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe

INK, LIGHT, SOFT, GRID = "#1f3a5f", "#c9d6e8", "#5a5a5a", "#e0e0e0"
FONT: Final = "IBM Plex Sans, system-ui, sans-serif"
BOX: Final = {"wide": (520, 220), "narrow": (290, 200)}
_OUTER: Final = re.compile(r"^<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>")
_INNER: Final = re.compile(r' (?:role|aria-[a-z]+|class)="[^"]*"')


@dataclass(frozen=True)
class Bars:
    """What to draw. `name` is read aloud in its place; `series` are words, `rows` (place, count, …)."""

    name: str
    axis: str
    series: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    overlay: bool = False  # the second count is a part of the first, drawn within it


def pictures(bars: Bars) -> tuple[SafeString, SafeString]:
    """The picture for wide screens and for narrow ones."""
    return svg(bars, "wide"), svg(bars, "narrow")


@lru_cache(maxsize=256)
def svg(bars: Bars, size: str) -> SafeString:
    """An `<svg>` without styles, scripts, or references to anything outside it."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(specification(bars, size))
    found = _OUTER.match(drawn)
    assert found is not None
    name = f'role="img" aria-label="{escape(bars.name)}"'
    opening = f'<svg {name} class="anke-chart-{size}" viewBox="{found[1]}">'
    inside = _INNER.sub("", drawn[found.end() :])
    return mark_safe(opening + inside)  # noqa: S308 - drawn by Vega from our own words, which it escapes


def _ticks(bars: Bars) -> list[int]:
    """Whole numbers up the side, at most six."""
    most = max((count for _, counts in bars.rows for count in counts), default=0) or 1
    by = next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 10**3, 10**4, 10**9) if most <= 5 * step)
    return list(range(0, most + by, by))


def specification(bars: Bars, size: str) -> dict[str, Any]:
    """The Vega-Lite specification."""
    width, height = BOX[size]
    text = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": SOFT, "titleColor": SOFT}
    calm = {"gridColor": GRID, "domainColor": SOFT, "titleFontWeight": "normal", "tickColor": SOFT}
    values = [
        {"place": place, "series": word, "n": count}
        for place, counts in bars.rows
        for word, count in zip(bars.series, counts, strict=True)
    ]
    several = len(bars.series) > 1
    legend = {"orient": "top", "title": None, "labelFontSize": 13, "labelLimit": 400}
    encoding: dict[str, Any] = {
        "x": {
            "field": "place", "type": "nominal", "sort": None, "title": None,
            "axis": {"labelAngle": 0, "ticks": False, "labelOverlap": False},
        },
        "y": {
            "field": "n", "type": "quantitative", "title": None, "stack": None,
            "axis": {"format": "d", "values": _ticks(bars), "domain": False, "ticks": False},
        },
        "color": {
            "field": "series", "type": "nominal", "sort": list(bars.series),
            "scale": {"domain": list(bars.series), "range": [LIGHT, INK] if several else [INK]},
            "legend": legend if several else None,
        },
    }  # fmt: skip
    if several and not bars.overlay:
        encoding["xOffset"] = {"field": "series", "sort": list(bars.series)}
    return {
        "width": width, "height": height, "padding": 6, "background": "white", "data": {"values": values},
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "axis": {**text, **calm}},
        "title": {
            "text": bars.axis, "anchor": "start", "frame": "bounds", "fontSize": 13, "fontWeight": "normal",
            "color": SOFT, "offset": 8,
        },
        "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1},
        "encoding": encoding,
    }  # fmt: skip
