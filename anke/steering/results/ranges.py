"""How far a figure can still move, as a picture: a bar from the lowest to the highest, the figure today, the
target. In the one style of `charts.py`; the page has the same numbers in a table."""

from functools import lru_cache
from typing import NamedTuple

from anke.steering.results.charts import FONT, INK, SOFT, Layer, Size, for_a_page

WIDTHS: dict[Size, int] = {"wide": 560, "narrow": 300}
BAR = "#c9d3e0"


class Mark(NamedTuple):
    value: float
    words: str


class Range(NamedTuple):
    """`name` is read aloud in place of the picture; the words are ready for the reader."""

    name: str
    axis: str
    low: Mark
    high: Mark
    now: Mark | None
    target: Mark
    decimal_comma: bool = True


@lru_cache(maxsize=512)
def svg(one: Range, size: Size) -> str:
    import vl_convert

    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}
    drawn = vl_convert.vegalite_to_svg(
        specification(one, size), format_locale=locale if one.decimal_comma else None
    )
    return for_a_page(drawn, one.name, size)


def specification(one: Range, size: Size) -> Layer:
    """The Vega-Lite specification: one row, `y` in pixels from the top."""
    known = [one.low.value, one.high.value, one.target.value, *([one.now.value] if one.now else [])]
    low, high = min(known), max(known)
    across = _across(low, high)
    layers = [
        _bar(one, across),
        _target(one, across),
        _words(one.target, 16, across, (low, high), color=SOFT),
    ]
    if one.now:
        look = {"fontWeight": 600, "align": _away(one.now.value, one.target.value, low, high)}
        halo = {"stroke": "white", "strokeWidth": 5, "color": "white"}
        layers += [_dot(one.now, across), _words(one.now, 40, across, (low, high), **halo, **look)]
        layers.append(_words(one.now, 40, across, (low, high), **look))
    return {
        "width": WIDTHS[size], "height": 92, "padding": 6, "background": "white", "layer": layers,
        "config": {"aria": False, "font": FONT, "view": {"stroke": None},
                   "axis": {"labelFontSize": 13, "labelColor": SOFT, "labelFontWeight": "normal"}},
        "title": {"text": one.axis, "anchor": "start", "frame": "bounds", "fontSize": 13,
                  "fontWeight": "normal", "color": SOFT, "offset": 8},
    }  # fmt: skip


def _across(low: float, high: float) -> Layer:
    room = (high - low or abs(high) or 1.0) * 0.12
    return {
        "field": "x",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [low - room, high + room], "zero": False, "nice": False},
        "axis": {"tickCount": 5, "grid": False, "domainColor": SOFT, "tickColor": SOFT},
    }


def _bar(one: Range, across: Layer) -> Layer:
    return {
        "mark": {"type": "rule", "strokeWidth": 16, "color": BAR},
        "data": {"values": [{"x": one.low.value, "x2": one.high.value}]},
        "encoding": {"x": across, "x2": {"field": "x2"}, "y": {"value": 62}},
    }


def _target(one: Range, across: Layer) -> Layer:
    return {
        "mark": {"type": "rule", "strokeDash": [7, 4], "strokeWidth": 2, "color": SOFT},
        "data": {"values": [{"x": one.target.value}]},
        "encoding": {"x": across, "y": {"value": 28}, "y2": {"value": 86}},
    }


def _dot(now: Mark, across: Layer) -> Layer:
    return {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": INK},
        "data": {"values": [{"x": now.value}]},
        "encoding": {"x": across, "y": {"value": 62}},
    }


def _away(now: float, target: float, low: float, high: float) -> str:
    """Words of the figure stand on the side the target is not, where there is room."""
    place = (now - low) / (high - low) if high > low else 0.5
    if place > 0.75:
        return "right"
    return "left" if now >= target or place < 0.25 else "right"


def _words(mark: Mark, y: int, across: Layer, ends: tuple[float, float], **look: object) -> Layer:
    """Words beside a mark, on the side where there is more room."""
    align = "left" if mark.value < sum(ends) / 2 else "right"
    drawn = {"type": "text", "fontSize": 13, "color": INK, "align": align, **look, "text": mark.words}
    return {
        "mark": drawn,
        "data": {"values": [{"x": mark.value}]},
        "encoding": {"x": across, "y": {"value": y}},
    }
