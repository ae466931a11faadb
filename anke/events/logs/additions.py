"""What a log adds to what is recorded already: nothing twice; what it now says otherwise, as a correction."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from anke.events.apply import CaseState, apply, fold
from anke.events.logs.moments import from_microseconds
from anke.events.logs.spool import Known, Planned, Reject
from anke.events.logs.timeline import Happened, Timeline
from anke.events.problem import EventError
from anke.rules.chain import canonical
from anke.rules.steps import OPEN

LOG_CHANGED = "the log says otherwise now"
_OF_THE_END = ("decided_on", "closed_on", "outcome")
_ENDING = ("case_decided", "case_withdrawn")


def additions(made: Timeline, known: Sequence[Known], last: int) -> tuple[list[Planned], list[Reject]]:
    """The events still to be recorded, and those that can no longer be.

    `known`: what is recorded of the case, in order; `last`: the moment of the last event recorded at all,
    before which nothing can be recorded any more. A case the log has nothing to say of keeps what is
    recorded.
    """
    if not known or made.state is None:
        return [event._replace(at=max(event.at, last)) for event in made.planned], []
    rest, otherwise = _compared(made.planned, known)
    if not rest and not otherwise:
        return [], []
    name = made.state.name
    state = fold(Happened(name, event.kind, date.fromisoformat(event.day), event.data) for event in known)
    return _Continued(name, state, made, last).add(rest)


def _compared(planned: Sequence[Planned], known: Sequence[Known]) -> tuple[list[Planned], bool]:
    """The planned events not recorded yet, and whether anything else is recorded. Twice counts twice."""
    recorded = Counter((event.kind, event.day, canonical(event.data)) for event in known)
    rest = []
    for event in planned:
        key = (event.kind, event.day, canonical(event.data))
        if recorded[key]:
            recorded[key] -= 1
        else:
            rest.append(event)
    return rest, any(recorded.values())


class _Continued:
    """A case that goes on where it was left."""

    def __init__(self, name: str, state: CaseState | None, made: Timeline, last: int) -> None:
        self._name, self._state, self._made, self._last = name, state, made, last
        self._planned: list[Planned] = []
        self._rejects: list[Reject] = []

    def add(self, rest: Sequence[Planned]) -> tuple[list[Planned], list[Reject]]:
        self._correct(rest)
        for event in rest:
            if event.kind != "case_registered" and not (event.kind in _ENDING and self._ended()):
                self._append(event)
        return self._planned, self._rejects

    def _ended(self) -> bool:
        return self._state is not None and self._state.status not in OPEN

    def _correct(self, rest: Sequence[Planned]) -> None:
        """What is recorded and the log now says otherwise, in one correction."""
        wanted, recorded = self._made.state, self._state
        if wanted is None or recorded is None:
            return
        columns = ["received_on"]
        if wanted.status not in OPEN and recorded.status not in OPEN:
            columns += _OF_THE_END
        if recorded.status not in OPEN and wanted.fully_informed is not None:
            columns.append("fully_informed")
        changes = {
            column: _plain(getattr(wanted, column))
            for column in columns
            if getattr(wanted, column) != getattr(recorded, column)
        }
        if changes:
            at = max([self._last, *(event.at for event in rest)])
            day = from_microseconds(at).date().isoformat()
            data = {"changes": changes, "reason": LOG_CHANGED}
            self._append(Planned(at, self._name, "registration_corrected", day, data))

    def _append(self, event: Planned) -> None:
        moment = max(event.at, self._last, self._planned[-1].at if self._planned else 0)
        happened = Happened(self._name, event.kind, date.fromisoformat(event.day), event.data)
        try:
            self._state = apply(self._state, happened)
        except EventError:
            self._rejects.append(Reject(event.line, self._name, event.activity, "after_end", event.row))
        else:
            self._planned.append(event._replace(at=moment))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
