"""Steps of a report to the ministry: which act it allows at which stage, who may do it, and where it leads.

One table, read like the one of cases (`steps.py`): stage, act, role → stage; nothing is allowed from "any
stage", and from frozen no row leads back. Besides the table, four eyes: who drafted a report neither reviews,
approves nor freezes it, and who reviewed it does not approve it.
"""

from collections.abc import Collection
from enum import StrEnum

from anke.rules.refusal import Refused
from anke.rules.roles import TITLES, Role


class Stage(StrEnum):
    """Where a report stands. Awaited: due some day, and nobody has begun it."""

    AWAITED = "awaited"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    FROZEN = "frozen"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"


class Act(StrEnum):
    """What can be done to a report."""

    REMIND = "remind"
    BEGIN = "begin"
    EXPLAIN = "explain"
    NOTE_DEVIATION = "note_deviation"
    WITHDRAW_DEVIATION = "withdraw_deviation"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    REVIEW = "review"
    RETURN = "return"
    APPROVE = "approve"
    FREEZE = "freeze"
    HAND_OVER = "hand_over"
    CONFIRM = "confirm"
    REGISTER_RECEIPT = "register_receipt"
    REVISE = "revise"
    ANNOTATE = "annotate"


FROZEN = (Stage.FROZEN, Stage.HANDED_OVER, Stage.RECEIVED)  # what was said is never changed again
HANDED_OVER = (Stage.HANDED_OVER, Stage.RECEIVED)  # what the ministry and everybody else may read

GROUPS: dict[str, frozenset[Role]] = {
    "drafters": frozenset((Role.STEERING_UNIT,)),
    "reviewers": frozenset((Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR)),
    "leaders": frozenset((Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.DIRECTOR)),
    "director": frozenset((Role.DIRECTOR,)),
    "senders": frozenset((Role.STEERING_UNIT, Role.DIRECTOR)),
    "ministry": frozenset((Role.MINISTRY,)),
    "machine": frozenset(),  # the night's work, never a person
}

# The stage before (column) and after (cell) each act (row); "-" where the act is refused. "=" keeps it.
TABLE = """
act                 who        awaited  draft      submitted  reviewed  approved  frozen       handed_over  received
remind              machine    =        =          =          =         =         =            -            -
begin               drafters   draft    -          -          -         -         -            -            -
explain             drafters   -        =          -          -         -         -            -            -
note_deviation      drafters   -        =          -          -         -         -            -            -
withdraw_deviation  drafters   -        =          -          -         -         -            -            -
submit              drafters   -        submitted  -          -         -         -            -            -
take_back           drafters   -        -          draft      -         -         -            -            -
review              reviewers  -        -          reviewed   -         -         -            -            -
return              leaders    -        -          draft      draft     draft     -            -            -
approve             director   -        -          -          approved  -         -            -            -
freeze              director   -        -          -          -         frozen    -            -            -
hand_over           senders    -        -          -          -         -         handed_over  -            -
confirm             ministry   -        -          -          -         -         -            received     -
register_receipt    drafters   -        -          -          -         -         -            received     -
revise              machine    -        -          -          -         -         =            =            =
annotate            drafters   -        -          -          -         -         =            =            =
"""  # noqa: E501 - one row an act: a table is read across

ACT_WORDS: dict[Act, tuple[str, str]] = {
    Act.REMIND: ("minde om rapporten", "remind of the report"),
    Act.BEGIN: ("begynde rapporten", "begin the report"),
    Act.EXPLAIN: ("skrive en forklaring", "write an explanation"),
    Act.NOTE_DEVIATION: ("notere en afvigelse", "note a deviation"),
    Act.WITHDRAW_DEVIATION: ("trække en afvigelse tilbage", "withdraw a deviation"),
    Act.SUBMIT: ("sende rapporten til gennemsyn", "submit the report for review"),
    Act.TAKE_BACK: ("tage rapporten tilbage", "take the report back"),
    Act.REVIEW: ("godkende gennemsynet", "pass the report on after review"),
    Act.RETURN: ("sende rapporten tilbage til udkastet", "return the report to its draft"),
    Act.APPROVE: ("godkende rapporten", "approve the report"),
    Act.FREEZE: ("fastfryse rapporten", "freeze the report"),
    Act.HAND_OVER: ("aflevere rapporten til ministeriet", "hand the report over to the ministry"),
    Act.CONFIRM: ("kvittere for rapporten", "confirm the receipt of the report"),
    Act.REGISTER_RECEIPT: ("registrere en kvittering", "register a receipt"),
    Act.REVISE: ("registrere en revision", "record a revision"),
    Act.ANNOTATE: ("skrive en bemærkning til en revision", "annotate a revision"),
}
STAGE_WORDS: dict[Stage, tuple[str, str]] = {
    Stage.AWAITED: ("ikke begyndt", "not begun"),
    Stage.DRAFT: ("et udkast", "a draft"),
    Stage.SUBMITTED: ("sendt til gennemsyn", "submitted for review"),
    Stage.REVIEWED: ("set igennem", "reviewed"),
    Stage.APPROVED: ("godkendt", "approved"),
    Stage.FROZEN: ("fastfrosset", "frozen"),
    Stage.HANDED_OVER: ("afleveret", "handed over"),
    Stage.RECEIVED: ("modtaget", "received"),
}


