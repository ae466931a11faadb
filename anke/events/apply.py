"""What the events make of a case: `state = fold(events)`. Pure; the command, the bulk loader, the check and
the demonstration all use it.

Events count in the order they were recorded; the last word about a column holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Protocol

from anke.events.problem import BadData, OutOfOrder
from anke.events.vocabulary import KINDS, KindOfEvent, kind_called, number
from anke.rules.facts import COLUMNS
from anke.rules.steps import OPEN, Refused, Status, step

Draft = dict[str, Any]  # a subject's state while it is being made: the fields of CaseState


class Happening(Protocol):
    """What `apply` needs to know of an event, recorded or not."""

    @property
    def subject_name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def happened_on(self) -> date: ...
    @property
    def data(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class CaseState:
    """A case as its events make it. Case type and outcome are ids of the content files, authority and office
    are codes; None where nothing is known. `pauses` are (from, to), to None while the pause lasts."""

    name: str
    status: Status
    case_type: str
    authority: int
    office: int | None
    received_on: date
    outcome: str | None = None
    fully_informed: bool | None = None
    first_instance_error: bool | None = None
    meeting_decided_on: date | None = None
    decided_on: date | None = None
    closed_on: date | None = None
    dispatched_on: date | None = None
    caseworker: str | None = None
    pauses: tuple[tuple[date, date | None], ...] = ()
    deadline_until: date | None = None
    reopens: str | None = None
    reopened_as: tuple[str, ...] = ()
    last_position: int = 0

    @property
    def facts(self) -> dict[str, int]:
        """The row of facts, in whole numbers: every column of `rules/facts.py`."""
        return {column: number(column, getattr(self, column)) for column in COLUMNS}


_NAMES = tuple(entry.name for entry in fields(CaseState))


def apply(state: CaseState | None, event: Happening) -> CaseState:
    """The state after one more event. Raises `OutOfOrder` where the state does not allow it."""
    draft: Draft = {} if state is None else {name: getattr(state, name) for name in _NAMES}
    return CaseState(**advance(draft, event))


def fold(events: Iterable[Happening]) -> CaseState | None:
    """The state after all events of one case, in the order recorded; None where there are none."""
    draft: Draft = {}
    for event in events:
        advance(draft, event)
    return CaseState(**draft) if draft else None


def fold_many(events: Iterable[Happening]) -> dict[str, CaseState]:
    """The states of many cases whose events come mixed: case id → state."""
    drafts: dict[str, Draft] = {}
    for event in events:
        advance(drafts.setdefault(event.subject_name, {}), event)
    return {name: CaseState(**draft) for name, draft in drafts.items()}


def advance(draft: Draft, event: Happening) -> Draft:
    """Bring a draft one event further, in place. An empty draft is an unborn case."""
    kind = KINDS.get(event.kind) or kind_called(event.kind)
    happened_on, data = event.happened_on, event.data
    status = status_after(draft, kind, event.subject_name, data)
    words = kind.says(happened_on, data)
    _check_dates(draft, words, kind, event)
    if kind.birth:
        draft["name"], draft["last_position"] = event.subject_name, 0
        draft["reopens"] = data.get("reopens")
    draft["status"] = status
    draft["last_position"] += 1
    draft.update(words)
    if remark := _REMARKS.get(kind.name):
        remark(draft, happened_on, data)
    return draft


def status_after(draft: Draft, kind: KindOfEvent, name: str, data: Mapping[str, Any]) -> Status:
    """The status a case has after an event of this kind. Raises `OutOfOrder`, in words for a person."""
    if not draft:
        if kind.birth:
            return Status.REGISTERED
        raise OutOfOrder(
            f"Case {name} is not registered yet, so {kind.name} cannot follow. Record case_registered first."
        )
    if kind.birth:
        raise OutOfOrder(
            f"Case {name} is registered already. A reopened case is a new case with its own number."
        )
    status: Status = draft["status"]
    if kind.act is None:
        return status
    try:
        after = step(status, kind.act)
    except Refused as refused:
        raise OutOfOrder(f"Case {name}: {refused}") from None
    return (
        _status_corrected(draft, after, data["changes"]) if kind.name == "registration_corrected" else after
    )


def _status_corrected(draft: Draft, status: Status, changes: Mapping[str, Any]) -> Status:
    """A correction keeps the status unless it sets a milestone or takes one back: the status then follows."""
    closed, decided = (changes[c] if c in changes else draft.get(c) for c in ("closed_on", "decided_on"))
    outcome = changes["outcome"] if "outcome" in changes else draft.get("outcome")
    if decided and not closed:
        raise BadData("A decided case is closed. Correct 'closed_on' together with 'decided_on'.")
    if bool(closed) != bool(outcome):
        raise BadData(
            "A closed case has an outcome and an open case has none. "
            "Correct 'outcome' and 'closed_on' together."
        )
    if bool(closed and not decided) != (outcome == "withdrawn"):
        raise BadData("A case is either decided or withdrawn. Correct 'outcome' and 'decided_on' together.")
    if not closed:
        return status if status in OPEN else Status.REGISTERED
    if not decided:
        return Status.WITHDRAWN
    return status if status in (Status.DECIDED, Status.DISPATCHED) else Status.DECIDED


def _check_dates(draft: Draft, words: Mapping[str, Any], kind: KindOfEvent, event: Happening) -> None:
    """Nothing happens to a case before it is received, before or after a correction."""
    if kind.birth:
        return
    received = words.get("received_on") or draft["received_on"]
    if event.happened_on < received and kind.name != "registration_corrected":
        raise OutOfOrder(
            f"Case {event.subject_name} was received on {received}; {kind.name} cannot have happened on "
            f"{event.happened_on}. Correct the date, or the registration first."
        )
    if kind.name == "registration_corrected":
        for column in ("meeting_decided_on", "decided_on", "closed_on"):
            day = words[column] if column in words else draft.get(column)
            if day is not None and day < received:
                raise OutOfOrder(
                    f"Case {event.subject_name} would be received on {received} and have {column} {day}, "
                    "which is before. Correct both dates together."
                )


def _paused(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    draft["pauses"] = (*draft.get("pauses", ()), (happened_on, None))


def _resumed(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    *earlier, (begun, _) = draft["pauses"]
    if happened_on < begun:
        raise OutOfOrder(
            f"The clock was paused on {begun}; it cannot have been resumed on {happened_on}, before that."
        )
    draft["pauses"] = (*earlier, (begun, happened_on))


def _withdrawn(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    if draft.get("pauses") and draft["pauses"][-1][1] is None:
        _resumed(draft, max(happened_on, draft["pauses"][-1][0]), data)


def _assigned(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    draft["caseworker"] = data.get("caseworker")


def _extended(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    draft["deadline_until"] = date.fromisoformat(data["until"])


def _dispatched(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    draft["dispatched_on"] = happened_on


def _reopened(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    draft["reopened_as"] = (*draft.get("reopened_as", ()), data["as"])


def _corrected(draft: Draft, happened_on: date, data: Mapping[str, Any]) -> None:
    if draft["status"] != Status.DISPATCHED:
        draft["dispatched_on"] = None
    if draft["status"] not in OPEN and draft.get("pauses") and draft["pauses"][-1][1] is None:
        _withdrawn(draft, draft["closed_on"], data)


# What an event says beyond the columns of the facts.
_REMARKS = {
    "clock_paused": _paused,
    "clock_resumed": _resumed,
    "case_withdrawn": _withdrawn,
    "case_assigned": _assigned,
    "deadline_extended": _extended,
    "decision_dispatched": _dispatched,
    "case_reopened": _reopened,
    "registration_corrected": _corrected,
}
