"""The acts on a report to the ministry, one function each.

Each takes who does it (`actor`, initials), the day it happened and the moment it is recorded (UTC), and
raises `Refused` in both languages where role, stage or four eyes forbid it (`rules/report_steps.py`).
`expected` is the report's version the person saw: where somebody acted meanwhile, the later is told whom.
"""

from anke.steering.reporting.deciding import (
    approve_report,
    confirm_receipt,
    hand_over_report,
    register_receipt,
    return_report,
    review_report,
)
from anke.steering.reporting.drafting import (
    begin_report,
    explain_goal,
    note_deviation,
    submit_report,
    take_back_report,
    withdraw_deviation,
)
from anke.steering.reporting.freezing import Incomplete, freeze_report
from anke.steering.reporting.reminding import remind
from anke.steering.reporting.revising import annotate_revision, check_revisions

__all__ = [
    "Incomplete",
    "annotate_revision",
    "approve_report",
    "begin_report",
    "check_revisions",
    "confirm_receipt",
    "explain_goal",
    "freeze_report",
    "hand_over_report",
    "note_deviation",
    "register_receipt",
    "remind",
    "return_report",
    "review_report",
    "submit_report",
    "take_back_report",
    "withdraw_deviation",
]
