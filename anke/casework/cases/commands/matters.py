"""The acts about what a case is about: its parties and its claim points."""

from collections.abc import Mapping
from datetime import datetime
from typing import Unpack

from django.views.decorators.debug import sensitive_variables

from anke.casework.cases.commands.acting import By, locked, require, tell, who, whole
from anke.casework.cases.particulars import particulars_of
from anke.casework.cases.sight import require as require_sight
from anke.events.apply import CaseState
from anke.organisation import commands as organisation
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.steps import Act, may


@sensitive_variables("person")
@whole
def add_party(
    *, number: str, kind: str, person: Mapping[str, str], protected: bool = False, **by: Unpack[By]
) -> CaseState:
    """Add a party. `kind`: appellant, representative, first_instance or other; `person`: name, cpr, address,
    email, phone, adjustments, as far as known. `protected`: the name or address is protected."""
    state = require(number, Act.ADD_PARTY, by)
    data = {"party": f"P{state.last_party + 1}", "kind": kind, "person": dict(person)}
    return tell(state, number, "party_added", data | ({"protected": True} if protected else {}), by)


@sensitive_variables("person", "whole")
@whole
def change_party(
    *,
    number: str,
    party: str,
    person: Mapping[str, str],
    reason: str,
    protected: bool | None = None,
    **by: Unpack[By],
) -> CaseState:
    """Change a party's particulars. What `person` does not name stays; an empty text takes it away."""
    state = require(number, Act.CHANGE_PARTY, by)
    known = {key: shown for key, _, shown in state.parties}
    _require_party(state, party)
    whole = {**particulars_of(number).get(party, {}), **person}
    data = {
        "party": party,
        "person": {part: text for part, text in whole.items() if text},
        "protected": known[party] if protected is None else protected,
        "reason": reason,
    }
    return tell(state, number, "party_changed", data, by)


@whole
def remove_party(*, number: str, party: str, reason: str, **by: Unpack[By]) -> CaseState:
    """Take a party away again. What was known of it stays sealed in the events."""
    state = require(number, Act.REMOVE_PARTY, by)
    _require_party(state, party)
    return tell(state, number, "party_removed", {"party": party, "reason": reason}, by)


@whole
def reveal_cpr(*, number: str, party: str, reason: str, actor: str, recorded_at: datetime) -> str:
    """A party's personal number, for one who handles the case and says why. It is recorded that it was shown.

    Raises `Refused` where there is none, and for those who may not.
    """
    person, state = who(actor), locked(number)
    require_sight(person, state, recorded_at)
    if person.machine or not may(Act.CHANGE_PARTY, person.role):
        raise Refused(
            "Du kan ikke se CPR-nummeret. Det kan de, der behandler sagen.",
            "You cannot see the personal number. Those who handle the case can.",
        )
    require_none(reason)
    cpr = particulars_of(number).get(party, {}).get("cpr")
    if cpr is None:
        raise Refused(
            f"Der er ikke registreret et CPR-nummer på {party}.",
            f"No personal number is registered for {party}.",
        )
    by: By = {"happened_on": local_date(recorded_at), "actor": actor, "recorded_at": recorded_at}
    tell(state, number, "cpr_revealed", {"party": party, "reason": reason}, by)
    organisation.record_reading(who=actor, numbers=[number], what="cpr", at=recorded_at)
    return cpr


@sensitive_variables("matter")
@whole
def raise_point(*, number: str, matter: str, **by: Unpack[By]) -> CaseState:
    """Add a claim point: one thing that is complained of."""
    state = require(number, Act.RAISE_POINT, by)
    point = max((one for one, _ in state.points), default=0) + 1
    return tell(state, number, "point_raised", {"point": point, "matter": matter}, by)


@whole
def settle_point(
    *, number: str, point: int, outcome: str | None, ground: str | None = None, **by: Unpack[By]
) -> CaseState:
    """Give a claim point its outcome and ground; None takes the outcome back."""
    state = require(number, Act.SETTLE_POINT, by)
    _require_point(state, point)
    data = {"point": point, "outcome": outcome} | ({"ground": ground} if ground else {})
    return tell(state, number, "point_settled", data, by)


@whole
def drop_point(*, number: str, point: int, reason: str, **by: Unpack[By]) -> CaseState:
    """Take a claim point away again."""
    state = require(number, Act.DROP_POINT, by)
    _require_point(state, point)
    return tell(state, number, "point_dropped", {"point": point, "reason": reason}, by)


def _require_party(state: CaseState, party: str) -> None:
    if party not in {key for key, _, _ in state.parties}:
        raise Refused(f"Sagen har ingen part {party}.", f"The case has no party {party}.")


def _require_point(state: CaseState, point: int) -> None:
    if point not in dict(state.points):
        raise Refused(f"Sagen har intet klagepunkt {point}.", f"The case has no claim point {point}.")
