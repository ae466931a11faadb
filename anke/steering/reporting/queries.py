"""The door for reading: the calendar of reports, one report as it stands, what was frozen, what changed.

Who may read what is settled here once (`may_work`, `readable`): a report that has been handed over is
everybody's to read; until then it is for those who see live figures.
"""

from anke.steering.reporting.due import DueReport, due_report, due_reports, require_reportable
from anke.steering.reporting.missing import explained, goals_to_explain
from anke.steering.reporting.reading import (
    CalendarRow,
    calendar,
    every_revision,
    file_of,
    find,
    known_frozen,
    may_work,
    published,
    readable,
    revisions,
)
from anke.steering.reporting.verification import differences

__all__ = [
    "CalendarRow",
    "DueReport",
    "calendar",
    "differences",
    "due_report",
    "due_reports",
    "every_revision",
    "explained",
    "file_of",
    "find",
    "goals_to_explain",
    "known_frozen",
    "may_work",
    "published",
    "readable",
    "require_reportable",
    "revisions",
]
