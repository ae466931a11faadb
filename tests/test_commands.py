"""The commands a newcomer types, one after the other, on a small synthetic authority in a home of its own."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.demonstration import SCALE, Demonstration
from tests.house import House

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
COMPUTED = ("1.1.a", "1.1.b", "1.1.c", "1.2.a", "1.3.a", "1.4.a", "1.6.a", "1.6.b", "1.6.c")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, demonstration: Demonstration) -> House:
    return demonstration.copy(tmp_path_factory.mktemp("authority"))


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
    printed, _ = house.anke("demo", "--scale", SCALE, "--no-serve", "--lang", "en")
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
    for file in (first, second):  # the second in a process that shares nothing with the first
        house.anke(
            "report",
            "--plan",
            "2025",
            "--period",
            "2025Q3",
            "--format",
            form,
            "--out",
            file,
            "--quiet",
            anew=file is second,
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
        (("cases",), "Say which report"),
        (("cases", "--period", "2025Q3", "--figure", "9.9"), "no figure 9.9"),
        (("cases", "--report", "/no/such/report.json"), "/no/such/report.json"),
        (("cases", "--report", "pyproject.toml"), "no report in JSON"),
        (("cases", "--report", "x", "--period", "2025Q3"), "Leave out"),
        (("cases", "--period", "2025Q3", "--out", "/no/such/folder/cases.csv"), "in a folder that is there"),
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


@pytest.fixture(scope="module")
def proof(house: House, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A quarter's report as known before its end, and the list of its cases."""
    folder = tmp_path_factory.mktemp("proof")
    report, cases = folder / "report.json", folder / "cases.csv"
    house.anke("report", "--plan", "2025", "--period", "2025Q2", "--known-at", "2025-06-20", "--out", report)
    house.anke("cases", "--report", report, "--out", cases)
    return report, cases


def checked(report: Path, cases: Path) -> tuple[int, dict[str, str]]:
    """What the auditor's script says: its status, and a sentence for each figure."""
    script = [sys.executable, "-I", ROOT / "docs" / "proofs" / "figures.py", report, cases]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, dict(line.split(": ", 1) for line in done.stdout.splitlines())


def test_an_auditor_computes_every_figure_again_from_the_cases(proof: tuple[Path, Path]) -> None:
    status, said = checked(*proof)
    assert set(said.values()) == {"holds"}
    assert set(COMPUTED) < set(said)
    assert sum(name.startswith("statutory/") for name in said) == 9
    assert status == 0


def test_the_auditors_script_is_short_and_needs_nothing_of_ours() -> None:
    written = (ROOT / "docs" / "proofs" / "figures.py").read_text()
    assert len(written.splitlines()) < 80
    brought = {line.split()[1] for line in written.splitlines() if line.startswith(("import ", "from "))}
    assert brought <= sys.stdlib_module_names


def _line(text: str, figure: str, *, having: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(f"{figure},") and having in line)


def _without(text: str) -> str:
    return text.replace(_line(text, "1.2.a", having=",yes,") + "\n", "")


def _twice(text: str) -> str:
    line = _line(text, "1.2.a", having=",yes,")
    return text.replace(line, f"{line}\n{line}")


def _later(text: str) -> str:
    """Late by four years: still within the period by its stop, no longer within the limit."""
    line = _line(text, "1.3.a", having=",counted_within,")
    start = line.split(",")[4]
    return text.replace(line, line.replace(start, f"{int(start[:4]) - 4}-01-15", 1))


def _left_out(text: str) -> str:
    line = _line(text, "1.4.a", having=",yes,counted,")
    return text.replace(line, line.replace(",yes,counted,", ",no,decided_after,"))


def _another(text: str) -> str:
    line = _line(text, "1.6.b", having=",yes,older,")
    return text.replace(line, line.replace(line.split(",")[1], "1999-000001", 1))


@pytest.mark.parametrize(
    ("spoil", "figure", "says"),
    [
        (_without, "1.2.a", "denominator: the report says"),
        (_twice, "1.2.a", "digest: the report says"),
        (_later, "1.3.a", "numerator: the report says"),
        (_left_out, "1.4.a", "counted no, but its dates say otherwise"),
        (_another, "1.6.b", "digest: the report says"),
    ],
)
def test_a_list_somebody_has_changed_does_not_hold(
    proof: tuple[Path, Path], tmp_path: Path, spoil: Callable[[str], str], figure: str, says: str
) -> None:
    report, cases = proof
    changed = tmp_path / "changed.csv"
    changed.write_text(spoil(cases.read_text()))
    status, said = checked(report, changed)
    assert says in said.pop(figure)
    assert set(said.values()) == {"holds"}  # every other figure does
    assert status == 1


@pytest.mark.parametrize(
    ("name", "value"), [("numerator", 1), ("denominator", 1), ("value", "1.5"), ("digest", "0" * 32)]
)
def test_a_report_somebody_has_changed_does_not_hold(
    proof: tuple[Path, Path], tmp_path: Path, name: str, value: object
) -> None:
    report, cases = proof
    told = json.loads(report.read_text())
    one = next(figure for figure in told["figures"] if figure["id"] == "1.2.a")
    one[name] = value
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(told))
    status, said = checked(changed, cases)
    assert f"{name}: the report says {value}" in said["1.2.a"]
    assert status == 1


def test_the_cases_are_those_of_the_day_the_report_was_made(
    house: House, proof: tuple[Path, Path], tmp_path: Path
) -> None:
    now = tmp_path / "now.csv"
    house.anke("cases", "--period", "2025Q2", "--figure", "1.2.a", "--out", now)
    assert checked(proof[0], now)[1]["1.2.a"] != "holds"
    as_data = json.loads(house.anke("cases", "--period", "2025Q2", "--figure", "1.2.a", "--json")[0])
    assert len(as_data) == len(now.read_text().splitlines()) - 1
    assert set(as_data[0]) == set(now.read_text().splitlines()[0].split(","))


def test_of_two_who_freeze_an_approved_report_at_once_one_wins_and_the_other_is_told(house: House) -> None:
    how = ("freeze", "--plan", "2025", "--period", "2025Q3", "--by", "direktoer", "--lang", "en")
    assert "it is a draft" in house.anke(*how, fails=True)[1]
    house.run(sys.executable, "-m", "tests.approve_report")
    why = "The benchmark comes in November"
    command = [sys.executable, "-m", "anke.site.cli.main", *how, "--reason", why, "--json"]
    both = [
        subprocess.Popen(command, env=house.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    told = sorted((one.communicate(timeout=600), one.returncode) for one in both)
    (_, refused), (printed, _) = told[0][0], told[1][0]
    assert [code for _, code in told] == [1, 0]
    assert "frozen" in refused  # by whom, where the other had looked before; else that it is
    frozen = json.loads(printed)
    assert len(frozen["fingerprint"]) == 64
    assert frozen["reason"] == (
        why if frozen["missing"] else ""
    )  # a reason is kept where there is need of one


def test_revisions_are_listed_and_found_once(house: House) -> None:
    first = asked(house, "revisions")
    assert {one["kind"] for one in first["revisions"]} <= {"routine", "correction", "definition"}
    assert first["revisions"]
    again = asked(house, "revisions")
    assert (again["new"], again["revisions"]) == (0, first["revisions"])
    assert asked(house, "verify")["ok"]
