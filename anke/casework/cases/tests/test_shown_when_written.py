"""A page of a case that is kept is made while its reading is under way to the disk. It is shown when the
reading is there, whoever still listens, and not at all where it cannot be written (docs/decisions/0212)."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client

from anke.casework.cases.kept_page import KeptPage
from anke.casework.cases.tests.browsing import browser, user_of
from anke.casework.cases.tests.doing import MOMENT, do, register
from anke.organisation.models import Appointment, Reading
from anke.organisation.tests import people
from anke.organisation.tests.people import house
from anke.rules.roles import Role
from anke.rules.steps import Act
from tests.postgres import once_more

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
NAME = "Sofie Opdigtet"
REFUSING = {
    "postgresql": (
        "ALTER TABLE organisation_reading ADD CONSTRAINT no_room CHECK (who = '') NOT VALID",
        "ALTER TABLE organisation_reading DROP CONSTRAINT no_room",
    ),
    "sqlite": (
        "CREATE TRIGGER no_room BEFORE INSERT ON organisation_reading BEGIN SELECT RAISE(ABORT, 'no'); END",
        "DROP TRIGGER no_room",
    ),
}


@pytest.fixture
def number(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(people.BY, "recorded_at", MOMENT)
    house()
    return register(appellant={"name": NAME})


@pytest.fixture
def who(number: str) -> Client:
    """Somebody who has opened the case before, so that its page is kept."""
    one = browser(user_of(Role.CASEWORKER))
    for _ in range(2):
        assert NAME in one.get(f"/cases/{number}/").content.decode()
    return one


def readings(number: str) -> int:
    """As another connection sees them, where there can be one."""
    if connection.vendor != "postgresql":
        return Reading.objects.filter(number=number).count()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM organisation_reading WHERE number = %s", [number])
            return int(cursor.fetchone()[0])
    finally:
        other.close()


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_reading_is_there_before_the_answer_begins_though_nobody_takes_it(
    number: str, who: Client
) -> None:
    seen: list[tuple[str, int]] = []
    environ = who._base_environ(PATH_INFO=f"/cases/{number}/") | {"wsgi.input": io.BytesIO()}

    def begin(status: str, *_: Any) -> None:
        seen.append((status, readings(number)))

    answer: Any = WSGIHandler()(environ, begin)
    answer.close()  # the browser has gone
    assert seen == [("200 OK", 3)]
    assert readings(number) == 3


def test_the_page_is_put_together_while_the_reading_is_under_way(
    number: str, who: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way: list[bool] = []
    put_in = KeptPage.put_in.fget
    assert put_in is not None

    def looking(page: KeptPage) -> Any:
        under_way.append(getattr(connection, "_under_way", None) is not None)
        return put_in(page)

    monkeypatch.setattr(KeptPage, "put_in", property(looking))
    assert NAME in who.get(f"/cases/{number}/").content.decode()
    assert under_way == [connection.vendor == "postgresql"]


def test_a_page_whose_reading_cannot_be_written_is_not_shown(number: str, who: Client) -> None:
    refuse, allow = REFUSING[connection.vendor]
    who.raise_request_exception = False
    run(refuse)
    try:
        answer = who.get(f"/cases/{number}/")
        assert answer.status_code >= 500
        assert NAME not in answer.content.decode()
        assert readings(number) == 2
    finally:
        run(allow)
    assert NAME in who.get(f"/cases/{number}/").content.decode()
    assert readings(number) == 3


def test_a_page_that_breaks_leaves_all_in_order(
    number: str, who: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    who.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(KeptPage, "put_in", property(lambda page: 1 / 0))
        assert who.get(f"/cases/{number}/").status_code == 500
    assert readings(number) == 3, "it was about to be shown"
    assert NAME in who.get(f"/cases/{number}/").content.decode()
    assert readings(number) == 4


@pytest.mark.parametrize("what", ["session", "account", "role", "restricted", "elsewhere"])
def test_what_ends_ends_at_the_next_click_and_nothing_is_set_down(
    number: str, who: Client, what: str
) -> None:
    """The case is asked for along with who asks; what is shown is settled by what is true by then."""
    if what == "session":
        Session.objects.all().delete()
    elif what == "account":
        User.objects.update(is_active=False)
    elif what == "role":
        Appointment.objects.filter(role=str(Role.CASEWORKER)).update(valid_until=MOMENT.date())
    elif what == "restricted":
        do(Act.RESTRICT, number)
    else:
        Appointment.objects.filter(role=str(Role.CASEWORKER)).update(office=3)
    answer = who.get(f"/cases/{number}/")
    assert answer.status_code == (404 if what in ("restricted", "elsewhere") else 302)
    assert NAME not in answer.content.decode()
    assert readings(number) == 2


def test_a_page_that_is_not_kept_after_all_is_set_down_as_well(number: str, who: Client) -> None:
    """What is kept was lost, or an act has come between: the page is made anew, and asks while it is made."""
    from importlib import import_module

    import_module("anke.site.keeping").forget()  # the edge lies above this room: tests alone look into it
    assert NAME in who.get(f"/cases/{number}/").content.decode()
    assert readings(number) == 3
    do(Act.PAUSE, number)
    assert NAME in who.get(f"/cases/{number}/").content.decode()
    assert readings(number) == 4


@pytest.mark.postgres
def test_all_this_on_postgresql(postgres_url: str) -> None:
    once_more(postgres_url, __file__)
