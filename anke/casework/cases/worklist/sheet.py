"""A list to take along: CSV as the reader's spreadsheet expects it, or a workbook; nothing in it is run.

It holds what the list shows and no more: a name protected there is protected here.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from anke.casework.cases.worklist.rows import Line

MOST: Final = 10_000  # rows
FORMS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_RISKY: Final = tuple("=+-@\t\r\n|%")
Cell = str | int | date | None


def require_form(form: str) -> None:
    """Raise 404 for a form a list is not written in, with those it is."""
    if form not in FORMS:
        choices = [(one.upper(), reverse("worklist-sheet", args=[one])) for one in FORMS]
        raise Http404(_("The list is not written as “%(form)s”.") % {"form": form[:20]}, choices)


def name(today: date, form: str, lang: str) -> str:
    return f"{'cases' if lang == 'en' else 'sager'}-{today}.{form}"


def heads() -> list[str]:
    return [
        _("Case"),
        _("Appellant"),
        _("Case type"),
        _("First instance"),
        _("Office"),
        _("Caseworker"),
        _("Stage"),
        _("Next"),
        _("Clock"),
        _("By"),
        _("Days left"),
        _("Usually"),
        _("Spare"),
        _("Why here"),
        _("Received"),
        _("Age in days"),
    ]


def cells(line: Line) -> list[Cell]:
    return [
        line.number,
        line.appellant,
        line.case_type,
        line.authority,
        line.office,
        line.caseworker,
        line.stage_words,
        line.next_words,
        line.clock_words,
        line.clock_on,
        line.left,
        line.usual,
        line.slack,
        line.reason,
        line.received_on,
        line.age,
    ]


def written(lines: Iterable[Line], form: str, lang: str) -> bytes:
    rows = [cells(line) for line in lines]
    return _workbook(rows) if form == "xlsx" else _text(rows, lang)


def _text(rows: Iterable[Sequence[Cell]], lang: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if lang == "en" else ";")
    writer.writerow(heads())
    writer.writerows([text(value) for value in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()  # the mark: without it spreadsheets misread Danish letters


def text(value: Cell) -> str:
    """A value as text. What a spreadsheet would take for a formula gets an apostrophe before it.

    >>> text('=HYPERLINK("x")'), text("+45 12"), text(-3), text(None), text(date(2025, 10, 15))
    ('\\'=HYPERLINK("x")', "'+45 12", '-3', '', '2025-10-15')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    return f"'{value}" if value.startswith(_RISKY) else value


def _workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, as_text) as book:
        sheet = book.add_worksheet()
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet.write_row(0, 0, heads(), bold)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif isinstance(value, int):
                    sheet.write_number(at, column, value)
                elif value:
                    sheet.write_string(at, column, value)
        sheet.freeze_panes(1, 1)
        sheet.autofit()
    return out.getvalue()
