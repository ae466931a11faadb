"""The acts by which a case comes in and finds its place: registered, described, assigned, transferred,
linked."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Unpack

from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import numbers, places, sight
from anke.casework.cases.commands.acting import (
    By,
    locked,
    require,
    tell,
    tell_all,
    who,
    who_and_number,
    whole,
)
from anke.casework.cases.order import require_appeal_order
from anke.events.apply import CaseState
from anke.organisation.queries import Actor
from anke.rules.local import require_past
from anke.rules.refusal import Refused
from anke.rules.steps import OPEN, Act, may


@sensitive_variables("appellant", "points", "data")
@whole
def register_case(
    *,
    case_type: str,
    authority: int,
    office: int,
    fully_informed: bool | None = None,
    appellant: Mapping[str, str] | None = None,
    protected: bool = False,
    procedure: str | None = None,
    appeal: Mapping[str, Any] | None = None,
    points: Sequence[str] = (),
    **by: Unpack[By],
) -> CaseState:
    """Register a case received on `happened_on`; it gets the next number of that year.

    `case_type` is an id and `authority` (the first instance) a code of the content files. `appellant` holds
    name, cpr, address, email, phone and adjustments, as far as known; it is kept encrypted. `appeal` is what
    `describe_appeal` takes, `points` what is complained of, one text each.
    """
    actor, number, locked = who_and_number(by["actor"], by["happened_on"].year)
    _require_registrar(actor, office)
    require_past(by["happened_on"], by["recorded_at"])
    data: dict[str, Any] = {"case_type": case_type, "authority": authority, "office": office}
    if fully_informed is not None:
        data["fully_informed"] = fully_informed
    if appellant:
        data["appellant"] = dict(appellant)
        data |= {"protected": True} if protected else {}
    if procedure:
        data["procedure"] = procedure
    what: list[tuple[str, Mapping[str, Any]]] = [("case_registered", data)]
    if appeal:
        what.append(("appeal_described", _described(appeal, by["happened_on"])))
    what += [("point_raised", {"point": point, "matter": matter}) for point, matter in enumerate(points, 1)]
    return tell_all(None, number, what, by, locked)


def _require_registrar(actor: Actor, office: int) -> None:
    if not may(Act.DESCRIBE_APPEAL, actor.role, machine=actor.machine):
        raise Refused("Du kan ikke registrere en sag.", "You cannot register a case.")
    reached = actor.scope.admits(office)
    if not actor.machine and (actor.scope.everything or not reached):
        places.require(office)  # a role held in an office, or over its department, says that there is one
    if not reached:
        raise Refused(
            f"Du kan ikke registrere en sag i kontor {office}. Vælg et kontor, du ser sager i.",
            f"You cannot register a case in office {office}. Choose an office whose cases you see.",
        )


@whole
def describe_appeal(*, number: str, appeal: Mapping[str, Any], **by: Unpack[By]) -> CaseState:
    """Record the first instance's decision and the complaint.

    `appeal`: decided_on (required), notified_on, complained_on, reconsidered_on (days), file_number,
    procedure, remark. It says the whole: what is left out is no longer known.
    """
    state = require(number, Act.DESCRIBE_APPEAL, by)
    return tell(state, number, "appeal_described", _described(appeal, state.received_on), by)


def _described(appeal: Mapping[str, Any], received_on: date) -> dict[str, Any]:
    require_appeal_order(appeal, received_on)
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in appeal.items()
        if value not in (None, "")
    }


@whole
def assess_information(*, number: str, fully_informed: bool, **by: Unpack[By]) -> CaseState:
    """Say whether the case was fully informed when it was received."""
    state = require(number, Act.ASSESS_INFORMATION, by)
    return tell(state, number, "information_assessed", {"fully_informed": fully_informed}, by)


@whole
def assign_case(
    *, number: str, office: int, caseworker: str | None = None, why: str | None = None, **by: Unpack[By]
) -> CaseState:
    """Give the case to an office, and to one of its people if one is named (initials). `why`: in words."""
    state = require(number, Act.ASSIGN, by)
    actor = who(by["actor"])
    if not actor.machine:
        places.require(office, caseworker)
    if office != state.office and not may(Act.TRANSFER, actor.role, machine=actor.machine):
        raise Refused(
            f"Sagen ligger i kontor {state.office}. Kun en leder kan flytte den til kontor {office}.",
            f"The case lies in office {state.office}. Only a leader can move it to office {office}.",
        )
    data: dict[str, Any] = {"office": office}
    data |= {"caseworker": caseworker} if caseworker else {}
    return tell(state, number, "case_assigned", data | ({"why": why} if why else {}), by)


@whole
def transfer_case(*, number: str, office: int, reason: str, **by: Unpack[By]) -> CaseState:
    """Move the case to another office, where somebody will assign it."""
    state = require(number, Act.TRANSFER, by)
    places.require(office)
    if office == state.office:
        raise Refused(
            f"Sagen ligger allerede i kontor {office}.", f"The case lies in office {office} already."
        )
    return tell(state, number, "case_transferred", {"office": office, "reason": reason}, by)


@whole
def link_case(*, number: str, other: str, reason: str, **by: Unpack[By]) -> CaseState:
    """Link the case with another, both ways: a person's cases are seen together (helhedssyn)."""
    state = require(number, Act.LINK, by)
    beside = require(other, Act.LINK, {**by, "expected": None}, dated=False)
    if other == number or other in state.links:
        raise Refused(
            f"Sagen er allerede knyttet til sag {other}.", f"The case is linked to {other} already."
        )
    if number not in beside.links:
        tell(beside, other, "case_linked", {"other": number, "reason": reason}, by)
    return tell(state, number, "case_linked", {"other": other, "reason": reason}, by)


