"""The pages of reports: what is not handed over is not there for others, by no address; acts by form; the
calendar's file."""

import json
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from anke.rules.report_steps import Stage
from anke.steering.reporting import commands, queries
from anke.steering.reporting.models import Frozen, Report
from anke.steering.reporting.package import sha256
from anke.steering.reporting.tests.house import REPORT, brought_to, by

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quarter")]
KEYS = ("2025", "2025Q1")
OUTSIDE = ("", "min", "sys")


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, settings: object) -> None:
    """The house's day is the one the report is frozen on."""
    (settings.ANKE_HOME / "today").write_text("2025-04-22\n")  # type: ignore[attr-defined]  # a folder of the test's


def browser(who: str) -> Client:
    found = Client(headers={"accept-language": "en"})
    if who:
        found.force_login(User.objects.get(username=who))
    return found


def addresses() -> dict[str, str]:
    return {
        "report": reverse("reporting-report", args=KEYS),
        "manifest": reverse("reporting-manifest", args=KEYS),
        "file": reverse("reporting-file", args=[*KEYS, "da", "json"]),
        "page": reverse("reporting-file", args=[*KEYS, "en", "html"]),
    }


@pytest.mark.slow
@pytest.mark.parametrize("stage", [None, Stage.DRAFT, Stage.APPROVED, Stage.FROZEN])
@pytest.mark.parametrize("who", OUTSIDE)
def test_what_is_not_handed_over_is_not_there_for_others(who: str, stage: Stage | None) -> None:
    if stage:
        brought_to(stage)
    for name, address in addresses().items():
        assert browser(who).get(address).status_code == 404, name
    listed = browser(who).get(reverse("reporting")).content.decode()
    assert "First quarter of 2025" not in listed
    refused = browser(who).post(reverse("reporting-act", args=[*KEYS, "confirm"]))
    assert refused.status_code == (404 if who else 403)


@pytest.mark.slow
@pytest.mark.parametrize("who", [*OUTSIDE, "anna"])
def test_what_was_handed_over_is_everybodys_byte_for_byte(who: str) -> None:
    brought_to(Stage.HANDED_OVER)
    answers = {name: browser(who).get(address) for name, address in addresses().items()}
    assert {answer.status_code for answer in answers.values()} == {200}
    frozen = Frozen.objects.get()
    assert sha256(answers["manifest"].content) == frozen.fingerprint
    listed = {(one["lang"], one["form"]): one["sha256"] for one in json.loads(frozen.manifest)["files"]}
    assert sha256(answers["file"].content) == listed["da", "json"]
    assert sha256(answers["page"].content) == listed["en", "html"]
    assert "unsafe" not in answers["page"]["Content-Security-Policy"]
    assert "'sha256-" in answers["page"]["Content-Security-Policy"]
    assert "Derfor blev 1.2 ikke nået" in answers["report"].content.decode()


@pytest.mark.slow
@pytest.mark.parametrize("who", ["vice", "dir", "anna", "min", "sys", ""])
def test_only_the_steering_unit_writes(who: str) -> None:
    brought_to(Stage.DRAFT)
    answer = browser(who).post(
        reverse("reporting-explain", args=[*KEYS, "1.3"]), {"words": "Noget andet", "version": "0"}
    )
    assert answer.status_code == 403
    assert not Report.objects.get().explanations.filter(goal="1.3").exists()


def test_the_later_of_two_sees_both_texts_and_can_put_them_together() -> None:
    brought_to(Stage.DRAFT)
    address = reverse("reporting-explain", args=[*KEYS, "1.2"])
    answer = browser("styr2").post(address, {"words": "Min helt egen tekst", "version": "0"})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "Min helt egen tekst" in said
    assert "Derfor blev 1.2 ikke nået" in said
    assert 'name="version" value="1"' in said


def test_a_refused_act_keeps_what_was_typed() -> None:
    brought_to(Stage.REVIEWED)
    long = "x" * 2500
    answer = browser("dir").post(reverse("reporting-act", args=[*KEYS, "return"]), {"reason": long})
    assert answer.status_code == 400
    assert long in answer.content.decode()


def test_somebody_who_looked_before_another_acted_is_told() -> None:
    report = brought_to(Stage.REVIEWED)
    commands.approve_report(**REPORT, **by("dir"))
    answer = browser("dir").post(
        reverse("reporting-act", args=[*KEYS, "return"]),
        {"reason": "Det her er for sent", "expected": str(report.version)},
    )
    assert answer.status_code == 409
    assert "Dir Prøve has done something to the report" in answer.content.decode()


@pytest.mark.slow
def test_freezing_by_form_asks_for_a_reason_and_lists_what_is_missing() -> None:
    brought_to(Stage.APPROVED)
    address = reverse("reporting-act", args=[*KEYS, "freeze"])
    answer = browser("dir").post(address)
    assert answer.status_code == 400
    assert "2.2.1:" in answer.content.decode()
    done = browser("dir").post(address, {"reason": "Sygefraværet er ikke gjort op"})
    assert done.status_code == 302
    assert Frozen.objects.get().reason == "Sygefraværet er ikke gjort op"


@pytest.mark.parametrize(
    "path",
    [
        "/reports/2031/2031Q1/",
        "/reports/2025/2025Q9/",
        "/reports/2025/2024Q1/",
        "/reports/2025/2025Q1/xx.pdf",
        "/reports/2025/2025Q1/da.exe",
        "/reports/2025/2025Q1/draft.exe",
        "/reports/2025/2025Q1/explain/9.9/",
    ],
)
def test_an_address_that_leads_nowhere_says_so(path: str) -> None:
    brought_to(Stage.DRAFT)
    assert browser("styr").get(path).status_code == 404


def test_the_calendars_file_holds_every_due_date_with_its_reminders() -> None:
    answer = browser("styr").get(reverse("reporting-calendar"))
    found = {str(one["uid"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}
    due = [one for one in queries.due_reports() if one.shifted]
    assert found.keys() == {f"report-{one.plan.id}-{one.period.name}@anke" for one in due}
    one = found["report-2025-2025Q1@anke"]
    assert one["dtstart"].dt == date(2025, 4, 22)
    assert one["summary"] == "Report due: First quarter of 2025"
    assert "21 April 2025" in one["description"]
    alarms = [alarm["trigger"].dt for alarm in one.walk("VALARM")]
    assert alarms == [timedelta(days=-10), timedelta(days=-3)]
