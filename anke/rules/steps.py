"""Steps: which act a case allows in which state, who may do it, and the state it leads to.

One table – state, act, role → state – and nothing is allowed from "any state". An act the table does not
allow is refused with words that say what is possible instead (`step_words.py` holds the words).
"""

from collections.abc import Iterable
from enum import StrEnum

from anke.rules.refusal import Refused
from anke.rules.roles import Role

__all__ = ["CLOSED", "GROUPS", "MAY", "OPEN", "STEPS", "Act", "Refused", "Status", "acts_in", "may", "step"]


class Status(StrEnum):
    """Where a case stands. A dismissed or referred case is decided, with that outcome."""

    REGISTERED = "registered"
    PAUSED = "paused"
    SUBMITTED = "submitted"  # a draft waits for somebody's approval
    APPROVED = "approved"  # the draft is approved and the decision can be made
    AT_MEETING = "at_meeting"  # put before a meeting (a board, a principle meeting)
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    WITHDRAWN = "withdrawn"
    DESTROYED = "destroyed"  # the time for keeping it has passed; what was done stays known


class Act(StrEnum):
    """What can be done to a registered case."""

    ASSESS_INFORMATION = "assess_information"
    DESCRIBE_APPEAL = "describe_appeal"
    ASSIGN = "assign"
    TRANSFER = "transfer"
    ADD_PARTY = "add_party"
    CHANGE_PARTY = "change_party"
    REMOVE_PARTY = "remove_party"
    LINK = "link"
    UNLINK = "unlink"
    RAISE_POINT = "raise_point"
    SETTLE_POINT = "settle_point"
    DROP_POINT = "drop_point"
    REQUEST_INFORMATION = "request_information"
    RECEIVE_INFORMATION = "receive_information"
    HEAR_PARTY = "hear_party"
    ASK_CONSULTANT = "ask_consultant"
    RECEIVE_CONSULTANT_ANSWER = "receive_consultant_answer"
    ANNUL_ENTRY = "annul_entry"
    PAUSE = "pause"
    RESUME = "resume"
    ANNUL_PAUSE = "annul_pause"
    EXTEND = "extend"
    REMOVE_EXTENSION = "remove_extension"
    DECIDE_MEETING_TREATMENT = "decide_meeting_treatment"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    PUT_BEFORE_MEETING = "put_before_meeting"
    RETURN_FROM_MEETING = "return_from_meeting"
    DECIDE = "decide"
    DISMISS = "dismiss"
    DISPATCH = "dispatch"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    CORRECT = "correct"
    FIND_ERROR = "find_error"
    RESTRICT = "restrict"
    LIFT_RESTRICTION = "lift_restriction"
    PLACE_HOLD = "place_hold"
    LIFT_HOLD = "lift_hold"
    DESTROY = "destroy"


OPEN = (Status.REGISTERED, Status.PAUSED, Status.SUBMITTED, Status.APPROVED, Status.AT_MEETING)
CLOSED = tuple(status for status in Status if status not in OPEN)

# Who the words of the table's second column are. `machine` (an import, the night's work) is no role of a
# person; it may do what handles a case, and never what asks for somebody's judgment of another's work.
_HANDLES = (Role.CASEWORKER, Role.BOARD_SECRETARY, Role.SUPERVISION_OFFICER)
_LEADS = (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)
GROUPS: dict[str, frozenset[Role]] = {
    "handlers": frozenset((*_HANDLES, *_LEADS)),
    "recorders": frozenset((*_HANDLES, *_LEADS, Role.LEGAL_UNIT)),
    "leaders": frozenset(_LEADS),
    "guardians": frozenset((*_LEADS, Role.LEGAL_UNIT)),
    "keepers": frozenset((Role.LEGAL_UNIT, Role.DIRECTOR)),
}
MACHINE = ("handlers", "recorders")

