"""Sessions: when they end, that nothing of them lingers, and where else one is logged in."""

import time
from datetime import date
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import RequestFactory

from anke.organisation import commands as organisation
from anke.organisation.tests.people import MOMENT
from anke.site.identity import sessions
from anke.site.identity.tests.accounts import browser, log_in, person
from anke.site.identity.throttle import client_address

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    cache.clear()
    settings.ANKE_LOCAL_ACCOUNTS = True


class Clock:
    """A clock that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time()
        monkeypatch.setattr("anke.site.identity.gate.time.time", lambda: self.now)

    def pass_by(self, minutes: float) -> None:
        self.now += minutes * 60


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def test_an_hour_without_a_click_ends_it_and_each_click_starts_the_hour_anew(clock: Clock) -> None:
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    for _ in range(4):
        clock.pass_by(59)
        assert client.get("/account/").status_code == 200
    clock.pass_by(60)
    page = client.get("/about/").content.decode()
    assert "You have been logged out." in page and "Nothing was done for a while." in page
    assert client.get("/account/").status_code == 302
    assert not Session.objects.exists() and not UserSession.objects.exists()
    assert "You have been logged out." not in client.get("/about/").content.decode(), "said once"


def test_who_is_led_to_the_log_in_page_learns_there_why_and_comes_back(clock: Clock) -> None:
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    clock.pass_by(60)
    answer = client.get("/account/")
    assert answer["Location"] == "/login/?next=/account/&ended=idle"
    assert "Nothing was done for a while." in client.get(answer["Location"]).content.decode()
    assert log_in(client, "AAA", next="/account/")["Location"] == "/account/"


def test_a_part_of_a_page_leads_the_whole_page_to_the_log_in(clock: Clock) -> None:
    """What htmx asks for is put into a page; a log-in page must not be."""
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    clock.pass_by(60)
    asked = {"hx-request": "true", "hx-current-url": "http://testserver/account/?page=2"}
    answer = client.get("/account/", headers=asked)
    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/login/?next=%2Faccount%2F&ended=idle")
    assert answer.content == b""


def test_a_working_day_ends_it_however_busy(clock: Clock) -> None:
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    for _ in range(15):
        clock.pass_by(30)
        assert client.get("/account/").status_code == 200
    clock.pass_by(30)
    assert "A working day has passed" in client.get("/about/").content.decode()
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize("lang", ["da", "en"])
def test_it_ends_with_the_appointment_at_once(lang: str) -> None:
    person("AAA")
    client, elsewhere = browser(lang), browser(lang)
    log_in(client, "AAA")
    log_in(elsewhere, "AAA")
    assert client.get("/account/").status_code == 200
    organisation.end_appointment(
        initials="AAA", happened_on=date(2025, 6, 2), actor="test", recorded_at=MOMENT
    )
    page = client.get("/about/").content.decode()
    says = {
        "da": "Din konto har ikke længere nogen rolle.",
        "en": "Your account has no role in force any more.",
    }
    assert says[lang] in page and "logout" not in page
    elsewhere.get("/about/")
    assert not Session.objects.exists() and not UserSession.objects.exists()


def test_who_has_no_role_is_not_let_in_and_told_whom_to_ask() -> None:
    person("AAA")
    organisation.end_appointment(
        initials="AAA", happened_on=date(2025, 6, 2), actor="test", recorded_at=MOMENT
    )
    answer = log_in(browser(), "AAA")
    assert (answer.status_code, "Ask your head of office" in answer.content.decode()) == (403, True)


def test_the_key_changes_at_log_in() -> None:
    """Whoever plants a session in somebody's browser does not share it afterwards."""
    person("AAA")
    client = browser()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = planted = session.session_key
    log_in(client, "AAA")
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_one_sees_where_else_one_is_logged_in_and_can_end_it() -> None:
    person("AAA")
    here, there = browser(), browser()
    there.post(
        "/login/", {"username": "AAA", "password": "a password of the test"}, HTTP_USER_AGENT="curl/8.0"
    )
    log_in(here, "AAA")
    page = here.get("/account/").content.decode()
    assert "curl" in page and "Log out everywhere else" in page
    assert here.post("/account/").status_code == 302
    assert there.get("/account/").status_code == 302
    assert here.get("/account/").status_code == 200
    assert "Log out everywhere else" not in here.get("/account/").content.decode()


def test_to_log_in_as_somebody_else_leaves_nothing_of_the_first() -> None:
    person("AAA")
    person("BBB")
    client = browser()
    log_in(client, "AAA")
    log_in(client, "BBB")
    assert "Bbb" in client.get("/account/").content.decode()
    assert [one.user.username for one in UserSession.objects.all()] == ["BBB"]


def test_being_seen_is_not_written_at_every_click(clock: Clock, django_assert_num_queries: Any) -> None:
    """A click costs three questions: whose session, whose account, which role (two in one on PostgreSQL)."""
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    client.get("/health/")
    one_for_both = connection.vendor == "postgresql"
    with django_assert_num_queries(4 - one_for_both) as asked:  # and one: how far the statistics reach
        client.get("/about/")
    assert not [one for one in asked.captured_queries if one["sql"].startswith("UPDATE")]


@pytest.mark.parametrize(
    ("proxies", "told", "address"),
    [
        (0, "", "198.51.100.7"),
        (0, "203.0.113.9", "198.51.100.7"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "10.0.0.1, 203.0.113.9", "203.0.113.9"),
        (2, "10.9.9.9, 203.0.113.9, 192.0.2.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "not an address", "0.0.0.0"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_an_address_is_believed_only_where_our_own_proxies_wrote_it(
    settings: Any, proxies: int, told: str, address: str
) -> None:
    settings.ANKE_PROXIES = proxies
    more = {"HTTP_X_FORWARDED_FOR": told} if told else {}
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="198.51.100.7", **more)) == address


def test_a_session_begins_at_the_log_in() -> None:
    person("AAA")
    client = browser()
    before = int(time.time())
    log_in(client, "AAA")
    assert before <= client.session[sessions.BEGAN] <= time.time()
    assert before <= client.session[sessions.SEEN] <= time.time()
