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
    room = (high - low or abs(high) or 1.0) * 0.12
    across = {
        "field": "x",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [low - room, high + room], "zero": False, "nice": False},
        "axis": {"tickCount": 5, "grid": False, "domainColor": SOFT, "tickColor": SOFT},
    }

    def layer(mark: Layer, row: Layer, y: int) -> Layer:
        return {
            "mark": mark,
            "data": {"values": [row]},
            "encoding": {"x": across, "y": {"value": y}, **({"x2": {"field": "x2"}} if "x2" in row else {})},
        }

    def words(mark: Mark, y: int, **look: object) -> Layer:
        drawn = {"type": "text", "fontSize": 13, "color": INK, **look, "text": mark.words}
        return layer(drawn, {"x": mark.value}, y)

    bar = {"type": "rule", "strokeWidth": 16, "color": BAR}
    dashed = {"type": "rule", "strokeDash": [7, 4], "strokeWidth": 2, "color": SOFT}
    target = {
        "mark": dashed,
        "data": {"values": [{"x": one.target.value}]},
        "encoding": {"x": across, "y": {"value": 28}, "y2": {"value": 86}},
    }
    middle = (low + high) / 2
    layers = [
        layer(bar, {"x": one.low.value, "x2": one.high.value}, 62),
        target,
        words(one.target, 16, color=SOFT, align="left" if one.target.value < middle else "right"),
    ]
    if one.now:
        dot = {"type": "point", "filled": True, "size": 90, "opacity": 1, "color": INK}
        layers.append(layer(dot, {"x": one.now.value}, 62))
        layers.append(words(one.now, 40, fontWeight=600, align="left" if one.now.value < middle else "right"))
    return {
        "width": WIDTHS[size], "height": 92, "padding": 6, "background": "white", "layer": layers,
        "config": {"aria": False, "font": FONT, "view": {"stroke": None},
                   "axis": {"labelFontSize": 13, "labelColor": SOFT, "labelFontWeight": "normal"}},
        "title": {"text": one.axis, "anchor": "start", "frame": "bounds", "fontSize": 13,
                  "fontWeight": "normal", "color": SOFT, "offset": 8},
    }  # fmt: skip
