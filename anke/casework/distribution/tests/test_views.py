"""The pages of distribution, as those who lead an office use them – without any script."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from anke.casework.cases import commands as cases
from anke.casework.distribution.models import Proposal, Run
from anke.casework.distribution.tests.offices import BY, case, house, person, whose
from anke.organisation import commands as organise
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
CPR = "000199-0001"


@pytest.fixture(autouse=True)
def office() -> None:
    house()


def browser(who: str = "chef", lang: str = "en") -> Client:
    made = Client(headers={"accept-language": lang})
    made.force_login(User.objects.get(username=who))
    return made


def text(answer: Any) -> str:
    """What a page says, without its marks."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def propose(client: Client, **more: Any) -> Any:
    return client.post(reverse("distribution-propose"), {"office": 13, "seed": 7, **more}, follow=True)


def test_from_the_waiting_cases_to_the_applied_run_and_back() -> None:
    chef, numbers = browser(), [case() for _ in range(3)]
    page = text(chef.get("/distribution/"))
    assert "Cases without a caseworker 3" in page and all(number in page for number in numbers)
    tried = propose(chef)
    assert "This is a proposal. No case has moved. 3 of 3 cases are placed." in text(tried)
    assert "Even load first" in text(tried) and "room up to the maximum load" in text(tried)
    run = Run.objects.get()
    applied = chef.post(reverse("distribution-apply", args=[run.pk]), follow=True)
    assert "3 cases have been given out." in text(applied)
    assert None not in whose().values()
    undone = chef.post(reverse("distribution-undo", args=[run.pk]), follow=True)
    assert "3 cases are back where they were." in text(undone)
    assert set(whose().values()) == {None}
    assert "undone" in text(chef.get("/distribution/"))


def test_the_same_in_danish() -> None:
    chef = browser(lang="da")
    assert "Alle kontorets sager har en sagsbehandler" in text(chef.get("/distribution/"))
    case()
    assert "Dette er et forslag. Ingen sager er flyttet." in text(propose(chef))


def test_a_change_meanwhile_is_told_on_the_page_and_nothing_moves() -> None:
    chef, number = browser(), case()
    propose(chef)
    cases.hear_party(number=number, **BY)
    answer = chef.post(reverse("distribution-apply", args=[Run.objects.get().pk]), follow=True)
    assert f"these cases have changed: {number}" in text(answer)
    assert whose() == {number: None}


def test_handing_over_is_seen_before_it_is_done() -> None:
    chef, number = browser(), case(caseworker="anna")
    sent = {"office": 13, "person": "anna", "why": "leaves", "to": "bo"}
    seen = chef.post(reverse("distribution-handover"), sent, follow=True)
    assert "anna leaves: the role ends when this is applied" in text(seen)
    assert whose() == {number: "anna"}
    chef.post(reverse("distribution-apply", args=[Run.objects.get().pk]))
    assert whose() == {number: "bo"} and organisation.actor("anna") is None


def act(client: Client, initials: str = "anna", **form: Any) -> str:
    return text(client.post(reverse("distribution-colleague", args=[initials]), form, follow=True))


def test_absence_is_registered_ended_and_cancelled_on_the_page() -> None:
    chef, today = browser(), local_date(timezone.now())
    first = {"act": "absence", "kind": "sick", "first_on": today.isoformat(), "last_on": ""}
    assert "The absence is registered." in act(chef, **first)
    (away,) = organisation.absences(["anna"], since=today)
    assert "away, nobody knows how long" in text(chef.get("/distribution/"))
    until = (today + timedelta(2)).isoformat()
    assert "last day" in act(chef, act="end-absence", id=away.id, last_on=until)
    assert "The absence is cancelled." in act(chef, act="cancel-absence", id=away.id)
    assert organisation.absences(["anna"], since=today) == []


def test_competences_are_ticked_and_unticked() -> None:
    chef, today = browser(), local_date(timezone.now())
    act(chef, act="competences", types=["social_other", "disability_adults"])
    act(chef, act="competences", types=["social_other"])
    assert organisation.competences(["anna"], on=today) == {"anna": {"social_other"}}


def test_a_recusal_reaches_a_case_or_every_case_of_a_person() -> None:
    chef, number = browser(), case(cpr=CPR)
    assert "The recusal is registered." in act(chef, act="recusal", number=number, reason="Nabo")
    wide = {"act": "recusal", "number": number, "reason": "Familie", "reach": "person"}
    assert "The recusal is registered." in act(chef, **wide)
    narrow, whole = organisation.recusals(["anna"])[::-1]
    assert (narrow.number, bool(whole.party_key)) == (number, True)
    page = act(chef, act="end-recusal", id=narrow.id)
    assert "The recusal no longer holds." in page and "Every case of one person" in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"act": "nonsense"}, "cannot be understood"),
        ({"act": "absence", "first_on": "soon"}, "Write the day"),
        ({"act": "cancel-absence", "id": "x"}, "cancelled already"),
        ({"act": "recusal", "number": "2025-999999", "reason": "Nabo"}, "There is no case 2025-999999"),
        ({"act": "competences", "types": ["x"]}, "no case type called x"),
    ],
)
def test_nonsense_is_answered_in_words(form: dict[str, Any], said: str) -> None:
    assert said in act(browser(), **form)


def test_a_person_whose_number_is_not_known_can_be_recused_from_one_case_only() -> None:
    wide = {"act": "recusal", "number": case(), "reason": "Familie", "reach": "person"}
    assert "Register the recusal for the case alone" in act(browser(), **wide)


