"""The due dates of reports as iCalendar (RFC 5545): one entry a report, with the reminders as alarms."""

from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from anke.rules.trace import day_in_words
from anke.steering.reporting import wording
from anke.steering.reporting.due import DueReport, due_reports
from anke.steering.reporting.reminding import days_before


def ics(today: date, lang: str) -> bytes:
    """Every report with a due date. The same text all day; where a date moves, its entry moves with it."""
    made = Calendar()
    made.add("prodid", "-//anke//reports//DA")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Reports to the ministry"))
    made.add("x-wr-timezone", settings.TIME_ZONE)
    for one in due_reports():
        if one.shifted is not None:
            made.add_component(_entry(one, one.shifted, today, lang))
    return bytes(made.to_ical())


def _entry(one: DueReport, day: date, today: date, lang: str) -> Event:
    found, name = Event(), wording.period(one.period.name)
    found.add("uid", f"report-{one.plan.id}-{one.period.name}@anke")
    found.add("summary", _("Report due: %(period)s") % {"period": name})
    found.add("dtstart", day)
    found.add("dtend", day + timedelta(days=1))
    found.add("dtstamp", datetime.combine(today, time(), UTC))
    found.add("transp", "TRANSPARENT")
    if one.nominal is not None and one.nominal != day:
        moved = _("By the rule %(day)s, which is no working day.")
        found.add("description", moved % {"day": day_in_words(one.nominal, lang)})
    address = reverse("reporting-report", args=[one.plan.id, one.period.name])
    found.add("url", f"{settings.ANKE_ADDRESS}{address}")
    for days in days_before(today):
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", timedelta(days=-days))
        alarm.add("description", _("Report due: %(period)s") % {"period": name})
        found.add_component(alarm)
    return found
