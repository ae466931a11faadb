"""Steps: which act a case allows in which state, and the state it leads to.

One table, and nothing is allowed from "any state". An act the table does not allow is refused with words that
say what is possible instead.
"""

from enum import StrEnum


class Status(StrEnum):
    REGISTERED = "registered"
    PAUSED = "paused"
    DECIDED = "decided"
    DISPATCHED = "dispatched"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What can be done to a registered case."""

    ASSESS_INFORMATION = "assess_information"
    ASSIGN = "assign"
    REQUEST_INFORMATION = "request_information"
    RECEIVE_INFORMATION = "receive_information"
    HEAR_PARTY = "hear_party"
    ASK_CONSULTANT = "ask_consultant"
    RECEIVE_CONSULTANT_ANSWER = "receive_consultant_answer"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    DECIDE_MEETING_TREATMENT = "decide_meeting_treatment"
    DECIDE = "decide"
    DISPATCH = "dispatch"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    CORRECT = "correct"
    FIND_ERROR = "find_error"


OPEN = (Status.REGISTERED, Status.PAUSED)

# The state before (column) and after (cell) each act (row); "-" where the act is refused.
# A decision waits for the clock: a paused case waits for somebody, and is resumed before it is decided.
# A correction keeps the state unless it takes a milestone back: the state then follows from those left.
TABLE = """
                            registered  paused      decided     dispatched  withdrawn
assess_information          registered  paused      -           -           -
assign                      registered  paused      decided     -           -
request_information         registered  paused      -           -           -
receive_information         registered  paused      -           -           -
hear_party                  registered  paused      -           -           -
ask_consultant              registered  paused      -           -           -
receive_consultant_answer   registered  paused      -           -           -
pause                       paused      -           -           -           -
resume                      -           registered  -           -           -
extend                      registered  paused      -           -           -
decide_meeting_treatment    registered  paused      -           -           -
decide                      decided     -           -           -           -
dispatch                    -           -           dispatched  -           -
withdraw                    withdrawn   withdrawn   -           -           -
reopen                      -           -           -           dispatched  withdrawn
correct                     registered  paused      decided     dispatched  withdrawn
find_error                  registered  paused      decided     dispatched  -
"""

_STATUS_WORDS = {
    Status.REGISTERED: ("under behandling", "open"),
    Status.PAUSED: ("sat på pause", "paused"),
    Status.DECIDED: ("afgjort", "decided"),
    Status.DISPATCHED: ("afgjort, og afgørelsen er sendt", "decided, and the decision is sent"),
    Status.WITHDRAWN: ("trukket tilbage", "withdrawn"),
}
_ACT_WORDS = {
    Act.ASSESS_INFORMATION: (
        "vurdere, om sagen er fuldt oplyst",
        "assess whether the case is fully informed",
    ),
    Act.ASSIGN: ("fordele sagen", "assign the case"),
    Act.REQUEST_INFORMATION: ("indhente oplysninger", "ask for information"),
    Act.RECEIVE_INFORMATION: ("registrere modtagne oplysninger", "record that information has come in"),
    Act.HEAR_PARTY: ("partshøre", "hear a party"),
    Act.ASK_CONSULTANT: ("spørge lægekonsulenten", "ask the medical consultant"),
    Act.RECEIVE_CONSULTANT_ANSWER: (
        "registrere lægekonsulentens svar",
        "record the medical consultant's answer",
    ),
    Act.PAUSE: ("sætte fristen på pause", "pause the clock"),
    Act.RESUME: ("lade fristen løbe igen", "let the clock run again"),
    Act.EXTEND: ("forlænge fristen", "extend the deadline"),
    Act.DECIDE_MEETING_TREATMENT: (
        "beslutte, om underretningen skal behandles på et møde",
        "decide whether the notification is to be treated at a meeting",
    ),
    Act.DECIDE: ("afgøre sagen", "decide the case"),
    Act.DISPATCH: ("sende afgørelsen", "send the decision"),
    Act.WITHDRAW: ("registrere, at klagen er trukket tilbage", "record that the appeal is withdrawn"),
    Act.REOPEN: ("genoptage sagen", "reopen the case"),
    Act.CORRECT: ("rette en registrering", "correct a registration"),
    Act.FIND_ERROR: (
        "registrere, om førsteinstansen har begået en fejl",
        "record whether the first instance made an error",
    ),
}


class Refused(ValueError):  # noqa: N818 - told to the person who tried, not an error in the program
    """The act cannot be done. `da` and `en` say why, and what can be done instead."""

    def __init__(self, da: str, en: str) -> None:
        super().__init__(en)
        self.da, self.en = da, en

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


def _read(table: str) -> dict[tuple[Status, Act], Status]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    before = [Status(name) for name in header]
    return {
        (status, Act(act)): Status(after)
        for act, *cells in rows
        for status, after in zip(before, cells, strict=True)
        if after != "-"
    }


STEPS = _read(TABLE)


def acts_in(status: Status) -> tuple[Act, ...]:
    """The acts a state allows, in the table's order.

    >>> [str(act) for act in acts_in(Status.DECIDED)]
    ['assign', 'dispatch', 'correct', 'find_error']
    """
    return tuple(act for act in Act if (status, act) in STEPS)


def step(status: Status, act: Act) -> Status:
    """The state after an act. Raises `Refused` where the state does not allow it.

    >>> step(Status.REGISTERED, Act.DECIDE)
    <Status.DECIDED: 'decided'>
    >>> step(Status.WITHDRAWN, Act.DECIDE)
    Traceback (most recent call last):
    anke.rules.steps.Refused: You cannot decide the case: it is withdrawn. You can reopen the case; ...
    """
    if after := STEPS.get((status, act)):
        return after
    can = [_ACT_WORDS[other] for other in acts_in(status)]
    (act_da, act_en), (state_da, state_en) = _ACT_WORDS[act], _STATUS_WORDS[status]
    raise Refused(
        f"Du kan ikke {act_da}: sagen er {state_da}. Du kan {'; '.join(da for da, _ in can)}.",
        f"You cannot {act_en}: it is {state_en}. You can {'; '.join(en for _, en in can)}.",
    )
