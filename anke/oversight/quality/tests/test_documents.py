"""One report in four forms: what each must hold, the same every time, and nothing in it a formula."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from anke.oversight.quality.documents import pictures
from anke.oversight.quality.documents.report import (
    FORMS,
    Bar,
    Bars,
    Block,
    Danish,
    Examples,
    Heading,
    Points,
    Report,
    Table,
    Words,
    render,
)

pytestmark = pytest.mark.slow

BARS = Bars(
    "Er afgørelsen rigtig?",
    "%",
    (
        Bar("11 Børn & unge", Decimal("95.0"), Decimal("76.4"), Decimal("99.1"), 20),
        Bar("12 <Handicap>", None),
    ),
    limit=Decimal(90),
    limit_label="Målet er",
    source="Udtræk Q5A/2024",
    most=Decimal(100),
)
BLOCKS: tuple[Block, ...] = (
    Heading("Rigtighed"),
    Words("Første afsnit.\nAndet afsnit."),
    Words("Det her må ikke overses.", strong=True),
    Points(("et punkt", "et til")),
    BARS,
    Table(("Kontor", "Opfyldt", "Procent"), (("=1+1", 19, Decimal("95.0")), ("12", None, None)), "En note"),
    Examples(("Klar begrundelse",), ("Lang sætning",)),
)
REPORT = Report(
    "Kvalitetsrapport 2024", "Under titlen", "Retsenheden", "2024", "Udkast", True, BLOCKS, "f" * 64
)


def text_of(form: str, lang: str = "da", report: Report = REPORT) -> str:
    made = render(report, form, lang)
    if form == "html":
        return made.decode()
    if form == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    if form == "docx":
        document = Document(BytesIO(made))
        tables = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        section = document.sections[0]
        edges = [one.text for part in (section.header, section.footer) for one in part.paragraphs]
        return "\n".join([*edges, *(one.text for one in document.paragraphs), *tables])
    book = openpyxl.load_workbook(BytesIO(made))
    headers = [str(sheet.oddHeader.left.text) for sheet in book]
    return "\n".join(
        [*headers, *(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)]
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_form_holds_every_word_and_says_that_it_is_made_up(form: str) -> None:
    found = re.sub(r"\s+", " ", text_of(form))
    for words in (
        "Kvalitetsrapport 2024", "Under titlen", "Retsenheden", "Udkast", "Rigtighed", "Første afsnit.",
        "Andet afsnit.", "Det her må ikke overses.",
        "et punkt", "En note", "Klar begrundelse",
        "Lang sætning",
        "=1+1", "Udtræk Q5A/2024", "f" * 64,
        "Alle sager, personer og tal i rapporten er opdigtede.",
    ):  # fmt: skip
        assert words in found, words


@pytest.mark.parametrize("form", FORMS)
def test_a_report_of_real_cases_is_not_called_made_up(form: str) -> None:
    real = Report("Titel", "", "Retsenheden", "2024", "", False, BLOCKS)
    assert "pdigtede" not in text_of(form, report=real)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes_and_each_language_its_own(form: str) -> None:
    pictures.drawing.cache_clear()
    first = render(REPORT, form, "da")
    pictures.drawing.cache_clear()
    assert render(REPORT, form, "da") == first != render(REPORT, form, "en")


@pytest.mark.parametrize("form", FORMS)
def test_what_came_along_from_another_program_is_left_out(form: str) -> None:
    words = "Første\x0banden\x00\x07 \x1blinje"
    blocks = (Heading(words), Words(words), Points((words,)), Table((words,), ((words,),)))
    found = text_of(form, report=Report(words, words, words, "2024", "", False, blocks))
    assert "anden linje" in found and not re.search(r"[\x00\x07\x0b\x1b]", found)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Flot 🎉 gjort", "[party popper]"),
        ("漢字", "[cjk unified ideograph-6f22]"),
        ("\ufeffHer", "[zero width no-break space]"),
        ("".join(map(chr, range(0x1F300, 0x1F340))) + " slut på rækken", "slut på rækken"),
    ],
)
def test_a_sign_no_font_has_is_written_by_its_name_in_the_pdf(words: str, shown: str) -> None:
    found = text_of("pdf", report=Report("Titel", "", "R", "2024", "", False, (Words(words),)))
    assert shown in re.sub(r"\s+", " ", found)


def test_an_unknown_form_is_answered_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="html, pdf, docx, xlsx"):
        render(REPORT, "odt", "da")


def test_the_pdf_is_tagged_in_its_language_and_says_the_picture_in_words() -> None:
    made = PdfReader(BytesIO(render(REPORT, "pdf", "da")))
    catalog = made.root_object
    assert catalog["/Lang"] == "da" and catalog["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in made.root_object["/Metadata"].get_data().decode()
    assert made.metadata is not None and made.metadata.title == "Kvalitetsrapport 2024"
    (told,) = said_of_pictures(catalog["/StructTreeRoot"])
    assert told.startswith("Er afgørelsen rigtig?. Målet er 90") and "12 <Handicap>: Intet tal" in told


def said_of_pictures(part: Any) -> list[str]:
    """What a screen reader says in place of each picture below a part of a PDF's structure."""
    held = part.get_object()
    if isinstance(held, list):
        return [words for one in held for words in said_of_pictures(one)]
    if not isinstance(held, dict):
        return []
    own = [str(held["/Alt"])] if held.get("/S") == "/Figure" else []
    return own + (said_of_pictures(held["/K"]) if "/K" in held else [])


