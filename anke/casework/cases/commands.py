"""The acts of casework, one function each.

Every act takes the case's number, who does it (`actor`), the local day it happened, and the moment it is
recorded (UTC). It obeys the table of steps, records its event and shows the new state in the register, or
raises `Refused` and changes nothing. Two people who act at once come one after the other; the second is
judged by what the first has done.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import numbers, projection
from anke.casework.cases.models import Case
from anke.casework.cases.order import completed, require_later, require_order
from anke.events import commands as events
from anke.events.apply import CaseState, apply
from anke.events.commands import NewEvent
from anke.events.problem import OutOfOrder
from anke.rules.local import require_past
from anke.rules.steps import OPEN, Act, Refused, step


@sensitive_variables("appellant", "data")
@transaction.atomic
def register_case(
    *,
    case_type: str,
    authority: int,
    office: int,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    fully_informed: bool | None = None,
    appellant: Mapping[str, str] | None = None,
) -> CaseState:
    """Register a case received on `happened_on`; it gets the next number of that year.

    `case_type` is an id and `authority` (the first instance) a code of the content files. `appellant` is
    {"name": …, "cpr": …}; it is kept encrypted.
    """
    require_past(happened_on, recorded_at)
    data: dict[str, Any] = {"case_type": case_type, "authority": authority, "office": office}
    if fully_informed is not None:
        data["fully_informed"] = fully_informed
    if appellant:
        data["appellant"] = dict(appellant)
    number = numbers.take(happened_on.year)
    return _record(None, NewEvent("case", number, "case_registered", happened_on, actor, data, recorded_at))


@transaction.atomic
def assess_information(
    *, number: str, fully_informed: bool, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Say whether the case was fully informed when it was received."""
    state = _require(number, Act.ASSESS_INFORMATION, happened_on, recorded_at)
    data = {"fully_informed": fully_informed}
    return _record(
        state, NewEvent("case", number, "information_assessed", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def assign_case(
    *,
    number: str,
    office: int,
    caseworker: str | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> CaseState:
    """Give the case to an office, and to one of its people if one is named (initials)."""
    state = _require(number, Act.ASSIGN, happened_on, recorded_at)
    data = {"office": office} | ({} if caseworker is None else {"caseworker": caseworker})
    return _record(state, NewEvent("case", number, "case_assigned", happened_on, actor, data, recorded_at))


@transaction.atomic
def request_information(
    *, number: str, source: str | None = None, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Ask for information, from a source if one is named."""
    state = _require(number, Act.REQUEST_INFORMATION, happened_on, recorded_at)
    data = {} if source is None else {"source": source}
    return _record(
        state, NewEvent("case", number, "information_requested", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def receive_information(
    *, number: str, source: str | None = None, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Record that information has come in."""
    state = _require(number, Act.RECEIVE_INFORMATION, happened_on, recorded_at)
    data = {} if source is None else {"source": source}
    return _record(
        state, NewEvent("case", number, "information_received", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def hear_party(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Ask a party to comment before the decision (partshøring)."""
    state = _require(number, Act.HEAR_PARTY, happened_on, recorded_at)
    return _record(state, NewEvent("case", number, "party_heard", happened_on, actor, {}, recorded_at))


@transaction.atomic
def ask_consultant(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Ask the medical consultant (lægekonsulent)."""
    state = _require(number, Act.ASK_CONSULTANT, happened_on, recorded_at)
    return _record(state, NewEvent("case", number, "consultant_asked", happened_on, actor, {}, recorded_at))


@transaction.atomic
def receive_consultant_answer(
    *, number: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Record the medical consultant's answer."""
    state = _require(number, Act.RECEIVE_CONSULTANT_ANSWER, happened_on, recorded_at)
    return _record(
        state, NewEvent("case", number, "consultant_answered", happened_on, actor, {}, recorded_at)
    )


@transaction.atomic
def pause_clock(
    *, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Pause the deadline's clock. The case's age runs on: no pause hides it."""
    state = _require(number, Act.PAUSE, happened_on, recorded_at)
    return _record(
        state, NewEvent("case", number, "clock_paused", happened_on, actor, {"reason": reason}, recorded_at)
    )


@transaction.atomic
def resume_clock(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Let the deadline's clock run again."""
    state = _require(number, Act.RESUME, happened_on, recorded_at)
    return _record(state, NewEvent("case", number, "clock_resumed", happened_on, actor, {}, recorded_at))


@transaction.atomic
def extend_deadline(
    *, number: str, until: date, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Extend the deadline to a day. The original deadline stays known beside it."""
    state = _require(number, Act.EXTEND, happened_on, recorded_at)
    require_later(until, happened_on, state)
    data = {"until": until.isoformat(), "reason": reason}
    return _record(
        state, NewEvent("case", number, "deadline_extended", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def decide_meeting_treatment(
    *, number: str, treat: bool, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Decide whether a notification is to be treated at a meeting."""
    state = _require(number, Act.DECIDE_MEETING_TREATMENT, happened_on, recorded_at)
    return _record(
        state,
        NewEvent(
            "case", number, "meeting_treatment_decided", happened_on, actor, {"treat": treat}, recorded_at
        ),
    )


@transaction.atomic
def decide_case(
    *, number: str, outcome: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Decide the case. `outcome` is an id of the content files; a withdrawal is no decision."""
    state = _require(number, Act.DECIDE, happened_on, recorded_at)
    if outcome == "withdrawn":
        raise Refused(
            "En klage, der er trukket tilbage, afgøres ikke. Registrér tilbagetrækningen i stedet.",
            "A withdrawn appeal is not decided. Record the withdrawal instead.",
        )
    return _record(
        state, NewEvent("case", number, "case_decided", happened_on, actor, {"outcome": outcome}, recorded_at)
    )


@transaction.atomic
def dispatch_decision(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Record that the decision was sent."""
    state = _require(number, Act.DISPATCH, happened_on, recorded_at)
    return _record(
        state, NewEvent("case", number, "decision_dispatched", happened_on, actor, {}, recorded_at)
    )


@transaction.atomic
def withdraw_case(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Record that the appeal was withdrawn. A pause that lasts ends with it."""
    state = _require(number, Act.WITHDRAW, happened_on, recorded_at)
    return _record(state, NewEvent("case", number, "case_withdrawn", happened_on, actor, {}, recorded_at))


@transaction.atomic
def reopen_case(*, number: str, happened_on: date, actor: str, recorded_at: datetime) -> CaseState:
    """Reopen a closed case as a new one, whose clock starts at the reopening; the old one's figures stay.

    Returns the new case.
    """
    state = _require(number, Act.REOPEN, happened_on, recorded_at)
    if state.reopened_as and _locked(state.reopened_as[-1]).status in OPEN:
        raise Refused(
            f"Sagen er allerede genoptaget som sag {state.reopened_as[-1]}.",
            f"The case is reopened already, as case {state.reopened_as[-1]}.",
        )
    new = numbers.take(happened_on.year)
    data = {
        "case_type": state.case_type,
        "authority": state.authority,
        "office": state.office,
        "reopens": number,
    }
    made = _record(None, NewEvent("case", new, "case_registered", happened_on, actor, data, recorded_at))
    _record(state, NewEvent("case", number, "case_reopened", happened_on, actor, {"as": new}, recorded_at))
    return made


@transaction.atomic
def correct_registration(
    *,
    number: str,
    changes: Mapping[str, Any],
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> CaseState:
    """Correct what was registered, by a new event; what was known before stays known as such.

    `changes` names columns of the facts with their new values (dates, truth values, ids, codes; None takes a
    value back). `happened_on` is the day the mistake was seen. Taking a decision back also takes back the
    closing and the outcome; a decision's new day is also the day of closing.
    """
    state = _require(number, Act.CORRECT, None, recorded_at)
    require_past(happened_on, recorded_at)
    made = completed(state, changes)
    for day in (value for value in made.values() if isinstance(value, date)):
        require_past(day, recorded_at)
    words = {column: new.isoformat() if isinstance(new, date) else new for column, new in made.items()}
    data = {"changes": words, "reason": reason}
    return _record(
        state, NewEvent("case", number, "registration_corrected", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def find_first_instance_error(
    *, number: str, error: bool, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Say whether the first instance made an error in forwarding the case, and why."""
    state = _require(number, Act.FIND_ERROR, happened_on, recorded_at)
    data = {"error": error, "reason": reason}
    return _record(
        state, NewEvent("case", number, "first_instance_error_found", happened_on, actor, data, recorded_at)
    )


@transaction.atomic
def forget_parties(
    *, number: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> CaseState:
    """Make the personal data in a closed case's events unreadable for good. What was done stays known."""
    require_past(happened_on, recorded_at)
    state = _locked(number)
    if state.status in OPEN:
        raise Refused(
            "Personoplysningerne skal bruges, så længe sagen er åben. Afslut sagen først.",
            "The personal data are needed while the case is open. Close the case first.",
        )
    try:
        event = events.shred_personal_data(
            subject_kind="case",
            subject_name=number,
            reason=reason,
            happened_on=happened_on,
            actor=actor,
            recorded_at=recorded_at,
        )
    except OutOfOrder:
        raise Refused(
            f"Sag {number} har ingen personoplysninger at slette.",
            f"Case {number} holds no personal data to forget.",
        ) from None
    after = replace(state, last_position=state.last_position + 1)
    return _show(event.subject_id, event.position, event.hash, after)


def _locked(number: str) -> CaseState:
    """A case's state, held until the act ends."""
    case = Case.objects.select_for_update().filter(number=number).first()
    if case is None:
        raise Refused(f"Der er ingen sag {number}.", f"There is no case {number}.")
    return projection.state_of(case)


def _require(number: str, act: Act, happened_on: date | None, recorded_at: datetime) -> CaseState:
    """The case's state if it allows the act on that day; raises `Refused` if not."""
    state = _locked(number)
    step(state.status, act)
    if happened_on is not None:
        require_past(happened_on, recorded_at)
        require_order(state, act, happened_on)
    return state


def _record(state: CaseState | None, told: NewEvent) -> CaseState:
    """Record the event, and show what it makes of the case in the register."""
    if told.recorded_at is None:
        raise ValueError("an act is recorded at a moment")
    event = events.record_many([told], recorded_at=told.recorded_at)[0]
    return _show(event.subject_id, event.position, event.hash, apply(state, told))


def _show(subject_id: int, position: int, head: str, after: CaseState) -> CaseState:
    """Show in the register the state that follows from an event just recorded."""
    if position != after.last_position:
        raise projection.Behind(f"The register lags behind case {after.name}. Run: anke verify")
    projection.write(subject_id, head, after)
    return after
