"""Reminders: some days before a report is due, and once when it is overdue; never twice."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core import mail

from anke.events import queries as events
from anke.rules.report_steps import Stage
from anke.steering.reporting import commands, queries
from anke.steering.reporting.models import Reminder
from anke.steering.reporting.tests.house import at, brought_to

pytestmark = pytest.mark.usefixtures("quarter")


@pytest.fixture(autouse=True)
def _outbox(settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]  # pytest-django's


def on(day: date) -> list[tuple[str, bool]]:
    """What is told of the first quarter of 2025; whatever else is overdue in this house is told too."""
    told = commands.remind(today=day, recorded_at=at(day))
    return [(one.report, one.overdue) for one in told if one.report == "2025/2025Q1"]


def mails() -> list[str]:
    return [one.subject for one in mail.outbox if "2025/2025Q1" in one.subject]


def test_ten_and_three_days_before_and_once_when_overdue() -> None:
    """The first quarter of 2025 is due on 22 April: the 21st is Easter Monday."""
    due = queries.due_report("2025", "2025Q1")
    assert (due.nominal, due.shifted) == (date(2025, 4, 21), date(2025, 4, 22))
    told = {day: on(day) for day in (date(2025, 4, number) for number in range(5, 27))}
    told = {day: which for day, which in told.items() if which}
    quarter = "2025/2025Q1"
    assert told == {
        date(2025, 4, 12): [(quarter, False)],
        date(2025, 4, 19): [(quarter, False)],
        date(2025, 4, 23): [(quarter, True)],
    }
    assert [one.to for one in mail.outbox if "2025/2025Q1" in one.subject] == [
        ["styring@example.invalid"] * 2
    ] * 3
    assert ["overdue" in subject for subject in mails()] == [False, False, True]
    assert any("22. april 2025" in one.body for one in mail.outbox)


def test_a_day_the_machine_stood_still_is_made_up_for_once() -> None:
    assert on(date(2025, 4, 20)) == [("2025/2025Q1", False)]
    assert on(date(2025, 4, 20)) == on(date(2025, 4, 21)) == []
    assert Reminder.objects.filter(period="2025Q1").count() == len(mails()) == 1


@pytest.mark.slow
def test_a_report_that_was_handed_over_is_no_longer_reminded_of() -> None:
    brought_to(Stage.HANDED_OVER)
    assert on(date(2025, 4, 23)) == []


def test_with_nobody_to_tell_nothing_is_marked_as_told() -> None:
    User.objects.update(email="")
    assert on(date(2025, 4, 12)) == []
    assert not Reminder.objects.exists()
    assert events.events_of("report", "2025/2025Q1") == []


def test_the_annual_report_has_no_due_date_because_no_paper_says_one() -> None:
    due = queries.due_report("2024", "2024")
    assert (due.annual, due.nominal, due.shifted) == (True, None, None)
