"""The door for reading: what is asked for and how it stands, proposals and their files, histories, what is
missing for a report, and what a file would bring."""

from datetime import date

from anke.content import load
from anke.rules.periods import Period
from anke.steering.external.asks import Ask, ask_of, asks_of
from anke.steering.external.cards import (
    Entry,
    EvidenceCard,
    Missing,
    ProposalCard,
    Standing,
    Suggestion,
)
from anke.steering.external.computing import Answer
from anke.steering.external.importing import Group, Preview, preview, template
from anke.steering.external.reading import history, proposal, proposals, raw_of, suggestions
from anke.steering.external.standing import missing as _missing
from anke.steering.external.standing import overview as _overview
from anke.steering.external.sweeping import differences

__all__ = [
    "Answer",
    "Ask",
    "Entry",
    "EvidenceCard",
    "Group",
    "Missing",
    "Preview",
    "ProposalCard",
    "Standing",
    "Suggestion",
    "ask_of",
    "asks_of",
    "differences",
    "history",
    "missing",
    "overview",
    "preview",
    "proposal",
    "proposals",
    "raw_of",
    "suggestions",
    "template",
]


def overview(plan_id: str, upto: Period, today: date) -> tuple[Standing, ...]:
    """Everything a plan asks for from outside, and how it stands at the end of a quarter."""
    return _overview(load.content().plans[plan_id], upto, today)


def missing(plan_id: str, period: Period, today: date) -> tuple[Missing, ...]:
    """What is not there for the report at the end of a period, and who owes it."""
    return _missing(load.content().plans[plan_id], period, today)
