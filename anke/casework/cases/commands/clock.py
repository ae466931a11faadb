"""The acts that move a case's clock: paused and resumed, extended, and each of them taken back."""

from datetime import date
from typing import Any, Unpack

from anke.casework.cases.commands.acting import By, require, tell, whole
from anke.casework.cases.order import require_later
from anke.events.apply import CaseState
from anke.rules.refusal import Refused
from anke.rules.steps import Act


@whole
def pause_clock(*, number: str, reason: str, follow_up_on: date | None = None, **by: Unpack[By]) -> CaseState:
    """Pause the deadline's clock from `happened_on`. The case's age runs on: no pause hides it.

    `follow_up_on`: the day the case is taken up again; else the wait in casework.yaml. The day of the
    pause can
    lie back as far as that file says.
    """
    state = require(number, Act.PAUSE, by)
    data: dict[str, Any] = {"reason": reason}
    if follow_up_on is not None:
        if follow_up_on <= by["happened_on"]:
            raise Refused(
                "Sagen skal tages op igen efter den dag, pausen begynder. Skriv en senere dag.",
                "The case is taken up again after the day the pause begins. Write a later day.",
            )
        data["follow_up_on"] = follow_up_on.isoformat()
    return tell(state, number, "clock_paused", data, by)


@whole
def resume_clock(*, number: str, reason: str | None = None, **by: Unpack[By]) -> CaseState:
    """Let the deadline's clock run again from `happened_on`; that day counts."""
    state = require(number, Act.RESUME, by)
    return tell(state, number, "clock_resumed", {"reason": reason} if reason else {}, by)


@whole
def annul_pause(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Take the present pause back: the clock has not stood still."""
    state = require(number, Act.ANNUL_PAUSE, by)
    return tell(state, number, "pause_annulled", {"reason": reason} | undoing(undoes), by)


@whole
def extend_deadline(*, number: str, until: date, reason: str, **by: Unpack[By]) -> CaseState:
    """Extend the deadline to a day. The original deadline stays known beside it."""
    state = require(number, Act.EXTEND, by)
    require_later(until, by["happened_on"], state)
    return tell(state, number, "deadline_extended", {"until": until.isoformat(), "reason": reason}, by)


@whole
def remove_extension(
    *, number: str, until: date, reason: str, undoes: int | None = None, **by: Unpack[By]
) -> CaseState:
    """Take an extension to a day back: it counts as never granted."""
    state = require(number, Act.REMOVE_EXTENSION, by)
    if until not in {one for _, one in state.extensions}:
        raise Refused(
            f"Fristen er ikke forlænget til {until:%d.%m.%Y}.", f"The deadline is not extended to {until}."
        )
    data = {"until": until.isoformat(), "reason": reason}
    return tell(state, number, "extension_removed", data | undoing(undoes), by)


def undoing(position: int | None) -> dict[str, Any]:
    """What an event says that takes another back: that one's position."""
    return {} if position is None else {"undoes": position}
