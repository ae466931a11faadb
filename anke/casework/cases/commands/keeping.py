"""The acts about who may see a case and how long it is kept: restriction, legal hold, forgetting,
destruction."""

from dataclasses import replace
from datetime import date, datetime
from typing import Unpack

from anke.casework.cases import people, sight
from anke.casework.cases.commands.acting import By, locked, require, show, tell, who, whole
from anke.casework.cases.commands.clock import undoing
from anke.events import commands as events
from anke.events.apply import CaseState
from anke.events.problem import OutOfOrder
from anke.rules.local import require_past
from anke.rules.refusal import Refused
from anke.rules.steps import OPEN, Act, may


@whole
def restrict_case(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Let only those named on the case, its leaders and the legal unit see it."""
    state = require(number, Act.RESTRICT, by)
    if state.restricted:
        raise Refused(
            "Adgangen til sagen er allerede begrænset.", "Access to the case is restricted already."
        )
    return tell(state, number, "case_restricted", {"reason": reason} | undoing(undoes), by)


@whole
def lift_restriction(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Let everybody within reach see the case again."""
    state = require(number, Act.LIFT_RESTRICTION, by)
    if not state.restricted:
        raise Refused("Adgangen til sagen er ikke begrænset.", "Access to the case is not restricted.")
    return tell(state, number, "restriction_lifted", {"reason": reason} | undoing(undoes), by)


@whole
def place_hold(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Keep the case from destruction until the hold is lifted."""
    state = require(number, Act.PLACE_HOLD, by)
    if state.held:
        raise Refused("Sletning er allerede standset.", "There is a legal hold already.")
    return tell(state, number, "hold_placed", {"reason": reason} | undoing(undoes), by)


@whole
def lift_hold(*, number: str, reason: str, undoes: int | None = None, **by: Unpack[By]) -> CaseState:
    """Lift the legal hold: the rules of keeping count again."""
    state = require(number, Act.LIFT_HOLD, by)
    if not state.held:
        raise Refused("Sletning er ikke standset.", "There is no legal hold.")
    return tell(state, number, "hold_lifted", {"reason": reason} | undoing(undoes), by)


@whole
def destroy_case(*, number: str, certificate: str, **by: Unpack[By]) -> CaseState:
    """Forget everything personal of a closed case for good; what was done, and the figures, stay.

    The room of retention sees to the two approvals and to the documents. Refused while a hold stands.
    """
    state = require(number, Act.DESTROY, by)
    if state.held:
        raise Refused(
            "Sletning af sagen er standset. Ophæv det først.", "A legal hold stands. Lift it first."
        )
    state = tell(state, number, "case_destroyed", {"certificate": certificate}, by)
    try:
        return _forget(state, f"Attest {certificate}", by["happened_on"], by["actor"], by["recorded_at"])
    except OutOfOrder:  # nothing personal was ever in it
        return state


@whole
def forget_parties(
    *, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Make the personal data in a closed case's events unreadable for good. What was done stays known."""
    require_past(happened_on, recorded_at)
    person, state = who(actor), locked(number)
    sight.require(person, state, recorded_at)
    if not person.machine and not may(Act.DESTROY, person.role):
        raise Refused(
            "Din rolle kan ikke slette personoplysninger.", "Your role cannot forget personal data."
        )
    if state.held:
        raise Refused(
            "Sletning af sagen er standset. Ophæv det først.", "A legal hold stands. Lift it first."
        )
    if state.status in OPEN:
        raise Refused(
            "Personoplysningerne skal bruges, så længe sagen er åben. Afslut sagen først.",
            "The personal data are needed while the case is open. Close the case first.",
        )
    try:
        return _forget(state, reason, happened_on, actor, recorded_at)
    except OutOfOrder:
        raise Refused(
            f"Sag {number} har ingen personoplysninger at slette.",
            f"Case {number} holds no personal data to forget.",
        ) from None


def _forget(state: CaseState, reason: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    event = events.shred_personal_data(
        subject_kind="case",
        subject_name=state.name,
        reason=reason,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
    after = replace(state, last_position=state.last_position + 1)
    show(event.subject_id, event.position, event.hash, after)
    people.forget(event.subject_id)
    return after
