"""Decisions sent before: brought in, they are read again with their aids; the case stays as it was."""

import pytest

from anke.casework.cases import commands as cases
from anke.casework.letters import commands, queries
from anke.casework.letters.commands import SentBefore
from anke.casework.letters.models import Dispatch, Document, Letter
from anke.casework.letters.tests.writing import GAPS, MOMENT, TODAY, by, case, office, send, whole
from anke.events import queries as events
from anke.rules.refusal import Refused

pytestmark = pytest.mark.django_db
HOW = {"actor": "system", "recorded_at": MOMENT}


def decided() -> str:
    number = case()
    cases.decide_case(number=number, outcome="affirmed", **by("system"))
    cases.dispatch_decision(number=number, **by("system"))
    return number


def told(number: str, **parts: str) -> SentBefore:
    return SentBefore(number, "Afgørelse på din klage", GAPS | parts, "anna")


def test_the_text_is_read_again_with_its_aids_and_once_only() -> None:
    people, number = office(), decided()
    assert commands.bring_in_decisions([told(number, reply="")], **HOW) == 1
    assert commands.bring_in_decisions([told(number, reply="Andet")], **HOW) == 0
    again = queries.reread(number, day=TODAY, user=people["anna"], at=MOMENT)
    assert again is not None and "Vi har brugt serviceloven § 100." in again.final.plain()
    assert [one.part for one in again.missing] == ["reply"]
    assert again.final.sha256 == Letter.objects.get().sha256
    assert not Document.objects.exists() and not Dispatch.objects.exists()
    assert [one.kind for one in events.events_of("case", number)][-1] == "letter_brought_in"


def test_a_case_with_a_letter_keeps_it() -> None:
    office()
    number = case()
    send(number, whole(number))
    assert commands.bring_in_decisions([told(number)], **HOW) == 0


@pytest.mark.parametrize("wrong", ["open", "part", "unknown"])
def test_what_cannot_be_right_brings_none_in(wrong: str) -> None:
    office()
    good = decided()
    other = {"open": case, "part": decided, "unknown": lambda: "2024-999999"}[wrong]()
    bad = told(other, no_such_part="Tekst") if wrong == "part" else told(other)
    with pytest.raises(Refused):
        commands.bring_in_decisions([told(good), bad], **HOW)
    assert not Letter.objects.exists()
