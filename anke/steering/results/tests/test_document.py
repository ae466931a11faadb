"""The report as a Word document: what a screen reader needs, and nothing of the machine that made it."""

import re
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from anke.rules.periods import parse_period
from anke.steering.results import queries
from anke.steering.results.queries import Contract
from anke.steering.results.tests.made_up import GOOD, answers, told
from anke.steering.results.tests.test_additions import ADDED

pytestmark = pytest.mark.slow


@pytest.fixture
def contract(monkeypatch: pytest.MonkeyPatch) -> Contract:
    answers(monkeypatch, GOOD | {"1.4.a": "26.8"})
    told(monkeypatch, {})
    return queries.contract("2025", parse_period("2025Q3"))


def made(found: Contract) -> bytes:
    document = queries.report(found, "docx", synthetic=True, additions=ADDED)
    assert isinstance(document, bytes)
    return document


def test_headings_are_headings_in_their_order(contract: Contract) -> None:
    book = docx.Document(BytesIO(made(contract)))
    heads = [(one.style.name, one.text) for one in book.paragraphs if one.style and one.style.name]
    assert ("Title", "Afrapportering på resultatplanen 2025") in heads
    levels = [int(name[-1]) for name, _ in heads if name.startswith("Heading")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    first = [text for name, text in heads if name == "Heading 1"]
    assert first[:4] == [
        "Samlet målopfyldelse: mellem 35,71 og 85,71 pct.", "✗ Ikke opfyldt (2)",
        "· Kan endnu ikke afgøres (7)", "✓ Opfyldt (5)",
    ]  # fmt: skip


def test_every_table_has_a_name_and_one_row_of_headings(contract: Contract) -> None:
    book = docx.Document(BytesIO(made(contract)))
    assert len(book.tables) > 6
    for grid in book.tables:
        assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in grid.rows][:2] == [True, False]
        assert grid._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_the_picture_is_said_in_words(contract: Contract) -> None:
    (shape,) = docx.Document(BytesIO(made(contract))).inline_shapes
    assert shape._inline.docPr.get("descr") == "5 opfyldt, 2 ikke opfyldt, 7 kan endnu ikke afgøres"


@pytest.mark.parametrize(("lang", "tag"), [("da", "da-DK"), ("en", "en-GB")])
def test_the_language_is_said_everywhere(monkeypatch: pytest.MonkeyPatch, lang: str, tag: str) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {})
    found = made(queries.contract("2025", parse_period("2025Q3"), lang=lang))
    styles = ZipFile(BytesIO(found)).read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang w:val="([^"]+)"', styles)) == {tag}
    assert docx.Document(BytesIO(found)).core_properties.language == tag


def test_the_properties_say_whose_it_is_and_nothing_of_who_typed_it(contract: Contract) -> None:
    known = docx.Document(BytesIO(made(contract))).core_properties
    assert (known.author, known.last_modified_by) == ("Ankestyrelsen", "Ankestyrelsen")
    assert known.title == "Afrapportering på resultatplanen 2025"
    assert known.comments == ""
    assert known.identifier == ADDED.fingerprint


def test_no_macro_and_no_address_outside_is_in_it(contract: Contract) -> None:
    archive = ZipFile(BytesIO(made(contract)))
    assert not [name for name in archive.namelist() if "vba" in name.lower()]
    assert b'TargetMode="External"' not in b"".join(archive.read(name) for name in archive.namelist())
