"""Figures with their intervals as a picture: Vega-Lite drawn as SVG on the server, readable in grey.

Each row has its words above it and a dot on a line beneath, so that long names and narrow pages do no harm.
No colour carries meaning: dot, line and dashes differ in shape. Why Vega-Lite: decision 0200.
"""

import re
from decimal import Decimal
from functools import lru_cache
from html import escape
from textwrap import wrap
from typing import Any, Final, Literal

from anke.oversight.quality.documents import labels
from anke.oversight.quality.documents.report import Bars

Size = Literal["wide", "narrow"]
Layer = dict[str, Any]
INK, SOFT, GRID = "#1f3a5f", "#5a5a5a", "#dcdcdc"
WIDTHS: Final[dict[Size, int]] = {"wide": 430, "narrow": 320}  # pixels of the axis
BESIDE: Final = 14  # pixels from the axis' end to the figure in words, where that is wide
SPARE: Final[dict[Size, int]] = {"wide": 34, "narrow": 8}  # pixels for letters wider than those measured
FONT: Final = "IBM Plex Sans, system-ui, sans-serif"
LETTERS: Final = 13
LETTER: Final = 7.0  # pixels a letter takes, on the safe side
LINE: Final = 17  # pixels from one line of words to the next
PLOT: Final = 24  # pixels a row's dot and line take
_INNER: Final = re.compile(r' (?:role|aria-[a-z]+|class)="[^"]*"')
_OUTER: Final = re.compile(r"^<svg[^>]*viewBox=\"([^\"]*)\"[^>]*>")


@lru_cache(maxsize=256)
def drawing(bars: Bars, size: Size, lang: str) -> str:
    """The picture as an SVG file of its own, for paper."""
    import vl_convert

    locale = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", ""]}
    drawn: str = vl_convert.vegalite_to_svg(
        specification(bars, size, lang), format_locale=None if lang == "en" else locale
    )
    return drawn


def for_a_page(bars: Bars, size: Size, lang: str) -> str:
    """The picture as an `<svg>` element with one name, without styles, scripts or references outside it."""
    drawn = drawing(bars, size, lang)
    found = _OUTER.match(drawn)
    assert found is not None
    name = escape(labels.spoken(bars, lang))
    opening = f'<svg role="img" aria-label="{name}" class="anke-chart-{size}" viewBox="{found[1]}">'
    return opening + _INNER.sub("", drawn[found.end() :])


def specification(bars: Bars, size: Size, lang: str) -> Layer:
    """The Vega-Lite specification: `y` in pixels from the top, `x` in the figures' unit."""
    rows, height = _placed(bars, size, lang)
    across = _across(bars)
    layers = [
        *_limit(bars, across, height, lang),
        *(_said(words, *place) for row in rows for words, place in row["words"]),
        *(draw(rows, across, height) for draw in (_lines, _ends, _dots)),
    ]
    calm = {"domainColor": SOFT, "tickColor": SOFT, "gridColor": GRID, "labelColor": SOFT, "titleColor": SOFT}
    return {
        "width": WIDTHS[size], "height": height, "background": "white", "layer": layers,
        "padding": {"left": 6, "top": 6, "bottom": 6, "right": SPARE[size]},
        "config": {"aria": False, "font": FONT, "view": {"stroke": None},
                   "axis": {**calm, "labelFontSize": 12, "labelFontWeight": "normal",
                            "titleFontSize": 12, "titleFontWeight": "normal"}},
        "title": {"text": wrap(bars.title, int(WIDTHS[size] / LETTER)), "anchor": "start",
                  "frame": "bounds", "fontSize": 15, "fontWeight": 600, "color": INK, "offset": 10},
    }  # fmt: skip


def _placed(bars: Bars, size: Size, lang: str) -> tuple[list[Layer], int]:
    """Each row with its words and the pixels they stand at; and how high the picture is."""
    rows, top = [], LINE + 6 if bars.limit is not None else 4
    for one in bars.rows:
        lines = wrap(one.label, int(WIDTHS[size] / LETTER)) or [""]
        value = labels.measured(one, bars.unit, lang)
        lines += [value] if size == "narrow" else []
        words = [(line, (0, top + 8 + LINE * at)) for at, line in enumerate(lines)]
        top += LINE * len(lines)
        if size == "wide":
            words.append((value, (WIDTHS[size] + BESIDE, top + 10)))
        rows.append({"bar": one, "words": words, "y": top + 10})
        top += PLOT
    return rows, top + 4


