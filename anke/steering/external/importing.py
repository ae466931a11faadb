"""Figures from a file, CSV or XLSX: read, shown first, and proposed only when that is confirmed.

A line is one thing told: plan, what is asked for, period, part, detail (a quarter or an area), value, unit,
preliminary, source. Lines that belong together are proposed together. Nothing here writes anything.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from anke.content import load
from anke.files import kinds, names
from anke.files.reading import look_inside
from anke.rules.local import local_date
from anke.rules.periods import Period, parse_period
from anke.rules.refusal import Refused
from anke.steering.external.asks import Ask, ask_of, largest_import, require_over, unit_of
from anke.steering.external.computing import Answer, answers
from anke.steering.external.proposing import Figures, File, require_new
from anke.steering.external.told import How, Question, Told, names_of, read, require_unit

MOST_LINES: Final = 2000
COLUMNS: Final = {  # name → heads, Danish first, English second
    "plan": ("plan", "plan"),
    "ask": ("opgørelse", "form"),
    "period": ("periode", "period"),
    "part": ("del", "part"),
    "detail": ("detalje", "detail"),
    "value": ("værdi", "value"),
    "unit": ("enhed", "unit"),
    "preliminary": ("foreløbig", "preliminary"),
    "source": ("kilde", "source"),
}
NEEDED: Final = ("plan", "ask", "period", "part", "value")
_QUARTER: Final = re.compile(r"[0-9]{4}-?[QqKk][1-4]")
_YES, _NO = ("ja", "yes", "true", "1", "x"), ("", "nej", "no", "false", "0")


@dataclass(frozen=True)
class Line:
    """A line of the file by column. `mark`: the sign for decimals of a cell that was a number already."""

    number: int
    cells: Mapping[str, str]
    mark: str = ""

    @property
    def name(self) -> str:
        detail = self.cells.get("detail", "")
        if _QUARTER.fullmatch(detail):
            detail = parse_period(detail).name  # "2025k1" is 2025Q1
        return f"{self.cells['part']}:{detail}" if detail else self.cells["part"]


@dataclass(frozen=True)
class Trouble:
    """What is wrong with a line, or must be asked about it. 0: with the file."""

    line: int
    said: Refused
    readings: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class Group:
    """What would be proposed together, with what it would answer."""

    ask: Ask
    period: Period
    figures: Figures
    told: Told
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Preview:
    """What a file would bring. It can be confirmed where there are no problems and no questions."""

    name: str
    sha256: str
    groups: tuple[Group, ...] = ()
    problems: tuple[Trouble, ...] = ()
    questions: tuple[Trouble, ...] = ()

    @property
    def ready(self) -> bool:
        return bool(self.groups) and not self.problems and not self.questions

    @property
    def proposals(self) -> list[Figures]:
        return [one.figures for one in self.groups]


def preview(*, file: File, mark: str, sure: bool, source: str, at: datetime) -> Preview:
    """What a file would bring. `mark`: the sign for decimals, where it was said; `sure`: what is unusual is
    right; `source`: for lines without one. Nothing is written."""
    shown = names.clean(file.name)
    try:
        require_new(file)
        lines = _lines(file, local_date(at))
    except Refused as refused:
        return Preview(shown, file.sha256, problems=(Trouble(0, refused),))
    together: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        key = (line.cells["plan"], line.cells["ask"], line.cells["period"])
        together.setdefault(key, []).append(line)
    sorter = _Sorter(local_date(at), mark, sure, source)
    for some in together.values():
        sorter.take(some)
    return Preview(shown, file.sha256, tuple(sorter.groups), tuple(sorter.problems), tuple(sorter.questions))


@dataclass
class _Sorter:
    """Makes a proposal of the lines that belong together, and keeps what is wrong with each."""

    today: date
    mark: str
    sure: bool
    source: str
    groups: list[Group] = field(default_factory=list)
    problems: list[Trouble] = field(default_factory=list)
    questions: list[Trouble] = field(default_factory=list)

    def take(self, lines: Sequence[Line]) -> None:
        first = lines[0]
        try:
            ask = ask_of(first.cells["plan"], first.cells["ask"])
            period = ask.read_period(first.cells["period"])
            figures = self._figures(ask, period, lines)
        except Refused as refused:
            self.problems.append(Trouble(first.number, refused))
            return
        told = read(ask, period, figures.parts, How(self.today, figures.marks, self.sure))
        places = {line.name: line.number for line in lines}
        for one in told.problems:
            self.problems.append(Trouble(places.get(one.name, first.number), _named(one.name, one.said)))
        for question in told.questions:
            self.questions.append(_asked(question, places.get(question.name, first.number)))
        try:
            found = answers(ask, told) if told.clear else ()
            require_over(ask, period, self.today, preliminary=figures.preliminary)
        except Refused as refused:
            self.problems.append(Trouble(first.number, refused))
            return
        self.groups.append(Group(ask, period, figures, told, found))

    def _figures(self, ask: Ask, period: Period, lines: Sequence[Line]) -> Figures:
        parts: dict[str, str] = {}
        marks = {"": self.mark}
        for line in lines:
            self._look_at(ask, line, parts)
            parts[line.name] = line.cells["value"]
            if line.mark:
                marks[line.name] = line.mark
        preliminary = _one([line.cells.get("preliminary", "").casefold() for line in lines], "preliminary")
        if preliminary not in (*_YES, *_NO):
            raise Refused(
                f"»{preliminary[:20]}« er hverken ja eller nej. Skriv ja eller nej under foreløbig.",
                f"“{preliminary[:20]}” is neither yes nor no. Write yes or no under preliminary.",
            )
        source = _one([line.cells.get("source", "") for line in lines], "source") or self.source
        if not source:
            raise Refused(
                "Skriv, hvor tallene kommer fra, under kilde eller ved filen.",
                "Write where the figures come from, under source or beside the file.",
            )
        return Figures(
            plan=ask.plan.id,
            ask=ask.key,
            period=period.name,
            parts=parts,
            source=source,
            preliminary=preliminary in _YES,
            marks=marks,
            sure=self.sure,
        )

    def _look_at(self, ask: Ask, line: Line, parts: Mapping[str, str]) -> None:
        """A line told twice, or in a unit that is not the one asked for."""
        if line.name in parts:
            said = Refused(
                f"»{line.name[:60]}« står to gange. Behold den ene linje.",
                f"“{line.name[:60]}” stands twice. Keep one of the lines.",
            )
            self.problems.append(Trouble(line.number, said))
        part = next((one for one in ask.parts if one.id == line.cells["part"]), None)
        if part is not None and part.kind == "number":
            try:
                require_unit(part, line.cells.get("unit", ""))
            except Refused as refused:
                self.problems.append(Trouble(line.number, _named(line.name, refused)))


def _asked(question: Question, line: int) -> Trouble:
    return Trouble(line, _named(question.name, question.said), question.readings)


def _named(name: str, said: Refused) -> Refused:
    return Refused(f"{name}: {said.da}", f"{name}: {said.en}")


def _one(values: Iterable[str], column: str) -> str:
    """The one value a column has in lines that belong together; empty where it has none."""
    found = list(dict.fromkeys(one for one in values if one))
    if len(found) > 1:
        da, en = COLUMNS[column]
        raise Refused(
            f"Linjer, der hører sammen, har forskellig {da}: {found[0][:40]} og {found[1][:40]}.",
            f"Lines that belong together differ in {en}: {found[0][:40]} and {found[1][:40]}.",
        )
    return found[0] if found else ""


def _lines(file: File, day: date) -> list[Line]:
    most, uploads = largest_import(), load.content().uploads
    limits = uploads.limits.on(day) if uploads else None
    if limits is None or len(file.raw) > most:
        raise Refused(
            f"Filen er for stor (højst {most // 1024} kB). Del den.",
            f"The file is too large (at most {most // 1024} kB). Split it.",
        )
    kind = _kind(file.raw)
    if kind == "txt":
        rows = _of_csv(kinds.text_of(file.raw) or "")
    elif kind == "xlsx":
        look_inside(file.raw, "file.xlsx", limits)
        rows = _of_xlsx(file.raw)
    else:
        raise _neither()
    found = _by_column(rows)
    if len(found) > MOST_LINES:
        raise Refused(f"Filen har mere end {MOST_LINES} linjer.", f"The file has over {MOST_LINES} lines.")
    if not found:
        raise Refused("Der er ingen tal i filen.", "There are no figures in the file.")
    return found


def _kind(raw: bytes) -> str:
    """What file it is; of one that is taken in nowhere, what is taken in here."""
    try:
        return kinds.kind_of(raw).id
    except kinds.UnknownKind:
        raise _neither() from None


def _neither() -> Refused:
    return Refused(
        "Filen er hverken CSV eller Excel. Gem arket som »CSV UTF-8« eller som Excel-projektmappe (.xlsx).",
        "The file is neither CSV nor Excel. Save the sheet as “CSV UTF-8” or as an Excel workbook (.xlsx).",
    )


Cells = list[tuple[str, str]]  # text, sign for decimals


def _of_csv(text: str) -> list[Cells]:
    """The rows of a CSV, by whichever delimiter its head can be read with."""
    for delimiter in (";", ",", "\t"):
        try:
            rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        if rows and set(NEEDED) <= set(_head([one.strip() for one in rows[0]])):
            return [[(cell.strip(), "") for cell in row] for row in rows]
    raise _no_head()


def _of_xlsx(raw: bytes) -> list[Cells]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        return [[_cell(one) for one in row] for row in sheet.iter_rows(values_only=True, max_col=30)]
    except (ValueError, KeyError, IndexError, TypeError, OSError):
        raise Refused(
            "Excel-filen kan ikke læses. Gem den igen, eller gem arket som CSV.",
            "The Excel file cannot be read. Save it again, or save the sheet as CSV.",
        ) from None


def _cell(value: Any) -> tuple[str, str]:
    """A cell as text; a number with the sign it is then written with, so that it is read in one way only."""
    if value is None:
        return "", ""
    if isinstance(value, bool):
        return ("ja" if value else "nej"), ""
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        return f"{number.quantize(Decimal(1)) if number == number.to_integral_value() else number:f}", "."
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()[:10], ""
    return str(value).strip(), ""


def _head(cells: Sequence[str]) -> list[str]:
    """The columns of a head, in order; empty for one that is not known."""
    known = {head: name for name, heads in COLUMNS.items() for head in heads}
    return [known.get(cell.casefold(), "") for cell in cells]


def _no_head() -> Refused:
    da, en = (", ".join(COLUMNS[name][at] for name in NEEDED) for at in (0, 1))
    return Refused(
        f"Den første linje skal have kolonnerne {da}. Hent en skabelon ved det, der bedes om.",
        f"The first line must have the columns {en}. Take a template from what is asked for.",
    )


def _by_column(rows: Sequence[Cells]) -> list[Line]:
    head = _head([text for text, _ in rows[0]]) if rows else []
    if not set(NEEDED) <= set(head):
        raise _no_head()
    found = []
    for number, row in enumerate(rows[1:], 2):
        if any(text for text, _ in row[len(head) :]):
            raise Refused(
                f"Linje {number} har flere felter end den første. Sæt semikolon mellem felterne, eller "
                "citationstegn om tal med komma.",
                f"Line {number} has more fields than the first. Put semicolons between the fields, or quotes "
                "around numbers with commas.",
            )
        cells = {name: text for name, (text, _) in zip(head, row, strict=False) if name}
        marks = {name: mark for name, (_, mark) in zip(head, row, strict=False) if name}
        if cells.get("value"):
            found.append(Line(number, _whole(cells), marks.get("value", "")))
    return found


def _whole(cells: dict[str, str]) -> dict[str, str]:
    return {name: cells.get(name, "") for name in COLUMNS}


def template(ask: Ask, period: Period, lang: str) -> str:
    """A CSV to fill in: a line for every part, without values. `;` in Danish, `,` in English."""
    at = 1 if lang.startswith("en") else 0
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="," if at else ";")
    writer.writerow([heads[at] for heads in COLUMNS.values()])
    for part in ask.parts:
        unit = unit_of(part.unit).title[lang] if part.unit else ""
        there = names_of(part, period) or [f"{part.id}:"] * (part.expected or 1)
        for name in there:
            detail = name.partition(":")[2]
            writer.writerow([ask.plan.id, ask.key, period.name, part.id, detail, "", unit, "", ""])
    return "﻿" + out.getvalue()
