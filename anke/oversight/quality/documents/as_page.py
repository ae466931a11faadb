"""The report as HTML: a file that stands alone, and the same blocks for a page of the house."""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from anke.oversight.quality.documents import labels, pictures
from anke.oversight.quality.documents.report import Bars, Block, Report, Table


@dataclass(frozen=True)
class Shown:
    """A block as the template needs it: what kind it is, itself, and what was worked out of it."""

    kind: str
    block: Block
    number: int
    wide: SafeString | None = None
    narrow: SafeString | None = None
    rows: tuple[tuple[tuple[str, bool], ...], ...] = ()  # of a table: text, whether it stands to the right
    heads: tuple[tuple[str, bool], ...] = ()
    under: str = ""
    figures: tuple[tuple[str, ...], ...] = ()  # of a picture: the same in a table


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
    return {"report": report, "lang": lang, "words": words, "blocks": blocks}


def _shown(block: Block, number: int, lang: str) -> Shown:
    kind = type(block).__name__.lower()
    if isinstance(block, Table):
        right = labels.to_the_right(block.columns, block.rows)
        rows = tuple(
            tuple((labels.number(cell, lang), side) for cell, side in zip(row, right, strict=True))
            for row in block.rows
        )
        return Shown(kind, block, number, rows=rows, heads=tuple(zip(block.columns, right, strict=True)))
    if isinstance(block, Bars):
        # The drawing is the program's own, its words escaped by the renderer.
        wide, narrow = (SafeString(pictures.for_a_page(block, size, lang)) for size in ("wide", "narrow"))
        figures = tuple(_figure(block, at, lang) for at in range(len(block.rows)))
        return Shown(kind, block, number, wide, narrow, figures=figures, under=labels.under(block, lang))
    return Shown(kind, block, number)


def _figure(bars: Bars, at: int, lang: str) -> tuple[str, ...]:
    one = bars.rows[at]
    interval = "–" if one.low is None else f"{labels.number(one.low, lang)}–{labels.number(one.high, lang)}"
    value = labels.number(one.value, lang)
    return (one.label, value, interval, labels.number(one.of, lang))
