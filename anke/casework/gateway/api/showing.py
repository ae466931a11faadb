"""How a case, its story, its deadlines and its parties become the API's answers."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case, Told
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.organisation.queries import Actor
from anke.rules.steps import STEPS, Act, Status, may
from anke.rules.trace import sentence

ROW: Final = (
    "number",
    "status",
    "stage",
    "case_type",
    "authority",
    "office",
    "caseworker",
    "procedure",
    "received_on",
    "due_on",
    "original_due_on",
    "act_by",
    "clock",
    "clock_on",
    "next_role",
    "next_person",
    "outcome",
    "decided_on",
    "closed_on",
    "dispatched_on",
    "protected",
    "restricted",
    "position",
)
_MORE: Final = (
    "fully_informed",
    "first_instance_error",
    "meeting_decided_on",
    "meeting_on",
    "follow_up_on",
    "held",
    "reopens",
)


def _plain(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def text_of(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=_plain)


def answer(said: Any, *, status: int = 200, etag: str | None = None) -> HttpResponse:
    """An answer as JSON. Nothing of it may be kept on the way."""
    return raw(text_of(said), status=status, etag=etag)


def raw(text: str, *, status: int = 200, etag: str | None = None) -> HttpResponse:
    made = HttpResponse(text, status=status, content_type="application/json")
    made["Cache-Control"] = "no-store" if etag is None else "private, no-cache"
    if etag is not None:
        made["ETag"] = etag
    return made


def card(case: Case, actor: Actor, near: Iterable[str]) -> dict[str, Any]:
    """One case with all that is known of it but its persons. `near`: the linked cases the asker sees."""
    shown = {name: getattr(case, name) for name in (*ROW, *_MORE)}
    seen = set(near)
    return shown | {
        "reopens": case.reopens if case.reopens in seen else None,
        "appeal": [{"what": what, "day": day} for what, day in case.appeal],
        "pauses": [{"begun_on": begun, "ended_on": ended} for begun, ended in case.pauses],
        "extensions": [{"granted_on": granted, "until": until} for granted, until in case.extensions],
        "parties": [{"party": key, "kind": kind, "protected": hidden} for key, kind, hidden in case.parties],
        "points": [{"point": point, "outcome": outcome} for point, outcome in case.points],
        "links": [one for one in case.links if one in seen],
        "reopened_as": [one for one in case.reopened_as if one in seen],
        "acts": acts(case.status, actor),
    }


def near(case: Case) -> list[str]:
    """The other cases a case names."""
    return [*case.links, *case.reopened_as, *([case.reopens] if case.reopens else [])]


def acts(status: str, actor: Actor) -> list[str]:
    """What somebody in this role may do in that state, as the addresses of acts name it."""
    allowed = [
        act for act in Act if (Status(status), act) in STEPS and may(act, actor.role, machine=actor.machine)
    ]
    return [_ADDRESSES[act] for act in allowed if act in _ADDRESSES]


_ADDRESSES: Final[Mapping[Act, str]] = {
    act: {
        Act.SUBMIT: "submit-draft",
        Act.TAKE_BACK: "take-back-draft",
        Act.RETURN: "return-draft",
        Act.APPROVE: "approve-draft",
        Act.FIND_ERROR: "find-first-instance-error",
    }.get(act, act.value.replace("_", "-"))
    for act in Act
    if act is not Act.DESTROY
}


def done(state: CaseState) -> dict[str, Any]:
    return {
        "number": state.name,
        "status": str(state.status),
        "position": state.last_position,
        "office": state.office,
        "caseworker": state.caseworker,
    }


def story(number: str, lang: str, seen: Collection[str]) -> dict[str, Any]:
    """Every event as a sentence. `seen`: the other cases that may be named."""
    told = events.events_of("case", number)
    return {
        "number": number,
        "events": [
            {
                "position": one.position,
                "kind": one.kind,
                "happened_on": one.happened_on,
                "recorded_at": one.recorded_at,
                "actor": one.actor,
                "said": cases.said_of(one, lang, seen),
                "hash": one.hash,
            }
            for one in told
        ],
    }


def deadlines(case: Case, lang: str) -> dict[str, Any]:
    return {
        "number": case.number,
        "received_on": case.received_on,
        "due_on": case.due_on,
        "original_due_on": case.original_due_on,
        "limits": [_limit(one, lang) for one in cases.clocks_of(case.number)],
    }


def _limit(one: Told, lang: str) -> dict[str, Any]:
    clock = one.clock
    return {
        "id": one.limit.id,
        "title": one.limit.title[lang],
        "binding": one.binding,
        "target": one.limit.is_target,
        "nature": one.limit.nature,
        "original": clock.original,
        "current": clock.current,
        "stopped": clock.stopped,
        "superseded": [
            {"deadline": was.deadline, "since": was.since, "replaced_on": was.replaced_on}
            for was in clock.superseded
        ],
        "steps": [
            {
                "kind": step.kind,
                "on": step.date,
                "said": sentence(step, lang, target=one.limit.is_target),
            }
            for step in clock.steps
        ],
    }


def party(one: Any) -> dict[str, Any]:
    """A party by name; of a protected one only that there is one."""
    told = ("name", "address", "email", "phone", "adjustments")
    known = {part: None if one.protected else getattr(one, part) or None for part in told}
    return {"party": one.key, "kind": one.kind, "protected": one.protected} | known