@whole
def unlink_case(*, number: str, other: str, reason: str, **by: Unpack[By]) -> CaseState:
    """Take a link away again, both ways."""
    state = require(number, Act.UNLINK, by)
    beside = locked(other)
    sight.require(who(by["actor"]), beside, by["recorded_at"])
    if other not in state.links:
        raise Refused(f"Sagen er ikke knyttet til sag {other}.", f"The case is not linked to {other}.")
    if number in beside.links:
        tell(beside, other, "case_unlinked", {"other": number, "reason": reason}, by)
    return tell(state, number, "case_unlinked", {"other": other, "reason": reason}, by)


@whole
def reopen_case(*, number: str, **by: Unpack[By]) -> CaseState:
    """Reopen a closed case as a new one, whose clock starts at the reopening; the old one's figures stay.

    Returns the new case. Its parties are those of the old one, and where access to that was restricted, so is
    access to this, which then is with whoever had the old one.
    """
    state = require(number, Act.REOPEN, by)
    if state.reopened_as and locked(state.reopened_as[-1]).status in OPEN:
        raise Refused(
            f"Sagen er allerede genoptaget som sag {state.reopened_as[-1]}.",
            f"The case is reopened already, as case {state.reopened_as[-1]}.",
        )
    new = numbers.take(by["happened_on"].year)
    data = {
        "case_type": state.case_type,
        "authority": state.authority,
        "office": state.office,
        "reopens": number,
    }
    born = [("case_registered", data), *_same_parties(state), *_same_guard(state)]
    made = tell_all(None, new, born, by)
    tell(state, number, "case_reopened", {"as": new}, by)
    return made


def _same_guard(state: CaseState) -> list[tuple[str, Mapping[str, Any]]]:
    """The restriction of a case as events of the one that reopens it."""
    if not state.restricted:
        return []
    kept: list[tuple[str, Mapping[str, Any]]] = []
    if state.caseworker and state.office is not None:
        kept.append(("case_assigned", {"office": state.office, "caseworker": state.caseworker}))
    why = f"adgangen til sag {state.name} er begrænset"
    return [*kept, ("case_restricted", {"reason": why})]


@sensitive_variables()
def _same_parties(state: CaseState) -> list[tuple[str, Mapping[str, Any]]]:
    """The parties of a case as events of a new one; none whose particulars were forgotten."""
    from anke.casework.cases.particulars import particulars_of

    known = particulars_of(state.name)
    given = [(kind, protected, known[key]) for key, kind, protected in state.parties if key in known]
    return [
        (
            "party_added",
            {"party": f"P{at}", "kind": kind, "person": person} | ({"protected": True} if protected else {}),
        )
        for at, (kind, protected, person) in enumerate(given, 1)
    ]
