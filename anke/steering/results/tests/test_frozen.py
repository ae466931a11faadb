"""What those see who may read finished reports only: the frozen periods, as known at the freeze."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.content import load
from anke.events.bulk import load as record
from anke.events.commands import NewEvent
from anke.organisation.models import Appointment, Staff
from anke.rules.periods import parse_period
from anke.steering.results import frozen, queries
from anke.steering.statistics import commands as statistics
from anke.steering.statistics.tests.conftest import own_statistics

__all__ = ["own_statistics"]  # a folder of its own for every test

pytestmark = pytest.mark.django_db
FREEZE = datetime(2025, 7, 21, 10, tzinfo=UTC)
ANYBODY = {"headers": {"accept-language": "en"}}


def told_of(period: str, known_at: datetime, *, handed_over: bool = True) -> list[NewEvent]:
    """A report from its beginning to its freeze, and to its hand-over."""
    name, day = f"2025/{period}", known_at.date()
    data: dict[str, Any] = {
        "plan": "2025",
        "period": period,
        "known_at": known_at.isoformat(),
        "watermark": 3,
        "fingerprint": "ab" * 32,
    }
    kinds = ("report_begun", "report_submitted", "report_reviewed", "report_approved")
    steps = [NewEvent("report", name, kind, day, "test", {}, known_at) for kind in kinds]
    freeze = NewEvent("report", name, "report_frozen", day, "test", data, known_at)
    given = {"fingerprint": "ab" * 32}
    over = NewEvent("report", name, "report_handed_over", day, "test", given, known_at)
    return [*steps, freeze, *([over] if handed_over else [])]


def course() -> list[NewEvent]:
    """A case decided in time, told of before the freeze of its quarter; a late one, told of after it."""

    def came(name: str, at: datetime) -> NewEvent:
        data = {"case_type": "compulsory_measures", "authority": 101, "office": 3}
        return NewEvent("case", name, "case_registered", date(2025, 4, 1), "test", data, at)

    def decided(name: str, day: date, at: datetime) -> NewEvent:
        return NewEvent("case", name, "case_decided", day, "test", {"outcome": "affirmed"}, at)

    later = datetime(2025, 8, 1, 9, tzinfo=UTC)
    return [
        came("2025-000001", datetime(2025, 4, 1, 9, tzinfo=UTC)),
        decided("2025-000001", date(2025, 4, 20), datetime(2025, 4, 20, 9, tzinfo=UTC)),
        *told_of("2025Q2", FREEZE),
        *told_of("2025Q3", datetime(2025, 10, 21, 10, tzinfo=UTC), handed_over=False),
        came("2025-000002", later),
        decided("2025-000002", date(2025, 6, 29), later),
    ]


@pytest.fixture
def frozen_once(own_statistics: None) -> None:
    record(sorted(course(), key=lambda one: one.recorded_at))
    statistics.export()


def reader(role: str) -> Client:
    user = User.objects.create_user(role)
    staff = Staff.objects.create(initials=role[:3], name=role, user=user)
    Appointment.objects.create(staff=staff, role=role, weight=1, valid_from=date(2025, 1, 1))
    browser = Client(**ANYBODY)
    browser.force_login(user)
    return browser


@pytest.mark.usefixtures("frozen_once")
def test_the_reader_finds_what_was_frozen() -> None:
    (found,) = frozen.reports(load.content().plans["2025"])
    assert (found.period, found.known_at, found.watermark) == (parse_period("2025Q2"), FREEZE, 3)
    assert frozen.reports(load.content().plans["2024"]) == ()


@pytest.mark.slow
@pytest.mark.usefixtures("frozen_once")
@pytest.mark.parametrize("role", ["ministry", "system_administrator", None])
def test_only_the_frozen_period_is_shown_and_as_it_was_known(role: str | None) -> None:
    browser = reader(role) if role else Client(**ANYBODY)
    html = browser.get("/goal/2025/1.1.a/").content.decode()
    assert "100.0%" in html and "50.0%" not in html
    assert "as they were known on 21 July 2025" in html
    assert "<dd>now</dd>" not in html
    sheet = browser.get("/goal/2025/1.1.a/table.csv").content.decode()
    assert FREEZE.isoformat() in sheet
    assert 'name="known_at"' not in html  # the day is chosen by the freeze
    assert queries.contract("2025", parse_period("2025Q2")).subgoal("1.1.a").figure == 50
    for path in ("/", "/goal/2025/1.1.a/", "/goal/2025/1.1.a/table.csv", "/report/pdf/"):
        assert browser.get(path, {"period": "2025Q3"}).status_code == 400
        assert browser.get(path, {"known_at": "2025-09-01"}).status_code == 400
    front = browser.get("/").content.decode()
    assert "Second quarter of 2025" in front and "Third quarter of 2025" not in front
    assert "event number" not in front  # how far the running figures reach is no finished figure


@pytest.mark.slow
@pytest.mark.usefixtures("frozen_once")
@pytest.mark.parametrize("view", ["week", "month"])
def test_a_finished_figure_is_not_taken_apart_by_weeks_or_months(view: str) -> None:
    for browser in (Client(**ANYBODY), reader("ministry")):
        for path in ("/goal/2025/1.1.a/", "/goal/2025/1.1.a/table.csv"):
            assert browser.get(path, {"view": view}).status_code == 400
            assert browser.get(path, {"view": "year"}).status_code == 200
        assert f"view={view}" not in browser.get("/goal/2025/1.1.a/").content.decode()
    assert reader("steering_unit").get("/goal/2025/1.1.a/", {"view": view}).status_code == 200


@pytest.mark.usefixtures("frozen_once")
def test_two_plans_side_by_side_do_not_say_that_a_finished_figure_is_lacking() -> None:
    html = Client(**ANYBODY).get("/plans/compare/").content.decode()
    assert "counted side by side for staff" in html and "has no figure" not in html


@pytest.mark.usefixtures("frozen_once")
def test_what_is_frozen_and_not_handed_over_is_still_the_houses_own() -> None:
    for browser in (Client(**ANYBODY), reader("ministry")):
        answer = browser.get("/", {"period": "2025Q3"})
        assert answer.status_code == 400
        assert "There is no finished report of “2025Q3” to read" in answer.content.decode()
    assert reader("steering_unit").get("/", {"period": "2025Q3"}).status_code == 200


@pytest.mark.usefixtures("frozen_once")
def test_those_who_see_running_figures_see_what_is_known_now() -> None:
    html = reader("steering_unit").get("/goal/2025/1.1.a/", {"period": "2025Q2"}).content.decode()
    assert "50.0%" in html
    assert 'name="known_at"' in html and "event number" in html


@pytest.mark.usefixtures("frozen_once")
@pytest.mark.parametrize("path", ["/?plan=2024", "/goal/2024/1.1.a/", "/report/pdf/?plan=2024"])
def test_where_nothing_is_frozen_the_promises_stand_and_no_figure(path: str) -> None:
    answer = Client(**ANYBODY).get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "No report of this plan has been finished yet" in html
    assert "At least 97.0%" in html  # what is promised
    assert "figures=printed" in html
    assert Client(**ANYBODY).get("/?plan=2024&figures=printed").status_code == 200
