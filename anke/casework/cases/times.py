"""The days of a case: which limit binds it, its deadline by replay, whose move it is and by when.

The limit is the first of these that has not been kept yet: a limit that binds each case by law, then the
earliest of what was agreed. Where it is not known whether a case was fully informed, both of what would then
hold are counted, and the earlier goes. A case without any has a day of review (content: casework.yaml).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from anke.content.load import content
from anke.content.schema.deadline import Deadline
from anke.events.apply import CaseState
from anke.rules.calendar import Calendars
from anke.rules.clock import Clock, ClockEvent, Extended, Paused, Received, Resumed, Stopped, replay
from anke.rules.deadlines import DeadlineRule, deadline
from anke.rules.next_step import Days, Next, Stage, next_step, stage_of

LIMITS: Final = ("deadline", "target")  # the clocks that are a limit of the content
LOOSE: Final = ("target", "review")  # those whose passing misses nothing that could still be made good
LONG: Final = timedelta(days=36_525)  # a century: before the day of any case that is not overdue
_BY_LAW: Final = ("absolute", "statutory")


@dataclass(frozen=True)
class Usual:
    """The usual remaining times by "case type/stage", in days, and the day they were computed for."""

    days: Mapping[str, int] = field(default_factory=dict)
    on: date = date.min


@dataclass(frozen=True)
class Times:
    """`due_on`: the deadline as it runs now, None while the clock stands still or where there is none."""

    original_due_on: date | None
    due_on: date | None
    next: Next | None
    stage: Stage

    def act_by(self, usual: Usual, state: CaseState) -> date | None:
        """What lists are sorted by: the day by which the case must usually move on to be in time.

        That is its day, less the usual remaining time of such cases at this stage; where that is longer than
        the limit itself, it tells no case from another, and the day stands. As of the day the usual times are
        of, a passed deadline lies `LONG` before itself, ahead of all else; a passed target or review, which
        no hurry makes good, lies on that day: behind what can still be saved, ahead of what is in good time.
        """
        if self.next is None:
            return None
        on, clock = self.next.on, self.next.clock
        if on < usual.on and clock in (*LIMITS, *LOOSE):
            return usual.on if clock in LOOSE else on - LONG
        if clock not in LIMITS:
            return on
        left = timedelta(days=usual.days.get(f"{state.case_type}/{self.stage}", 0))
        whole = (self.original_due_on or on) - state.received_on
        return on - left if left < whole else on


@lru_cache(maxsize=1)
def calendars() -> Calendars:
    return content().calendar.to_rules()


def times_of(state: CaseState) -> Times:
    """Every day of a case that somebody still has to act on; none for one in which all is done."""
    stage = stage_of(state.status, state.caseworker)
    if stage is Stage.DONE:
        return Times(None, None, None, stage)
    limit = binding_limit(state)
    original = due = None
    if limit is not None and (rule := limit.rule_on(state.received_on)):
        original = _plain(rule, state.received_on)
        moved = bool(state.pauses or state.extensions)
        due = clock_of(state, limit).current if moved else original
    return Times(original, due, _next(state, due, limit), stage)


def binding_limit(state: CaseState) -> Deadline | None:
    """The limit the case is measured by now; None where the content knows none."""
    return _binding(
        state.case_type, state.received_on, state.fully_informed, state.meeting_decided_on is not None
    )


def measured_by_target(
    case_type: str, received_on: date, fully_informed: bool | None, *, meeting_decided: bool = False
) -> bool:
    """Whether such a case is measured by a target for many cases, and has no deadline of its own."""
    limit = _binding(case_type, received_on, fully_informed, meeting_decided)
    return limit is not None and limit.is_target


@lru_cache(maxsize=50_000)
def _binding(
    case_type: str, received_on: date, fully_informed: bool | None, meeting_decided: bool
) -> Deadline | None:
    known = content().case_types[case_type]
    found: list[tuple[bool, date, Deadline]] = []
    for limit in known.time_limits:
        rule = limit.rule_on(received_on)
        kept = meeting_decided and limit.clock is not None and limit.clock.stop == "meeting_decided_on"
        if rule is None or kept or not _applies(limit, case_type, known.area, fully_informed):
            continue
        by_law = limit.nature in _BY_LAW and limit.binds == "each_case"
        found.append((not by_law, _plain(rule, received_on), limit))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _applies(limit: Deadline, case_type: str, area: str, fully_informed: bool | None) -> bool:
    return any(
        (case_type in clause.case_types or area in clause.areas)
        and (clause.fully_informed is None or fully_informed in (None, clause.fully_informed))
        for clause in limit.applies
    )


@lru_cache(maxsize=50_000)
def _plain(rule: DeadlineRule, received_on: date) -> date:
    return deadline(received_on, rule, calendars())


def clock_of(state: CaseState, limit: Deadline, told: Iterable[ClockEvent] | None = None) -> Clock:
    """The clock of a limit by replay: of the state's pauses and extensions, or of those `told` with reasons.

    A limit the law lets nobody pause runs through every pause.
    """
    rule = limit.rule_on(state.received_on)
    if rule is None:
        raise ValueError(f"{limit.id} has no value on {state.received_on}")
    moved = list(_movements(state) if told is None else told)
    if limit.pausable is False:
        moved = [one for one in moved if not isinstance(one, Paused | Resumed)]
    stop = getattr(state, limit.clock.stop) if limit.clock else None
    ended = stop or state.closed_on
    stopped = [Stopped(ended)] if ended else []
    return replay([Received(state.received_on), *moved, *stopped], rule, calendars())


def _movements(state: CaseState) -> Iterable[ClockEvent]:
    for begun, ended in state.pauses:
        yield Paused(begun)
        if ended:
            yield Resumed(ended)
    for granted, until in state.extensions:
        yield Extended(granted, until)


def wait_after(name: str, day: date) -> date | None:
    """The day a wait of the content ends (pause, approval, dispatch, review), counted from a day."""
    rule = content().casework.wait(name).rule_on(day)
    return None if rule is None else _plain(rule, day)


def _next(state: CaseState, due: date | None, limit: Deadline | None) -> Next | None:
    aim = limit is not None and limit.is_target
    return next_step(state.status, state.caseworker, replace(_days(state, due), aim=aim))


def _days(state: CaseState, due: date | None) -> Days:
    paused_since = state.pauses[-1][0] if state.pauses and state.pauses[-1][1] is None else None
    follow_up = state.follow_up_on or (wait_after("pause", paused_since) if paused_since else None)
    review = wait_after("review", state.meeting_decided_on or state.received_on)
    return Days(
        due=due,
        follow_up=follow_up,
        meeting=state.meeting_on,
        approval=wait_after("approval", state.draft[1]) if state.draft else None,
        dispatch=wait_after("dispatch", state.decided_on) if state.decided_on else None,
        review=review or state.received_on,
    )
