"""A table to take away: CSV as the reader's spreadsheet expects it, and nothing in it that one would run."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

from anke.steering.results import series, where
from anke.steering.results.answers import PastFigure, SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.results.series import Series
from anke.steering.results.tables import Table
from anke.steering.results.where import Line

HEADS = (
    "plan", "subgoal", "period", "first", "last", "figure", "unit", "target", "status",
    "numerator", "denominator", "known_at", "definition", "watermark", "synthetic",
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")


def course(page: SubgoalPage, found: Series | None, asked: Asked, *, synthetic: bool) -> str:
    """A subgoal through time, unrounded: `;` and decimal comma in Danish, `,` and point in English."""
    rows = [] if found is None else [_row(one, found, page, asked, synthetic) for one in found.points]
    return written((HEADS, *rows), asked.lang)


PART_HEADS = (
    "plan", "subgoal", "first", "last", "by", "code", "name", "figure", "unit", "numerator", "denominator",
    "known_at", "definition", "synthetic",
)  # fmt: skip


def parts(found: Iterable[Line], page: SubgoalPage, asked: Asked, by: str, *, synthetic: bool) -> str:
    """Where a figure comes from, unrounded; written as `course`."""
    whole, measure = asked.period.year_to_date, where.measure_of(page)
    known = asked.known_at.isoformat() if asked.known_at else ""
    rows = [
        (
            asked.plan.id, page.result.id, whole.first, whole.last, by, one.code, one.name, one.part.value,
            page.result.unit, one.part.numerator, one.part.denominator, known,
            measure.version if measure else "", "yes" if synthetic else "no",
        )
        for one in found
    ]  # fmt: skip
    return written((PART_HEADS, *rows), asked.lang)


CASE_HEADS = (
    "case", "type", "received_on", "stopped_on", "days", "counted", "why", "plan", "subgoal", "known_at",
    "definition", "synthetic",
)  # fmt: skip


def cases(table: Table, page: SubgoalPage, asked: Asked, *, synthetic: bool) -> str:
    """The cases behind a figure, as the page shows them."""
    measure = where.measure_of(page)
    tail = (
        asked.plan.id, page.result.id, asked.known_at.isoformat() if asked.known_at else "",
        measure.version if measure else "", "yes" if synthetic else "no",
    )  # fmt: skip
    return written((CASE_HEADS, *((*row.cells, *tail) for row in table.rows)), asked.lang)


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


def _row(
    one: PastFigure, found: Series, page: SubgoalPage, asked: Asked, synthetic: bool
) -> tuple[object, ...]:
    result, origin = page.result, page.result.origin
    computed = origin is not None and origin.measure is not None
    definition = asked.plan.measure(result.id, one.period.last.year).version if computed else ""
    known = asked.known_on or (asked.known_at.isoformat() if asked.known_at else "")
    return (
        asked.plan.id,
        result.id,
        series.name(one.period, found.view),
        one.period.year_to_date.first if found.grows else one.period.first,
        one.period.last,
        one.value,
        result.unit,
        one.target,
        one.status.value,
        one.numerator,
        one.denominator,
        known,
        definition,
        origin.watermark if origin else "",
        "yes" if synthetic else "no",
    )