@pytest.mark.parametrize("who", ["anna", "dorte"])
def test_only_those_who_lead_come_in(who: str) -> None:
    case()
    propose(browser())
    run = Run.objects.get().pk
    client = browser(who)
    for name, args in (
        ("distribution", []),
        ("distribution-handover", []),
        ("distribution-people", []),
        ("distribution-run", [run]),
        ("distribution-colleague", ["anna"]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 403
    for name, args in (
        ("distribution-propose", []),
        ("distribution-apply", [run]),
        ("distribution-undo", [run]),
    ):
        assert client.post(reverse(name, args=args), {"office": 13, "seed": 1}).status_code == 403


def test_the_head_of_another_office_finds_no_run_and_no_person_here() -> None:
    case()
    propose(browser())
    run, egon = Run.objects.get().pk, browser("egon")
    assert egon.get(reverse("distribution-run", args=[run])).status_code == 404
    assert egon.post(reverse("distribution-apply", args=[run])).status_code == 404
    assert egon.get(reverse("distribution-colleague", args=["anna"])).status_code == 404
    assert egon.get("/distribution/", {"office": 13}).status_code == 404
    assert egon.post(reverse("distribution-propose"), {"office": 13, "seed": 1}).status_code == 404
    assert set(whose().values()) == {None}


def test_a_deputy_director_chooses_among_the_departments_offices() -> None:
    page = text(browser("vice").get("/distribution/", {"office": 14}))
    assert "Office 14: Office 14" in page and "13 Office 13" in page and "23 Office 23" not in page


@pytest.mark.parametrize("asked", [{"office": "x"}, {"office": "99"}, {"office": "9" * 30}])
def test_an_office_nobody_leads_is_not_found(asked: dict[str, str]) -> None:
    assert browser().get("/distribution/", asked).status_code == 404


def test_where_there_is_no_office_yet_the_page_says_so() -> None:
    organise.establish_department(code=9, title_da="Ny", title_en="New", **BY)
    person("ny", Role.DEPUTY_DIRECTOR, department=9)
    answer = browser("ny").get("/distribution/")
    assert answer.status_code == 404 and "You lead no such office." in text(answer)


@pytest.mark.parametrize("page", ["0", "2", "x", "9" * 20])
def test_a_page_of_the_list_that_is_not_there(page: str) -> None:
    case()
    propose(browser())
    assert (
        browser().get(reverse("distribution-run", args=[Run.objects.get().pk]), {"page": page}).status_code
        == 400
    )


def test_a_seed_that_is_no_number_is_refused() -> None:
    case()
    assert propose(browser(), seed="-1").status_code == 400


def test_a_case_that_went_where_one_does_not_see_it_is_not_named() -> None:
    """Lesson 15: the list passes the same gate as the case's page."""
    chef, number = browser(), case()
    propose(chef)
    run = Run.objects.get()
    cases.transfer_case(number=number, office=14, reason="Makkerkontor", **BY | {"actor": "vice"})
    page = text(chef.get(reverse("distribution-run", args=[run.pk])))
    assert number not in page and "a case you do not see" in page


def test_what_is_shown_of_cases_is_in_the_reading_log() -> None:
    chef, number = browser(), case()
    chef.get("/distribution/")
    propose(chef)
    read = organisation.readings_of(number, limit=9)
    assert [(one.who, one.what) for one in read] == [("chef", "list"), ("chef", "list")]


def test_a_page_costs_the_same_however_many_cases(django_assert_max_num_queries: Any) -> None:
    chef = browser()
    for _ in range(30):
        case()
    propose(chef)
    with django_assert_max_num_queries(45):
        chef.get("/distribution/")
    with django_assert_max_num_queries(30):
        chef.get(reverse("distribution-run", args=[Run.objects.get().pk]))
    assert Proposal.objects.count() == 30


def test_words_from_outside_are_shown_and_never_obeyed() -> None:
    chef, number = browser(), case()
    act(chef, act="recusal", number=number, reason="<script>alert(1)</script>")
    html = chef.get(reverse("distribution-colleague", args=["anna"])).content.decode()
    assert "&lt;script&gt;alert(1)" in html and "<script>alert" not in html


def test_a_notice_is_shown_until_it_is_seen() -> None:
    number, chef = case(), browser()
    organise.break_glass(
        initials="dorte", number=number, reason="Klager <b>ringer</b> fra vejen", at=timezone.now(), office=13
    )
    assert "1 notice you have not seen" in text(chef.get("/distribution/"))
    page = chef.get(reverse("distribution-notices"))
    assert f"dorte took sight of case {number}" in text(page)
    assert "&lt;b&gt;ringer" in page.content.decode()
    notice = organisation.notices_for("chef", limit=1)[0].id
    sent = {"notice": notice}
    assert "no such notice" in text(browser("vice").post(reverse("distribution-notices"), sent, follow=True))
    assert "Seen" in text(chef.post(reverse("distribution-notices"), sent, follow=True))
    assert "you have not seen" not in text(chef.get("/distribution/"))
    assert browser("anna").get(reverse("distribution-notices")).status_code == 403


def test_work_in_the_wrong_hands_is_told() -> None:
    chef, today = browser(), local_date(timezone.now())
    mine, number = case(caseworker="anna"), case(cpr=CPR, caseworker="bo")
    assert "Needs a look" not in text(chef.get("/distribution/people/"))
    act(chef, "bo", act="recusal", number=number, reason="Familie", reach="person")
    act(chef, act="absence", kind="sick", first_on=today.isoformat())
    page = text(chef.get("/distribution/people/"))
    assert f"bo is recused and has the case: {number}" in page
    assert "1 case of anna must move on before the absence ends." in page and mine not in page


def test_a_run_is_replayed_on_its_page() -> None:
    chef = browser()
    case()
    propose(chef)
    page = chef.get(reverse("distribution-run", args=[Run.objects.get().pk]), {"replay": ""})
    assert "1 case came out the same." in text(page)
