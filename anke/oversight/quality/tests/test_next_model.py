"""Next year's model is a new dated file: it holds from its day, and earlier years follow the one before."""

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from anke.content import load
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.oversight.quality.queries import wheel
from anke.oversight.quality.tests.house import establish

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CHANGES = (
    ("  valid_from: 2023-01-01", "  valid_from: 2026-01-01"),
    (
        "    - activity: Q3\n      each: office\n      period: half_year",
        "    - activity: Q3\n      each: office\n      period: quarter",
    ),
    (
        "    - activity: Q7\n      each: agency\n      period: half_year",
        "    - activity: Q7\n      each: agency\n      period: year",
    ),
    (
        "    - activity: Q1\n      each: employee\n      period: month\n      days_after: 0",
        "    - activity: Q1\n      each: employee\n      period: month\n      days_after: 10",
    ),
    ("    fewest_days: 5", "    fewest_days: 8"),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The authority's folder with a second model for 2026: Q3 each quarter, Q7 once, Q1 ten days later."""
    found = tmp_path / "authority"
    shutil.copytree(load.folder("ankestyrelsen"), found)
    text = (found / "quality" / "2023.yaml").read_text(encoding="utf-8")
    for before, after in CHANGES:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (found / "quality" / "2026.yaml").write_text(text, encoding="utf-8")
    return found


def asked(year: int) -> Counter[str]:
    lines = wheel(year, date(2026, 2, 1))
    return Counter(one.slot.activity for one in lines if one.slot.unit in ("k11", "11", "agency"))


def test_it_holds_from_its_day_and_the_years_before_stay(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    establish()
    before = wheel(2025, date(2026, 2, 1))
    old = asked(2025)
    assert (old["Q1"], old["Q3"], old["Q7"]) == (12, 2, 2)
    monkeypatch.setenv("ANKE_AUTHORITY", str(place))
    assert wheel(2025, date(2026, 2, 1)) == before
    new = asked(2026)
    # eleven months of 2026 fall due in it, ten days late; December's in January of the year after
    assert (new["Q1"], new["Q3"], new["Q7"]) == (11, 4, 1)
    assert {one.slot.period for one in wheel(2026, date(2026, 2, 1)) if one.slot.activity == "Q3"} == {
        "2026Q1",
        "2026Q2",
        "2026Q3",
        "2026Q4",
    }
    fewest = {year: programme_of(year).monthly for year in (2025, 2026)}
    assert [one.fewest_days for one in fewest.values() if one] == [5, 8]
    assert model_of(2025) is not model_of(2026)


def test_what_was_begun_under_the_old_model_is_due_by_it(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measurement of 2025 and the last half year's report fall due in 2026, and follow 2025's model."""
    establish()
    monkeypatch.setenv("ANKE_AUTHORITY", str(place))
    found = {
        (one.slot.activity, one.slot.period): one.slot.due_on
        for one in wheel(2026, date(2026, 2, 1))
        if one.slot.begins_on.year == 2025
    }
    assert found["Q5A", "2025"] == date(2026, 5, 31)
    assert found["Q4", "2025H2"] == date(2026, 1, 31)
    assert ("Q1", "2025-12") not in found  # due on the last day of 2025


def test_employees_by_anything_but_months_is_refused_with_what_to_write(place: Path) -> None:
    file = place / "quality" / "2026.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("each: employee\n      period: month", "each: employee\n      period: quarter"),
        encoding="utf-8",
    )
    [problem] = load.check(place)
    assert "by month" in str(problem) and "2026.yaml" in str(problem)
