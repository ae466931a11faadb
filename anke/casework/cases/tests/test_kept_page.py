"""The page of a case that was kept is, to the letter, the one made anew, whatever has happened and whoever
looks; and what is kept holds nobody's particulars."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from anke.casework.cases.models import Case, Party
from anke.casework.cases.tests.browsing import browser, user_of
from anke.casework.cases.tests.doing import MOMENT, do, register
from anke.organisation.models import Reading, Staff
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import Role
from anke.rules.steps import Act

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
PERSON = {
    "name": "Sofie <Test> & Søn",
    "cpr": "009912-4321",
    "address": "Prøvevej 1",
    "email": "sofie@example.dk",
    "phone": "00 11 22 33",
    "adjustments": "Tolk til tegnsprog",
}
WHO = (Role.CASEWORKER, Role.HEAD_OF_OFFICE, Role.QUALITY_READER, Role.DIRECTOR)
ACTS = (Act.RAISE_POINT, Act.SETTLE_POINT, Act.PAUSE, Act.RESUME, Act.ADD_PARTY, Act.EXTEND, Act.FIND_ERROR)


@pytest.fixture(autouse=True)
def _house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()


def _kept() -> Any:
    return import_module("anke.site.keeping")  # the edge lies above this room: tests alone look into it


def shown(who: Client, number: str) -> str:
    """The page, less the tokens of its forms."""
    html = who.get(f"/cases/{number}/").content.decode()
    assert "\x02" not in html and "\x03" not in html
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", html)


def anew(who: Client, number: str) -> str:
    _kept().forget()
    return shown(who, number)


def test_the_page_kept_is_the_page_made_anew() -> None:
    number = register(appellant=PERSON, protected=True)
    readers = [browser(user_of(role), lang) for role in WHO for lang in ("da", "en")]
    for act in (None, *ACTS):
        if act is not None:
            do(act, number)
        later = [shown(who, number) for who in readers]  # what was kept before the act is of no more use
        again = [shown(who, number) for who in readers]
        assert later == again == [anew(who, number) for who in readers]


def test_each_sees_a_page_of_their_own() -> None:
    number = register(appellant=PERSON)
    reader, worker = browser(user_of(Role.QUALITY_READER)), browser(user_of(Role.CASEWORKER))
    for _ in range(2):
        assert f"/cases/{number}/act/change_party/" in shown(worker, number)
        assert f"/cases/{number}/act/change_party/" not in shown(reader, number)


def test_particulars_are_put_in_each_time_and_kept_nowhere() -> None:
    number = register(appellant=PERSON)
    do(Act.RAISE_POINT, number)
    who = browser(user_of(Role.CASEWORKER))
    for name in ("Sofie &lt;Test&gt; &amp; Søn", "Anden Prøve"):
        page = shown(who, number)
        particulars = {**PERSON, "name": name}
        assert [text for part, text in particulars.items() if part != "cpr" and text not in page] == []
        assert "Hjælp til flytning" in page
        # A projection that is put right by hand, without any event: what is kept stands, and the name is new.
        Party.objects.filter(case__number=number).update(name="Anden Prøve")
    memory = repr(_kept()._kept)
    assert number in memory
    for secret in (*PERSON.values(), "Sofie", "Anden Prøve", "Hjælp til flytning"):
        assert secret not in memory


def test_parties_who_differ_are_not_shown_alike() -> None:
    little, much = register(appellant={"name": "Sofie Test"}), register(appellant=PERSON)
    who = browser(user_of(Role.CASEWORKER))
    assert PERSON["email"] not in shown(who, little)
    page = shown(who, much)
    assert PERSON["email"] in page
    assert f"/cases/{much}/act/change_party/?party=P1" in page
    assert f"/cases/{little}/act/change_party" not in page


def test_another_case_of_the_person_appears_though_nothing_happened_to_this_one() -> None:
    number = register(appellant=PERSON)
    who = browser(user_of(Role.CASEWORKER))
    assert "beside" not in shown(who, number)
    other = register(appellant=PERSON)
    assert f"/cases/{other}/" in shown(who, number)


def test_a_page_kept_is_asked_for_and_set_down_like_any_other() -> None:
    number, user = register(appellant=PERSON), user_of(Role.CASEWORKER)
    who = browser(user)
    for _ in range(3):
        shown(who, number)
    assert Reading.objects.filter(number=number, who=user.username, what="page").count() == 3
    do(Act.RESTRICT, number)
    assert who.get(f"/cases/{number}/").status_code == 404
    do(Act.LIFT_RESTRICTION, number)
    assert who.get(f"/cases/{number}/").status_code == 200
    Staff.objects.get(initials=user.username).appointments.update(valid_until=MOMENT.date())
    assert who.get(f"/cases/{number}/").status_code == 302


def test_a_deadline_counted_anew_is_shown_anew() -> None:
    """A holiday added inside an open period moves the day without any event of the case's own."""
    number = register(appellant=PERSON)
    who = browser(user_of(Role.CASEWORKER))
    before = shown(who, number)
    Case.objects.filter(number=number).update(clock_on="2031-05-06")
    assert "6. maj 2031" in shown(who, number) != before


def test_a_message_is_said_once() -> None:
    number = register(appellant=PERSON)
    who = browser(user_of(Role.CASEWORKER))
    shown(who, number)
    who.post("/cases/views/", {"act": "keep", "name": "Min liste", "query": "?list=mine"})
    said = "Listen er gemt."
    assert said in shown(who, number)
    assert said not in shown(who, number)
