"""The road map as a picture: SVG drawn on the server, readable on paper, in grey and on a phone.

No colour carries meaning by itself. A bar that runs is whole, one on hold is hatched, one whose start is
unknown is a dashed box in a column of its own; a planned end is an upright line, an open end an arrow; and
each has its words beside it. The page has the same in a table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import wrap
from typing import Final, Literal

from django.utils.safestring import SafeString, mark_safe

Size = Literal["wide", "narrow"]
Kind = Literal["unknown", "begun", "held", "held_unknown"]

INK, LIGHT, SOFT, GRID = "#1f3a5f", "#c9d6e8", "#5a5a5a", "#e0e0e0"
FONT: Final = "IBM Plex Sans, system-ui, sans-serif"
_LETTER: Final = 7.2  # the width of a letter of 14 px, on the safe side


@dataclass(frozen=True)
class Row:
    """An initiative: its name in the reader's language, and where it lies in time, in years (2024.5)."""

    label: str
    kind: Kind
    says: str  # "fra 3. marts 2025", "start ukendt"
    first: float | None = None
    last: float | None = None
    planned: bool = False


@dataclass(frozen=True)
class Picture:
    """What to draw. `name` is read aloud in its place; `unknown` heads the column of unknown starts."""

    name: str
    unknown: str
    years: tuple[int, ...]
    today: float
    today_label: str
    lanes: tuple[tuple[str, tuple[Row, ...]], ...]


@dataclass(frozen=True)
class _Box:
    """The measures of a size, in its own units."""

    width: int
    left: int  # where the unknown column begins
    axis: int  # where the years begin
    text: int  # letters on a line of a name
    row: int  # height of a bar with its words
    beside: bool  # the name stands beside its bar, not over it


_BOXES: Final[dict[Size, _Box]] = {
    "wide": _Box(1080, 380, 530, 52, 40, beside=True),
    "narrow": _Box(360, 4, 116, 46, 30, beside=False),
}


def year_of(day: date) -> float:
    """A day as a year with a fraction: 2 July 2025 is about 2025.5."""
    return day.year + (day.timetuple().tm_yday - 1) / 366


def pictures(picture: Picture) -> tuple[SafeString, SafeString]:
    """The picture for wide screens and for narrow ones."""
    return svg(picture, "wide"), svg(picture, "narrow")


def svg(picture: Picture, size: Size) -> SafeString:
    """An `<svg>` without styles, scripts, or references to anything outside it."""
    pen = _Pen(picture, size, _BOXES[size])
    body = "".join(pen.draw())
    opening = (
        f'<svg role="img" aria-label="{escape(picture.name)}" class="anke-chart-{size}" '
        f'viewBox="0 0 {pen.box.width} {pen.y + 24}" font-family="{FONT}" font-size="14">'
    )
    return mark_safe(f"{opening}{body}</svg>")  # noqa: S308 - every word in it is escaped by `_text`


