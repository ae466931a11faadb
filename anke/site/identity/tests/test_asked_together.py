"""A session and the account behind it are asked for together, and are what they are now."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from anke.organisation import commands as organisation
from anke.organisation.models import Staff
from anke.organisation.tests.people import MOMENT
from anke.rules.roles import Role
from anke.site.identity import accounts
from anke.site.identity.accounts import SessionStore
from anke.site.identity.tests.accounts import browser, person
from tests.pages import without_tokens
from tests.postgres import once_more

pytestmark = pytest.mark.django_db
PAGE = "/account/"


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    accounts._whose.clear()
    accounts._sealed.clear()


def at_work(initials: str, role: Role = Role.DIRECTOR) -> Client:
    """A browser in which somebody is logged in and has looked at a page before."""
    client = browser()
    client.force_login(person(initials, role))
    for _ in range(2):
        assert client.get(PAGE).status_code == 200
    return client


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def test_they_are_one_question_where_the_database_allows_it() -> None:
    client = at_work("AAA")
    with CaptureQueriesContext(connection) as asked:
        client.get("/about/")
    about = [one["sql"] for one in asked if "auth_user" in one["sql"] or "django_session" in one["sql"]]
    assert len(about) == (1 if connection.vendor == "postgresql" else 2)


def test_what_ends_ends_at_once() -> None:
    """Whatever a worker remembers of a session: an account closed, a session deleted, a role ended."""
    closed, deleted, left = at_work("AAA"), at_work("BBB"), at_work("CCC")
    User.objects.filter(username="AAA").update(is_active=False)
    Session.objects.filter(pk=key_of(deleted)).delete()
    organisation.end_appointment(
        initials="CCC", happened_on=MOMENT.date(), actor="system", recorded_at=MOMENT
    )
    for client in (closed, deleted, left):
        assert client.get(PAGE).status_code == 302


def test_a_password_changed_elsewhere_ends_the_session() -> None:
    client = at_work("AAA")
    user = User.objects.get(username="AAA")
    user.set_password("another password of the test")
    user.save()
    assert client.get(PAGE).status_code == 302


def test_a_role_that_changes_is_another_role_at_the_next_click() -> None:
    client = at_work("AAA")
    assert client.get("/cases/").status_code == 200
    Staff.objects.get(initials="AAA").appointments.update(role=str(Role.MINISTRY))
    assert client.get("/cases/").status_code == 403


def test_a_session_that_has_come_to_be_anothers_shows_that_person() -> None:
    """What is remembered only says whom to ask for; the session says who it is."""
    client = at_work("AAA")
    other = at_work("BBB")
    data = Session.objects.get(pk=key_of(other)).session_data
    Session.objects.filter(pk=key_of(client)).update(session_data=data)
    page = without_tokens(client.get(PAGE).content.decode())
    assert "BBB" in page and "AAA" not in page


def test_a_session_somebody_has_altered_is_none_though_its_like_was_opened_before() -> None:
    client = at_work("AAA")
    assert accounts._sealed, "what the seal holds is remembered"
    session = Session.objects.get(pk=key_of(client))
    text, _, seal = session.session_data.rpartition(":")
    Session.objects.update(session_data=f"{text}:{seal[::-1]}")
    assert client.get(PAGE).status_code == 302


def test_a_session_sealed_with_a_key_that_is_used_no_more_is_none() -> None:
    client = at_work("AAA")
    with override_settings(SECRET_KEY="another key, as after a leak of the first"):
        assert client.get(PAGE).status_code == 302


def test_what_is_remembered_of_a_seal_is_not_changed_by_those_who_use_it() -> None:
    client = at_work("AAA")
    store = SessionStore(key_of(client))
    store["a"] = ["written", "by", "one"]
    assert "a" not in SessionStore(key_of(client))
    assert len(accounts._sealed) == 1


def test_an_account_that_is_gone_is_nobody() -> None:
    client = at_work("AAA")
    accounts._whose[key_of(client)] = 999_999
    assert client.get(PAGE).status_code == 200, "remembered wrongly, the session is asked by itself"
    SessionStore(key_of(client)).delete()
    assert client.get(PAGE).status_code == 302


def test_nobody_is_handed_the_account_of_another_request() -> None:
    """A session looked into and left leaves no account behind for the next one to take."""
    first, second = at_work("AAA"), at_work("BBB")
    looked_into = SessionStore(key_of(first))
    assert looked_into["_auth_user_id"] == str(User.objects.get(username="AAA").pk)
    page = without_tokens(second.get(PAGE).content.decode())
    assert "BBB" in page and "AAA" not in page
    SessionStore(key_of(second))["_auth_user_id"]
    assert accounts.Accounts().get_user(User.objects.get(username="AAA").pk) == User.objects.get(
        username="AAA"
    )


def test_a_worker_remembers_so_many_and_begins_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "MOST", 2)
    clients = [at_work(initials) for initials in ("AAA", "BBB", "CCC")]
    assert len(accounts._whose) == 1
    for client in clients:
        assert client.get(PAGE).status_code == 200


@pytest.mark.slow
@pytest.mark.postgres
def test_all_this_on_postgresql(postgres_url: str) -> None:
    once_more(postgres_url, __file__)
