"""From the rules to the certificate: two persons, the very list, case by case, nothing that must be kept."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from anke.casework.cases import commands as cases
from anke.casework.cases import queries as register
from anke.casework.letters import commands as letters
from anke.casework.letters import queries as papers
from anke.casework.letters.tests.made_files import word
from anke.casework.retention import certificate, commands, queries
from anke.casework.retention.models import DestructionList, ListedCase
from anke.casework.retention.tests.house import NOW, TODAY, by, closed, people
from anke.casework.search import commands as index
from anke.casework.search.tests.library import find
from anke.events import queries as events
from anke.events.verify import verify_store
from anke.rules.refusal import Refused

pytestmark = pytest.mark.django_db
AT: dict[str, Any] = {"recorded_at": NOW}


@pytest.fixture
def staff(settings: Any, tmp_path: Any) -> dict[str, User]:
    settings.ANKE_HOME = tmp_path
    return people()


def approved(actor: str = "lis", first: str = "lis", second: str = "dir") -> DestructionList:
    made = commands.make_list(actor=actor, **AT)
    for who in (first, second):
        commands.approve_list(number=made.number, sha256=made.sha256, actor=who, **AT)
    return made


def states(made: DestructionList) -> dict[str, str]:
    return dict(made.cases.values_list("number", "state"))


def test_a_list_holds_every_case_whose_time_has_come_and_why(staff: dict[str, User]) -> None:
    old = closed()
    closed(day=date(2020, 3, 1))  # five years after the end of 2020: from 1 January 2026
    held = closed()
    cases.place_hold(number=held, reason="Verserende retssag", **by())
    made = commands.make_list(actor="lis", **AT)
    told = json.loads(made.frozen)
    assert [one["number"] for one in told["cases"]] == [old]
    assert told["cases"][0]["destroy_on"] == "2018-01-01"
    assert "Reglen »Sager, der ikke blev behandlet« gælder." in told["cases"][0]["why"]["da"]
    assert [one.kind for one in events.events_of("destruction", made.number)] == ["destruction_listed"]
    with pytest.raises(Refused, match="No case"):
        commands.make_list(actor="lis", **AT)  # it is on a list already


def test_what_is_destroyed_is_gone_and_what_was_done_stays(staff: dict[str, User]) -> None:
    number, other = closed("Ida Ibsen", points=("Hjælp til flytning",)), closed("Bo Berg")
    letters.add_document(number=number, name="brev.docx", raw=word("Jeg klager"), **by("lis"))
    assert find("ibsen", staff["dir"]) == [number]
    made = approved()
    done = commands.carry_out(number=made.number, actor="jur", **AT)
    assert (done.destroyed, done.kept, done.left) == (2, 0, 0)
    index.follow()
    for word_of in ("ibsen", "berg", "flytning", "klager", number, ""):
        assert find(word_of, staff["dir"]) == [], word_of
    assert index.sweep().mended == 0
    state = register.case_of(number)
    assert state is not None and state.status == "destroyed"
    assert not register.Party.objects.filter(case__number__in=[number, other]).exists()
    assert register.particulars_of(number) == {}
    [card] = papers.documents_of(number, user=staff["dir"], at=NOW)
    assert (card.title, papers.raw_of(card.id), papers.text_of(card.id)) == (None, None, "")
    assert "destruction_done" in [one.kind for one in events.events_of("destruction", made.number)]
    assert register.compare_with_replay() == []
    assert verify_store().breaks == []


def test_two_different_persons_of_those_who_answer_for_it(staff: dict[str, User]) -> None:
    closed()
    for who in ("anna", "sys", "nobody"):
        with pytest.raises(Refused, match="does not allow archiving"):
            commands.make_list(actor=who, **AT)
    made = commands.make_list(actor="lis", **AT)
    with pytest.raises(Refused, match="not been approved by two"):
        commands.carry_out(number=made.number, actor="lis", **AT)
    commands.approve_list(number=made.number, sha256=made.sha256, actor="lis", **AT)
    with pytest.raises(Refused, match="Somebody else"):
        commands.approve_list(number=made.number, sha256=made.sha256, actor="lis", **AT)
    with pytest.raises(Refused, match="not been approved by two"):
        commands.carry_out(number=made.number, actor="dir", **AT)
    with pytest.raises(Refused, match="not the one you saw"):
        commands.approve_list(number=made.number, sha256="0" * 64, actor="dir", **AT)
    with pytest.raises(Refused, match="does not allow"):
        commands.approve_list(number=made.number, sha256=made.sha256, actor="anna", **AT)
    commands.approve_list(number=made.number, sha256=made.sha256, actor="dir", **AT)
    with pytest.raises(Refused, match="no longer"):
        commands.approve_list(number=made.number, sha256=made.sha256, actor="jur", **AT)
    with pytest.raises(IntegrityError), transaction.atomic():  # nor can the database be told otherwise
        DestructionList.objects.update(second_by="lis")
    with pytest.raises(Refused, match="does not allow"):
        commands.carry_out(number=made.number, actor="anna", **AT)


def test_a_list_that_was_changed_after_approval_destroys_nothing(staff: dict[str, User]) -> None:
    closed()
    young = closed(day=date(2024, 3, 1))
    made = approved()
    ListedCase.objects.create(list=made, place=2, number=young)
    with pytest.raises(Refused, match="Nothing is destroyed"):
        commands.carry_out(number=made.number, actor="dir", **AT)
    assert set(states(made).values()) == {"waiting"}


def test_what_happens_meanwhile_keeps_a_case_and_the_list_says_so(staff: dict[str, User]) -> None:
    held, reopened, linked, gone, fine = (closed(f"Part {at}") for at in range(5))
    made = approved()
    cases.place_hold(number=held, reason="Verserende retssag", **by())
    again = cases.reopen_case(number=reopened, **by()).name
    cases.link_case(number=linked, other=again, reason="Samme borger", **by())
    cases.destroy_case(number=gone, certificate="0000-1", **by())
    done = commands.carry_out(number=made.number, actor="dir", **AT)
    assert (done.destroyed, done.kept, done.left) == (1, 4, 0)
    assert states(made) == {held: "kept", reopened: "kept", linked: "kept", gone: "kept", fine: "destroyed"}
    told = queries.list_page(made.number, lang="en", start=0, limit=9)
    assert told is not None
    said = {row.number: row.kept for row in told.rows}
    assert said[held] == "A legal hold stands."
    assert said[reopened] == f"Case {again}, to which it is joined by reopening, is not over."
    assert said[linked] == f"Case {again}, to which it is linked, is not over."
    assert said[gone] == "The case is destroyed."
    cases.withdraw_case(number=again, **by())  # the chain ends today: five years from the end of 2025
    later = queries.judge(reopened, user=staff["dir"], at=NOW, day=TODAY)
    assert later is not None and str(later[0].verdict.destroy_on) == "2031-01-01"


def test_a_stop_in_the_middle_goes_on(staff: dict[str, User]) -> None:
    for at in range(5):
        closed(f"Part {at}")
    made = approved()
    first = commands.carry_out(number=made.number, actor="dir", most=2, **AT)
    assert (first.destroyed, first.left) == (2, 3)
    assert queries.certificate(made.number) is None
    with pytest.raises(Refused, match="has begun"):
        commands.drop_list(number=made.number, reason="Fortrudt", actor="dir", **AT)
    second = commands.carry_out(number=made.number, actor="jur", **AT)
    assert (second.destroyed, second.left) == (5, 0)
    with pytest.raises(Refused, match="carried out already"):
        commands.carry_out(number=made.number, actor="dir", **AT)


def test_a_dropped_list_lets_its_cases_be_listed_again(staff: dict[str, User]) -> None:
    number = closed()
    made = commands.make_list(actor="lis", **AT)
    commands.drop_list(number=made.number, reason="Forkert dag", actor="lis", **AT)
    again = commands.make_list(actor="lis", **AT)
    assert (again.number, states(again)) == ("2025-2", {number: "waiting"})


def test_the_certificate_names_the_list_and_no_person(staff: dict[str, User]) -> None:
    closed("Ida Ibsen")
    held = closed("Bo Berg")
    made = approved()
    cases.place_hold(number=held, reason="Verserende retssag", **by())
    commands.carry_out(number=made.number, actor="jur", **AT)
    told = queries.certificate(made.number)
    assert told is not None
    data = told.as_data()
    assert (data["list_sha256"], data["listed"], data["destroyed"]) == (made.sha256, 2, 1)
    assert [one["by"] for one in data["approvals"]] == ["lis", "dir"]
    assert data["carried_out_by"] == "jur"
    assert [one["number"] for one in data["kept"]] == [held]
    for lang, says in (("da", "Attest for sletning 2025-1"), ("en", "Certificate of destruction 2025-1")):
        raw = certificate.pdf(told, lang, agency="Ankestyrelsen", synthetic=True)
        read = PdfReader(io.BytesIO(raw))
        text = "".join(page.extract_text() for page in read.pages)
        assert says in text and made.sha256[:20] in text.replace("\n", "")
        assert "Ibsen" not in text and "Berg" not in text
        assert b"pdfuaid" in raw
        assert raw == certificate.pdf(told, lang, agency="Ankestyrelsen", synthetic=True)
