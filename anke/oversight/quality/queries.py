"""The door for reading: every question about the quality programme."""

from anke.oversight.quality.areas.reading import CasesRead, FollowUp, cases_read, follow_ups
from anke.oversight.quality.areas.reports import office_reports
from anke.oversight.quality.central.document import document_of
from anke.oversight.quality.central.focusing import Focus, focus_points
from anke.oversight.quality.central.reading import (
    Reading,
    measurement_of,
    measurements,
    readings,
    totals,
    unsettled,
)
from anke.oversight.quality.documents.report import FORMS, Report, render
from anke.oversight.quality.draws.as_data import as_data
from anke.oversight.quality.draws.reading import (
    Compared,
    DrawCard,
    Proof,
    StratumCard,
    compare_frame,
    draw_called,
    draw_of,
    draws,
    in_sample,
    proof_of,
)
from anke.oversight.quality.inquiries.reading import (
    InquiryCard,
    InquiryCount,
    any_inquiries,
    count_inquiries,
    inquiries,
    inquiries_due,
    inquiry_for,
)
from anke.oversight.quality.learning.counting import Tendency, tendencies, themes
from anke.oversight.quality.learning.following import (
    Evidence,
    LearningDue,
    actions,
    closed_by_evidence,
    learning_due,
)
from anke.oversight.quality.learning.reading import FindingCard, findings
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.oversight.quality.programme.todo import TodoCount, todo_count
from anke.oversight.quality.programme.wheel import Line, missing_of, wheel
from anke.oversight.quality.reasoning.reading import reasonings
from anke.oversight.quality.reviews.bringing import Earlier
from anke.oversight.quality.reviews.reading import (
    Month,
    ReviewCard,
    Row,
    feedback_to,
    month_of_office,
    review_for,
)
from anke.oversight.quality.thematic.reading import statistics_of, thematics
from anke.oversight.quality.verification import differences

__all__ = [
    "FORMS",
    "CasesRead",
    "Compared",
    "DrawCard",
    "Earlier",
    "Evidence",
    "FindingCard",
    "Focus",
    "FollowUp",
    "InquiryCard",
    "InquiryCount",
    "LearningDue",
    "Line",
    "Month",
    "Proof",
    "Reading",
    "Report",
    "ReviewCard",
    "Row",
    "StratumCard",
    "Tendency",
    "TodoCount",
    "actions",
    "any_inquiries",
    "as_data",
    "cases_read",
    "closed_by_evidence",
    "compare_frame",
    "count_inquiries",
    "differences",
    "document_of",
    "draw_called",
    "draw_of",
    "draws",
    "feedback_to",
    "findings",
    "focus_points",
    "follow_ups",
    "in_sample",
    "inquiries",
    "inquiries_due",
    "inquiry_for",
    "learning_due",
    "measurement_of",
    "measurements",
    "missing_of",
    "model_of",
    "month_of_office",
    "office_reports",
    "programme_of",
    "proof_of",
    "readings",
    "reasonings",
    "render",
    "review_for",
    "statistics_of",
    "tendencies",
    "thematics",
    "themes",
    "todo_count",
    "totals",
    "unsettled",
    "wheel",
]
