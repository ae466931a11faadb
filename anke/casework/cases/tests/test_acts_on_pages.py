"""Every act through its page, in every state that allows it, by those who may; and how it is refused."""

import pytest
from django.test import Client
from django.utils import timezone

from anke.casework.cases import commands, queries
from anke.casework.cases.act_table import NEEDS, ROWS, allowed
from anke.casework.cases.models import Case, Submission
from anke.casework.cases.projection import state_of
from anke.casework.cases.tests.browsing import (
    TODAY,
    browser,
    doer,
    hidden,
    links_to_acts,
    typed,
    user_of,
)
from anke.casework.cases.tests.doing import BY, MOMENT, case_in, prepared, register
from anke.events.queries import events_of
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import POWERS, Reach, Role
from anke.rules.steps import STEPS, Act, Status, acts_in

pytestmark = [pytest.mark.slow, pytest.mark.django_db]  # every act in every state: together a minute
SEEING = [role for role in Role if POWERS[role].cases is not Reach.NONE]
ALLOWED = [(status, act) for status, act in STEPS if act is not Act.DESTROY]


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def made(status: Status, act: Act) -> str:
    """A case in that state on which the act can be done."""
    number = prepared(status, act)
    if act is Act.DECIDE_MEETING_TREATMENT:
        changes = {"case_type": "notification"}
        commands.correct_registration(number=number, changes=changes, reason="Underretning", **BY)
    if act is Act.ANNUL_ENTRY:
        commands.request_information(number=number, source="Kommunen", **BY)
    if act is Act.APPROVE:  # one's own draft is nobody's to approve; this one is the machine's
        assert Case.objects.get(number=number).draft[0] == "system"
    return number


def test_every_act_has_a_row_except_destruction() -> None:
    assert set(ROWS) == set(Act) - {Act.DESTROY}


@pytest.mark.parametrize(("status", "act"), ALLOWED)
def test_an_act_is_done_through_its_page(status: Status, act: Act) -> None:
    number = made(status, act)
    who = browser(doer(act))
    address = f"/cases/{number}/act/{act}/" + ("?party=P1" if act is Act.CHANGE_PARTY else "")
    asked = who.get(address)
    assert asked.status_code == 200
    before = len(events_of("case", number))
    sent = who.post(address, typed(act, number) | {"once": hidden(asked.content.decode(), "once")})
    assert sent.status_code == 302, sent.content.decode()
    assert len(events_of("case", number)) > before
    told = who.get(sent["Location"]).content.decode()
    assert "Udført" in told
    assert queries.compare_with_replay() == []


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("role", SEEING)
def test_the_page_offers_what_the_table_allows_and_nothing_else(status: Status, role: Role) -> None:
    number = made(status, Act.DESTROY)
    state = state_of(Case.objects.get(number=number))
    page = browser(user_of(role)).get(f"/cases/{number}/").content.decode()
    lacking = {act for act, there in NEEDS.items() if not there(state)}
    wanted = {str(act) for act in acts_in(status, role) if act is not Act.DESTROY and act not in lacking}
    assert links_to_acts(page) == wanted == {str(act) for act in allowed(state, role)}


@pytest.mark.parametrize("role", SEEING)
def test_what_is_not_offered_is_refused_in_words(role: Role) -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(role), "en")
    for act in set(ROWS) - set(acts_in(Status.REGISTERED, role)):
        for answer in (who.get(f"/cases/{number}/act/{act}/"), who.post(f"/cases/{number}/act/{act}/")):
            assert answer.status_code == 409
            assert "You cannot" in answer.content.decode()
    assert len(events_of("case", number)) == 1


def decided(who: Client, number: str, **more: str) -> str:
    sent = who.post(f"/cases/{number}/act/decide/", typed(Act.DECIDE, number) | more)
    return f"{sent.status_code} {sent.content.decode()}"


def test_two_decide_at_once_and_the_second_is_told_by_whom_and_what() -> None:
    number = case_in(Status.REGISTERED)
    first, second = browser(user_of(Role.CASEWORKER)), browser(user_of(Role.DIRECTOR), "en")
    seen = {"expected": "1", "ground": "Jeg er <b>enig</b>", "outcome_of_case": "changed"}
    assert decided(first, number).startswith("302")
    told = decided(second, number, **seen)
    assert told.startswith("409")
    assert "it is decided" in told  # the state no longer allows it
    commands.correct_registration(
        number=number,
        changes={"decided_on": None},
        reason="Fejl",
        happened_on=TODAY,
        actor="system",
        recorded_at=timezone.now(),
    )
    told = decided(second, number, **seen)
    assert told.startswith("409")
    assert "Somebody was here before you" in told
    assert f"{user_of(Role.CASEWORKER).username} " in told
    assert "The case was decided: Affirmed" in told
    assert "Jeg er &lt;b&gt;enig&lt;/b&gt;" in told  # what was typed is still there
    assert hidden(told, "expected") == "3"


