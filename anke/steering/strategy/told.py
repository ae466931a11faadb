"""What has been recorded of a strategic initiative, as known at a moment: a pure replay of its events.

Each initiative is a subject of its own, kind `initiative`, named strategy/number (2018-2022/7). What nobody
has recorded is unknown and stays so.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from anke.content.schema.base import Text
from anke.events import queries as events
from anke.events.queries import Recorded

SUBJECT = "initiative"


class State(StrEnum):
    """How far an initiative is, as far as anybody has recorded."""

    UNKNOWN = "unknown"
    BEGUN = "begun"
    HELD = "held"
    FINISHED = "finished"


@dataclass(frozen=True)
class Evidence:
    """What shows that something has been done: a document, a link, or a figure of a results plan."""

    form: str  # document | link | figure
    title: str
    where: str  # where the document lies, an address, or plan/subgoal
    on: date


@dataclass(frozen=True)
class Link:
    """A goal of a results plan the initiative serves, by somebody's word."""

    plan: str
    goal: str
    reason: str


@dataclass(frozen=True)
class Added:
    """An initiative no paper has printed: what it is called and where it belongs."""

    title: Text
    focus: str
    on: date


@dataclass(frozen=True)
class Told:
    """All that has been recorded of one initiative, in order."""

    added: Added | None = None
    owner: str | None = None
    state: State = State.UNKNOWN
    begun_on: date | None = None
    held_on: date | None = None
    finished_on: date | None = None
    outcome: str | None = None
    nature: str | None = None  # bounded | ongoing
    ends_on: date | None = None  # planned
    evidence: tuple[Evidence, ...] = ()
    links: tuple[Link, ...] = ()
    history: tuple[Recorded, ...] = ()


NOTHING = Told()


def recorded(known_at: datetime | None) -> dict[str, Told]:
    """Every initiative with events, by name, as known at a moment (None: now)."""
    found: dict[str, list[Recorded]] = {}
    known = [number for _, number, *_ in events.heads(SUBJECT)]
    for event in events.of_subjects(known, upto=events.head_seq()):
        if known_at is None or event.recorded_at <= known_at:
            found.setdefault(event.subject_name, []).append(event)
    return {name: replay(told) for name, told in found.items()}


def replay(told: Iterable[Recorded]) -> Told:
    """One initiative's events, in order, to what they say together."""
    known = NOTHING
    for event in told:
        known = replace(_AFTER[event.kind](known, event), history=(*known.history, event))
    return known


def _added(known: Told, event: Recorded) -> Told:
    title = Text(da=event.data["da"], en=event.data["en"])
    return replace(known, added=Added(title, event.data["focus"], event.happened_on))


def _owner(known: Told, event: Recorded) -> Told:
    return replace(known, owner=event.data["owner"])


def _begun(known: Told, event: Recorded) -> Told:
    return replace(known, state=State.BEGUN, begun_on=event.happened_on)


def _finished(known: Told, event: Recorded) -> Told:
    outcome = event.data["outcome"]
    return replace(known, state=State.FINISHED, finished_on=event.happened_on, outcome=outcome)


def _held(known: Told, event: Recorded) -> Told:
    return replace(known, state=State.HELD, held_on=event.happened_on)


def _resumed(known: Told, event: Recorded) -> Told:
    return replace(known, state=State.BEGUN, held_on=None, finished_on=None, outcome=None)


def _nature(known: Told, event: Recorded) -> Told:
    ends_on = event.data.get("ends_on")
    day = date.fromisoformat(ends_on) if ends_on else None
    return replace(known, nature=event.data["nature"], ends_on=day)


def _evidence(known: Told, event: Recorded) -> Told:
    data = event.data
    one = Evidence(data["form"], data["title"], data["where"], event.happened_on)
    return replace(known, evidence=(*known.evidence, one))


def _linked(known: Told, event: Recorded) -> Told:
    one = Link(event.data["plan"], event.data["goal"], event.data["reason"])
    others = tuple(link for link in known.links if (link.plan, link.goal) != (one.plan, one.goal))
    return replace(known, links=(*others, one))


def _noted(known: Told, event: Recorded) -> Told:
    return known  # it stands in the history


_AFTER = {
    "initiative_added": _added,
    "owner_named": _owner,
    "initiative_begun": _begun,
    "initiative_finished": _finished,
    "initiative_held": _held,
    "initiative_resumed": _resumed,
    "nature_recorded": _nature,
    "evidence_added": _evidence,
    "goal_linked": _linked,
    "initiative_noted": _noted,
}