def _read(table: str) -> tuple[dict[tuple[Stage, Act], Stage], dict[Act, str]]:
    (_, _, *names), *rows = (line.split() for line in table.strip().splitlines())
    before = [Stage(name) for name in names]
    steps = {
        (stage, Act(act)): stage if after == "=" else Stage(after)
        for act, _, *cells in rows
        for stage, after in zip(before, cells, strict=True)
        if after != "-"
    }
    return steps, {Act(act): who for act, who, *_ in rows}


STEPS, WHO = _read(TABLE)
MAY: dict[Act, frozenset[Role]] = {act: GROUPS[who] for act, who in WHO.items()}
_APART = (Act.REVIEW, Act.APPROVE, Act.FREEZE)  # asks for somebody who did not draft it


def acts_in(stage: Stage, role: Role | None) -> tuple[Act, ...]:
    """The acts a role may do at a stage, in the table's order.

    >>> [str(act) for act in acts_in(Stage.REVIEWED, Role.DIRECTOR)]
    ['return', 'approve']
    """
    return tuple(act for act in Act if (stage, act) in STEPS and role in MAY[act])


def step(stage: Stage, act: Act) -> Stage:
    """The stage after an act. Raises `Refused` where the stage does not allow it.

    >>> step(Stage.APPROVED, Act.FREEZE)
    <Stage.FROZEN: 'frozen'>
    >>> step(Stage.FROZEN, Act.RETURN)
    Traceback (most recent call last):
    anke.rules.refusal.Refused: You cannot return the report to its draft: it is frozen. What was frozen ...
    """
    if after := STEPS.get((stage, act)):
        return after
    (act_da, act_en), (stage_da, stage_en) = ACT_WORDS[act], STAGE_WORDS[stage]
    shut = stage in FROZEN
    da = " Det fastfrosne ændres aldrig; en ny oplysning bliver en revision." if shut else ""
    en = " What was frozen is never changed; what becomes known later is a revision." if shut else ""
    raise Refused(
        f"Du kan ikke {act_da}: den er {stage_da}.{da}", f"You cannot {act_en}: it is {stage_en}.{en}"
    )


def require_may(act: Act, role: Role | None) -> None:
    """Raise `Refused` where a role may never do an act."""
    if role in MAY[act]:
        return
    (act_da, act_en), who = ACT_WORDS[act], sorted(MAY[act])
    titles = [TITLES[one] for one in who] or [("kun systemet", "the system alone")]
    da, en = " eller ".join(one[0] for one in titles), " or ".join(one[1] for one in titles)
    raise Refused(f"Du kan ikke {act_da}. Det kan {da}.", f"You cannot {act_en}. That is for: {en}.")


def require_other_eyes(act: Act, who: str, *, drafted: Collection[str], reviewed: str | None) -> None:
    """Raise `Refused` where the person had a hand in what another is to look at.

    >>> require_other_eyes(Act.APPROVE, "dir", drafted=["styring"], reviewed="vice")
    """
    if act in _APART and who in drafted:
        da, en = ACT_WORDS[act]
        raise Refused(
            f"Du har selv skrevet på rapporten, og derfor kan du ikke {da}. En anden skal gøre det.",
            f"You wrote on the report yourself, and so you cannot {en}. Somebody else must.",
        )
    if act is Act.APPROVE and who == reviewed:
        raise Refused(
            "Du har set rapporten igennem. En anden skal godkende den.",
            "You reviewed the report. Somebody else must approve it.",
        )
