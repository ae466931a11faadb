"""The report as a Word document: real headings, header rows, a language, words for the picture."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

from anke.printing.word import (
    GREY,
    bullet,
    coloured,
    describe,
    field,
    in_small,
    plain_styles,
    same_bytes,
    table,
    to_the_right,
)
from anke.rules.scoring import Status
from anke.steering.results.report import labels
from anke.steering.results.report.content import Report
from anke.steering.results.report.glance import Glance
from anke.steering.results.report.shapes import Row, Said, Table
from anke.steering.results.report.strip import picture

Document: TypeAlias = Any  # docx's documents have no types mypy can follow
MARK = {Status.MET: "✓", Status.NOT_MET: "✗", Status.UNDECIDED: "·"}
COLOUR = {Status.MET: "1B6B3A", Status.NOT_MET: "A3201B", Status.UNDECIDED: "6B5A00"}
MANY = 6  # a table of more columns is written small
GOAL_WIDTHS = (13, 52, 27, 24, 35, 21)  # millimetres; a page of A4 has 170 between its margins


def docx(report: Report) -> bytes:
    """The document's bytes: the same for the same content. No clock, no macro and no address goes into it."""
    import docx as word

    document = word.Document()
    plain_styles(document, report.lang)
    _properties(document, report)
    _edges(document.sections[0], report)
    _first_page(document, report)
    _goals(document, report)
    _rest(document, report)
    out = BytesIO()
    document.save(out)
    return same_bytes(out.getvalue())


def _properties(document: Document, report: Report) -> None:
    known, made = document.core_properties, datetime.combine(report.contract.period.last, datetime.min.time())
    known.title, known.subject = report.title, report.subtitle
    known.author = known.last_modified_by = report.contract.plan.agency[report.lang]
    known.language = "en-GB" if report.lang == "en" else "da-DK"
    known.created = known.modified = made
    known.comments = known.keywords = known.category = ""
    known.identifier, known.content_status = report.fingerprint, report.stamp
    known.revision = 1


def _edges(section: Any, report: Report) -> None:
    """On every page: which report, its stamp, that it is made up; at the foot its fingerprint."""
    said = [report.title, report.stamp, report.word(labels.SYNTHETIC_SHORT) if report.synthetic else ""]
    section.header.paragraphs[0].text = " · ".join(one for one in said if one)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{report.contract.plan.agency[report.lang]} · {report.word(labels.PAGE)} ")
    field(foot, "PAGE")
    foot.add_run(f" {report.word(labels.OF)} ")
    field(foot, "NUMPAGES")
    if report.fingerprint:
        section.footer.add_paragraph(f"{report.word(labels.FINGERPRINT)}: {report.fingerprint}")


def _first_page(document: Document, report: Report) -> None:
    document.add_heading(report.title, level=0)
    document.add_paragraph(report.subtitle, style="Subtitle")
    for warning in report.warnings:
        coloured(document.add_paragraph(style="Intense Quote"), warning, COLOUR[Status.NOT_MET], bold=True)
    document.add_heading(f"{report.word(labels.SCORE)}: {report.score}", level=1)
    document.add_picture(BytesIO(picture(report.contract)), width=_mm(170))
    describe(document.inline_shapes[-1], report.counts)
    document.add_paragraph(report.counts)
    if report.explanation:
        coloured(document.add_paragraph(), report.explanation, GREY)
    for one in report.glance:
        _glance(document, one, report)
    document.add_heading(report.word(labels.ABOUT), level=1)
    _pairs(document, report, labels.ABOUT[report.lang], report.facts)
    if report.consequences:
        document.add_heading(report.word(labels.CONSEQUENCES), level=1)
        _bullets(document, report.consequences)


def _glance(document: Document, one: Glance, report: Report) -> None:
    head = document.add_heading(level=1)
    coloured(head, f"{MARK[one.status]} {one.title}", COLOUR[one.status])
    if not one.lines:
        document.add_paragraph(one.otherwise)
    for line in one.lines:
        said = bullet(document)
        said.add_run(f"{line.id} {line.title}").bold = True
        for why in line.why:
            said.add_run(f"\n{why}")
        if line.explanation and one.status is Status.NOT_MET:
            said.add_run(f"\n{report.word(labels.EXPLANATION)}: ").italic = True
            said.add_run(line.explanation)