def test_word_has_headings_a_repeated_header_row_and_words_for_the_picture() -> None:
    document = Document(BytesIO(render(REPORT, "docx", "en")))
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == ["Rigtighed"]
    assert "w:tblHeader" in document.tables[0].rows[0]._tr.xml
    told = document.inline_shapes[0]._inline.docPr.get("descr")
    assert "95.0\xa0% (76.4–99.1) · n\xa0=\xa020" in told and "12 <Handicap>: No figure" in told
    assert document.core_properties.language == "en-GB"


def test_the_workbook_counts_with_numbers_and_draws_its_own_chart() -> None:
    book = openpyxl.load_workbook(BytesIO(render(REPORT, "xlsx", "da")))
    picture, table = book.worksheets[1:3]
    assert [cell.value for cell in picture[2]] == ["11 Børn & unge", 95, 76.4, 99.1, 20, 90]
    assert len(picture._charts) == 1 and not table._charts
    assert table["A2"].value == "=1+1" and table["A2"].data_type == "s"  # words, never a formula
    assert table["C2"].value == 95 and table["C3"].value is None


def test_the_picture_stands_in_black_and_white_and_escapes_what_people_wrote() -> None:
    drawn = pictures.for_a_page(BARS, "narrow", "da")
    assert 'aria-label="Er afgørelsen rigtig?. Målet er 90\xa0%.' in drawn
    assert "<Handicap>" not in drawn and "stroke-dasharray" in drawn and "<style" not in drawn
    assert set(re.findall(r'stroke="#([0-9a-f]{6})"', drawn)) <= {"1f3a5f", "5a5a5a", "dcdcdc", "000000"}


def test_a_long_name_breaks_into_lines_and_makes_the_picture_higher() -> None:
    def height(label: str) -> float:
        drawn = pictures.drawing(Bars("t", "%", (Bar(label, Decimal(50)),)), "narrow", "da")
        return float(re.findall(r'height="([0-9.]+)"', drawn)[0])

    assert height("et ord " * 30) > height("et ord") + 50


def test_pictures_and_tables_may_be_empty() -> None:
    empty = Report("T", "", "R", "2024", "", False, (Bars("Intet", "%", ()), Table(("a", "b"), ())))
    for form in FORMS:
        assert render(empty, form, "da")


IN_ENGLISH = Report(
    title="The joint memo",
    subtitle=Danish("Prøvelsesintensitet"),
    office="The legal unit",
    period="2025",
    stamp="",
    synthetic=False,
    blocks=(
        Heading("What we saw"),
        Words(Danish("Skønnet er prøvet.\n\nSagen er oplyst."), label="In short: "),
        Words("Counted by the program."),
        Points((Danish("Et dansk punkt"), "An English point")),
        Table(("Day", "Why"), (("01.02.2025", Danish("Hjemlen manglede")),)),
        Examples((Danish("Klar konklusion"),), (Danish("Lange sætninger"),)),
    ),
)
WRITTEN = (
    "Prøvelsesintensitet",
    "Skønnet er prøvet.",
    "Sagen er oplyst.",
    "Et dansk punkt",
    "Hjemlen manglede",
    "Klar konklusion",
    "Lange sætninger",
)


def test_what_people_wrote_is_marked_as_danish_on_an_english_page_and_nothing_else_is() -> None:
    page = render(IN_ENGLISH, "html", "en").decode()
    marked = re.findall(r'lang="da"[^>]*>([^<]+)<', page)
    assert sorted(marked) == sorted(WRITTEN)
    assert "<p>In short: <span" in page
    assert 'lang="da"' not in render(IN_ENGLISH, "html", "da").decode().replace('<html lang="da">', "")


def test_in_word_each_run_has_its_language() -> None:
    document = Document(BytesIO(render(IN_ENGLISH, "docx", "en")))
    cells = [one for table in document.tables for row in table.rows for one in row.cells]
    texts = [*document.paragraphs, *(one for cell in cells for one in cell.paragraphs)]
    runs = [
        (run.text, run._element.xpath("string(./w:rPr/w:lang/@w:val)")) for one in texts for run in one.runs
    ]
    assert sorted(text for text, lang in runs if text and lang == "da-DK") == sorted(WRITTEN)


def test_in_the_pdf_the_danish_is_tagged_as_danish() -> None:
    found = PdfReader(BytesIO(render(IN_ENGLISH, "pdf", "en")))
    assert str(found.trailer["/Root"]["/Lang"]).startswith("en")  # type: ignore[index]  # a dictionary of the file
    assert _languages(found.trailer["/Root"]["/StructTreeRoot"]) >= {"da"}  # type: ignore[index]  # the same
    danish = PdfReader(BytesIO(render(IN_ENGLISH, "pdf", "da")))
    assert _languages(danish.trailer["/Root"]["/StructTreeRoot"]) == set()  # type: ignore[index]  # the same


def _languages(node: Any) -> set[str]:
    """Every language a part of the structure names."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return {one for each in node for one in _languages(each)}
    if not isinstance(node, dict):
        return set()
    own = {str(node["/Lang"])} if "/Lang" in node else set()
    return own | _languages(node.get("/K", []))
