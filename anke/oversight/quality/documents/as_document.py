"""The report as a Word document: real headings, header rows, a language, words for the pictures."""

from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

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
from anke.printing import word
from anke.printing.pictures import png

Document: TypeAlias = Any  # docx's documents have no types mypy can follow
WARNING = "A3201B"
WIDTH = 170  # millimetres between the margins of A4
MANY = 5  # a table of more columns is written small


def write(report: Report, lang: str) -> bytes:
    """The document's bytes. No clock, no macro and no address goes into it."""
    import docx

    document = docx.Document()
    word.plain_styles(document, lang)
    _properties(document, report, lang)
    _edges(document.sections[0], report, lang)
    document.add_heading(report.title, level=0)
    _said(document.add_paragraph(style="Subtitle"), report.subtitle, marked(report.subtitle, lang))
    word.coloured(document.add_paragraph(), f"{report.office} · {report.period}", word.GREY)
    if report.synthetic:
        said = document.add_paragraph(style="Intense Quote")
        word.coloured(said, labels.SYNTHETIC_WHY[lang], WARNING, bold=True)
    for block in report.blocks:
        _block(document, block, lang)
    out = BytesIO()
    document.save(out)
    return word.same_bytes(out.getvalue())


def _properties(document: Document, report: Report, lang: str) -> None:
    known, day = document.core_properties, datetime.combine(report.day, datetime.min.time())
    known.title, known.subject = report.title, report.subtitle
    known.author = known.last_modified_by = report.office
    known.language = word.LANGUAGES[lang]
    known.created = known.modified = day
    known.comments = known.keywords = known.category = ""
    known.identifier, known.content_status = report.fingerprint, report.stamp
    known.revision = 1


def _edges(section: Any, report: Report, lang: str) -> None:
    section.header.paragraphs[0].text = labels.edge(report, lang)
    foot = section.footer.paragraphs[0]
    foot.add_run(f"{report.office} · {labels.PAGE[lang]} ")
    word.field(foot, "PAGE")
    foot.add_run(f" {labels.OF[lang]} ")
    word.field(foot, "NUMPAGES")
    if report.fingerprint:
        section.footer.add_paragraph(f"{labels.FINGERPRINT[lang]}: {report.fingerprint}")


def _block(document: Document, block: Block, lang: str) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level=level)
        case Words(text, strong, label):
            for at, line in enumerate(text.split("\n")):
                said = document.add_paragraph(label if at == 0 and label else "")
                _said(said, line, marked(text, lang)).bold = strong or None
        case Points(lines):
            for line in lines:
                _said(document.add_paragraph(style="List Bullet"), line, marked(line, lang))
        case Table():
            _table(document, block, lang)
        case Bars():
            _picture(document, block, lang)
        case Examples(good, bad):
            for name, lines in ((labels.GOOD[lang], good), (labels.BAD[lang], bad)):
                document.add_paragraph().add_run(name).bold = True
                for line in lines or ("–",):
                    _said(document.add_paragraph(style="List Bullet"), line, marked(line, lang))


def _said(paragraph: Any, text: str, lang: str) -> Any:
    """Text as a run of its own, in its language where that is not the document's."""
    run = paragraph.add_run(text)
    if lang:
        word.in_language(run, lang)
    return run


def _picture(document: Document, bars: Bars, lang: str) -> None:
    from docx.shared import Mm

    document.add_picture(BytesIO(png(pictures.drawing(bars, "wide", lang))), width=Mm(WIDTH))
    word.describe(document.inline_shapes[-1], labels.spoken(bars, lang))
    if under := labels.under(bars, lang):
        word.coloured(document.add_paragraph(), under, word.GREY)


def _table(document: Document, block: Table, lang: str) -> None:
    if block.title:
        said = document.add_paragraph()
        said.paragraph_format.keep_with_next = True
        said.add_run(block.title).bold = True
    right = labels.to_the_right(block.columns, block.rows)
    grid = word.table(document, block.title or block.columns[0], block.columns, _widths(right))
    for row in block.rows:
        cells = grid.add_row().cells
        for place, (cell, held, side) in enumerate(zip(cells, row, right, strict=True)):
            cell.text = ""
            run = _said(cell.paragraphs[0], labels.number(held, lang), marked(held, lang))
            run.bold = place == 0 or None
            if side:
                word.to_the_right(cell.paragraphs[0])
    if len(block.columns) > MANY:
        word.in_small(grid)
    document.add_paragraph().add_run(block.note).italic = True if block.note else None


def _widths(right: tuple[bool, ...]) -> tuple[int, ...]:
    """Columns of numbers take 24 millimetres at most; those of words share what they leave."""
    words = right.count(False) or 1
    narrow = min(24, WIDTH // (len(right) + words))
    left = (WIDTH - narrow * right.count(True)) // words
    return tuple(narrow if side else left for side in right)
