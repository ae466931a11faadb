"""Which decisions two persons must agree on: dated content (casework.yaml)."""

from datetime import date

from anke.content.load import content
from anke.events.apply import CaseState
from anke.rules.refusal import Refused
from anke.rules.steps import Status


def is_needed(case_type: str, outcome: str, on: date) -> bool:
    """Whether a decision with that outcome in a case of that type needs somebody else's approval on a day."""
    rule = content().casework.two_persons.on(on)
    return rule is not None and (outcome in rule.outcomes or case_type in rule.case_types)


def require(state: CaseState, outcome: str, on: date) -> None:
    """Raise `Refused` where a decision needs approval and the case has no approved draft."""
    if state.status is Status.REGISTERED and is_needed(state.case_type, outcome, on):
        title = content().outcomes[outcome].title
        raise Refused(
            f"To skal være enige, før sagen afgøres som {title.da.lower()}: send udkastet til godkendelse.",
            f"Two must agree before the case is decided as {title.en.lower()}: submit the draft for "
            "approval.",
        )
