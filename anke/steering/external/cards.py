"""What this room answers with. Words in two languages are `Text`; figures stay Decimal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from anke.content.schema.base import Text
from anke.rules.periods import Period
from anke.steering.external.asks import Ask
from anke.steering.external.computing import Answer
from anke.steering.external.recorded import Word


@dataclass(frozen=True)
class EvidenceCard:
    """A file that shows a proposal's figures."""

    number: int
    name: str
    media: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class ProposalCard:
    """A proposal with what it answers now. `trouble` says why it answers nothing, where it does not.

    `before` holds what is recorded of the same now, by what is answered.
    """

    number: str
    plan: str
    ask: str
    title: Text
    period: Period
    status: str
    preliminary: bool
    source: str
    note: str
    reason: str
    confirmed: bool
    replaces: str
    file: str
    file_name: str
    proposed_by: str
    proposed_at: datetime
    settled_by: str
    settled_at: datetime | None
    parts: Mapping[str, str]
    answers: tuple[Answer, ...]
    before: Mapping[str, Word]
    evidence: tuple[EvidenceCard, ...]
    sha256: str
    trouble: Text | None = None

    @property
    def is_open(self) -> bool:
        return self.status == "proposed"


@dataclass(frozen=True)
class Standing:
    """How one thing asked for stands at the end of a quarter.

    `state`: not_yet (asked for later) · asked · overdue · proposed · returned · approved · preliminary.
    `lacking`: what has not been recorded, by what it answers ("2.2.1/benchmark").
    """

    ask: Ask
    upto: Period
    period: Period
    state: str
    due: date | None
    lacking: tuple[str, ...]
    words: tuple[Word, ...]
    proposal: ProposalCard | None


@dataclass(frozen=True)
class Missing:
    """Something that is not there for a quarter's report. `what` completes "missing: …"; `who` owes it."""

    subgoal: str
    what: Text
    who: Text
    state: str
    due: date | None = None
    proposal: str = ""


@dataclass(frozen=True)
class Entry:
    """One word in the history of a figure: what it was before and is after, who proposed and who approved."""

    word: Word
    before: Word | None
    title: Text
    proposal: ProposalCard | None


@dataclass(frozen=True)
class Suggestion:
    """What a part may be filled in with, and where that was found."""

    text: str
    source: Text
