"""What every act on a document or letter has in common: the case held, the key that seals, the event told."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypedDict

from anke.casework.cases import commands as cases
from anke.casework.letters.models import Letter
from anke.events.apply import CaseState
from anke.events.commands import OutOfOrder, Sealer, sealer
from anke.events.queries import holds_cpr
from anke.rules.letter_steps import LetterStatus
from anke.rules.refusal import Refused
from anke.rules.steps import OPEN, Status


class By(TypedDict):
    """Who does it (initials), the local day it happened, the moment it is recorded (UTC)."""

    happened_on: date
    actor: str
    recorded_at: datetime


DECISIVE = ("decision", "dismissal", "forwarding")  # the kinds of letter by which a case ends


def case_sealer(number: str) -> Sealer:
    """What seals for the case. Raises `Refused` once its personal data are forgotten."""
    try:
        return sealer("case", number)
    except OutOfOrder:
        raise Refused(
            "Sagens personoplysninger er slettet. Der kan ikke lægges noget nyt på den.",
            "The case's personal data are forgotten. Nothing new can be put on it.",
        ) from None


def note(number: str, kind: str, data: Mapping[str, Any], by: By) -> None:
    """Record on the case what was done."""
    cases.note_on_case(number=number, kind=kind, data=data, **by)


def held_letter(subject_id: int, number: int) -> Letter:
    """A letter of the case, held until the act ends."""
    found = Letter.objects.select_for_update().filter(subject_id=subject_id, number=number).first()
    if found is None:
        raise Refused(f"Sagen har intet brev {number}.", f"The case has no letter {number}.")
    return found


def through_case(kind: str, state: CaseState) -> bool:
    """Whether a letter's approval is also the case's: it ends the case, and the case is not decided yet."""
    return kind in DECISIVE and state.status in OPEN


def settle(letter: Letter, kind: str, state: CaseState) -> None:
    """Bring a letter that ends a case in step with the case: a draft taken back there is a draft here too."""
    if not through_case(kind, state) or letter.status == LetterStatus.SENT:
        return
    mine = state.draft is not None and state.draft[3] == str(letter.number)
    if mine and state.status in (Status.SUBMITTED, Status.APPROVED):
        letter.status = str(LetterStatus(str(state.status)))
    elif letter.status != LetterStatus.DRAFT and _was_with_the_case(letter):
        letter.status, letter.sha256 = str(LetterStatus.DRAFT), None
        letter.submitted_by = letter.approved_by = None


def _was_with_the_case(letter: Letter) -> bool:
    return letter.sha256 is not None


def seal_json(key: Sealer, place: str, value: Any) -> bytes:
    return key.close(place, json.dumps(value, ensure_ascii=False, sort_keys=True).encode())


def open_json(key: Sealer, place: str, sealed: bytes | memoryview) -> Any:
    return json.loads(key.open(place, bytes(sealed)))


def words_place(letter: Letter) -> str:
    """Where a letter's text is sealed. Its version is part of it: no older text can be put in its place."""
    return f"letter/{letter.number}/{letter.version}"


def require_no_cpr(text: str) -> None:
    if holds_cpr(text):
        raise Refused(
            "Titlen ser ud til at rumme et CPR-nummer. Skriv den uden.",
            "The title seems to hold a personal number. Write it without.",
        )
