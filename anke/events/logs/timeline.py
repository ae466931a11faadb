"""From everything a log says of one case to its events, in order; the rest is rejected with a reason.

The choices: the first of what can happen once counts, or the last where the mapping says so. A date from a
column takes the place of activities. A case that ends before it is received is left out whole. A case still
paused when it ends is resumed that day. A case is fully informed at receipt where it became so that very day.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from anke.events.apply import CaseState, apply
from anke.events.logs.gather import OUTCOME
from anke.events.logs.mapping import CASE_TYPE, Mapping
from anke.events.logs.spool import Moment, Planned, Reject
from anke.events.logs.steps import DEADLINE, ENDS, ONCE, STEPS
from anke.rules.steps import OPEN, Status

AUTHORITY, OFFICE = 9099, 1  # "other" authority; a log says nothing of offices
STATED = "as stated in the log"


@dataclass(frozen=True)
class Happened:
    """A planned event in the shape `apply` reads."""

    subject_name: str
    kind: str
    happened_on: date
    data: dict[str, Any]


@dataclass
class Timeline:
    """What one case comes to."""

    planned: list[Planned] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    state: CaseState | None = None
    due: date | None = None  # the day the log itself says the case is due

    def refuse(self, moments: Iterable[Moment], reason: str) -> None:
        self.rejects += [Reject(m.line, m.name, m.activity, reason, m.row) for m in moments]


def timeline(name: str, moments: Sequence[Moment], mapping: Mapping) -> Timeline:
    """The events of one case. `moments` in order of time, then of the log."""
    made = Timeline()
    chosen = _choose(moments, mapping, made)
    birth = next((moment for moment in chosen if moment.step == "received"), None)
    if birth is None:
        made.refuse(chosen, "not_received")
        return made
    end = next((moment for moment in chosen if moment.step in ENDS), None)
    if end is not None and end.day < birth.day:
        made.refuse(chosen, "decided_before_received")
        return made
    _Writer(name, moments, mapping, made).write(birth, [moment for moment in chosen if moment is not birth])
    return made


def _choose(moments: Sequence[Moment], mapping: Mapping, made: Timeline) -> list[Moment]:
    """One of each step that happens once; the others are rejected. In order of time."""
    kept: list[Moment] = []
    once: dict[str, list[Moment]] = {}
    for moment in moments:
        if moment.step in ONCE or moment.step == DEADLINE:
            once.setdefault(moment.step, []).append(moment)
        elif moment.step != OUTCOME:
            kept.append(moment)
    for step, found in once.items():
        from_columns = [moment for moment in found if not moment.row]
        if from_columns:
            first = min(from_columns, key=lambda moment: moment.line)
            made.refuse((m for m in from_columns if m.day != first.day), "date_differs")
            kept.append(first)
        else:
            one = found[-1] if step in mapping.last else found[0]
            made.refuse((moment for moment in found if moment is not one), "repeated")
            kept.append(one)
    return sorted(kept, key=lambda moment: (moment.at, moment.line))


class _Writer:
    """Writes the events of one case after each other, as its state allows."""

    def __init__(self, name: str, moments: Sequence[Moment], mapping: Mapping, made: Timeline) -> None:
        self._name, self._mapping, self._made = name, mapping, made
        self._moments = moments
        self._at = 0
        self._received = ""

    def write(self, birth: Moment, others: Sequence[Moment]) -> None:
        self._received = birth.day
        self._plan(birth, {"case_type": CASE_TYPE, "authority": AUTHORITY, "office": OFFICE})
        for moment in others:
            if moment.step == DEADLINE:
                self._due(birth, moment)
        for moment in others:
            if moment.step != DEADLINE:
                self._take(moment)

    def _due(self, birth: Moment, moment: Moment) -> None:
        self._made.due = date.fromisoformat(moment.day)
        data = {"until": moment.day, "reason": STATED}
        self._add(birth.at, "deadline_extended", birth.day, data, moment)

    def _take(self, moment: Moment) -> None:
        reason = self._objection(moment)
        if reason:
            self._made.refuse([moment], reason)
            return
        if moment.step in ENDS and self._status is Status.PAUSED:
            self._add(moment.at, "clock_resumed", moment.day, {}, moment._replace(row=0))
        self._plan(moment, self._data(moment))

    @property
    def _status(self) -> Status | None:
        return self._made.state.status if self._made.state else None

    def _objection(self, moment: Moment) -> str | None:
        """Why a moment cannot become an event now; None: it can."""
        step, status = moment.step, self._status
        if moment.day < self._received:
            return "before_receipt"
        if step == "dispatched":
            return None if status is Status.DECIDED else "not_decided"
        if status not in OPEN:
            return "after_end"
        if step == "paused" and status is Status.PAUSED:
            return "repeated"
        if step == "resumed" and not self._can_resume(moment):
            return "not_paused"
        return None

    def _can_resume(self, moment: Moment) -> bool:
        state = self._made.state
        if state is None or state.status is not Status.PAUSED:
            return False
        return state.pauses[-1][0] <= date.fromisoformat(moment.day)

    def _data(self, moment: Moment) -> dict[str, Any]:
        if moment.step == "informed":
            return {"fully_informed": moment.day == self._received}
        if moment.step == "paused":
            return {"reason": STATED}
        if moment.step == "decided":
            return {"outcome": self._outcome(moment)}
        return {}

    def _outcome(self, decided: Moment) -> str:
        """What the deciding row says; else the last that the log says of the case; else `otherwise`."""
        asked = self._mapping.outcome
        if asked is None:
            return "completed"
        saying = [moment for moment in self._moments if moment.outcome]
        found = decided if decided.outcome else max(saying, key=lambda m: m.line, default=None)
        if found is None or found.outcome is None:
            return asked.otherwise
        if found.outcome not in asked.values:
            self._made.rejects.append(Reject(found.line, self._name, found.outcome, "unknown_outcome", 0))
        return asked.values.get(found.outcome, asked.otherwise)

    def _plan(self, moment: Moment, data: dict[str, Any]) -> None:
        self._add(moment.at, STEPS[moment.step], moment.day, data, moment)

    def _add(self, at: int, kind: str, day: str, data: dict[str, Any], said: Moment) -> None:
        """Events of a case keep their order also where the log's clock says otherwise."""
        self._at = max(self._at, at)
        self._made.state = apply(self._made.state, Happened(self._name, kind, date.fromisoformat(day), data))
        self._made.planned.append(
            Planned(self._at, self._name, kind, day, data, said.row, said.line, said.activity)
        )
