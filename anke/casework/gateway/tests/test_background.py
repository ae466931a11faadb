"""Jobs in the background, and the calendar."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case
from anke.casework.gateway import commands, queries
from anke.casework.gateway.models import Feed, Job
from anke.casework.gateway.tests.asking import a_case
from anke.organisation import queries as organisation
from anke.organisation.tests.people import house, somebody
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)
SOON = timedelta(minutes=1)


def test_a_job_that_fails_does_not_stop_the_others_and_is_tried_ever_more_seldom() -> None:
    did: list[str] = []

    def breaks(at: datetime) -> str:
        raise RuntimeError("a value that is nobody's business")

    jobs = [
        commands.Work("breaks", SOON, breaks),
        commands.Work("away", SOON, lambda at: (_ for _ in ()).throw(OperationalError("gone"))),
        commands.Work("works", SOON, lambda at: did.append("x") or "one thing"),  # type: ignore[func-returns-value]  # meant
    ]
    assert commands.run_due(jobs, at=AT) == {
        "breaks": "RuntimeError",
        "away": "OperationalError",
        "works": None,
    }
    assert commands.run_due(jobs, at=AT + timedelta(seconds=30)) == {}
    waits = []
    at = AT
    for _ in range(9):
        row = Job.objects.get(name="breaks")
        waits.append(row.next_at - at)
        at = row.next_at
        commands.run_due(jobs, at=at)
    assert waits[0] == timedelta(minutes=1)
    assert waits == sorted(waits)
    told = {one.name: one for one in queries.jobs()}
    assert (told["breaks"].failures, told["breaks"].failure) == (10, "RuntimeError")
    assert told["works"].done == "one thing"
    assert [one.name for one in queries.late_jobs(at=at)] == ["away", "breaks"]


def test_a_job_that_comes_to_itself_is_well_again() -> None:
    broken = [True]

    def sometimes(at: datetime) -> str:
        if broken[0]:
            raise ValueError
        return "well"

    jobs = [commands.Work("sometimes", SOON, sometimes)]
    commands.run_due(jobs, at=AT)
    broken[0] = False
    commands.run_due(jobs, at=AT + SOON)
    assert queries.late_jobs(at=AT + SOON) == []
    assert [one.name for one in queries.late_jobs(at=AT + timedelta(days=1))] == ["sometimes"]  # nobody works


def test_a_seldom_job_waits_when_all_is_started() -> None:
    jobs = [commands.Work("daily", timedelta(days=1), lambda at: "done")]
    assert commands.run_due(jobs, at=AT) == {}
    assert commands.run_due(jobs, at=AT + timedelta(minutes=10)) == {"daily": None}
    assert commands.run_due(jobs, at=AT + timedelta(minutes=11), whether_due_or_not=True) == {"daily": None}


def calendar(address: str, **headers: str) -> Any:
    return Client(headers={"accept-language": "da"} | headers).get(f"/calendar/{address}.ics")


@pytest.mark.slow
def test_a_calendar_of_ones_deadlines() -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    number = a_case(appellant={"name": "Ida Ibsen"}, protected=True)
    a_case()  # nobody's yet
    by = {"happened_on": timezone.localdate(), "actor": "anna", "recorded_at": timezone.now()}
    cases.assign_case(number=number, office=1, caseworker="anna", **by)
    address = commands.make_feed(owner="anna", at=timezone.now())
    answer = calendar(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    [entry] = Calendar.from_ical(answer.content).events
    day = Case.objects.get(number=number).clock_on
    assert (entry.start, entry.end) == (day, day + timedelta(days=1))
    assert isinstance(entry.start, date)
    assert not isinstance(entry.start, datetime)
    assert str(entry["summary"]).startswith(number)
    assert "Ida" not in answer.content.decode()
    assert {one.what for one in organisation.readings_of(number, limit=5)} == {"list"}
    assert calendar(address, **{"if-none-match": answer["ETag"]}).status_code == 304
    later = timezone.localdate() + timedelta(days=70)
    cases.extend_deadline(number=number, until=later, reason="Mange bilag", **by)
    [moved] = Calendar.from_ical(calendar(address).content).events
    assert (moved["uid"], moved.start) == (entry["uid"], later)


def test_a_calendar_address_is_a_secret_that_can_be_taken_back() -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    first = commands.make_feed(owner="anna", at=timezone.now())
    second = commands.make_feed(owner="anna", at=timezone.now())
    public, secret = second.split(".")
    assert secret not in str(list(Feed.objects.values()))
    assert [calendar(one).status_code for one in (first, second, f"{public}.x", "x", public)] == [
        404,
        200,
        404,
        404,
        404,
    ]
    commands.revoke_feed(owner="anna", at=timezone.now())
    assert calendar(second).status_code == 404
    with pytest.raises(Refused):
        commands.revoke_feed(owner="anna", at=timezone.now())