def test_a_form_sent_twice_is_done_once() -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(Role.CASEWORKER))
    form = typed(Act.ADD_PARTY, number) | {"once": "a-token-that-is-long-enough"}
    answers = [who.post(f"/cases/{number}/act/add_party/", form) for _ in range(3)]
    assert {answer["Location"] for answer in answers} == {f"/cases/{number}/?done=2"}
    assert len(events_of("case", number)) == 2
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_is_missing_is_said_beside_its_field(lang: str) -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(Role.CASEWORKER), lang)
    form = typed(Act.PAUSE, number) | {"reason": "", "follow_up_on": "32.13.2026"}
    answer = who.post(f"/cases/{number}/act/pause/", form)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#id_reason"' in html
    assert 'id="id_follow_up_on_error"' in html
    assert ("Skriv en dato" if lang == "da" else "Write a day") in html
    assert 'value="32.13.2026"' in html


def test_a_day_is_taken_as_people_write_it() -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(Role.CASEWORKER))
    form = typed(Act.EXTEND, number) | {"until": "3.12.2031"}
    assert who.post(f"/cases/{number}/act/extend/", form).status_code == 302
    assert str(Case.objects.get(number=number).deadline_until) == "2031-12-03"


@pytest.mark.parametrize("role", [Role.CASEWORKER, Role.HEAD_OF_OFFICE])
def test_undone_where_it_is_told(role: Role) -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(role))
    sent = who.post(f"/cases/{number}/act/pause/", typed(Act.PAUSE, number))
    page = who.get(sent["Location"]).content.decode()
    assert f'action="/cases/{number}/undo/"' in page
    form = {name: hidden(page, name) for name in ("expected", "once")}
    undone = who.post(f"/cases/{number}/undo/", form)
    assert undone.status_code == 302
    assert Case.objects.get(number=number).status == "registered"
    story = who.get(f"/cases/{number}/story/").content.decode()
    assert "<del>Sagen blev sat på pause: Fordi det er nødvendigt; sagen tages op igen" in story
    assert "taget tilbage ved hændelse 3" in story
    assert who.post(f"/cases/{number}/undo/", form)["Location"] == undone["Location"]  # sent twice, done once


def test_what_cannot_be_undone_says_what_to_do_instead() -> None:
    number = case_in(Status.DISPATCHED)
    answer = browser(user_of(Role.CASEWORKER), "en").post(f"/cases/{number}/undo/")
    assert answer.status_code == 409
    assert "reopen the case" in answer.content.decode()


def test_one_does_not_approve_ones_own_draft() -> None:
    number = case_in(Status.REGISTERED)
    chief = browser(user_of(Role.HEAD_OF_OFFICE))
    chief.post(f"/cases/{number}/act/submit/", typed(Act.SUBMIT, number))
    answer = chief.post(f"/cases/{number}/act/approve/", typed(Act.APPROVE, number))
    assert answer.status_code == 409
    assert "Du kan ikke godkende dit eget udkast" in answer.content.decode()


def test_a_correction_holds_only_what_was_changed() -> None:
    number = case_in(Status.REGISTERED)
    who = browser(user_of(Role.CASEWORKER))
    assert who.post(f"/cases/{number}/act/correct/", typed(Act.CORRECT, number)).status_code == 302
    assert events_of("case", number)[-1].data["changes"] == {"authority": 147}
    nothing = typed(Act.CORRECT, number)
    assert who.post(f"/cases/{number}/act/correct/", nothing).status_code == 422


def test_changing_a_party_keeps_the_number_that_is_not_typed_again() -> None:
    number = register(appellant={"name": "Ida", "cpr": "009912-4321", "phone": "12"})
    who = browser(user_of(Role.CASEWORKER))
    assert "Klager: Ida" in who.get(f"/cases/{number}/act/change_party/").content.decode()
    form = typed(Act.CHANGE_PARTY, number) | {"name": "Ida Ibsen", "phone": ""}
    assert who.post(f"/cases/{number}/act/change_party/", form).status_code == 302
    assert queries.particulars_of(number)["P1"] == {"name": "Ida Ibsen", "cpr": "009912-4321"}


def test_without_the_token_against_forgery_nothing_is_done() -> None:
    number = case_in(Status.REGISTERED)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user_of(Role.CASEWORKER))
    for path in (
        f"/cases/{number}/act/pause/",
        f"/cases/{number}/undo/",
        f"/cases/{number}/cpr/P1/",
        "/cases/new/",
    ):
        assert strict.post(path, typed(Act.PAUSE, number)).status_code == 403
    assert len(events_of("case", number)) == 1


def test_describing_the_complaint_again_keeps_what_was_said_in_words() -> None:
    number = register(
        appeal={"decided_on": MOMENT.date().replace(month=1), "file_number": "K-17", "remark": "Sent"}
    )
    page = browser(user_of(Role.CASEWORKER)).get(f"/cases/{number}/act/describe_appeal/").content.decode()
    assert 'value="K-17"' in page and ">Sent</textarea>" in page.replace("\n", "")
