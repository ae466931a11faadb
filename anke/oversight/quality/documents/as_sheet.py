"""The report as a workbook: its words on the first sheet, a sheet for each table, and for each picture its
figures with a chart of the workbook's own. Figures are numbers; nothing a cell holds is ever a formula."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from anke.oversight.quality.documents import labels
from anke.oversight.quality.documents.report import (
    Bars,
    Block,
    Cell,
    Examples,
    Heading,
    Points,
    Report,
    Table,
    Words,
)
from anke.printing.workbook import AS_TEXT, write_sheet

INK, LIGHT = "#1F3A5F", "#C9D3E0"
_UNFIT = re.compile(r"[\[\]:*?/\\']")


def write(report: Report, lang: str) -> bytes:
    """The workbook's bytes."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        day = datetime.combine(report.day, datetime.min.time())
        known = {"title": report.title, "subject": report.subtitle, "author": report.office, "created": day}
        book.set_properties(known)
        book.set_size(2400, 1200)
        heads = (labels.WHAT[lang], report.title)
        _edged(write_sheet(book, labels.CONTENTS[lang], heads, _words(report, lang)), report, lang)
        counts = {"table": 0, "picture": 0}
        for title, block in _headed(report.blocks):
            if isinstance(block, Table):
                counts["table"] += 1
                name = _name(f"{labels.TABLE[lang]} {counts['table']}", block.title or title)
                sheet = write_sheet(book, name, block.columns, block.rows)
            else:
                counts["picture"] += 1
                name = _name(f"{labels.PICTURE[lang]} {counts['picture']}", block.title)
                sheet = _charted(book, name, block, lang)
            _edged(sheet, report, lang)
    return out.getvalue()


def _words(report: Report, lang: str) -> list[Sequence[Cell]]:
    rows: list[Sequence[Cell]] = [("", report.subtitle)]
    if report.synthetic:
        rows.append(("!", labels.SYNTHETIC_WHY[lang]))
    rows += [(labels.OFFICE[lang], report.office), (labels.PERIOD[lang], report.period)]
    rows += [("", report.stamp)] if report.stamp else []
    rows += [(labels.FINGERPRINT[lang], report.fingerprint)] if report.fingerprint else []
    for block in report.blocks:
        match block:
            case Heading(text):
                rows.append((text, ""))
            case Words(text):
                rows += [("", line) for line in text.split("\n")]
            case Points(lines):
                rows += [("", line) for line in lines]
            case Examples(good, bad):
                rows += [(labels.GOOD[lang], line) for line in good]
                rows += [(labels.BAD[lang], line) for line in bad]
            case Table(note=note) if note:
                rows.append(("", note))
            case Bars() as bars if labels.under(bars, lang):
                rows.append((bars.title, labels.under(bars, lang)))
    return rows


def _headed(blocks: Sequence[Block]) -> Iterator[tuple[str, Table | Bars]]:
    """Tables and pictures, each with the heading it stands under."""
    title = ""
    for block in blocks:
        if isinstance(block, Heading):
            title = block.text
        elif isinstance(block, Table | Bars):
            yield title, block


def _name(kind: str, title: str) -> str:
    """
    >>> _name("Tabel 1", "Rigtig/forkert: hele styrelsen og kontorerne")
    'Tabel 1 Rigtig forkert hele'
    """
    words = _UNFIT.sub(" ", f"{kind} {title}").split()
    name = ""
    for one in words:
        if len(name) + len(one) + 1 > 28:
            break
        name = f"{name} {one}".strip()
    return name


def _edged(sheet: Any, report: Report, lang: str) -> None:
    """How it prints: across, on pages one wide, with the report's name and marks on each."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header("&L" + labels.edge(report, lang).replace("&", "&&")[:240])
    sheet.set_footer("&R&P / &N")


def _charted(book: Any, name: str, bars: Bars, lang: str) -> Any:
    heads = tuple(one[lang] for one in (labels.WHAT, labels.FIGURE, labels.LOW, labels.HIGH, labels.COUNT))
    rows: list[Sequence[Cell]] = [(one.label, one.value, one.low, one.high, one.of) for one in bars.rows]
    if bars.limit is not None:
        heads = (*heads, bars.limit_label or labels.LIMIT[lang])
        rows = [(*row, bars.limit) for row in rows]
    sheet = write_sheet(book, name, heads, rows)
    if rows:
        chart = _chart(book, name, bars, len(rows))
        place = {"object_position": 3, "description": labels.spoken(bars, lang)}
        sheet.insert_chart(0, len(heads) + 1, chart, place)
    return sheet


def _chart(book: Any, name: str, bars: Bars, count: int) -> Any:
    """Columns with error bars, and the goal as a dashed line; patterned, to be read in black and white."""
    chart = book.add_chart({"type": "column"})
    categories = [name, 1, 0, count, 0]
    known = [one for one in bars.rows if one.low is not None]
    series = {
        "name": [name, 0, 1],
        "categories": categories,
        "values": [name, 1, 1, count, 1],
        "fill": {"color": LIGHT},
        "border": {"color": INK},
        "gap": 60,
    }
    if known:
        away = [
            (float(one.high - one.value), float(one.value - one.low))
            if one.value is not None and one.low is not None and one.high is not None
            else (0.0, 0.0)
            for one in bars.rows
        ]
        plus, minus = ([pair[at] for pair in away] for at in (0, 1))
        series["y_error_bars"] = {"type": "custom", "plus_values": plus, "minus_values": minus}
    chart.add_series(series)
    if bars.limit is not None:
        line = book.add_chart({"type": "line"})
        dashed = {"color": "#000000", "dash_type": "dash", "width": 1.5}
        goal = {"name": [name, 0, 5], "categories": categories, "values": [name, 1, 5, count, 5]}
        line.add_series({**goal, "line": dashed})
        chart.combine(line)
    chart.set_title({"name": bars.title, "name_font": {"size": 12}})
    chart.set_y_axis({"name": bars.unit, "min": 0, **({"max": float(bars.most)} if bars.most else {})})
    chart.set_legend({"position": "bottom"} if bars.limit is not None else {"none": True})
    chart.set_size({"width": max(620, 60 * count), "height": 380})
    return chart