# The state before (column) and after (cell) each act (row); "-" where the act is refused. "=" keeps it.
# A decision waits for the clock: a paused case waits for somebody, and is resumed before it is decided.
# A correction keeps the state unless it takes a milestone back: the state then follows from those left.
TABLE = """
act                        who        registered  paused      submitted   approved    at_meeting  decided     dispatched  withdrawn  destroyed
assess_information         recorders  =           =           =           =           =           -           -           -          -
describe_appeal            recorders  =           =           =           =           =           =           -           -          -
assign                     handlers   =           =           =           =           =           =           -           -          -
transfer                   leaders    registered  =           -           -           -           -           -           -          -
add_party                  recorders  =           =           =           =           =           =           =           -          -
change_party               recorders  =           =           =           =           =           =           =           =          -
remove_party               recorders  =           =           =           =           =           =           -           -          -
link                       recorders  =           =           =           =           =           =           =           =          -
unlink                     recorders  =           =           =           =           =           =           =           =          -
raise_point                handlers   =           =           =           =           =           -           -           -          -
settle_point               handlers   =           =           =           =           =           -           -           -          -
drop_point                 handlers   =           =           =           =           =           -           -           -          -
request_information        handlers   =           =           =           =           =           -           -           -          -
receive_information        recorders  =           =           =           =           =           -           -           -          -
hear_party                 handlers   =           =           =           =           =           -           -           -          -
ask_consultant             handlers   =           =           =           =           =           -           -           -          -
receive_consultant_answer  handlers   =           =           =           =           =           -           -           -          -
annul_entry                handlers   =           =           =           =           =           -           -           -          -
pause                      handlers   paused      -           -           -           -           -           -           -          -
resume                     handlers   -           registered  -           -           -           -           -           -          -
annul_pause                handlers   -           registered  -           -           -           -           -           -          -
extend                     handlers   =           =           =           =           =           -           -           -          -
remove_extension           handlers   =           =           =           =           =           -           -           -          -
decide_meeting_treatment   handlers   =           =           =           =           =           -           -           -          -
submit                     handlers   submitted   -           -           -           -           -           -           -          -
take_back                  handlers   -           -           registered  -           -           -           -           -          -
return                     leaders    -           -           registered  registered  -           -           -           -          -
approve                    leaders    -           -           approved    -           -           -           -           -          -
put_before_meeting         handlers   at_meeting  -           -           at_meeting  -           -           -           -          -
return_from_meeting        handlers   -           -           -           -           registered  -           -           -          -
decide                     handlers   decided     -           -           decided     decided     -           -           -          -
dismiss                    handlers   decided     -           -           decided     decided     -           -           -          -
dispatch                   handlers   -           -           -           -           -           dispatched  -           -          -
withdraw                   recorders  withdrawn   withdrawn   withdrawn   withdrawn   withdrawn   -           -           -          -
reopen                     recorders  -           -           -           -           -           -           =           =          -
correct                    recorders  =           =           =           =           =           =           =           =          -
find_error                 recorders  =           =           =           =           =           =           =           -          -
restrict                   guardians  =           =           =           =           =           =           =           =          -
lift_restriction           guardians  =           =           =           =           =           =           =           =          -
place_hold                 keepers    =           =           =           =           =           =           =           =          -
lift_hold                  keepers    =           =           =           =           =           =           =           =          -
destroy                    keepers    -           -           -           -           -           -           destroyed   destroyed  -
"""  # noqa: E501 - one row an act: a table is read across


def _read(table: str) -> tuple[dict[tuple[Status, Act], Status], dict[Act, str]]:
    (_, _, *names), *rows = (line.split() for line in table.strip().splitlines())
    before = [Status(name) for name in names]
    steps = {
        (status, Act(act)): status if after == "=" else Status(after)
        for act, _, *cells in rows
        for status, after in zip(before, cells, strict=True)
        if after != "-"
    }
    return steps, {Act(act): who for act, who, *_ in rows}


STEPS, WHO = _read(TABLE)
MAY: dict[Act, frozenset[Role]] = {act: GROUPS[who] for act, who in WHO.items()}


def may(act: Act, role: Role | None, *, machine: bool = False) -> bool:
    """Whether somebody in a role may do an act at all, in whatever state.

    >>> may(Act.APPROVE, Role.CASEWORKER), may(Act.APPROVE, Role.HEAD_OF_OFFICE)
    (False, True)
    """
    return WHO[act] in MACHINE if machine else role in MAY[act]


def acts_in(status: Status, role: Role | None = None) -> tuple[Act, ...]:
    """The acts a state allows (to a role, where one is given), in the table's order.

    >>> led = acts_in(Status.SUBMITTED, Role.HEAD_OF_OFFICE)
    >>> [str(act) for act in led if (Status.PAUSED, act) not in STEPS]
    ['take_back', 'return', 'approve']
    """
    return tuple(act for act in Act if (status, act) in STEPS and (role is None or role in MAY[act]))


def step(status: Status, act: Act) -> Status:
    """The state after an act. Raises `Refused` where the state does not allow it.

    >>> step(Status.REGISTERED, Act.DECIDE)
    <Status.DECIDED: 'decided'>
    >>> step(Status.WITHDRAWN, Act.DECIDE)
    Traceback (most recent call last):
    anke.rules.refusal.Refused: You cannot decide the case: it is withdrawn. You can ...
    """
    if after := STEPS.get((status, act)):
        return after
    raise _refusal(status, act, acts_in(status))


def require_may(act: Act, role: Role | None, status: Status, *, machine: bool = False) -> None:
    """Raise `Refused` where the role may not do the act, with what it may do in this state."""
    if not may(act, role, machine=machine):
        raise _not_yours(act, [one for one in acts_in(status) if may(one, role, machine=machine)])


def _refusal(status: Status, act: Act, can: Iterable[Act]) -> Refused:
    from anke.rules.step_words import ACT_WORDS, STATUS_WORDS, told

    (act_da, act_en), (state_da, state_en) = ACT_WORDS[act], STATUS_WORDS[status]
    can_da, can_en = told(can)
    return Refused(
        f"Du kan ikke {act_da}: sagen er {state_da}.{can_da}",
        f"You cannot {act_en}: it is {state_en}.{can_en}",
    )


def _not_yours(act: Act, can: Iterable[Act]) -> Refused:
    from anke.rules.step_words import ACT_WORDS, told, who_may

    (act_da, act_en), (who_da, who_en) = ACT_WORDS[act], who_may(act)
    can_da, can_en = told(can)
    return Refused(
        f"Du kan ikke {act_da}. Det kan {who_da}.{can_da}", f"You cannot {act_en}. {who_en} can.{can_en}"
    )
