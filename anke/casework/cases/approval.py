"""Which decisions two persons must agree on: dated content (casework.yaml)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from anke.content.load import content
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.steps import OPEN, Act, Status, may


def is_needed(case_type: str, outcome: str, on: date) -> bool:
    """Whether a case of that type ends so only with somebody else's approval, on a day."""
    rule = content().casework.two_persons.on(on)
    return rule is not None and rule.asks(case_type, outcome)


def require(state: CaseState, outcome: str, on: date, actor: str | None = None) -> None:
    """Raise `Refused` where a decision needs approval and the case has no approved draft, and where it is
    another decision than the one approved."""
    if state.status is Status.REGISTERED and is_needed(state.case_type, outcome, on):
        title = content().outcomes[outcome].title
        raise Refused(
            f"To skal være enige, før sagen ender som {title.da.lower()}: send udkastet til godkendelse.",
            f"Two must agree before the case ends as {title.en.lower()}: submit the draft for approval.",
        )
    if state.status is Status.AT_MEETING and state.draft is None and actor is not None:
        _require_another_than_who_put_it_there(state, outcome, on, actor)
    agreed = submitted(state).get("outcome") if state.status is Status.APPROVED else None
    if agreed not in (None, outcome):
        title = content().outcomes[agreed].title
        raise Refused(
            f"Det godkendte udkast går ud på: {title.da.lower()}. Skal sagen afgøres anderledes, skal "
            "udkastet sendes tilbage og godkendes igen.",
            f"The approved draft comes to: {title.en.lower()}. To decide otherwise, the draft must be "
            "returned and approved anew.",
        )


def _require_another_than_who_put_it_there(state: CaseState, outcome: str, on: date, actor: str) -> None:
    """A meeting stands for the second person: then it is not one and the same who calls it and says what it
    came to. `actor`: the person who decides; a machine is none."""
    told = [one for one in events.events_of("case", state.name) if one.kind == "put_before_meeting"]
    if told and told[-1].actor == actor and is_needed(state.case_type, outcome, on):
        raise Refused(
            "To skal være enige. Du har selv sat sagen på mødet; en anden skal skrive, hvad mødet afgjorde.",
            "Two must agree. You put the case before the meeting yourself; somebody else must record what it "
            "decided.",
        )


def require_said(state: CaseState, outcome: str | None, on: date) -> None:
    """Raise `Refused` for a draft that two must agree on and that does not say what it comes to."""
    two = content().casework.two_persons.on(on)
    if outcome is None and two is not None and state.case_type in two.case_types:
        raise Refused(
            "To skal være enige om afgørelsen. Skriv, hvad udkastet går ud på.",
            "Two must agree on the decision. Say what the draft comes to.",
        )


def submitted(state: CaseState) -> Mapping[str, Any]:
    """What was said when the present draft was submitted; nothing where there is none."""
    told = [one for one in events.events_of("case", state.name) if one.kind == "draft_submitted"]
    return told[-1].data if told and state.draft is not None else {}


def require_correction(state: CaseState, outcome: str | None, role: Role | None, on: date) -> None:
    """Raise `Refused` where a person would decide a case, or decide it otherwise, by correcting it."""
    if outcome is None or outcome == state.outcome:
        return
    if state.status in OPEN:
        raise Refused(
            "Sagen er åben. Afgør den, eller registrér, at klagen er trukket tilbage, i stedet for at rette.",
            "The case is open. Decide it, or record the withdrawal, instead of correcting it.",
        )
    if is_needed(state.case_type, outcome, on) and not may(Act.APPROVE, role):
        raise Refused(
            "To skal være enige om udfaldet. En leder skal rette det.",
            "Two must agree on the outcome. A leader must correct it.",
        )
