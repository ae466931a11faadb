"""What python-docx leaves to be said in the document's own words: header rows, languages, fields, colours."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Element: TypeAlias = Any  # docx's elements have no types mypy can follow
INK, GREY, SHADE = "1F3A5F", "555555", "EEF1F5"
SAME = (1980, 1, 1, 0, 0, 0)  # the date of every file inside: the same content gives the same bytes
LANGUAGES = {"da": "da-DK", "en": "en-GB"}
STYLES = (
    "Normal",
    "Title",
    "Subtitle",
    "Heading 1",
    "Heading 2",
    "List Bullet",
    "Intense Quote",
    "Header",
    "Footer",
)


def plain_styles(document: Element, lang: str) -> None:
    """A4, one family of letters, headings in ink, the language on every style."""
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    for name in STYLES:
        style = document.styles[name]
        style.font.name = "Calibri"
        _set(_within(style.element.get_or_add_rPr(), "w:rFonts"), asciiTheme=None, hAnsiTheme=None)
        _set(_within(style.element.rPr, "w:lang"), val=LANGUAGES[lang], eastAsia=LANGUAGES[lang])
        if name.startswith(("Title", "Heading")):
            style.font.color.rgb = RGBColor.from_string(INK)
            _set(style.element.rPr.find(_name("w:color")), themeColor=None, themeShade=None, themeTint=None)
    defaults = document.styles.element.find(f".//{_name('w:rPrDefault')}/{_name('w:rPr')}")
    _set(_within(defaults, "w:lang"), val=LANGUAGES[lang], eastAsia=LANGUAGES[lang])
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Title"].font.size = Pt(22)


def in_language(run: Element, lang: str) -> None:
    """A run that is in another language than the document."""
    _set(_within(run._element.get_or_add_rPr(), "w:lang"), val=LANGUAGES[lang])


def bullet(document: Element, words: str = "") -> Element:
    """A paragraph in a list. Its style is named outright: python-docx asks every style of a document which of
    them is the usual one, each time it is handed a name."""
    made = document.add_paragraph(words)
    made._p.style = document.styles["List Bullet"].style_id
    return made


def table(document: Element, title: str, heads: Sequence[str], widths: Sequence[int]) -> Element:
    """A table with one row of headings, which is repeated on every page; `widths` in millimetres."""
    from docx.shared import Mm

    grid = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    grid.autofit = False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, head in zip(grid.rows[0].cells, heads, strict=True):
        cell.text = ""
        cell.paragraphs[0].add_run(head).bold = True
        _set(_within(cell._tc.get_or_add_tcPr(), "w:shd"), val="clear", color="auto", fill=SHADE)
    _within(grid.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _set(_within(grid._tbl.tblPr, "w:tblCaption"), val=title)
    return grid


def in_small(grid: Element) -> None:
    """Letters for a table of many columns."""
    from docx.shared import Pt

    for cell in (one for row in grid.rows for one in row.cells):
        for run in cell.paragraphs[0].runs:
            run.font.size = Pt(8)


def field(paragraph: Element, code: str) -> None:
    """What Word counts by itself: PAGE, NUMPAGES."""
    counted = _within(paragraph._p, "w:fldSimple", again=True)
    _set(counted, instr=code)
    _within(_within(counted, "w:r"), "w:t").text = "1"  # until Word has counted


def coloured(paragraph: Element, words: str, colour: str, *, bold: bool = False) -> None:
    from docx.shared import RGBColor

    run = paragraph.add_run(words)
    run.font.color.rgb = RGBColor.from_string(colour)
    run.bold = bold or None


def to_the_right(paragraph: Element) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def describe(shape: Element, words: str) -> None:
    """The words a screen reader says for a picture."""
    shape._inline.docPr.set("descr", words)


def same_bytes(made: bytes) -> bytes:
    """The same files in the same order, without the hour they were put together."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as given, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for one in given.infolist():
            kept.writestr(ZipInfo(one.filename, SAME), given.read(one), ZIP_DEFLATED)
    return out.getvalue()


def _within(parent: Element, name: str, *, again: bool = False) -> Element:
    """The child of that name; made where there is none yet, or where one is wanted `again`."""
    from docx.oxml import OxmlElement

    found = None if again else parent.find(_name(name))
    if found is None:
        found = OxmlElement(name)
        parent.append(found)
    return found


def _set(element: Element, **attributes: str | None) -> None:
    """Set attributes; None takes one away."""
    for name, value in attributes.items():
        if value is not None:
            element.set(_name(f"w:{name}"), value)
        elif _name(f"w:{name}") in element.attrib:
            del element.attrib[_name(f"w:{name}")]


def _name(prefixed: str) -> Any:
    from docx.oxml.ns import qn

    return qn(prefixed)
