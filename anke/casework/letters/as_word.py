"""A letter as a Word file: real headings and lists, its language set, the same bytes for the same letter."""

import io
import zipfile
from datetime import date, datetime
from typing import Any, Final

from anke.casework.letters import words
from anke.casework.letters.about import date_line
from anke.casework.letters.composing import FinalText, Section

_LANGUAGE: Final = {"da": "da-DK", "en": "en-GB"}
_NEVER: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed moment that tells nothing: no clock goes into the file
_STAMP: Final = (1980, 1, 1, 0, 0, 0)


def docx(letter: FinalText, *, day: date, draft: bool, synthetic: bool) -> bytes:
    """A4, styled with Word's own styles, so that a reader with a screen reader finds the headings."""
    import docx as word
    from docx.shared import Mm

    document = word.Document()
    language = letter.language
    _describe(document, letter)
    _style(document, language)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    if mark := words.mark(language, draft=draft, synthetic=synthetic):
        page.header.paragraphs[0].text = mark
    page.footer.paragraphs[0].text = f"{words.CASE[language]} {letter.number}"
    _lines(document, [letter.authority], bold=True)
    _lines(document, [letter.recipient, *letter.address])
    lines = [date_line(day, language), f"{words.CASE[language]} {letter.number}"]
    lines.append(f"{words.ABOUT[language]} {letter.case_type}")
    if letter.office:
        lines.append(f"{words.OFFICE[language]} {letter.office}")
    _lines(document, lines)
    document.add_heading(letter.title, level=1)
    document.add_paragraph(letter.greeting)
    for section in letter.sections:
        _section(document, section)
    _lines(document, [letter.closing, "", letter.signer, *filter(None, [letter.office])])
    if letter.enclosures:
        document.add_heading(words.ENCLOSURES[language], level=2)
        for one in letter.enclosures:
            document.add_paragraph(one.title, style="List Number")
    held = io.BytesIO()
    document.save(held)
    return _settled(held.getvalue())


def _describe(document: Any, letter: FinalText) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = letter.title, letter.authority, letter.authority
    about.language, about.comments, about.revision = _LANGUAGE[letter.language], "", 1
    about.created = about.modified = _NEVER


def _style(document: Any, language: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), _LANGUAGE[language])
    normal.element.get_or_add_rPr().append(spoken)
    for level, size in ((1, 17), (2, 12)):
        heading = document.styles[f"Heading {level}"]
        heading.font.size, heading.font.color.rgb = Pt(size), RGBColor(0x1F, 0x3A, 0x5F)
        heading.paragraph_format.keep_with_next = True


def _section(document: Any, section: Section) -> None:
    if section.heading:
        document.add_heading(section.heading, level=2)
    for block in section.blocks:
        if block.kind == "list":
            for line in block.lines:
                document.add_paragraph(line, style="List Bullet")
        else:
            _lines(document, list(block.lines))


def _lines(document: Any, lines: list[str], *, bold: bool = False) -> None:
    """One paragraph; its lines stand under each other."""
    paragraph = document.add_paragraph()
    for at, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.bold = bold or None
        if at < len(lines) - 1:
            run.add_break()


def _settled(raw: bytes) -> bytes:
    """The same archive without the moment it was made."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _STAMP), old.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()
