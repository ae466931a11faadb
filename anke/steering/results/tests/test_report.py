"""The report in five forms: the same content, the same bytes, and nothing a reader could be misled by."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdf
import pytest

from anke.content.schema.base import Text
from anke.rules.periods import parse_period
from anke.steering.results import queries
from anke.steering.results.evidence import Evidence
from anke.steering.results.queries import FORMS, Additions, Contract, Duty
from anke.steering.results.tests.made_up import GOOD, answers, reported, told

GOLDEN = Path(__file__).with_name("golden")
Q3 = parse_period("2025Q3")


@pytest.fixture
def contract(monkeypatch: pytest.MonkeyPatch) -> Contract:
    answers(monkeypatch, GOOD | {"1.4.a": "26.8", "1.6.c": "7"})
    told(monkeypatch, {"2.2.2": Evidence(figures=(reported("-6.1", Q3, preliminary=True),))})
    return queries.contract("2025", Q3, datetime(2025, 10, 15, 10, tzinfo=UTC))


def written(found: Contract, form: str) -> str:
    made = queries.report(found, form, synthetic=True)
    assert isinstance(made, str)
    return made


@pytest.mark.parametrize("lang", ["da", "en"])
def test_the_printed_plan_of_2024_reads_as_it_was_read_and_approved(lang: str) -> None:
    made = queries.report(queries.printed("2024", lang), "text", synthetic=False)
    assert made == (GOLDEN / f"printed_2024.{lang}.txt").read_text()


def test_the_report_of_a_quarter_reads_as_it_was_read_and_approved(contract: Contract) -> None:
    assert written(contract, "text") == (GOLDEN / "2025Q3.da.txt").read_text()


def test_text_fits_a_hundred_columns(contract: Contract) -> None:
    for lang in ("da", "en"):
        for found in (contract, queries.printed("2024", lang), queries.printed("2025", lang)):
            assert max(len(line) for line in written(found, "text").splitlines()) <= 100


def test_a_wide_appendix_fits_a_hundred_columns_and_loses_no_column(contract: Contract) -> None:
    heads = tuple(f"Kolonne {n}" for n in range(9))
    rows = (("Tvangsmæssige foranstaltninger over for børn og unge", *("1.234,5",) * 8),)
    added = Additions(duties=(Duty("areas", "Bilaget", "", heads, rows),))
    made = queries.report(contract, "text", synthetic=True, additions=added)
    assert isinstance(made, str)
    end = made[made.index("Bilaget") :]
    assert max(len(line) for line in end.splitlines()) <= 100
    assert end.count("1.234,5") == 8
    assert "Tvangsmæssige" in end


def test_json_has_the_score_and_every_goal(contract: Contract) -> None:
    data = json.loads(written(contract, "json"))
    assert data["score"] | {"text": ""} == {
        "low": 35.71, "high": 85.71, "text": "", "met": 5, "not_met": 2, "undecided": 7,
    }  # fmt: skip
    assert [goal["id"] for goal in data["goals"]][8:11] == ["1.9", "1.10", "2.1"]
    assert {goal["status"] for goal in data["goals"]} == {"met", "not_met", "undecided"}
    share = data["goals"][0]["subgoals"][0]
    assert (share["figure"], share["target"], share["comparator"]) == (98.4, 97.0, ">=")
    assert (share["origin"]["numerator"], share["origin"]["denominator"]) == (98, 100)
    assert len(data["goals"][4]["subgoals"][0]["cells"]) == 24
    assert data["goals"][1]["subgoals"][0]["guards"]["pending"] == 802
    assert data["due"] == {"nominal": "2025-10-21", "shifted": "2025-10-21", "shift": "next"}


def test_an_interval_is_never_printed_as_one_number(contract: Contract) -> None:
    for form in ("text", "html"):
        assert "mellem 35,71 og 85,71 pct." in written(contract, form)


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_the_same_contract_gives_the_same_bytes(contract: Contract, form: str) -> None:
    assert queries.report(contract, form, synthetic=True) == queries.report(contract, form, synthetic=True)


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_made_up_figures_say_so(contract: Contract, form: str) -> None:
    assert "Opdigtede tal" in written(contract, form)
    honest = queries.report(contract, form, synthetic=False)
    assert isinstance(honest, str)
    assert "Opdigtede tal" not in honest


@pytest.mark.slow
def test_pdf_is_tagged_has_a_language_its_fonts_and_its_mark_on_every_page(contract: Contract) -> None:
    made = queries.report(contract, "pdf", synthetic=True)
    assert isinstance(made, bytes)
    book = pypdf.PdfReader(BytesIO(made))
    root = book.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "da"
    assert book.metadata is not None
    assert book.metadata.title == "Afrapportering på resultatplanen 2025"
    assert b"pdfuaid:part" in made or "pdfuaid" in str(book.xmp_metadata.stream.get_data())  # type: ignore[union-attr] # there is one
    for page in book.pages:
        assert "Opdigtede tal" in page.extract_text()
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_html_stands_alone_and_its_tables_have_headings(contract: Contract) -> None:
    page = written(contract, "html")
    assert not re.search(r"<script|<link (?!rel=.icon. href=.data:,.)|<img|https?://|url\(", page)
    assert '<html lang="da">' in page
    assert page.count("<table>") == page.count("<thead>")
    assert 'scope="col"' in page
    assert 'scope="row"' in page


def test_a_title_that_looks_like_a_formula_stays_text_in_the_workbook(contract: Contract) -> None:
    evil = '=HYPERLINK("http://example.org";"klik")'
    goal = replace(contract.goals[0], title=evil)
    part = replace(contract.goals[1].subgoals[0], title="@SUM(A1:A9)", waiting_for="+cmd|' /C calc'!A0")
    bad = replace(contract, goals=(goal, replace(contract.goals[1], subgoals=(part,)), *contract.goals[2:]))
    made = queries.report(bad, "xlsx", synthetic=True)
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}  # texts and numbers; "f" would be a formula
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {evil, "@SUM(A1:A9)", "+cmd|' /C calc'!A0"} <= texts
    assert not any(cell.hyperlink for cell in cells)


def test_the_workbook_counts_with_numbers_and_begins_with_its_title(contract: Contract) -> None:
    made = queries.report(contract, "xlsx", synthetic=True)
    assert isinstance(made, bytes)
    book = openpyxl.load_workbook(BytesIO(made))
    about = next(book["Om rapporten"].iter_rows(max_row=2, values_only=True))
    assert about == ("Om rapporten", "Afrapportering på resultatplanen 2025")
    for name in ("Bag gennemsnittene", "De 6 nævn"):
        cells = [cell for row in book[name].iter_rows(min_row=2, min_col=2) for cell in row]
        assert cells
        assert not [
            cell.value for cell in cells if re.match(r"[0-9]", str(cell.value)) and cell.data_type == "s"
        ]


def test_a_title_with_markup_stays_text_on_the_page_and_in_the_pdf(contract: Contract) -> None:
    evil = "<script>alert(1)</script> #panic() [bold] *stars* $x$"
    bad = replace(contract, goals=(replace(contract.goals[0], title=evil), *contract.goals[1:]))
    assert "<script>" not in written(bad, "html")
    assert "[bold]" in written(bad, "text")
    made = queries.report(bad, "pdf", synthetic=True)
    assert isinstance(made, bytes)
    words = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made)).pages)
    assert "#panic()" in words.replace("\xad\n", "")  # hyphenated at the end of a line


@pytest.mark.slow
def test_every_form_is_written_in_english_too(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {})
    found = queries.contract("2025", Q3, lang="en")
    for form in FORMS:
        assert queries.report(found, form, synthetic=True)
    text = written(found, "text")
    assert "Report on the results plan 2025" in text
    assert not re.search(r"\b(opfyldt|uger|sager|mål)\b", text)


def test_an_unknown_form_is_refused(contract: Contract) -> None:
    with pytest.raises(ValueError, match="text, json, html, pdf, xlsx"):
        queries.report(contract, "odt", synthetic=False)


def test_words_are_given_in_both_languages() -> None:
    from anke.steering.results.report import labels

    words = [text for text in vars(labels).values() if isinstance(text, Text)]
    assert all(set(re.findall(r"{\w+}", text.da)) == set(re.findall(r"{\w+}", text.en)) for text in words)


def test_the_first_page_says_which_goals_fail_and_why(contract: Contract) -> None:
    made = queries.report(contract, "pdf", synthetic=True)
    assert isinstance(made, bytes)
    first = " ".join(pypdf.PdfReader(BytesIO(made)).pages[0].extract_text().split())
    for words in ("Ikke opfyldt (2)", "1.4 Arbejdsskadesager", "26,8 uger – 0,8 uger over målet",
                  "Kan endnu ikke afgøres (7)", "Opfyldt (5)"):  # fmt: skip
        assert words in first
    failing = json.loads(written(contract, "json"))["failing"]
    assert [one["id"] for one in failing] == ["1.4", "2.4"]


def test_where_nothing_fails_the_report_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    answers(monkeypatch, GOOD)
    told(monkeypatch, {})
    found = queries.contract("2025", parse_period("2025Q1"), datetime(2025, 4, 15, 10, tzinfo=UTC))
    assert "Intet mål er tabt." in written(found, "text")


def test_the_workbook_has_every_figure_as_a_number_with_its_digest(contract: Contract) -> None:
    added = Additions(duties=queries.duties("2025", Q3))
    made = queries.report(contract, "xlsx", synthetic=True, additions=added)
    assert isinstance(made, bytes)
    rows = list(openpyxl.load_workbook(BytesIO(made))["Tal og fingeraftryk"].iter_rows(values_only=True))
    assert rows[0] == ("Tal", "Tæller", "Nævner", "Værdi", "Enhed", "Fingeraftryk")
    assert ("1.4.a", 98, 100, 26.8, "weeks", "00112233445566778899aabbccddeeff") in rows
    assert sum(str(row[0]).startswith("statutory/") for row in rows) == 9