class _Pen:
    """Draws from top to bottom; `y` is how far it has come."""

    def __init__(self, picture: Picture, size: Size, box: _Box) -> None:
        self.picture, self.size, self.box, self.y = picture, size, box, 0

    def draw(self) -> Iterator[str]:
        rows = list(self._rows())  # first, to know how far down the grid goes
        yield f'<rect width="{self.box.width}" height="{self.y + 24}" fill="white"/>{self._hatch()}'
        yield from self._grid()
        yield from rows

    def _hatch(self) -> str:
        return (
            f'<pattern id="hold-{self.size}" width="7" height="7" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><rect width="7" height="7" fill="white"/>'
            f'<rect width="3" height="7" fill="{INK}"/></pattern>'
        )

    def _grid(self) -> Iterator[str]:
        box, years = self.box, self.picture.years
        head = wrap(self.picture.unknown, 13)
        middle = (box.left + box.axis - 8) / 2
        for at, line in enumerate(head):
            yield _text(middle, 16 + at * 16, line, anchor="middle", fill=SOFT, size=13)
        width = box.axis - box.left - 8
        yield f'<rect x="{box.left}" y="40" width="{width}" height="{self.y - 36}" fill="#f5f5f5"/>'
        for year in years:
            x = self._x(year)
            yield _line(x, 40, x, self.y, GRID)
            name = str(year) if box.beside or len(years) < 6 else f"’{year % 100}"
            yield _text((x + self._x(year + 1)) / 2, 24, name, anchor="middle", fill=SOFT, size=13)
        yield _line(box.width - 2, 40, box.width - 2, self.y, GRID)
        if years[0] <= self.picture.today < years[-1] + 1:
            x = self._x(self.picture.today)
            yield _line(x, 34, x, self.y, INK, dash="2 3")
            yield _text(x, self.y + 16, self.picture.today_label, anchor="middle", fill=INK, size=13)

    def _x(self, year: float) -> float:
        first, last = self.picture.years[0], self.picture.years[-1] + 1
        span = self.box.width - 2 - self.box.axis
        return round(self.box.axis + (min(max(year, first), last) - first) / (last - first) * span, 1)

    def _rows(self) -> Iterator[str]:
        self.y = 48
        for title, rows in self.picture.lanes:
            self.y += 24
            yield _line(0, self.y - 20, self.box.width, self.y - 20, INK)
            yield _text(4, self.y, title, fill=INK, weight="600", size=15)
            self.y += 12
            for row in rows:
                yield from self._row(row)
            self.y += 10

    def _row(self, row: Row) -> Iterator[str]:
        lines, top = wrap(row.label, self.box.text), self.y
        if self.box.beside:
            middle = top + self.box.row / 2
            for at, line in enumerate(lines):
                yield _text(4, middle + 5 + (at - (len(lines) - 1) / 2) * 16, line)
            yield from self._bar(row, middle)
            self.y += self.box.row
            return
        for at, line in enumerate(lines):
            yield _text(4, top + 14 + at * 17, line)
        self.y += len(lines) * 17
        yield from self._bar(row, self.y + self.box.row / 2)
        self.y += self.box.row + 4

    def _bar(self, row: Row, middle: float) -> Iterator[str]:
        box, top = self.box, middle - 9
        if row.first is None:
            width = box.axis - box.left - 20
            fill = f"url(#hold-{self.size})" if row.kind == "held_unknown" else "white"
            yield (
                f'<rect x="{box.left + 6}" y="{top}" width="{width}" height="18" fill="{fill}" '
                f'stroke="{SOFT}" stroke-width="1.5" stroke-dasharray="4 3"/>'
            )
            if row.kind != "held_unknown":
                yield _text(box.left + 6 + width / 2, middle + 5, "?", anchor="middle", fill=SOFT)
            yield from self._end(row, middle)
            return
        first = self._x(row.first)
        last = self._x(row.last if row.last is not None else self.picture.years[-1] + 1)
        last = max(last, first + 6)
        fill = f"url(#hold-{self.size})" if row.kind == "held" else LIGHT
        tip = last - 9 if row.last is None else last
        yield (
            f'<path d="M{first} {top}H{tip}'
            + (f"L{last} {middle}L{tip} {top + 18}" if row.last is None else f"V{top + 18}")
            + f'H{first}Z" fill="{fill}" stroke="{INK}" stroke-width="1.5"/>'
        )
        yield from self._end(row, middle)
        yield from self._says(row, first, last, middle)

    def _end(self, row: Row, middle: float) -> Iterator[str]:
        if row.planned and row.last is not None:
            x = self._x(row.last)
            yield _line(x, middle - 13, x, middle + 13, INK, width=3)

    def _says(self, row: Row, first: float, last: float, middle: float) -> Iterator[str]:
        """The words of a bar: in it where they fit, else before it, else behind it."""
        needed = len(row.says) * _LETTER
        if row.kind == "begun" and last - first - 16 > needed:
            yield _text(first + 6, middle + 5, row.says, fill=INK, size=13)
        elif self.box.beside and first - self.box.axis > needed + 8:
            yield _text(first - 6, middle + 5, row.says, anchor="end", fill=INK, size=13)
        elif self.box.beside and self.box.width - last > needed + 8:
            yield _text(last + 8, middle + 5, row.says, fill=INK, size=13)


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = "#1a1a1a", weight: str = "",
    size: int = 14,
) -> str:  # fmt: skip
    heavy = f' font-weight="{weight}"' if weight else ""
    place = f'x="{round(x, 1)}" y="{round(y, 1)}" text-anchor="{anchor}"'
    return f'<text {place} fill="{fill}" font-size="{size}"{heavy}>{escape(words)}</text>'


def _line(x: float, y: float, x2: float, y2: float, ink: str, *, dash: str = "", width: float = 1) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{x}" y1="{y}" x2="{x2}" y2="{y2}"'
    return f'<line {ends} stroke="{ink}" stroke-width="{width}"{dashed}/>'
