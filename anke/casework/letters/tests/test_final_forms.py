"""The final forms of a letter: tagged PDF, Word with headings, the same bytes for the same letter."""

import io
import time
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from anke.casework.letters import as_pdf, as_word
from anke.casework.letters.composing import Block, Enclosed, FinalText, Section, blocks

DAY = date(2025, 6, 2)
LETTER = FinalText(
    template="decision",
    language="da",
    number="2025-000123",
    case_type="Handicap, voksne",
    authority="Ankestyrelsen",
    office="Voksenhandicap",
    recipient="Kirsten Holm",
    address=("Egevej 14", "4700 Næstved"),
    title="Afgørelse på din klage",
    greeting="Kære Kirsten Holm",
    sections=(
        Section("decision", "Vores afgørelse", (Block("paragraph", ("Vi er enige.", "Det gælder.")),)),
        Section("facts", "Hvad sagen handler om", (Block("list", ("Du bor alene.", "Du er 40 år.")),)),
    ),
    closing="Venlig hilsen",
    signer="Anna Lund",
    enclosures=(Enclosed(2, 1, "Lægeattest", "ab" * 32),),
)


def pdf(letter: FinalText = LETTER, **more: Any) -> bytes:
    return as_pdf.pdf(letter, **{"day": DAY, "draft": False, "synthetic": False} | more)


def word(letter: FinalText = LETTER, **more: Any) -> bytes:
    return as_word.docx(letter, **{"day": DAY, "draft": False, "synthetic": False} | more)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Łukasz Żak", "Łukasz Żak"), ("Ivan Иван", "Иван"), ("Kirsten 🎉", "[party popper]")],
)
def test_a_sign_no_font_has_does_not_stop_a_letter(name: str, shown: str) -> None:
    """Names come from everywhere, and people write with faces."""
    page = PdfReader(io.BytesIO(pdf(replace(LETTER, recipient=name)))).pages[0].extract_text()
    assert shown in page


def test_the_pdf_is_tagged_and_says_its_language_and_title() -> None:
    reader = PdfReader(io.BytesIO(pdf()))
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("da") and root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None and reader.metadata.title == LETTER.title
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def tags(reader: PdfReader) -> list[str]:
    """The kinds of structure in reading order."""
    found, ahead = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while ahead:
        one = ahead.pop(0).get_object()
        if isinstance(one, list):
            ahead = [*one, *ahead]
        elif isinstance(one, dict):
            found += [str(one["/S"])] if "/S" in one else []
            ahead = [*([one["/K"]] if "/K" in one else []), *ahead]
    return found


def test_the_pdf_has_headings_lists_and_paragraphs_for_a_screen_reader() -> None:
    told = tags(PdfReader(io.BytesIO(pdf())))
    assert told.count("/H1") == 3 and "/Title" in told  # two parts and the enclosures
    assert told.count("/LI") == 3 and told.count("/P") >= 4


def test_the_pdf_says_what_the_letter_says() -> None:
    text = PdfReader(io.BytesIO(pdf())).pages[0].extract_text()
    for words in (
        "Kirsten Holm",
        "4700 Næstved",
        "2. juni 2025",
        "Sag 2025-000123",
        "Vi er enige.",
        "Lægeattest",
    ):
        assert words in text
    assert "ikke et rigtigt brev" not in text and "Udkast" not in text


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"draft": True}, "Udkast – ikke sendt"),
        ({"synthetic": True}, "Syntetiske data – ikke et rigtigt brev"),
    ],
)
def test_a_draft_and_a_made_up_letter_say_so(more: dict[str, bool], says: str) -> None:
    assert says in PdfReader(io.BytesIO(pdf(**more))).pages[0].extract_text()
    assert docx.Document(io.BytesIO(word(**more))).sections[0].header.paragraphs[0].text == says


@pytest.mark.slow
def test_the_same_letter_is_the_same_bytes_at_any_time() -> None:
    first = pdf(), word()
    time.sleep(2.1)  # a zip file counts in steps of two seconds
    assert (pdf(), word()) == first


def test_another_word_is_another_hash() -> None:
    other = replace(LETTER, greeting="Kære Kirsten")
    assert LETTER.sha256 != other.sha256 and len(LETTER.sha256) == 64
    moved = replace(LETTER, address=("Ny Vej 1",))
    assert LETTER.sha256 != moved.sha256


def test_the_word_file_opens_with_headings_lists_and_language() -> None:
    document = docx.Document(io.BytesIO(word()))
    told = [(one.style.name, one.text) for one in document.paragraphs]
    assert ("Heading 1", "Afgørelse på din klage") in told
    assert ("Heading 2", "Vores afgørelse") in told
    assert ("List Bullet", "Du bor alene.") in told
    assert ("List Number", "Lægeattest") in told
    assert document.core_properties.language == "da-DK"
    with zipfile.ZipFile(io.BytesIO(word())) as archive:
        assert b'w:val="da-DK"' in archive.read("word/styles.xml")
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


HOSTILE = [
    '#import "x.typ"',
    "$ sum $ *fed* _kursiv_ `kode` <label> @ref // kommentar",
    '#read("/etc/passwd")',
    "\\ = overskrift",
    "<w:p/> & </w:t>",
    "{{ x }} {% y %}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_somebody_writes_is_words_and_never_markup(text: str) -> None:
    letter = replace(
        LETTER,
        title=text,
        recipient=text,
        sections=(Section("decision", text, (Block("paragraph", (text,)), Block("list", (text,)))),),
    )
    shown = PdfReader(io.BytesIO(pdf(letter))).pages[0].extract_text().replace("\n", "").replace(" ", "")
    assert shown.count(text.replace(" ", "")) >= 4
    document = docx.Document(io.BytesIO(word(letter)))
    assert sum(one.text == text for one in document.paragraphs) >= 3


def test_blocks_of_a_text() -> None:
    told = blocks("Et afsnit\npå to linjer.\n\n- et punkt\n* et til\nefter")
    assert [(one.kind, one.lines) for one in told] == [
        ("paragraph", ("Et afsnit", "på to linjer.")),
        ("list", ("et punkt", "et til")),
        ("paragraph", ("efter",)),
    ]
    assert blocks(" \n\n") == ()
