"""Reminders by e-mail: some days before a report is due, and once when it is overdue. Never twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction

from anke.content import load
from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.rules.report_steps import FROZEN, Act, Stage
from anke.rules.roles import Role
from anke.rules.trace import day_in_words
from anke.steering.reporting import acting
from anke.steering.reporting.due import DueReport, due_reports
from anke.steering.reporting.models import Reminder, Report

OVERDUE: Final = -1
# Reports that fell due before anke had been taken into use are nobody's to be reminded of.
_OLDEST: Final = timedelta(days=92)


@dataclass(frozen=True)
class Reminded:
    """A reminder that was given to the mail. `overdue`: the day has passed."""

    report: str
    due_on: date
    overdue: bool
    people: int


def remind(*, today: date, recorded_at: datetime, actor: str = "system") -> list[Reminded]:
    """Remind the steering unit of every report that asks for it on this day.

    The nearest number of days that has come counts; one that was missed (the machine stood still) is made up
    for by the next, never by two at once. With nobody whose address is known, nothing is marked as sent.
    """
    acting.require_role(Act.REMIND, actor)
    people = _addresses()
    found = []
    for one in due_reports():
        days = _asked_for(one, today)
        if days is not None and people and not _is_done(one):
            sent = _remind(one, days, people, today=today, actor=actor, recorded_at=recorded_at)
            found += [sent] if sent else []
    return found


def days_before(day: date) -> tuple[int, ...]:
    """On which days before the due date people are reminded, as the content says on a day."""
    rules = load.content().reporting
    told = rules.reminders.on(day) if rules else None
    return told.days_before if told else ()


def _asked_for(one: DueReport, today: date) -> int | None:
    """Which reminder is asked for: the smallest number of days that has come, OVERDUE, or none."""
    if one.shifted is None or today - one.shifted > _OLDEST:
        return None
    if today > one.shifted:
        return OVERDUE
    left = (one.shifted - today).days
    return min((days for days in days_before(today) if left <= days), default=None)


def _is_done(one: DueReport) -> bool:
    """Whether the report is frozen: what is left is a matter of minutes, and stands on the page."""
    done = [str(stage) for stage in FROZEN if stage is not Stage.FROZEN]
    return Report.objects.filter(plan=one.plan.id, period=one.period.name, stage__in=done).exists()


def _addresses() -> list[str]:
    units = [who.initials for who in organisation.people(role=Role.STEERING_UNIT)]
    found = User.objects.filter(staff__initials__in=units, is_active=True).exclude(email="")
    return list(found.order_by("email").values_list("email", flat=True))


def _remind(
    one: DueReport, days: int, people: list[str], *, today: date, actor: str, recorded_at: datetime
) -> Reminded | None:
    """Set down that it was sent, and give it to the mail, at once; None where it was sent before."""
    assert one.shifted is not None
    overdue = days == OVERDUE
    try:
        with transaction.atomic():
            Reminder.objects.create(
                plan=one.plan.id, period=one.period.name, days_before=days, sent_at=recorded_at
            )
            events.record(
                subject_kind=acting.SUBJECT,
                subject_name=one.name,
                kind="report_reminded",
                happened_on=today,
                actor=actor,
                data={"due_on": one.shifted.isoformat(), "overdue": overdue},
                recorded_at=recorded_at,
            )
            _message(one, people, overdue=overdue).send()
    except IntegrityError:
        return None
    return Reminded(one.name, one.shifted, overdue, len(people))


def _message(one: DueReport, people: list[str], *, overdue: bool) -> EmailMessage:
    assert one.shifted is not None
    da, en = (day_in_words(one.shifted, lang) for lang in ("da", "en"))
    if overdue:
        subject = f"Rapporten {one.name} er ikke afleveret / The report {one.name} is overdue"
        text = (
            f"Rapporten for {one.period.name} skulle være afleveret {da}. Den er ikke afleveret endnu.\n\n"
            f"The report for {one.period.name} was due on {en}. It has not been handed over yet."
        )
    else:
        subject = f"Rapporten {one.name} skal afleveres / The report {one.name} is due"
        text = (
            f"Rapporten for {one.period.name} skal afleveres til ministeriet senest {da}.\n\n"
            f"The report for {one.period.name} is due with the ministry on {en}."
        )
    return EmailMessage(subject, text, to=people)
