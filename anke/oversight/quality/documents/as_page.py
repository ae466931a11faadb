"""The report as HTML: a file that stands alone, and the same blocks for a page of the house."""

import re
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

from anke.oversight.quality.documents import labels, pictures
from anke.oversight.quality.documents.report import (
    Bars,
    Block,
    Examples,
    Points,
    Report,
    Table,
    Words,
    marked,
)


@dataclass(frozen=True)
class Shown:
    """A block as the template needs it: what kind it is, itself, and what was worked out of it."""

    kind: str
    block: Block
    number: int
    wide: SafeString | None = None
    narrow: SafeString | None = None
    # of a table: text, whether it stands to the right, its language where it is not the report's
    rows: tuple[tuple[tuple[str, bool, str], ...], ...] = ()
    heads: tuple[tuple[str, bool], ...] = ()
    under: str = ""
    figures: tuple[tuple[str, ...], ...] = ()  # of a picture: the same in a table
    mark: str = ""  # the language of the words, where it is not the report's
    lines: tuple[tuple[str, str], ...] = ()  # of points and paragraphs: text and its language
    good: tuple[tuple[str, str], ...] = ()
    bad: tuple[tuple[str, str], ...] = ()


def write(report: Report, lang: str) -> bytes:
    return render_to_string("quality/document.html", said(report, lang)).encode()


def said(report: Report, lang: str) -> dict[str, Any]:
    """What `quality/document.html` and, in a page, `quality/document_blocks.html` are given."""
    words = {
        name: getattr(labels, name.upper())[lang]
        for name in ("synthetic", "synthetic_why", "fingerprint", "good", "bad", "what", "figure", "interval",
                     "count", "period", "office")
    }  # fmt: skip
    blocks = [_shown(block, at, lang) for at, block in enumerate(report.blocks, 1)]
    subtitle = marked(report.subtitle, lang)
    return {"report": report, "lang": lang, "words": words, "blocks": blocks, "subtitle_lang": subtitle}


def _shown(block: Block, number: int, lang: str) -> Shown:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        right = labels.to_the_right(block.columns, block.rows)
        rows = tuple(
            tuple(
                (labels.number(cell, lang), side, marked(cell, lang))
                for cell, side in zip(row, right, strict=True)
            )
            for row in block.rows
        )
        return Shown(kind, block, number, rows=rows, heads=tuple(zip(block.columns, right, strict=True)))
    if isinstance(block, Bars):
        # The drawing is the program's own, its words escaped by the renderer.
        wide, narrow = (SafeString(pictures.for_a_page(block, size, lang)) for size in ("wide", "narrow"))
        figures = tuple(_figure(block, at, lang) for at in range(len(block.rows)))
        return Shown(kind, block, number, wide, narrow, figures=figures, under=labels.under(block, lang))
    if isinstance(block, Words):
        mark = marked(block.text, lang)
        return Shown(kind, block, number, mark=mark, lines=tuple((one, mark) for one in _parts(block.text)))
    if isinstance(block, Points):
        return Shown(kind, block, number, lines=_lines(block.lines, lang))
    if isinstance(block, Examples):
        return Shown(kind, block, number, good=_lines(block.good, lang), bad=_lines(block.bad, lang))
    return Shown(kind, block, number)


def _parts(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines."""
    return re.split(r"\n{2,}", normalize_newlines(text))


def _lines(lines: tuple[str, ...], lang: str) -> tuple[tuple[str, str], ...]:
    return tuple((one, marked(one, lang)) for one in lines)


def _figure(bars: Bars, at: int, lang: str) -> tuple[str, ...]:
    one = bars.rows[at]
    interval = "–" if one.low is None else f"{labels.number(one.low, lang)}–{labels.number(one.high, lang)}"
    value = labels.number(one.value, lang)
    return (one.label, value, interval, labels.number(one.of, lang))