def _across(bars: Bars) -> Layer:
    low, high = span(bars)
    return {
        "field": "x",
        "type": "quantitative",
        "title": bars.unit or None,
        "scale": {"domain": [low, high], "zero": False, "nice": False},
        "axis": {"tickCount": 5, "grid": True, "titleAnchor": "end", "labelFlush": True},
    }


def span(bars: Bars) -> tuple[float, float]:
    """From nought, or the lowest where it is below, to `most` or a little above the highest.

    >>> from anke.oversight.quality.documents.report import Bar
    >>> span(Bars("", "", (Bar("", Decimal(40)),))), span(Bars("", "%", (), most=Decimal(100)))
    ((0.0, 44.0), (0.0, 100.0))
    """
    numbers = [one for bar in bars.rows for one in (bar.value, bar.low, bar.high) if one is not None]
    numbers += [bars.limit] if bars.limit is not None else []
    lowest, highest = min([Decimal(0), *numbers]), max([Decimal(0), *numbers])
    if bars.most is not None:
        return float(lowest), float(max(bars.most, highest))
    return float(lowest), float(highest * Decimal("1.1") or Decimal(1))


def _limit(bars: Bars, across: Layer, height: int, lang: str) -> list[Layer]:
    """A dashed line over all rows, its words at the top, on the side with room."""
    if bars.limit is None:
        return []
    low, high = span(bars)
    side = "right" if float(bars.limit) > (low + high) / 2 else "left"
    rule = {"type": "rule", "strokeDash": [6, 4], "strokeWidth": 1.5, "color": "#000000"}
    words = {"type": "text", "align": side, "fontSize": LETTERS, "color": "#000000", "baseline": "middle",
             "dx": -4 if side == "right" else 4, "text": labels.goal(bars, lang)}  # fmt: skip
    data = {"values": [{"x": float(bars.limit)}]}
    return [
        {"mark": rule, "data": data, "encoding": {"x": across, "y": {"value": 0}, "y2": {"value": height}}},
        {"mark": words, "data": data, "encoding": {"x": across, "y": {"value": 8}}},
    ]


def _said(words: str, right: int, down: int) -> Layer:
    """Words at pixels from the left and the top, on a white halo, so that no line runs through them."""
    mark = {"type": "text", "text": words, "align": "left", "baseline": "middle", "fontSize": LETTERS,
            "color": "#1a1a1a"}  # fmt: skip
    halo = {**mark, "stroke": "white", "strokeWidth": 8, "strokeJoin": "round", "color": "white"}
    place = {"x": {"value": right}, "y": {"value": down}}
    return {"data": {"values": [{}]}, "layer": [{"mark": one, "encoding": place} for one in (halo, mark)]}


def _lines(rows: list[Layer], across: Layer, height: int) -> Layer:
    values = [
        {"x": float(row["bar"].low), "x2": float(row["bar"].high), "y": row["y"]}
        for row in rows
        if row["bar"].low is not None and row["bar"].high is not None
    ]
    channels = {"x": across, "x2": {"field": "x2"}, "y": _down(height)}
    mark = {"type": "rule", "strokeWidth": 2, "color": INK}
    return {"mark": mark, "data": {"values": values}, "encoding": channels}


def _ends(rows: list[Layer], across: Layer, height: int) -> Layer:
    values = [
        {"x": float(end), "y": row["y"]}
        for row in rows
        if row["bar"].low is not None and row["bar"].high is not None
        for end in (row["bar"].low, row["bar"].high)
    ]
    mark = {"type": "tick", "orient": "vertical", "thickness": 2, "size": 10, "color": INK}
    return {"mark": mark, "data": {"values": values}, "encoding": {"x": across, "y": _down(height)}}


def _dots(rows: list[Layer], across: Layer, height: int) -> Layer:
    values = [{"x": float(row["bar"].value), "y": row["y"]} for row in rows if row["bar"].value is not None]
    mark = {"type": "point", "filled": True, "size": 75, "opacity": 1, "color": INK}
    return {"mark": mark, "data": {"values": values}, "encoding": {"x": across, "y": _down(height)}}


def _down(height: int) -> Layer:
    """Pixels from the top."""
    scale = {"domain": [0, height], "range": [0, height], "zero": False, "nice": False}
    return {"field": "y", "type": "quantitative", "axis": None, "scale": scale}
