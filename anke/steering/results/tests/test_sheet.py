"""A table taken away: what a spreadsheet would run is never in it, and numbers stay numbers."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anke.steering.results import sheet

STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


@given(st.text(), st.sampled_from(["da", "en"]))
def test_no_text_begins_like_a_formula(text: str, lang: str) -> None:
    written = sheet.cell(text, lang)
    assert not written.startswith(STARTERS) or sheet._NUMBER.fullmatch(written)
    assert written.removeprefix("'") == text.removeprefix("'") or written == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4), st.sampled_from(["da", "en"]))
def test_a_number_comes_back_as_it_was(number: Decimal, lang: str) -> None:
    written = sheet.written([[number]], lang).removeprefix("\ufeff")
    ((text,),) = csv.reader(io.StringIO(written), delimiter="," if lang == "en" else ";")
    assert Decimal(text.replace(",", ".")) == number


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=2), min_size=1))
def test_cells_stay_apart(rows: list[list[str]]) -> None:
    written = sheet.written(rows, "da").removeprefix("\ufeff")
    back = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    assert [[sheet.cell(text, "da") for text in row] for row in rows] == back


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1+1", "-1-1", "@SUM(A1)", "\t=1", "%20", "|calc"])
def test_the_known_tricks_are_disarmed(text: str) -> None:
    assert sheet.cell(text, "da") == f"'{text}"


@pytest.mark.parametrize("text", ["-2,24", "+5", "-3.5", "2025-000123"])
def test_what_is_only_a_number_or_a_case_is_left_alone(text: str) -> None:
    assert sheet.cell(text, "da") == text
