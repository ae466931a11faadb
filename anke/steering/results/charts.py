"""A figure through time as a picture: Vega-Lite, drawn as SVG on the server, readable in print and in grey.

No colour carries meaning by itself: the figure is a whole line with dots, the target a dashed one, a series
break an upright dotted one, and each says in words what it is. The page has the same numbers in a table.
"""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any, Literal, NamedTuple

Size = Literal["wide", "narrow"]
Layer = dict[str, Any]

INK, SOFT, GRID = "#1f3a5f", "#5a5a5a", "#e0e0e0"
FONT = "IBM Plex Sans, system-ui, sans-serif"
MANY = 16  # points: with more of them the dots are small
BOX: dict[Size, tuple[int, int]] = {"wide": (560, 310), "narrow": (300, 240)}


class Point(NamedTuple):
    """One period. `label` stands under the axis, its lines parted by line feeds. One `part` is one line."""

    label: str
    value: float | None
    target: float | None = None
    target_label: str = ""
    part: int = 0
    partial: bool = False  # the period is not over: a hollow dot


@dataclass(frozen=True)
class Break:
    """Between the point before `at` (points count from 0) and the point `at` the figure changes meaning."""

    at: int
    label: str


@dataclass(frozen=True)
class Chart:
    """What to draw. `name` is read aloud in place of the picture; every label is ready for the reader."""

    name: str
    axis: str
    points: tuple[Point, ...]
    last_label: str = ""
    breaks: tuple[Break, ...] = ()
    from_zero: bool = True
    decimal_comma: bool = True


@lru_cache(maxsize=512)
def svg(chart: Chart, size: Size) -> str:
    """The picture as an `<svg>` element without styles, scripts or references to anything outside it."""
    import vl_convert

    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}
    drawn = vl_convert.vegalite_to_svg(
        specification(chart, size), format_locale=locale if chart.decimal_comma else None
    )
    return for_a_page(drawn, chart.name, size)


def specification(chart: Chart, size: Size) -> Layer:
    """The Vega-Lite specification of a chart."""
    width, height = BOX[size]
    text = {"labelFontSize": 13, "titleFontSize": 13, "labelColor": SOFT, "titleColor": SOFT}
    calm = {"gridColor": GRID, "domainColor": SOFT, "titleFontWeight": "normal", "labelFontWeight": "normal"}
    return {
        "width": width,
        "height": height,
        "padding": 6,
        "background": "white",
        "config": {"aria": False, "font": FONT, "view": {"stroke": None}, "axis": {**text, **calm}},
        "title": {
            "text": chart.axis, "anchor": "start", "frame": "bounds", "fontSize": 13, "fontWeight": "normal",
            "color": SOFT, "offset": 12,
        },
        "layer": [*_targets(chart), *_breaks(chart), *_figure(chart)],
    }  # fmt: skip


def _targets(chart: Chart) -> list[Layer]:
    """A dashed line for each run of the same target; its words keep to the side the figure is not on."""
    rows: list[Layer] = []
    words: list[Layer] = []
    for _, group in groupby(range(len(chart.points)), key=lambda at: chart.points[at][2:4]):
        places = list(group)
        first, last = places[0], places[-1]
        target, label = chart.points[first].target, chart.points[first].target_label
        if target is None:
            continue
        rows.append({"x": first - 0.5, "x2": last + 0.5, "y": target})
        final = last == len(chart.points) - 1
        place = {"x": last + 0.5 if final else first - 0.5, "y": target, "words": label}
        below = _over(chart.points[last if final else first].value, target)
        side = {"align": "right", "dx": -2} if final else {"align": "left", "dx": 4}
        words += _words(chart, [place], dy=14 if below else -9, color=SOFT, **side)
    rule = {"type": "rule", "strokeDash": [7, 4], "strokeWidth": 2, "color": SOFT}
    return [_layer(chart, rule, rows, x2={"field": "x2"}), *words]


def _label_above(chart: Chart, rows: list[Layer]) -> bool:
    """On which side of the last dot its words stand: off the line that leads there, and off a near target."""
    if not rows:
        return True
    target = chart.points[rows[-1]["x"]].target
    low, high = _span(chart)
    if target is not None and abs(rows[-1]["y"] - target) < (high - low) * 0.12:
        return bool(rows[-1]["y"] >= target)
    before = [row for row in rows[:-1] if row["part"] == rows[-1]["part"]]
    return not before or bool(rows[-1]["y"] >= before[-1]["y"])


