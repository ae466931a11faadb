"""Whose move it is: for every open case, and every decision not yet sent, one next actor and one clock.

A case nobody has to act on, or that nobody has to act on by any day, is how cases get stuck (lessons, 10).
So this answers for every status but those in which all is done, and the register refuses a row without it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from anke.rules.roles import Role
from anke.rules.steps import Status


class Stage(StrEnum):
    """How far a case has come, as its remaining time is estimated by."""

    UNASSIGNED = "unassigned"
    IN_HAND = "in_hand"
    WAITING = "waiting"  # paused: somebody else's answer
    APPROVAL = "approval"
    READY = "ready"  # approved, or back from approval
    MEETING = "meeting"
    SENDING = "sending"
    DONE = "done"


@dataclass(frozen=True)
class Next:
    """Who acts next, by when, and why then. `person` has initials, or None where any of the role may.

    `clock` names what the day is: deadline, target (of many cases together), follow_up, approval, meeting,
    dispatch or review.
    """

    role: Role
    person: str | None
    on: date
    clock: str
    stage: Stage


@dataclass(frozen=True)
class Days:
    """The days a case's clocks can point at; None where it has no such day. `aim`: `due` is the day of a
    target for many cases together, and no deadline of this one."""

    due: date | None
    follow_up: date | None
    meeting: date | None
    approval: date | None
    dispatch: date | None
    review: date
    aim: bool = False


_STAGES = {
    Status.PAUSED: Stage.WAITING,
    Status.SUBMITTED: Stage.APPROVAL,
    Status.APPROVED: Stage.READY,
    Status.AT_MEETING: Stage.MEETING,
    Status.DECIDED: Stage.SENDING,
}


def stage_of(status: Status, caseworker: str | None) -> Stage:
    """
    >>> [str(stage_of(Status.REGISTERED, who)) for who in (None, "anna")]
    ['unassigned', 'in_hand']
    """
    if status is Status.REGISTERED:
        return Stage.IN_HAND if caseworker else Stage.UNASSIGNED
    return _STAGES.get(status, Stage.DONE)


def next_step(status: Status, caseworker: str | None, days: Days) -> Next | None:
    """Whose move it is and by when; None where nothing is left to do.

    >>> days = Days(date(2025, 5, 1), None, None, None, None, date(2025, 6, 1))
    >>> next_step(Status.REGISTERED, None, days)
    Next(role=<Role.HEAD_OF_OFFICE: 'head_of_office'>, person=None, on=datetime.date(2025, 5, 1), ...)
    >>> next_step(Status.DISPATCHED, "anna", days) is None
    True
    """
    stage = stage_of(status, caseworker)
    if stage is Stage.DONE:
        return None
    on, clock = _clock(stage, days)
    if stage is Stage.APPROVAL:
        return Next(Role.HEAD_OF_OFFICE, None, on, clock, stage)
    if stage is Stage.MEETING:
        return Next(Role.BOARD_SECRETARY, None, on, clock, stage)
    if caseworker is None:
        return Next(Role.HEAD_OF_OFFICE, None, on, clock, stage)
    return Next(Role.CASEWORKER, caseworker, on, clock, stage)


def _clock(stage: Stage, days: Days) -> tuple[date, str]:
    """The nearest day that counts at a stage: an approval or a meeting never hides an earlier deadline."""
    if stage is Stage.WAITING and days.follow_up:
        return days.follow_up, "follow_up"
    if stage is Stage.SENDING:
        return days.dispatch or days.review, "dispatch"
    ends = [(days.due, "target" if days.aim else "deadline")] if days.due else [(days.review, "review")]
    if stage is Stage.APPROVAL and days.approval:
        ends.append((days.approval, "approval"))
    if stage is Stage.MEETING and days.meeting:
        ends.append((days.meeting, "meeting"))
    return min(ends)
