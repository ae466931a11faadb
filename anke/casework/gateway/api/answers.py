"""What the API answers, as the OpenAPI document describes it. They are made in `showing`."""

from datetime import date, datetime

from ninja import Schema
from pydantic import ConfigDict, Field


class Open(Schema):
    """An answer may gain members later; a program reads those it knows."""

    model_config = ConfigDict(extra="allow")


class CaseRow(Open):
    """A case as lists show it."""

    number: str
    status: str
    stage: str
    case_type: str
    authority: int
    office: int | None
    caseworker: str | None
    procedure: str | None
    received_on: date
    due_on: date | None
    original_due_on: date | None
    act_by: date | None = Field(
        description="What lists are sorted by; of an overdue case it lies a century before its deadline."
    )
    clock: str | None
    clock_on: date | None
    next_role: str | None
    next_person: str | None
    outcome: str | None
    decided_on: date | None
    closed_on: date | None
    dispatched_on: date | None
    protected: bool
    restricted: bool
    position: int


class CaseList(Open):
    """A page of a list. `next`: the cursor of the next page; null on the last."""

    cases: list[CaseRow]
    next: str | None


class CasePoint(Open):
    point: int
    outcome: str | None


class CaseParty(Open):
    party: str
    kind: str
    protected: bool


class Pause(Open):
    begun_on: date
    ended_on: date | None


class Extension(Open):
    granted_on: date
    until: date


class Appeal(Open):
    what: str
    day: date | None


class CaseCard(CaseRow):
    """One case. `acts`: what your role may do to it as it stands."""

    fully_informed: bool | None
    first_instance_error: bool | None
    meeting_decided_on: date | None
    meeting_on: date | None
    follow_up_on: date | None
    held: bool
    appeal: list[Appeal]
    pauses: list[Pause]
    extensions: list[Extension]
    parties: list[CaseParty]
    points: list[CasePoint]
    links: list[str]
    reopens: str | None
    reopened_as: list[str]
    acts: list[str]


class ActDone(Open):
    """What an act made of a case. `position` is what the next act expects."""

    number: str
    status: str
    position: int
    office: int | None
    caseworker: str | None


class Told(Open):
    """Something that happened, as a sentence. Personal values are never part of it."""

    position: int
    kind: str
    happened_on: date
    recorded_at: datetime
    actor: str
    said: str
    hash: str


class Story(Open):
    number: str
    events: list[Told]


class PartyCard(Open):
    """A party. Of one whose name or address is protected only that is told."""

    party: str
    kind: str
    protected: bool
    name: str | None
    address: str | None
    email: str | None
    phone: str | None
    adjustments: str | None


class Parties(Open):
    number: str
    parties: list[PartyCard]


class Cpr(Open):
    cpr: str


class TraceStep(Open):
    kind: str
    on: date | None
    said: str


class Superseded(Open):
    deadline: date | None
    since: date
    replaced_on: date


class Limit(Open):
    """A time limit of the case: by what, and when it ends. `target`: it is for many cases taken together, and
    no deadline of this one. `steps` say why, in words."""

    id: str
    title: str
    binding: bool
    target: bool
    nature: str | None
    original: date
    current: date | None
    stopped: date | None
    superseded: list[Superseded]
    steps: list[TraceStep]


class Deadlines(Open):
    number: str
    received_on: date
    due_on: date | None
    original_due_on: date | None
    limits: list[Limit]


class Proof(Open):
    """A proof that anybody can compute again: rules, closed days, movements with their events, answers."""

    format: str
    case: str
    received_on: date


class FoundCase(Open):
    number: str
    case_type: str
    authority: int
    status: str
    received_on: date
    caseworker: str | None
    protected: bool


class Found(Open):
    """A page of what was found. `more`: there are more than are counted."""

    count: int
    more: bool
    page: int
    pages: int
    cases: list[FoundCase]


class DocumentItem(Open):
    """A version of a document. `title` is null once it is forgotten."""

    number: int
    version: int
    kind: str
    title: str | None
    media_type: str
    size: int
    sha256: str
    added_on: date
    added_by: str
    dispatched_on: date | None
    newest: bool


class Documents(Open):
    number: str
    documents: list[DocumentItem]


class Title(Open):
    da: str
    en: str


class CaseTypeItem(Open):
    id: str
    area: str
    title: Title


class OutcomeItem(Open):
    id: str
    on_merits: bool
    reversal: bool
    title: Title


class AuthorityItem(Open):
    code: int
    kind: str
    title: Title


class OfficeItem(Open):
    code: int
    department: int
    areas: list[str]
    title: Title


class Violation(Open):
    number: str
    what: str
    da: str
    en: str


class SelfCheck(Open):
    violations: list[Violation]


class Me(Open):
    """Who the token acts as, and what it may."""

    token: str
    owner: str
    role: str | None
    office: int | None
    machine: bool
    scopes: list[str]


class FieldError(Open):
    at: str
    why: str


class Problem(Schema):
    """application/problem+json (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    da: str = ""
    en: str = ""
    errors: tuple[FieldError, ...] = ()
