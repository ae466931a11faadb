"""What a reader of figures is told of a plan that was changed, and of what it rests on."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.rules.periods import parse_period
from anke.steering.guarding import commands as guarding
from anke.steering.guarding.tests.editing import TARGET, Edited, by, people
from anke.steering.results import queries

pytestmark = pytest.mark.django_db
Q3 = parse_period("2025Q3")


@pytest.fixture(autouse=True)
def _adopted() -> None:
    people()
    guarding.adopt_plan(**by())


def page(path: str, lang: str = "en") -> str:
    reader = Client(headers={"accept-language": lang})
    reader.force_login(User.objects.get(username="styring"))
    return reader.get(path).content.decode()


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_changed_plan_is_told_in_every_report(
    form: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = queries.report(queries.contract("2025", Q3, lang="en"), form, synthetic=False)
    Edited(monkeypatch, tmp_path).change(*TARGET)
    after = queries.report(queries.contract("2025", Q3, lang="en"), form, synthetic=False)
    assert "THE PLAN HAS BEEN CHANGED" not in str(before)
    assert "THE PLAN HAS BEEN CHANGED" in " ".join(str(after).split())


def test_a_changed_plan_is_told_on_its_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "THE PLAN HAS BEEN CHANGED" not in page("/?plan=2025")
    Edited(monkeypatch, tmp_path).change(*TARGET)
    for path in ("/?plan=2025", "/goal/2025/1.2.a/"):
        assert "THE PLAN HAS BEEN CHANGED" in page(path)
    assert "THE PLAN HAS BEEN CHANGED" not in page("/?plan=2024")


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_change_of_basis_stands_in_the_reports_that_knew_it(form: str) -> None:
    guarding.remark_basis(goal=None, remark="Bevillingen blev sat ned.", **by(day=date(2025, 8, 1)))
    early = queries.contract("2025", Q3, datetime(2025, 7, 1, tzinfo=UTC))
    now = queries.contract("2025", Q3)
    assert "Bevillingen blev sat ned." not in str(queries.report(early, form, synthetic=False))
    assert "Bevillingen blev sat ned." in " ".join(str(queries.report(now, form, synthetic=False)).split())


def test_a_change_of_basis_stands_on_the_page_of_its_goal() -> None:
    guarding.remark_basis(goal="1.2", remark="Loven blev ændret", **by(day=date(2025, 7, 1)))
    said = "Ændring i grundlaget for 1.2 fra 1. juli 2025: Loven blev ændret."
    assert said in page("/goal/2025/1.2.a/", "da")
    assert said in page("/?plan=2025", "da")
    assert said not in page("/goal/2025/1.4.a/", "da")
