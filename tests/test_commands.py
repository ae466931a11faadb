"""The commands a newcomer types, one after the other, on a small synthetic authority in a home of its own."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.house import House

pytestmark = pytest.mark.slow
COMPUTED = ("1.1.a", "1.1.b", "1.1.c", "1.2.a", "1.3.a", "1.4.a", "1.6.a", "1.6.b", "1.6.c")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("authority"), migrate=None)
    made.anke("demo", "--scale", "0.01", "--no-serve", "--quiet")
    return made


@pytest.fixture
def empty(tmp_path: Path) -> House:
    return House(tmp_path, migrate=None)


def asked(house: House, *words: object) -> Any:
    return json.loads(house.anke(*words, "--json")[0])


def figure(house: House, name: str, *more: str) -> Any:
    return asked(house, "figure", name, "--plan", "2025", "--period", "2025Q3", *more)


def test_the_demo_ends_with_the_report_of_the_latest_closed_quarter_and_marks_it_synthetic(
    house: House,
) -> None:
    printed, _ = house.anke("demo", "--scale", "0.01", "--no-serve", "--lang", "en")
    assert "Third quarter of 2025" in printed
    assert "Overall score: between" in printed
    assert "Made-up figures" in printed


def test_a_report_in_json_has_fourteen_goals_and_an_interval(house: House) -> None:
    report = asked(house, "report", "--plan", "2025", "--period", "2025Q3")
    states = [goal["status"] for goal in report["goals"]]
    assert [goal["id"] for goal in report["goals"]][9] == "1.10"
    assert len(states) == 14 and set(states) <= {"met", "not_met", "undecided"}
    met, undecided = states.count("met"), states.count("undecided")
    assert report["score"]["low"] == round(met * 100 / 14, 2)
    assert report["score"]["high"] == round((met + undecided) * 100 / 14, 2)


@pytest.mark.parametrize("name", COMPUTED)
def test_the_cases_counted_are_as_many_as_the_denominator(house: House, name: str) -> None:
    found = figure(house, name, "--cases")
    assert sum(case["in"] for case in found["cases"]) == found["denominator"]
    assert all(case["reason"] for case in found["cases"])
    assert len({case["id"] for case in found["cases"]}) == len(found["cases"])


def test_a_mean_can_be_recomputed_from_its_cases(house: House) -> None:
    found = figure(house, "1.2.a", "--cases")
    days = [case["days"] for case in found["cases"] if case["in"]]
    assert sum(days) == found["numerator"]
    assert float(found["value"]) == pytest.approx(sum(days) / len(days) / 7)


def test_what_was_known_on_an_earlier_day_is_told_again_exactly(house: House) -> None:
    then = figure(house, "1.2.a", "--known-at", "2025-09-15")
    assert then["denominator"] < figure(house, "1.2.a")["denominator"]
    assert then == figure(house, "1.2.a", "--known-at", "2025-09-15")


def test_the_report_and_the_figure_say_the_same(house: House) -> None:
    report = asked(house, "report", "--plan", "2025", "--period", "2025Q3")
    told = {part["id"]: part for goal in report["goals"] for part in goal["subgoals"]}
    for name in COMPUTED:
        found = asked(house, "figure", name, "--plan", "2025", "--period", "2025Q1..2025Q3")
        assert told[name]["origin"]["digest"] == found["digest"], name


def test_everything_holds_together_and_exporting_again_brings_nothing(house: House) -> None:
    found = asked(house, "verify")
    assert (found["ok"], found["breaks"], found["differences"]) == (True, [], [])
    before = figure(house, "1.4.a")
    house.anke("export", "--quiet")
    assert figure(house, "1.4.a") == before


def test_a_backup_brought_back_elsewhere_gives_the_same_figures(house: House, tmp_path: Path) -> None:
    file, other = tmp_path / "all.anke", House(tmp_path / "other", migrate=None)
    house.anke("backup", "--out", file, "--quiet")
    other.anke("restore", file, "--quiet")
    assert figure(other, "1.2.a", "--cases") == figure(house, "1.2.a", "--cases")
    assert asked(other, "verify")["ok"]


def test_the_printed_figures_of_2024_need_no_authority_at_all(empty: House) -> None:
    report = asked(empty, "report", "--plan", "2024", "--printed")
    by_status: dict[str, list[str]] = {"met": [], "not_met": [], "undecided": []}
    for goal in report["goals"]:
        by_status[goal["status"]].append(goal["id"])
    assert by_status == {
        "met": ["1.1", "1.3"],
        "not_met": ["1.2", "1.4", "1.6", "2.1"],
        "undecided": ["1.5", "1.7", "1.8", "1.9", "1.10", "2.2", "2.3", "2.4"],
    }
    assert (report["score"]["low"], report["score"]["high"]) == (14.29, 71.43)


@pytest.mark.parametrize("form", ["text", "json", "html", "pdf", "xlsx"])
def test_a_report_is_written_whole_and_twice_the_same(house: House, tmp_path: Path, form: str) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for file in (first, second):
        house.anke(
            "report", "--plan", "2025", "--period", "2025Q3", "--format", form, "--out", file, "--quiet"
        )
    assert first.stat().st_size > 1000
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("report", "--plan", "2031"), "2024, 2025"),
        (("report", "--plan", "2025", "--period", "2025Q5"), "no period"),
        (("figure", "1.2.z", "--plan", "2025", "--period", "2025Q3"), "1.2.a"),
        (("figure", "1.7.a", "--plan", "2025", "--period", "2025Q3"), "not computed"),
        (
            ("figure", "1.2.a", "--plan", "2025", "--period", "2025Q3", "--known-at", "2025-02-30"),
            "2025-02-30",
        ),
        (("figure", "1.2.a", "--plan", "2025", "--period", "1066"), "1066"),
        (("deadline", "2025-02-29", "4 weeks"), "2025-02-29"),
        (("deadline", "2025-04-01", "soon"), "soon"),
        (("report", "--format", "pdf", "--out", "/no/such/folder/report.pdf"), "/no/such/folder"),
        (("restore", "/no/such/file"), "/no/such/file"),
        (
            ("import", "/", "--mapping", "docs/how-to/mappings/permits.yaml", "--workspace", "x"),
            "is a folder",
        ),
        (("demo", "--scale", "nan"), "0.001"),
        (("import", "/no/such/log.xes", "--mapping", "/no/such/mapping.yaml"), "/no/such"),
    ],
)
def test_bad_input_is_answered_in_one_clear_sentence(house: House, words: tuple[str, ...], says: str) -> None:
    printed, told = house.anke(*words, fails=True)
    assert says in told
    assert printed == ""
    assert told.strip().count("\n") <= 3


@pytest.mark.parametrize(
    "words", [("figure", "1.2.a", "--plan", "2025", "--period", "2025Q3"), ("verify",), ("export",)]
)
def test_where_no_authority_is_built_yet_the_next_step_is_told(empty: House, words: tuple[str, ...]) -> None:
    _, told = empty.anke(*words, fails=True)
    assert "anke demo" in told


def test_a_quarter_without_cases_has_no_figure(house: House) -> None:
    found = asked(house, "figure", "1.2.a", "--plan", "2025", "--period", "1991Q1")
    assert (found["value"], found["denominator"]) == (None, 0)