def _over(value: float | None, target: float | None) -> bool:
    return value is not None and (target is None or value >= target)


def _breaks(chart: Chart) -> list[Layer]:
    rows = [{"x": one.at - 0.5, "words": one.label} for one in chart.breaks]
    late = any(one.at * 2 > len(chart.points) for one in chart.breaks)
    rule = {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 1.5, "color": INK}
    upright = _layer(chart, rule, rows)
    del upright["encoding"]["y"]
    side = {"align": "right", "dx": -6} if late else {"align": "left", "dx": 6}
    label = {"type": "text", **side, "fontSize": 13, "color": INK, "baseline": "top"}
    words = _layer(chart, label, rows, text={"field": "words"}, y={"value": 2})
    return [upright, words] if rows else []


def _figure(chart: Chart) -> list[Layer]:
    """The line, broken between parts, at breaks and where no figure is; its dots; its end in words."""
    rows: list[Layer] = []
    part = 0
    for at, point in enumerate(chart.points):
        apart = at > 0 and point.part != chart.points[at - 1].part
        if apart or point.value is None or any(one.at == at for one in chart.breaks):
            part += 1
        if point.value is not None:
            rows.append({"x": at, "y": point.value, "part": part, "partial": point.partial})
    last = [{**rows[-1], "words": chart.last_label}] if rows else []
    line = {"type": "line", "strokeWidth": 2.5, "color": INK}
    size = 55 if len(chart.points) <= MANY else 16
    dots = {"type": "point", "filled": True, "size": size, "opacity": 1, "color": INK}
    hollow = {**dots, "filled": False, "size": 60, "fill": "white", "strokeWidth": 2}
    whole, partial = ([row for row in rows if row["partial"] is some] for some in (False, True))
    up = _label_above(chart, rows)
    look = {
        "align": "right",
        "dx": 6,
        "dy": -13 if up else 16,
        "color": INK,
        "fontWeight": 600,
        "fontSize": 15,
    }
    return [
        _layer(chart, line, rows, detail={"field": "part", "type": "nominal"}),
        _layer(chart, dots, whole),
        _layer(chart, hollow, partial),
        *_words(chart, last, **look),
    ]


def _words(chart: Chart, rows: list[Layer], **look: Any) -> list[Layer]:
    """Text on a white halo, so that no line runs through it."""
    mark = {"type": "text", "fontSize": 13, **look}
    halo = {**mark, "stroke": "white", "strokeWidth": 4, "color": "white"}
    return [_layer(chart, one, rows, text={"field": "words"}) for one in (halo, mark)]


def _layer(chart: Chart, mark: Layer, rows: list[Layer], **channels: Layer) -> Layer:
    encoding = {"x": _across(chart), "y": _up(chart), **channels}
    return {"mark": mark, "data": {"values": rows}, "encoding": encoding}


def _across(chart: Chart) -> Layer:
    labels = json.dumps([point.label.split("\n") for point in chart.points], ensure_ascii=False)
    return {
        "field": "x",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [-0.5, len(chart.points) - 0.5], "nice": False, "zero": False},
        "axis": {
            "values": list(range(len(chart.points))), "labelExpr": f"{labels}[datum.value]", "grid": False,
            "ticks": False, "labelPadding": 8, "labelOverlap": False, "labelFlush": False,
        },
    }  # fmt: skip


def _up(chart: Chart) -> Layer:
    bottom, top = _span(chart)
    return {
        "field": "y",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [bottom, top], "nice": True, "zero": False},
        "axis": {"tickCount": 5, "domain": False, "ticks": False, "labelPadding": 8},
    }


def _span(chart: Chart) -> tuple[float, float]:
    """From the lowest to the highest number drawn, with room for words."""
    known = [one for point in chart.points for one in (point.value, point.target) if one is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    room = (high - low or abs(high) or 1.0) * 0.25
    return (0.0 if chart.from_zero and low >= 0 else low - room), high + room


_OUTER = re.compile(r"^<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>")
_INNER = re.compile(r' (?:role|aria-[a-z]+|class)="[^"]*"')


def for_a_page(drawn: str, name: str, size: Size) -> str:
    """One picture with one name: the renderer's own names for its parts would be read aloud as noise."""
    found = _OUTER.match(drawn)
    assert found is not None
    inside = _INNER.sub("", drawn[found.end() :])
    opening = f'<svg role="img" aria-label="{escape(name)}" class="anke-chart-{size}" viewBox="{found[1]}">'
    return opening + inside