def _goals(document: Document, report: Report) -> None:
    document.add_page_break()
    document.add_heading(report.goals_title, level=1)
    heads = [report.word(one) for one in (
        labels.GOAL, labels.TITLE_HEAD, labels.STATUS, labels.FIGURE, labels.TARGET, labels.CASES,
    )]  # fmt: skip
    for name, rows in report.goals:
        document.add_heading(name, level=2)
        grid = table(document, name, heads, GOAL_WIDTHS)
        for row in rows:
            _goal(grid, row, report)


def _goal(grid: Any, row: Row, report: Report) -> None:
    title = f"{row.title} ({row.remark})" if row.remark else row.title
    status = f"{MARK[row.status]} {row.status_text}"
    cells = grid.add_row().cells
    for cell, words in zip(cells, (row.id, title, status, row.figure, row.target, row.cases), strict=True):
        cell.text = words
    for run in (run for cell in cells[:2] for run in cell.paragraphs[0].runs if row.level == 0):
        run.bold = True
    cells[2].text = ""
    coloured(cells[2].paragraphs[0], status, COLOUR[row.status])
    if row.explanation:
        said = cells[1].add_paragraph()
        said.add_run(f"{report.word(labels.EXPLANATION)}: ").italic = True
        said.add_run(row.explanation)


def _rest(document: Document, report: Report) -> None:
    if report.deviations.rows:
        _table(document, report.deviations)
    document.add_heading(report.word(labels.WAITING), level=1)
    if report.waiting:
        _pairs(document, report, report.word(labels.WAITING), report.waiting)
    else:
        document.add_paragraph(report.word(labels.NO_WAITING))
    for words, pairs in ((labels.DELIVERIES, report.deliveries), (labels.BREAKS, report.breaks)):
        if pairs:
            document.add_heading(report.word(words), level=1)
            _pairs(document, report, report.word(words), pairs)
    for one in report.tables:
        _table(document, one)
    _notes(document, report)
    if report.origins.rows:
        _table(document, report.origins)
    for one in report.duties:
        document.add_page_break()
        _table(document, one)


def _notes(document: Document, report: Report) -> None:
    groups: tuple[tuple[str, str, tuple[Said, ...]], ...] = (
        (report.word(labels.GAPS), "", report.gaps),
        (report.word(labels.CHOICES), report.word(labels.CHOICES_WHY), report.choices),
        (report.word(labels.DOUBTS), "", report.doubts),
    )
    for title, why, notes in groups:
        if not notes:
            continue
        document.add_heading(title, level=1)
        if why:
            document.add_paragraph(why)
        for one in notes:
            said = bullet(document)
            if one.about:
                said.add_run(f"{one.about}: ").bold = True
            said.add_run(one.text)
            if one.alternatives:
                also = f"\n{report.word(labels.ALTERNATIVES)} {' '.join(one.alternatives)}"
                coloured(said, also, GREY)


def _table(document: Document, one: Table) -> None:
    document.add_heading(one.title, level=1)
    if one.why:
        document.add_paragraph(one.why)
    grid = table(document, one.title, one.heads, _widths(one))
    for row in one.rows:
        for place, (cell, words) in enumerate(zip(grid.add_row().cells, row, strict=True)):
            cell.text = ""
            cell.paragraphs[0].add_run(words).bold = place == 0
            if one.numeric and place:
                to_the_right(cell.paragraphs[0])
    if len(one.heads) > MANY:
        in_small(grid)


def _widths(one: Table) -> tuple[int, ...]:
    """The first column of numbers, or the second of words, takes what the others leave."""
    count = len(one.heads)
    if one.numeric:
        other = 128 // (count - 1) if count > MANY else 110 // count
        return (170 - (count - 1) * other, *(other,) * (count - 1))
    return (22, 170 - 22 - (count - 2) * 32, *(32,) * (count - 2))


def _pairs(document: Document, report: Report, title: str, pairs: Iterable[tuple[str, str]]) -> None:
    grid = table(document, title, (report.word(labels.PARTS), report.word(labels.WHAT)), (38, 132))
    for name, words in pairs:
        first, second = grid.add_row().cells
        first.text, second.text = "", words
        first.paragraphs[0].add_run(name).bold = True


def _bullets(document: Document, lines: Sequence[str]) -> None:
    for line in lines:
        bullet(document, line)


def _mm(length: int) -> Any:
    from docx.shared import Mm

    return Mm(length)
