"""The report as PDF: tagged (PDF/UA-1), fonts inside, the same bytes for the same content."""

from pathlib import Path
from typing import Any, Final

from anke.oversight.quality.documents import labels, pictures
from anke.oversight.quality.documents.report import (
    Bars,
    Block,
    Examples,
    Heading,
    Points,
    Report,
    Table,
    Words,
    marked,
)
from anke.printing.paper import pdf

SHORT, LONG = 12, 60  # letters: a column of no more is as wide as they are; none counts as longer
PAGE: Final = Path(__file__).with_name("report.typ")


def write(report: Report, lang: str) -> bytes:
    """A4, tagged; the same bytes for the same report."""
    return pdf(PAGE.read_bytes(), "report", _said(report, lang))


def _said(report: Report, lang: str) -> dict[str, Any]:
    return {
        "lang": lang,
        "title": report.title,
        "subtitle": report.subtitle,
        "subtitle_lang": marked(report.subtitle, lang),
        "office": report.office,
        "period": report.period,
        "stamp": report.stamp,
        "synthetic": labels.SYNTHETIC[lang] if report.synthetic else "",
        "synthetic_why": labels.SYNTHETIC_WHY[lang] if report.synthetic else "",
        "fingerprint": report.fingerprint,
        "fingerprint_word": labels.FINGERPRINT[lang],
        "page": labels.PAGE[lang],
        "of": labels.OF[lang],
        "good": labels.GOOD[lang],
        "bad": labels.BAD[lang],
        "blocks": [_block(one, lang) for one in report.blocks],
    }


def _block(block: Block, lang: str) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Words(text, strong, label):
            mark = marked(text, lang)
            lines = [{"text": one, "lang": mark} for one in text.split("\n")]
            return {"kind": "words", "lines": lines, "strong": strong, "label": label}
        case Points(lines):
            return {"kind": "points", "lines": _lines(lines, lang)}
        case Examples(good, bad):
            return {"kind": "examples", "good": _lines(good, lang), "bad": _lines(bad, lang)}
        case Table():
            return _table(block, lang)
        case Bars():
            drawn = pictures.drawing(block, "wide", lang)
            told, under = labels.spoken(block, lang), labels.under(block, lang)
            return {"kind": "bars", "drawn": drawn, "told": told, "under": under}


def _lines(lines: tuple[str, ...], lang: str) -> list[dict[str, str]]:
    return [{"text": one, "lang": marked(one, lang)} for one in lines]


def _shares(block: Table, right: tuple[bool, ...]) -> list[int]:
    """Of the page's width, how much each column of words takes beside the others; 0: what its words need."""
    longest = [max((len(str(row[at])) for row in block.rows), default=0) for at in range(len(right))]
    found = [
        0 if side or most <= SHORT else min(most, LONG) for side, most in zip(right, longest, strict=True)
    ]
    return found if any(found) else [LONG, *found[1:]]


def _table(block: Table, lang: str) -> dict[str, Any]:
    right = labels.to_the_right(block.columns, block.rows)
    return {
        "kind": "table",
        "title": block.title,
        "heads": block.columns,
        "right": right,
        "shares": _shares(block, right),
        "rows": [
            [{"text": labels.number(cell, lang), "lang": marked(cell, lang)} for cell in row]
            for row in block.rows
        ],
        "note": block.note,
    }
