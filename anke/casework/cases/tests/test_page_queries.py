"""A page asks as many questions for thirty rows as for three: none is asked by row. An act asks few."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from anke.casework.cases import commands
from anke.casework.cases.tests import browsing
from anke.casework.cases.tests.browsing import registering, typed, user_of
from anke.casework.cases.tests.doing import BY, MOMENT, register
from anke.casework.cases.worklist import facets
from anke.organisation.tests import people
from anke.organisation.tests.people import house, somebody
from anke.rules.roles import Role
from anke.rules.steps import Act

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Client:
    """In the hands of a director, who sees every row there is."""
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()
    browser = Client()
    browser.force_login(somebody("director", Role.DIRECTOR))
    return browser


def _questions(browser: Client, address: str) -> int:
    browser.get(address)  # what a worker finds out once, it knows by now
    facets.forget()
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)


def _more_cases(made: list[str]) -> None:
    for at in range(9):
        made.append(register(office=at % 3 + 1, appellant={"name": f"Opdigtet {at}"}))
    commands.pause_clock(number=made[-1], reason="Afventer", **BY)


def _more_parties(made: list[str]) -> None:
    for at in range(5):
        commands.add_party(number=made[0], kind="other", person={"name": f"Opdigtet {at}"}, **BY)


def _more_events(made: list[str]) -> None:
    for _ in range(5):
        commands.request_information(number=made[0], source="Kommunen", **BY)


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/cases/", _more_cases),
        ("/cases/?list=reach&sort=age", _more_cases),
        ("/cases/{}/", _more_parties),
        ("/cases/{}/", _more_events),
        ("/cases/{}/story/", _more_events),
    ],
)
def test_the_questions_do_not_grow(browser: Client, address: str, more: Callable[[list[str]], None]) -> None:
    made = [register(office=1, appellant={"name": "Opdigtet Person"})]
    more(made)
    few = _questions(browser, address.format(made[0]))
    more(made)
    more(made)
    assert _questions(browser, address.format(made[0])) == few


def test_a_page_of_a_case_asks_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of PostgreSQL: who asks with the case and all that belongs to it; and the reading is written."""
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()
    who, number = browsing.browser(user_of(Role.CASEWORKER)), register()
    for _ in range(2):
        who.get(f"/cases/{number}/")
    with CaptureQueriesContext(connection) as asked:
        assert who.get(f"/cases/{number}/").status_code == 200
    if connection.vendor == "postgresql":
        assert len(asked) == 2, [one["sql"] for one in asked]


def test_an_act_asks_little(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of PostgreSQL a registration asks: session with account and role; begin; role, number and lock; all
    that is written; the end. So does a decision, with the case's row and events in place of the number."""
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()
    who, number = browsing.browser(user_of(Role.CASEWORKER)), register()
    plain = dict.fromkeys(("points", "decided_on", "notified_on", "complained_on"), "")
    who.get(f"/cases/{number}/")
    for address, form, most in (
        ("/cases/new/", registering(once="a-token-of-this-page") | plain, 5),
        (f"/cases/{number}/act/decide/", typed(Act.DECIDE, number), 5),
    ):
        with CaptureQueriesContext(connection) as asked:
            answer = who.post(address, form)
        assert answer.status_code == 302
        if connection.vendor == "postgresql":
            told = [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]
            assert len(told) <= most, told
