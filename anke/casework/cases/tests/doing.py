"""Every act as a test does it, and a case brought to every state."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from anke.casework.cases import commands
from anke.events.apply import CaseState
from anke.rules.steps import Act, Status

DAY = date(2025, 3, 3)
LATER = date(2025, 3, 10)
MOMENT = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
BY: dict[str, Any] = {"happened_on": LATER, "actor": "test", "recorded_at": MOMENT}

ACTS: dict[Act, Callable[..., CaseState]] = {
    Act.ASSESS_INFORMATION: partial(commands.assess_information, fully_informed=True),
    Act.ASSIGN: partial(commands.assign_case, office=2, caseworker="anna"),
    Act.REQUEST_INFORMATION: partial(commands.request_information, source="Kommunen"),
    Act.RECEIVE_INFORMATION: commands.receive_information,
    Act.HEAR_PARTY: commands.hear_party,
    Act.ASK_CONSULTANT: commands.ask_consultant,
    Act.RECEIVE_CONSULTANT_ANSWER: commands.receive_consultant_answer,
    Act.PAUSE: partial(commands.pause_clock, reason="Afventer oplysninger"),
    Act.RESUME: commands.resume_clock,
    Act.EXTEND: partial(commands.extend_deadline, until=date(2025, 9, 1), reason="Mange bilag"),
    Act.DECIDE_MEETING_TREATMENT: partial(commands.decide_meeting_treatment, treat=True),
    Act.DECIDE: partial(commands.decide_case, outcome="affirmed"),
    Act.DISPATCH: commands.dispatch_decision,
    Act.WITHDRAW: commands.withdraw_case,
    Act.REOPEN: commands.reopen_case,
    Act.CORRECT: partial(commands.correct_registration, changes={"authority": 147}, reason="Forkert kommune"),
    Act.FIND_ERROR: partial(commands.find_first_instance_error, error=True, reason="Sendt for sent"),
}
_WAY: dict[Status, tuple[Act, ...]] = {
    Status.REGISTERED: (),
    Status.PAUSED: (Act.PAUSE,),
    Status.DECIDED: (Act.DECIDE,),
    Status.DISPATCHED: (Act.DECIDE, Act.DISPATCH),
    Status.WITHDRAWN: (Act.WITHDRAW,),
}


def register(**more: Any) -> str:
    """A case received on DAY; returns its number."""
    told = {"case_type": "cash_benefit", "authority": 101, "office": 1, **BY, "happened_on": DAY, **more}
    return commands.register_case(**told).name


def do(act: Act, number: str, **more: Any) -> CaseState:
    return ACTS[act](number=number, **BY | more)


def case_in(status: Status) -> str:
    """A case in that state; returns its number."""
    number = register()
    for act in _WAY[status]:
        do(act, number)
    return number
