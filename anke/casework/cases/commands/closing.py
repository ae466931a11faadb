"""The acts by which a case ends: decided, dismissed, withdrawn, sent; and corrections of what was
registered."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Unpack

from anke.casework.cases import approval, places
from anke.casework.cases.commands.acting import By, admitted_and_locked, require, tell, who, whole
from anke.casework.cases.commands.clock import undoing
from anke.casework.cases.order import completed
from anke.casework.cases.points import require_outcome
from anke.content.schema.casework import WITHOUT_MERITS
from anke.events.apply import CaseState
from anke.organisation.queries import Actor
from anke.rules.local import require_past
from anke.rules.refusal import Refused
from anke.rules.steps import Act, may


@whole
def decide_case(
    *, number: str, outcome: str | None = None, ground: str | None = None, **by: Unpack[By]
) -> CaseState:
    """Decide the case. `outcome` is an id of the content files; where the case has claim points it
    follows from
    them, the most far-reaching of theirs, and may be left out.

    Raises `Refused` for a claim point without an outcome, and where two persons must agree
    (casework.yaml) and
    no draft is approved.
    """
    actor, state, held = admitted_and_locked(number, Act.DECIDE, by)
    if outcome == "withdrawn":
        raise Refused(
            "En klage, der er trukket tilbage, afgøres ikke. Registrér tilbagetrækningen i stedet.",
            "A withdrawn appeal is not decided. Record the withdrawal instead.",
        )
    decided = require_outcome(state, outcome, by["happened_on"])
    approval.require(state, decided, by["happened_on"], None if actor.machine else actor.initials)
    data = {"outcome": decided} | ({"ground": ground} if ground else {})
    return tell(state, number, "case_decided", data, by, locked=held)


@whole
def dismiss_case(*, number: str, ground: str, outcome: str = "dismissed", **by: Unpack[By]) -> CaseState:
    """Close the case without a decision on the merits: dismissed (afvist) or referred (henvist), and why."""
    state = require(number, Act.DISMISS, by)
    if outcome not in WITHOUT_MERITS:
        raise Refused(
            "En sag kan afsluttes uden realitetsbehandling som afvist eller henvist. Ellers skal "
            "den afgøres.",
            "A case can be closed without merits as dismissed or referred. Otherwise it is decided.",
        )
    actor = who(by["actor"])
    approval.require(state, outcome, by["happened_on"], None if actor.machine else actor.initials)
    return tell(state, number, "case_dismissed", {"outcome": outcome, "ground": ground}, by)


@whole
def dispatch_decision(
    *,
    number: str,
    letter: str | None = None,
    sha256: str | None = None,
    channel: str | None = None,
    **by: Unpack[By],
) -> CaseState:
    """Record that the decision was sent: which letter, its very bytes, and how.

    A letter of the house is sent by the room of letters, which sees that nothing the law asks for is
    missing. A
    person who records that the decision went another way says which (`channel`).
    """
    state = require(number, Act.DISPATCH, by)
    if letter is None and not channel and not who(by["actor"]).machine:
        raise Refused(
            "Send afgørelsen under Breve og dokumenter; dér ses det, at intet mangler. Er den sendt "
            "på anden måde, "
            "så skriv hvordan.",
            "Send the decision under Letters and documents, where it is seen that nothing is "
            "missing. If it went "
            "another way, write which.",
        )
    given = {"letter": letter, "sha256": sha256, "channel": channel}
    data = {name: value for name, value in given.items() if value is not None}
    return tell(state, number, "decision_dispatched", data, by)


@whole
def withdraw_case(*, number: str, **by: Unpack[By]) -> CaseState:
    """Record that the appeal was withdrawn. A pause that lasts ends with it."""
    state = require(number, Act.WITHDRAW, by)
    return tell(state, number, "case_withdrawn", {}, by)


@whole
def correct_registration(
    *, number: str, changes: Mapping[str, Any], reason: str, undoes: int | None = None, **by: Unpack[By]
) -> CaseState:
    """Correct what was registered, by a new event; what was known before stays known as such.

    `changes` names columns of the facts with their new values (dates, truth values, ids, codes; None takes a
    value back). `happened_on` is the day the mistake was seen. Taking a decision back also takes back the
    closing and the outcome; a decision's new day is also the day of closing.
    """
    state = require(number, Act.CORRECT, by, dated=False)
    made = completed(state, changes)
    actor = who(by["actor"])
    if not actor.machine:
        _require_may_correct(state, made, actor)
    for day in (value for value in made.values() if isinstance(value, date)):
        require_past(day, by["recorded_at"])
    words = {column: new.isoformat() if isinstance(new, date) else new for column, new in made.items()}
    data = {"changes": words, "reason": reason} | undoing(undoes)
    return tell(state, number, "registration_corrected", data, by)


def _require_may_correct(state: CaseState, made: Mapping[str, Any], actor: Actor) -> None:
    """Raise `Refused` where a correction would do what is another act's, and others' to do."""
    if made.get("office", state.office) != state.office and not may(Act.TRANSFER, actor.role):
        raise Refused(
            "Kun en leder kan flytte sagen til et andet kontor, også ved en rettelse.",
            "Only a leader can move the case to another office, also by a correction.",
        )
    if made.get("office", state.office) not in (None, state.office):
        places.require(made["office"])
    on = made.get("decided_on") or made.get("closed_on") or state.closed_on or state.received_on
    approval.require_correction(state, made.get("outcome"), actor.role, on)


@whole
def find_first_instance_error(*, number: str, error: bool, reason: str, **by: Unpack[By]) -> CaseState:
    """Say whether the first instance made an error in forwarding the case, and why."""
    state = require(number, Act.FIND_ERROR, by)
    return tell(state, number, "first_instance_error_found", {"error": error, "reason": reason}, by)
