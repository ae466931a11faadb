"""A table to take away: CSV as the reader's spreadsheet expects it, and nothing in it that one would run."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from anke.steering.results.answers import PastFigure, SubgoalPage
from anke.steering.results.asking import Asked

HEADS = (
    "plan", "subgoal", "period", "first", "last", "figure", "unit", "target", "status",
    "numerator", "denominator", "known_at", "definition", "watermark", "synthetic",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def course(page: SubgoalPage, asked: Asked, *, synthetic: bool) -> str:
    """A subgoal through time, unrounded: `;` and decimal comma in Danish, `,` and point in English."""
    return written((HEADS, *(_row(one, page, asked, synthetic) for one in page.history)), asked.lang)


def written(rows: Iterable[Iterable[object]], lang: str) -> str:
    """Rows as CSV with a byte order mark: without it spreadsheets misread Danish letters."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="," if lang == "en" else ";").writerows(
        [cell(value, lang) for value in row] for row in rows
    )
    return "\ufeff" + out.getvalue()


def cell(value: object, lang: str) -> str:
    """A value as text. What a spreadsheet would take for a formula gets an apostrophe before it.

    >>> cell(Decimal("-2.24"), "da"), cell(None, "da"), cell("=1+1", "da"), cell("-5 pct.", "da")
    ('-2,24', '', "'=1+1", "'-5 pct.")
    """
    if value is None:
        return ""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text if lang == "en" else text.replace(".", ",")
    text = str(value)
    risky = text[:1] in tuple("=+-@\t\r\n|%") and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def _row(one: PastFigure, page: SubgoalPage, asked: Asked, synthetic: bool) -> tuple[object, ...]:
    result, origin = page.result, page.result.origin
    computed = origin is not None and origin.measure is not None
    definition = asked.plan.measure(result.id, one.period.last.year).version if computed else ""
    return (
        asked.plan.id,
        result.id,
        one.period.name,
        one.period.year_to_date.first,
        one.period.last,
        one.value,
        result.unit,
        one.target,
        one.status.value,
        one.numerator,
        one.denominator,
        asked.known_on or "",
        definition,
        origin.watermark if origin else "",
        "yes" if synthetic else "no",
    )
