"""What the questions answer with: documents, letters and dispatches as frozen pieces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from anke.rules.letter_steps import LetterStatus


@dataclass(frozen=True)
class DocumentCard:
    """One version of a document. `title` and `name` are None once the case's key is gone."""

    id: int
    case: str
    number: int
    version: int
    kind: str
    title: str | None
    name: str | None
    media: str
    size: int
    pages: int | None
    sha256: str
    added_on: date
    added_by: str
    letter: int | None
    dispatched_on: date | None
    outward: str  # the name it is handed out with
    newest: bool = True


@dataclass(frozen=True)
class LetterCard:
    """A letter without its text."""

    case: str
    number: int
    template: str
    language: str
    recipient: str  # the party's key
    outcome: str | None
    status: LetterStatus
    version: int
    title: str | None
    saved_by: str
    saved_at: datetime
    authors: tuple[str, ...]
    sha256: str | None
    submitted_by: str | None
    approved_by: str | None
    returned: str | None
    begun_at: datetime
    dispatched_on: date | None
    shape_from: date
    parts: Mapping[str, str] = field(default_factory=dict, repr=False)
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True)
class DispatchCard:
    """A row of the dispatch log. Title and recipient are None once the case's key is gone."""

    id: int
    case: str
    letter: int
    document: int
    channel: str
    digital_id: UUID
    title: str | None
    recipient: str | None
    sent_on: date
    sent_at: datetime
    sent_by: str
    handed_over_at: datetime | None
    delivered_at: datetime | None
    tries: int
    trouble: str
    notice: str
    notice_trouble: str

    @property
    def waits(self) -> bool:
        """Whether somebody must look: not handed over yet, or its notice has failed."""
        return self.handed_over_at is None or self.notice == "failed"
