"""A plan edited after it was fixed, in an installation of its own: every way of looking tells it."""

import json
import shutil
from pathlib import Path

import pytest

from anke.content import load
from anke.site import health
from anke.steering.guarding import commands
from anke.steering.guarding.tests.editing import TARGET, Edited, by, people
from tests.house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    shutil.copytree(load.folder("ankestyrelsen"), tmp_path / "content" / "own")
    home = tmp_path / "home"
    home.mkdir()
    (home / "today").write_text("2025-03-03", encoding="utf-8")
    made = House(home)
    made.env["ANKE_AUTHORITY"] = str(tmp_path / "content" / "own")
    return made


@pytest.mark.slow
def test_what_is_changed_after_a_plan_was_fixed_is_told_by_every_command(house: House) -> None:
    plan = Path(house.env["ANKE_AUTHORITY"]) / "plans" / "2025.yaml"
    assert "not fixed yet" in house.anke("guard", "--lang", "en")[0]
    assert "Fixed: 2024, 2025." in house.anke("guard", "--adopt", "--lang", "en")[0]
    assert "There was no plan to fix." in house.anke("guard", "--adopt", "--lang", "en")[0]
    house.anke("check", "--quiet")
    plan.write_text(plan.read_text(encoding="utf-8").replace(*TARGET, 1), encoding="utf-8")
    said, why = house.anke("guard", "--lang", "en", fails=True)
    assert ".value: 97.0 → 79.0" in said and "Changed since they were fixed: 2025." in why
    assert "THE PLAN HAS BEEN CHANGED" in house.anke("check", "--lang", "en", fails=True)[1]
    assert "THE PLAN HAS BEEN CHANGED" in house.anke("selfcheck", "--lang", "en", fails=True)[0]
    found = json.loads(house.anke("guard", "--json", fails=True)[0])
    assert {one["plan"]: one["changed"] for one in found} == {"2025": True, "2024": False}
    report = json.loads(
        house.anke("report", "--plan", "2025", "--period", "2025Q1", "--json", "--lang", "en")[0]
    )
    assert any("THE PLAN HAS BEEN CHANGED" in words for words in report["warnings"])


@pytest.mark.django_db
def test_the_page_of_those_who_run_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    people()
    assert health.plans().level is health.Level.WATCH  # in use, and not fixed yet
    for plan in load.content().plans:
        commands.adopt_plan(**by() | {"plan_id": plan})
    assert health.plans().level is health.Level.GOOD
    edited = Edited(monkeypatch, tmp_path)
    edited.change("title: {da: Arbejdsskadesager", "title: {da: Sager om arbejdsskader")
    assert health.plans().level is health.Level.WATCH  # words only
    edited.change(*TARGET)
    found = health.plans()
    assert found.level is health.Level.BAD
    assert "79.0" in found.sentence
