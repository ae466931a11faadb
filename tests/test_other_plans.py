"""Another plan, and another authority's: written as data, run from check to report, no line of Python."""

import json
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from anke.content import load
from tests.building import PROJECT
from tests.house import House

pytestmark = pytest.mark.slow
EXAMPLES = PROJECT / "docs" / "examples"
# Case type, received, days until it was decided: made up.
Course = tuple[str, date, int]
JANUARY = date(2026, 1, 5)


def house(place: Path, authority: Path, today: str) -> House:
    """An installation of an authority whose content lies in a folder of its own, on a day of its own."""
    home = place / "home"
    home.mkdir()
    (home / "today").write_text(today, encoding="utf-8")
    made = House(home, migrate=None)
    made.env["ANKE_AUTHORITY"] = str(authority)
    made.run(sys.executable, "-m", "django", "migrate", "--skip-checks", "-v0")
    return made


def happen(there: House, courses: list[Course], authority: int, outcome: str) -> None:
    """Let cases be received and decided, and bring them into the statistics."""
    told = [
        (f"2026-{number:06}", case_type, received.isoformat(), (received + timedelta(days)).isoformat())
        for number, (case_type, received, days) in enumerate(courses, 1)
    ]
    there.python(
        f"""
import django; django.setup()
from datetime import UTC, date, datetime
from anke.events.bulk import load
from anke.events.commands import NewEvent

def event(name, kind, day, data):
    on = date.fromisoformat(day)
    return NewEvent("case", name, kind, on, "test", data, datetime(on.year, on.month, on.day, 12, tzinfo=UTC))

found = []
for name, case_type, received, decided in {told!r}:
    data = {{"case_type": case_type, "authority": {authority}, "office": 1}}
    found.append(event(name, "case_registered", received, data))
    found.append(event(name, "case_decided", decided, {{"outcome": {outcome!r}}}))
load(sorted(found, key=lambda one: one.recorded_at))
"""
    )
    there.anke("export", "--quiet")


def report(there: House, period: str) -> Any:
    return json.loads(there.anke("report", "--plan", "2026", "--period", period, "--json", "--lang", "en")[0])


def test_next_years_plan_from_check_to_report(tmp_path: Path) -> None:
    """The example of a plan for 2026, put among Ankestyrelsen's own files."""
    place = tmp_path / "ankestyrelsen"
    shutil.copytree(load.folder("ankestyrelsen"), place)
    shutil.copy(EXAMPLES / "ankestyrelsen_2026.yaml", place / "plans" / "2026.yaml")
    there = house(tmp_path, place, "2026-04-20")
    assert "4  mål i planerne" not in there.anke("check")[0]  # those of 2024 and 2025 are there as well
    in_time, late = [("sickness_benefit", JANUARY, 70)] * 19, [("sickness_benefit", JANUARY, 85)]
    happen(there, [*in_time, *late, ("work_injury", JANUARY, 77)], 101, "affirmed")
    found = report(there, "2026Q1")
    goals = {goal["id"]: goal for goal in found["goals"]}
    assert {name: goal["status"] for name, goal in goals.items()} == {
        "1.1": "met",
        "1.2": "met",
        "1.3": "undecided",
        "2.1": "undecided",
    }
    assert goals["1.1"]["subgoals"][0]["figure"] in (95, 95.0, "95", "95.0")
    assert goals["1.2"]["subgoals"][0]["figure"] in (11, 11.0, "11", "11.0")
    assert found["score"] == {**found["score"], "low": 50.0, "high": 100.0}


def test_another_authoritys_contract_from_check_to_report(tmp_path: Path) -> None:
    """Weights, a near miss that counts in part, a goal that asks for another, reports twice a year."""
    there = house(tmp_path, EXAMPLES / "harbour_appeals", "2026-07-15")
    assert "1  results plans" in there.anke("check", "--lang", "en")[0]
    fees = [("berth_fee", JANUARY, 42)] * 8 + [("berth_fee", JANUARY, 43)] * 2  # 80 per cent within six weeks
    happen(there, [*fees, *[("berth_refusal", JANUARY, 35)] * 4], 5, "upheld")
    assert "Fixed: 2026." in there.anke("guard", "--adopt", "--lang", "en")[0]
    found = report(there, "2026Q2")
    assert [(goal["id"], goal["status"]) for goal in found["goals"]] == [
        ("1.1", "not_met"),  # 80 of 90, which counts 60 per cent of 50
        ("1.2", "not_met"),  # 5 weeks of at most 8, but it asks for 1.1
        ("2.1", "undecided"),  # worth 20
    ]
    assert found["score"] == {**found["score"], "low": 30.0, "high": 50.0}
    assert found["due"]["nominal"] == "2026-07-30"
    assert report(there, "2026Q1")["due"] is None  # reported twice a year, and not in between
    printed = there.anke("report", "--plan", "2026", "--period", "2026Q2", "--lang", "en")[0]
    assert "It also requires that 1.1 is met." in printed
    assert "The Harbour Appeals Board" in printed and "The house" in printed
    assert "by the weights and grades the plan gives them" in " ".join(printed.split())


def test_the_examples_are_never_content() -> None:
    """What is invented lies in docs, says so on its first line, and is no plan of the authority."""
    assert "2026" not in load.content().plans
    for path in (EXAMPLES / "ankestyrelsen_2026.yaml", EXAMPLES / "harbour_appeals/plans/2026.yaml"):
        assert path.read_text(encoding="utf-8").startswith("# INVENTED")
    assert load.check(EXAMPLES / "harbour_appeals") == []
