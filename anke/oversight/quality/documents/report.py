"""A report of the programme in one neutral shape, and the door to its forms.

Whoever reports builds a `Report` of blocks, in the reader's language; `render` writes it as HTML, PDF, Word
or a workbook. The same report gives the same bytes, on every machine.
"""

from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from importlib import import_module
from typing import Any, Final, Literal

from anke.rules.written import plain

Cell = str | int | Decimal | None  # None is shown as a dash
Form = Literal["html", "pdf", "docx", "xlsx"]
FORMS: Final[tuple[Form, ...]] = ("html", "pdf", "docx", "xlsx")
_WRITERS: Final = {"html": "as_page", "pdf": "as_pdf", "docx": "as_document", "xlsx": "as_sheet"}
MEDIA: Final[dict[str, str]] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class Danish(str):
    """What people wrote, which is Danish whatever language the report is in, and marked where it differs."""

    __slots__ = ()


def marked(text: object, lang: str) -> str:
    """The language a text is marked with in a report of another; empty where it is the report's own."""
    return "da" if lang != "da" and isinstance(text, Danish) else ""


@dataclass(frozen=True)
class Heading:
    """`level` 1 for a part of the report, 2 for a part of that."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True)
class Words:
    """Paragraphs, parted by line feeds; `strong` for what must not be missed. `label` stands before the
    first, in the report's language."""

    text: str
    strong: bool = False
    label: str = ""


@dataclass(frozen=True)
class Points:
    """A list, one line to each point."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The first cell of a row is its heading. Columns of numbers stand to the right by themselves."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    title: str = ""


@dataclass(frozen=True)
class Bar:
    """One figure of a picture with its interval, and how many it is of. `value` None: no figure."""

    label: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    of: int | None = None


@dataclass(frozen=True)
class Bars:
    """Figures under each other, each a dot on its interval; `limit` is marked with `limit_label`.

    `unit`: "%" or what the axis counts. `source`: where the figures come from, printed under the picture.
    `most`: the end of the axis; without it, where the numbers end."""

    title: str
    unit: str
    rows: tuple[Bar, ...]
    limit: Decimal | None = None
    limit_label: str = ""
    source: str = ""
    most: Decimal | None = None


@dataclass(frozen=True)
class Examples:
    """What was done well and what could be better, each in its own words; never with a case's number."""

    good: tuple[str, ...]
    bad: tuple[str, ...]


Block = Heading | Words | Points | Table | Bars | Examples


@dataclass(frozen=True)
class Report:
    """`office`: whose report it is, as printed. `stamp`: on every page, as "Udkast". `synthetic`: every case
    behind it is made up, and every page says so. `day`: the day the report speaks of; the file's date."""

    title: str
    subtitle: str
    office: str
    period: str
    stamp: str
    synthetic: bool
    blocks: tuple[Block, ...]
    fingerprint: str = ""
    day: date = field(default=date(2000, 1, 1))


def render(report: Report, form: str, lang: str) -> bytes:
    """The report written in a form. ValueError names the forms there are."""
    if form not in FORMS:
        raise ValueError(f"'{form}' is no form of a report. Write one of: {', '.join(FORMS)}.")
    writer = import_module(f"{__package__}.{_WRITERS[form]}")
    made: bytes = writer.write(_printable(report), "en" if lang == "en" else "da")
    return made


def _printable(part: Any) -> Any:
    """A report, or a part of one, whose words hold no control characters: neither Word nor PDF prints any."""
    if isinstance(part, str):
        return type(part)(plain(part))
    if isinstance(part, tuple):
        return tuple(_printable(one) for one in part)
    if is_dataclass(part) and not isinstance(part, type):
        return replace(part, **{one.name: _printable(getattr(part, one.name)) for one in fields(part)})
    return part
