"""What other rooms do with a case – a document, a letter – and that moves it nowhere."""

from collections.abc import Mapping
from typing import Any, Unpack

from anke.casework.cases import sight
from anke.casework.cases.commands.acting import By, locked, require_fresh, tell, who, whole
from anke.events.apply import CaseState
from anke.rules.local import require_past
from anke.rules.refusal import Refused
from anke.rules.steps import GROUPS, Status


def hold_case(*, number: str, **by: Unpack[By]) -> CaseState:
    """The case's state, held until the transaction ends, for somebody who may work on the case.

    Raises `Refused` for those who do not see it or only read, and for a case that is destroyed.
    """
    actor, state = who(by["actor"]), locked(number)
    sight.require(actor, state, by["recorded_at"])
    require_fresh(state, by.get("expected"))
    if not actor.machine and actor.role not in GROUPS["recorders"]:
        raise Refused(
            "Din rolle giver ikke adgang til at lægge noget på sagen.",
            "Your role does not let you put anything on the case.",
        )
    if state.status is Status.DESTROYED:
        raise Refused("Sagen er slettet.", "The case is destroyed.")
    require_past(by["happened_on"], by["recorded_at"])
    if by["happened_on"] < state.received_on:
        raise Refused(
            f"Sagen blev modtaget den {state.received_on:%d.%m.%Y}; det kan ikke være sket før.",
            f"The case was received on {state.received_on}; it cannot have happened before.",
        )
    return state


@whole
def note_on_case(*, number: str, kind: str, data: Mapping[str, Any], **by: Unpack[By]) -> CaseState:
    """Record on a case what another room has done with it; `kind` is one that moves no case."""
    return tell(hold_case(number=number, **by), number, kind, data, by)
