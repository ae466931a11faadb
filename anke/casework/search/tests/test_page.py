"""The page: the address is the search, but a personal number never is; what is found is logged as read."""

import logging
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.test import Client

from anke.casework.search.tests.library import CPR, DAY, case, engage, offices
from anke.organisation import queries as organisation
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> User:
    offices()
    return engage("anna")


def browser(user: User | None, lang: str = "en") -> Client:
    made = Client(headers={"accept-language": lang})
    if user:
        made.force_login(user)
    return made


def test_what_is_typed_becomes_an_address_and_what_is_found_is_logged(anna: User) -> None:
    number = case("Ida Ibsen", points=("Hjælp til flytning",))
    hidden = case("Ida Ibsen", office=2)
    page = browser(anna)
    sent = page.post("/search/", {"q": "ibsen flytningen", "state": "open", "area": "", "x": "1"})
    assert (sent.status_code, sent["Location"]) == (302, "/search/?state=open&q=ibsen+flytningen")
    html = page.get(sent["Location"]).content.decode()
    assert number in html and hidden not in html
    assert "1 case<" in html and "<mark>flytning</mark>" in html
    [read] = organisation.readings_of(number, limit=9)
    assert (read.who, read.what) == ("anna", "search")
    assert organisation.readings_of(hidden, limit=9) == []


def test_a_personal_number_typed_in_another_field_is_in_no_address_either(anna: User) -> None:
    sent = browser(anna).post("/search/", {"q": "ibsen", "caseworker": CPR})
    assert sent["Location"] == "/search/?q=ibsen"


def test_a_personal_number_is_in_no_address_no_page_and_no_log(
    anna: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    number = case("Ida Ibsen", cpr=CPR)
    case("Bo Berg", cpr="000099-4321")
    page = browser(anna)
    for sent in (
        page.post("/search/", {"q": f"ibsen {CPR}"}),
        page.get("/search/", {"q": "ibsen (000099) 1234"}),
    ):
        assert sent.status_code == 302
        assert "1234" not in sent["Location"] and "person=" in sent["Location"]
        answer = page.get(sent["Location"])
        assert number in answer.content.decode()
        assert "1 case<" in answer.content.decode()
        assert "000099" not in answer.content.decode()
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("anke")]
    assert "000099" not in "".join(ours)
    other = (
        browser(engage("bo", office=1)).get(sent["Location"]).content.decode()
    )  # another session's address
    assert number in other  # by the word that is left
    assert "Type it again" in other


def test_only_those_whose_role_ever_sees_a_case_may_search(anna: User) -> None:
    assert browser(None).get("/search/").status_code == 403
    admin = engage("sys", Role.SYSTEM_ADMINISTRATOR, None)
    assert browser(admin).get("/search/", {"q": "x"}).status_code == 403
    assert browser(anna).get("/search/").status_code == 200


@pytest.mark.parametrize(
    "asked", ["page=0", "page=x", "page=99999", "since=x&until=2025-02-30", "area=x&case_type=y&authority=z",
              "q=%00", "q=%FF%FE", "state=x", "q=%22&page=-1", "person=abc", "authority=9" + "9" * 40]
)  # fmt: skip
def test_nonsense_is_passed_over(anna: User, asked: str) -> None:
    case("Ida Ibsen")
    assert browser(anna).get(f"/search/?{asked}").status_code == 200


def test_a_form_from_elsewhere_is_refused(anna: User) -> None:
    page = Client(enforce_csrf_checks=True)
    page.force_login(anna)
    assert page.post("/search/", {"q": "x"}).status_code == 403


def test_pages_of_hits(anna: User) -> None:
    numbers = [case("Ida Ibsen", day=date(2025, 1, 1)) for _ in range(21)]
    newest = case("Ida Ibsen", day=DAY)
    first = browser(anna).get("/search/", {"q": "ibsen"}).content.decode()
    second = browser(anna).get("/search/", {"q": "ibsen", "page": 2}).content.decode()
    assert "22 cases" in first and newest in first
    assert sum(number in first for number in numbers) == 19
    assert sum(number in second for number in numbers) == 2
    assert "page=2" in first and "page=1" in second
