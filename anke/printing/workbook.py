"""What every workbook needs: cells that are never formulas, and a sheet with its headings."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

# However a text begins (=, +, -, @, a tab), it stays a text.
AS_TEXT: Final = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
Cell = str | int | Decimal | None
WIDEST: Final = 60


def write_sheet(book: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Any:
    """A sheet with a frozen row of headings, and columns as wide as their words. Returns it."""
    sheet, rows = book.add_worksheet(name[:31]), list(rows)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, bold)
        longest = max((len(str(row[column])) for row in rows if row[column] is not None), default=0)
        sheet.set_column(column, column, min(WIDEST, max(len(head), longest, 6) + 2))
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            _cell(sheet, (number, column), cell, plain)
    sheet.freeze_panes(1, 0)
    return sheet


def _cell(sheet: Any, place: tuple[int, int], cell: Cell, style: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(*place, cell, style)
    elif cell is not None:
        sheet.write_number(*place, float(cell), style)
