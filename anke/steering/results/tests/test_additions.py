"""What people add to the figures stands in every form: explanations, deviations, appendices, the stamp."""

import json
from datetime import date
from io import BytesIO

import docx
import openpyxl
import pypdf
import pytest

from anke.rules.periods import parse_period
from anke.steering.results import queries
from anke.steering.results.queries import FORMS, Additions, Contract, Deviation, Duty
from anke.steering.results.tests.made_up import GOOD, answers, told

pytestmark = pytest.mark.slow

WORDS = {
    "of a goal of one part": "Sygdom blandt lægekonsulenterne forsinkede sagerne.",
    "of a goal of several": "Målet som helhed er på vej.",
    "of a part": "Aktindsigt fylder mere end ventet.",
    "of a deviation": "Tilgangen af sager er steget med en fjerdedel.",
    "of an appendix": "Familieretshuset",
    "of its note": "Papiret siger ikke, hvilke områder der er tale om.",
    "of the stamp": "UDKAST af 15. oktober",
    "of the fingerprint": "0f1e2d3c4b5a",
}
ADDED = Additions(
    explanations={
        "1.4.a": WORDS["of a goal of one part"],
        "1.6": WORDS["of a goal of several"],
        "1.6.a": WORDS["of a part"],
        "9.9": "Et mål, som planen ikke har.",
    },
    deviations=(Deviation("case_processing", WORDS["of a deviation"], "Direktøren", date(2025, 10, 14)),),
    duties=(
        Duty("areas", "Lovbestemte frister", WORDS["of its note"], ("Område", "Afgjort"),
             (("Familieretshuset", "1.234"), ("=1+1", "5"))),
    ),
    stamp=WORDS["of the stamp"],
    fingerprint=WORDS["of the fingerprint"],
)  # fmt: skip


@pytest.fixture
def contract(monkeypatch: pytest.MonkeyPatch) -> Contract:
    answers(monkeypatch, GOOD | {"1.4.a": "26.8"})
    told(monkeypatch, {})
    return queries.contract("2025", parse_period("2025Q3"))


def document_words(made: bytes) -> list[str]:
    """Every word of a Word document, headers and footers too."""
    book = docx.Document(BytesIO(made))
    edges = [part for section in book.sections for part in (section.header, section.footer)]
    found = [one.text for part in (book, *edges) for one in part.paragraphs]
    return found + [cell.text for grid in book.tables for row in grid.rows for cell in row.cells]


def read(made: str | bytes, form: str) -> str:
    """The words of a form, without how they are broken into lines."""
    if form == "xlsx":
        assert isinstance(made, bytes)
        book = openpyxl.load_workbook(BytesIO(made))
        return " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    if form == "docx":
        assert isinstance(made, bytes)
        return " ".join("\n".join(document_words(made)).split())
    if form == "pdf":
        assert isinstance(made, bytes)
        pages = pypdf.PdfReader(BytesIO(made)).pages
        return " ".join("".join(page.extract_text() for page in pages).replace("\xad\n", "").split())
    assert isinstance(made, str)
    return " ".join(made.split())


@pytest.mark.parametrize("form", FORMS)
def test_whatever_is_added_stands_in_every_form(contract: Contract, form: str) -> None:
    made = read(queries.report(contract, form, synthetic=True, additions=ADDED), form)
    missing = [what for what, words in WORDS.items() if words not in made]
    assert missing == []


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_a_report_without_additions_has_none_of_their_headings(contract: Contract, form: str) -> None:
    made = read(queries.report(contract, form, synthetic=True), form)
    assert "Væsentlige afvigelser" not in made
    assert "Bilag 1" not in made


def test_the_stamp_and_the_fingerprint_stand_on_every_page(contract: Contract) -> None:
    made = queries.report(contract, "pdf", synthetic=True, additions=ADDED)
    assert isinstance(made, bytes)
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages]
    assert len(pages) > 3
    for words in (WORDS["of the stamp"], WORDS["of the fingerprint"]):
        assert [words in page for page in pages] == [True] * len(pages)


def test_an_explanation_stands_with_its_goal_in_the_data(contract: Contract) -> None:
    made = queries.report(contract, "json", synthetic=True, additions=ADDED)
    data = json.loads(made)
    parts = {one["id"]: one for goal in data["goals"] for one in goal["subgoals"]}
    assert parts["1.4.a"]["explanation"] == WORDS["of a goal of one part"]
    assert {one["id"]: one["explanation"] for one in data["goals"]}["1.6"] == WORDS["of a goal of several"]
    assert data["deviations"] == [
        {"area": "case_processing", "words": WORDS["of a deviation"], "by": "Direktøren", "on": "2025-10-14"}
    ]


def test_words_with_markup_stay_words(contract: Contract) -> None:
    evil = "<b>x</b> #panic() $y$"
    added = Additions(explanations={"1.4.a": evil}, stamp=evil)
    html = queries.report(contract, "html", synthetic=True, additions=added)
    assert isinstance(html, str)
    assert "<b>x" not in html
    assert "#panic()" in read(queries.report(contract, "pdf", synthetic=True, additions=added), "pdf")
