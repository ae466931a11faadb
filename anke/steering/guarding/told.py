"""What has been recorded of a plan and of its definitions, as known at a moment: a replay of their events.

A plan is a subject of its own, kind `plan`, named by its year; a definition is one of kind `definition`,
named plan/subgoal (2025/1.2.a).
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from anke.events import queries as events
from anke.events.queries import Recorded

PLAN, DEFINITION = "plan", "definition"
KINDS = (
    "plan_adopted",
    "correction_proposed",
    "correction_approved",
    "correction_dropped",
    "basis_changed",
)


@dataclass(frozen=True)
class Correction:
    """A correction of our own data after the paper: proposed by one, approved or dropped by another."""

    reason: str
    sha256: str
    text: str = field(repr=False)
    by: str
    on: date
    approved_by: str | None = None
    approved_on: date | None = None


@dataclass(frozen=True)
class Remark:
    """A change of what a plan rests on. `goal` is a goal or subgoal; None: the whole plan."""

    goal: str | None
    words: str
    by: str
    on: date
    seq: int


@dataclass(frozen=True)
class Told:
    """All that has been recorded of one plan."""

    sha256: str
    text: str = field(repr=False)
    adopted_on: date
    adopted_by: str
    pending: Correction | None = None
    corrections: tuple[Correction, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Version:
    """A definition as it was in force from a day on."""

    version: str
    text: str = field(repr=False)
    since: date
    recorded_at: datetime


def told_of(plan_id: str, known_at: datetime | None = None) -> Told | None:
    """A plan's record as known at a moment (None: now); None where it has not been adopted."""
    known: Told | None = None
    for event in events.events_of(PLAN, plan_id):
        if known_at is None or event.recorded_at <= known_at:
            known = _after(known, event)
    return known


def _after(known: Told | None, event: Recorded) -> Told:
    data, on, by = event.data, event.happened_on, event.actor
    if known is None:
        return Told(data["sha256"], data["text"], on, by)
    match event.kind:
        case "correction_proposed":
            pending = Correction(data["reason"], data["sha256"], data["text"], by, on)
            return replace(known, pending=pending)
        case "correction_approved" if known.pending is not None:
            done = replace(known.pending, approved_by=by, approved_on=on)
            every = (*known.corrections, done)
            return replace(known, sha256=done.sha256, text=done.text, pending=None, corrections=every)
        case "correction_dropped":
            return replace(known, pending=None)
        case "basis_changed":
            one = Remark(data.get("goal"), data["remark"], by, on, event.seq)
            return replace(known, remarks=(*known.remarks, one))
    return known


def versions_of(name: str) -> tuple[Version, ...]:
    """Every version of a definition, the oldest first."""
    return tuple(
        Version(event.data["version"], event.data["text"], event.happened_on, event.recorded_at)
        for event in events.events_of(DEFINITION, name)
    )


def in_force(plan_id: str) -> dict[str, str]:
    """The version in force of every definition of a plan that has been recorded, by name."""
    known = [number for name, number, *_ in events.heads(DEFINITION) if name.startswith(f"{plan_id}/")]
    told = events.of_subjects(known, upto=events.head_seq())
    return {event.subject_name: event.data["version"] for event in told}
