"""Every act as a test does it, and a case brought to every state."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from anke import organisation
from anke.casework.cases import commands
from anke.events.apply import CaseState
from anke.rules.roles import Role
from anke.rules.steps import Act, Status

DAY = date(2025, 3, 3)
LATER = date(2025, 3, 10)
MOMENT = datetime(2025, 4, 7, 9, 0, tzinfo=UTC)
BY: dict[str, Any] = {"happened_on": LATER, "actor": "system", "recorded_at": MOMENT}
CHIEF = "chef"


def chief() -> str:
    """The initials of a director, appointed where there is none yet: who does what only leaders may."""
    if CHIEF not in organisation.queries.known_initials():
        organisation.commands.appoint_staff(
            initials=CHIEF, name="Christa Chef", role=Role.DIRECTOR, **BY | {"happened_on": DAY}
        )
    return CHIEF


def _led(act: Callable[..., CaseState]) -> Callable[..., CaseState]:
    def led(**given: Any) -> CaseState:
        return act(**given | {"actor": chief()})

    return led


ACTS: dict[Act, Callable[..., CaseState]] = {
    Act.ASSESS_INFORMATION: partial(commands.assess_information, fully_informed=True),
    Act.ASSIGN: partial(_led(commands.assign_case), office=2, caseworker="anna"),
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
    Act.DESCRIBE_APPEAL: partial(commands.describe_appeal, appeal={"decided_on": date(2025, 1, 15)}),
    Act.TRANSFER: partial(_led(commands.transfer_case), office=3, reason="Makkerkontor"),
    Act.ADD_PARTY: partial(commands.add_party, kind="representative", person={"name": "Ida Ibsen"}),
    Act.CHANGE_PARTY: partial(commands.change_party, party="P1", person={"name": "Ib"}, reason="Nyt navn"),
    Act.REMOVE_PARTY: partial(commands.remove_party, party="P1", reason="Ingen fuldmagt"),
    Act.LINK: partial(commands.link_case, other="2025-000002", reason="Samme borger"),
    Act.UNLINK: partial(commands.unlink_case, other="2025-000002", reason="En anden borger"),
    Act.RAISE_POINT: partial(commands.raise_point, matter="Hjælp til flytning"),
    Act.SETTLE_POINT: partial(commands.settle_point, point=1, outcome="affirmed"),
    Act.DROP_POINT: partial(commands.drop_point, point=1, reason="Ikke omfattet"),
    Act.ANNUL_ENTRY: partial(commands.annul_entry, undoes=1, reason="Forkert sag"),
    Act.ANNUL_PAUSE: partial(commands.annul_pause, reason="Forkert sag"),
    Act.REMOVE_EXTENSION: partial(commands.remove_extension, until=date(2025, 9, 1), reason="Forkert dato"),
    Act.SUBMIT: commands.submit_draft,
    Act.TAKE_BACK: partial(commands.take_back_draft, reason="En rettelse"),
    Act.RETURN: partial(_led(commands.return_draft), reason="Begrundelsen mangler"),
    Act.APPROVE: _led(commands.approve_draft),
    Act.PUT_BEFORE_MEETING: partial(commands.put_before_meeting, meeting_on=LATER),
    Act.RETURN_FROM_MEETING: partial(commands.return_from_meeting, conclusion="Udsat"),
    Act.DISMISS: partial(commands.dismiss_case, ground="Klagefristen er overskredet"),
    Act.RESTRICT: partial(_led(commands.restrict_case), reason="Parten er kendt i huset"),
    Act.LIFT_RESTRICTION: partial(_led(commands.lift_restriction), reason="Ikke længere nødvendig"),
    Act.PLACE_HOLD: partial(_led(commands.place_hold), reason="Verserende retssag"),
    Act.LIFT_HOLD: partial(_led(commands.lift_hold), reason="Retssagen er slut"),
    Act.DESTROY: partial(_led(commands.destroy_case), certificate="2031-1"),
}

_WAY: dict[Status, tuple[Act, ...]] = {
    Status.REGISTERED: (),
    Status.PAUSED: (Act.PAUSE,),
    Status.SUBMITTED: (Act.SUBMIT,),
    Status.APPROVED: (Act.SUBMIT, Act.APPROVE),
    Status.AT_MEETING: (Act.PUT_BEFORE_MEETING,),
    Status.DECIDED: (Act.DECIDE,),
    Status.DISPATCHED: (Act.DECIDE, Act.DISPATCH),
    Status.WITHDRAWN: (Act.WITHDRAW,),
    Status.DESTROYED: (Act.WITHDRAW, Act.DESTROY),
}
# What must be there before an act can be done, beside the state.
_BEFORE: dict[Act, tuple[Act, ...]] = {
    Act.CHANGE_PARTY: (Act.ADD_PARTY,),
    Act.REMOVE_PARTY: (Act.ADD_PARTY,),
    Act.UNLINK: (Act.LINK,),
    Act.SETTLE_POINT: (Act.RAISE_POINT,),
    Act.DROP_POINT: (Act.RAISE_POINT,),
    Act.REMOVE_EXTENSION: (Act.EXTEND,),
    Act.LIFT_RESTRICTION: (Act.RESTRICT,),
    Act.LIFT_HOLD: (Act.PLACE_HOLD,),
}


def register(**more: Any) -> str:
    """A case received on DAY; returns its number."""
    told = {"case_type": "cash_benefit", "authority": 101, "office": 1, **BY, "happened_on": DAY, **more}
    return commands.register_case(**told).name


def do(act: Act, number: str, **more: Any) -> CaseState:
    return ACTS[act](number=number, **BY | more)


def prepared(status: Status, act: Act) -> str:
    """A case in that state, with all there that the act speaks of; returns its number."""
    number = register()
    register()  # "2025-000002", for a link
    chief()
    for before in _BEFORE.get(act, ()) if status is not Status.DESTROYED else ():
        do(before, number)
        if before is Act.RAISE_POINT and Act.DECIDE in _WAY[status]:
            do(Act.SETTLE_POINT, number)
    for way in _WAY[status]:
        do(way, number)
    return number


def case_in(status: Status) -> str:
    """A case in that state; returns its number."""
    number = register()
    for act in _WAY[status]:
        do(act, number)
    return number
