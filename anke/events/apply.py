"""What the events make of a case: `state = fold(events)`. Pure; the command, the bulk loader, the check and
the demonstration all use it.

Events count in the order they were recorded; the last word about a column holds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from anke.events.matters import MATTERS
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
    are codes; None where nothing is known.

    pauses      (from, to), to None while the pause lasts
    extensions  (granted on, until), those that stand
    appeal      the first instance's decision and the complaint: (what, day) in order
    parties     (id, kind, protected), those there are; `last_party` is the highest number ever given
    points      (number, outcome or None)
    draft       what waits for approval or is approved: (who submitted it, when, its SHA-256, which letter)
    No personal value is ever part of a state.
    """

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
    extensions: tuple[tuple[date, date], ...] = ()
    follow_up_on: date | None = None
    meeting_on: date | None = None
    procedure: str | None = None
    appeal: tuple[tuple[str, date], ...] = ()
    parties: tuple[tuple[str, str, bool], ...] = ()
    last_party: int = 0
    points: tuple[tuple[int, str | None], ...] = ()
    links: tuple[str, ...] = ()
    draft: tuple[str, date, str | None, str | None] | None = None
    restricted: bool = False
    held: bool = False
    reopens: str | None = None
    reopened_as: tuple[str, ...] = ()
    last_position: int = 0

    @property
    def facts(self) -> dict[str, int]:
        """The row of facts, in whole numbers: every column of `rules/facts.py`."""
        return {column: number(column, getattr(self, column)) for column in COLUMNS}


_NAMES = tuple(entry.name for entry in fields(CaseState))
_values = attrgetter(*_NAMES)


def apply(state: CaseState | None, event: Happening) -> CaseState:
    """The state after one more event. Raises `OutOfOrder` where the state does not allow it."""
    draft: Draft = {} if state is None else dict(zip(_NAMES, _values(state), strict=True))
    return CaseState(**advance(draft, event))


def fold(events: Iterable[Happening]) -> CaseState | None:
    """The state after all events of one case, in the order recorded; None where there are none."""
    draft: Draft = {}
    for event in events:
        advance(draft, event)
    return CaseState(**draft) if draft else None


def fold_steps(
    events: Iterable[Any],
) -> Iterator[tuple[int, list[tuple[Status, str | None, date]]]]:
    """For recorded events, each subject's together and in order: (subject id, where the case stood after each
    event, with whom, and the day it happened)."""
    for subject_id, told in groupby(events, key=attrgetter("subject_id")):
        draft: Draft = {}
        steps = []
        for event in told:
            advance(draft, event)
            steps.append((draft["status"], draft.get("caseworker"), event.happened_on))
        yield subject_id, steps


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
        remark(draft, event)
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


def _registered(draft: Draft, event: Happening) -> None:
    data = event.data
    if "appellant" in data:
        draft["parties"], draft["last_party"] = (("P1", "appellant", bool(data.get("protected"))),), 1
    if "procedure" in data:
        draft["procedure"] = data["procedure"]


def _paused(draft: Draft, event: Happening) -> None:
    draft["pauses"] = (*draft.get("pauses", ()), (event.happened_on, None))
    until = event.data.get("follow_up_on")
    draft["follow_up_on"] = date.fromisoformat(until) if until else None


def _resumed(draft: Draft, event: Happening) -> None:
    _end_pause(draft, event.happened_on)


def _end_pause(draft: Draft, day: date) -> None:
    *earlier, (begun, _) = draft["pauses"]
    if day < begun:
        raise OutOfOrder(
            f"The clock was paused on {begun}; it cannot have been resumed on {day}, before that."
        )
    draft["pauses"], draft["follow_up_on"] = (*earlier, (begun, day)), None


def _pause_annulled(draft: Draft, event: Happening) -> None:
    draft["pauses"], draft["follow_up_on"] = draft["pauses"][:-1], None


def _withdrawn(draft: Draft, event: Happening) -> None:
    _close(draft, event.happened_on)


def _close(draft: Draft, day: date) -> None:
    """What waited waits no longer: a pause that lasts ends, a draft and a meeting are things of the past."""
    if draft.get("pauses") and draft["pauses"][-1][1] is None:
        _end_pause(draft, max(day, draft["pauses"][-1][0]))
    draft["meeting_on"] = None


def _assigned(draft: Draft, event: Happening) -> None:
    draft["caseworker"] = event.data.get("caseworker")


def _extended(draft: Draft, event: Happening) -> None:
    until = date.fromisoformat(event.data["until"])
    draft["extensions"] = (*draft.get("extensions", ()), (event.happened_on, until))
    draft["deadline_until"] = until


def _extension_removed(draft: Draft, event: Happening) -> None:
    until = date.fromisoformat(event.data["until"])
    standing = draft.get("extensions", ())
    left = tuple(one for one in standing if one[1] != until)
    if left == standing:
        raise OutOfOrder(f"Case {event.subject_name} has no extension to {until} that could be taken back.")
    draft["extensions"] = left
    draft["deadline_until"] = left[-1][1] if left else None


def _dispatched(draft: Draft, event: Happening) -> None:
    draft["dispatched_on"] = event.happened_on


def _reopened(draft: Draft, event: Happening) -> None:
    draft["reopened_as"] = (*draft.get("reopened_as", ()), event.data["as"])


def _corrected(draft: Draft, event: Happening) -> None:
    if draft["status"] != Status.DISPATCHED:
        draft["dispatched_on"] = None
    if draft["status"] not in OPEN:
        _close(draft, draft["closed_on"])


def _submitted(draft: Draft, event: Happening) -> None:
    data = event.data
    draft["draft"] = (data["by"], event.happened_on, data.get("sha256"), data.get("letter"))


def _no_draft(draft: Draft, event: Happening) -> None:
    draft["draft"] = None


def _to_meeting(draft: Draft, event: Happening) -> None:
    draft["meeting_on"] = date.fromisoformat(event.data["meeting_on"])


def _from_meeting(draft: Draft, event: Happening) -> None:
    draft["meeting_on"] = None


def _switch(name: str, value: bool) -> Callable[[Draft, Happening], None]:
    def switch(draft: Draft, event: Happening) -> None:
        draft[name] = value

    return switch


# What an event says beyond the columns of the facts.
_REMARKS: dict[str, Callable[[Draft, Happening], None]] = {
    "case_registered": _registered,
    "clock_paused": _paused,
    "clock_resumed": _resumed,
    "pause_annulled": _pause_annulled,
    "case_withdrawn": _withdrawn,
    "case_assigned": _assigned,
    "case_transferred": _assigned,
    "deadline_extended": _extended,
    "extension_removed": _extension_removed,
    "case_decided": _from_meeting,
    "case_dismissed": _from_meeting,
    "decision_dispatched": _dispatched,
    "case_reopened": _reopened,
    "registration_corrected": _corrected,
    "draft_submitted": _submitted,
    "draft_taken_back": _no_draft,
    "draft_returned": _no_draft,
    "put_before_meeting": _to_meeting,
    "returned_from_meeting": _from_meeting,
    "case_restricted": _switch("restricted", True),
    "restriction_lifted": _switch("restricted", False),
    "hold_placed": _switch("held", True),
    "hold_lifted": _switch("held", False),
    **MATTERS,
}
