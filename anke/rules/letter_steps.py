"""How a letter goes from draft to sent: which act each status allows, and by whom it may be approved."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from anke.rules.steps import Refused


class LetterStatus(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"


class LetterAct(StrEnum):
    SAVE = "save"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    SEND = "send"  # a letter that two persons must see
    SEND_ALONE = "send_alone"  # a letter that one person may send


class Channel(StrEnum):
    """How a letter is sent."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"


TABLE = """
            draft      submitted  approved  sent
save        draft      -          -         -
submit      submitted  -          -         -
approve     -          approved   -         -
return      -          draft      draft     -
send        -          -          sent      -
send_alone  sent       -          sent      -
"""
_STATUS: Final = {
    LetterStatus.DRAFT: ("et udkast", "a draft"),
    LetterStatus.SUBMITTED: ("sendt til godkendelse", "submitted for approval"),
    LetterStatus.APPROVED: ("godkendt", "approved"),
    LetterStatus.SENT: ("sendt", "sent"),
}
_ACT: Final = {
    LetterAct.SAVE: ("rette i brevet", "change the letter"),
    LetterAct.SUBMIT: ("sende brevet til godkendelse", "submit the letter for approval"),
    LetterAct.APPROVE: ("godkende brevet", "approve the letter"),
    LetterAct.RETURN: ("sende brevet tilbage til udkast", "return the letter to draft"),
    LetterAct.SEND: ("sende brevet", "send the letter"),
    LetterAct.SEND_ALONE: ("sende brevet", "send the letter"),
}


def _read(table: str) -> dict[tuple[LetterStatus, LetterAct], LetterStatus]:
    header, *rows = (line.split() for line in table.strip().splitlines())
    return {
        (LetterStatus(before), LetterAct(act)): LetterStatus(after)
        for act, *cells in rows
        for before, after in zip(header, cells, strict=True)
        if after != "-"
    }


STEPS: Final = _read(TABLE)


def step(status: LetterStatus, act: LetterAct) -> LetterStatus:
    """The status after an act. Raises `Refused` where the letter's status does not allow it.

    >>> step(LetterStatus.DRAFT, LetterAct.SUBMIT)
    <LetterStatus.SUBMITTED: 'submitted'>
    >>> step(LetterStatus.DRAFT, LetterAct.SEND)
    Traceback (most recent call last):
    anke.rules...Refused: You cannot send the letter: it is a draft. It is submitted and approved first.
    """
    if after := STEPS.get((status, act)):
        return after
    (act_da, act_en), (is_da, is_en) = _ACT[act], _STATUS[status]
    then_da, then_en = _FIRST.get((status, act), ("", ""))
    raise Refused(
        f"Du kan ikke {act_da}: det er {is_da}.{then_da}", f"You cannot {act_en}: it is {is_en}.{then_en}"
    )


_FIRST: Final = {
    (LetterStatus.DRAFT, LetterAct.SEND): (
        " Det skal først godkendes af en anden.",
        " It is submitted and approved first.",
    ),
    (LetterStatus.SUBMITTED, LetterAct.SAVE): (
        " Tag det tilbage, hvis det skal rettes.",
        " Take it back if it is to be changed.",
    ),
    (LetterStatus.APPROVED, LetterAct.SAVE): (
        " Send det tilbage til udkast, hvis det skal rettes; så skal det godkendes igen.",
        " Return it to draft if it is to be changed; it is then approved again.",
    ),
}


def require_other(approver: str, authors: Iterable[str]) -> None:
    """Raise `Refused` where the one who approves has had a hand in the text: four eyes, always.

    >>> require_other("bo", ["anna"])
    >>> require_other("anna", ["anna"])
    Traceback (most recent call last):
    anke.rules...Refused: You have written in this letter and cannot approve it. Ask somebody else.
    """
    if approver in set(authors):
        raise Refused(
            "Du har selv skrevet i brevet og kan ikke godkende det. Bed en anden om det.",
            "You have written in this letter and cannot approve it. Ask somebody else.",
        )
