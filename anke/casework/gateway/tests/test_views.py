"""The pages about tokens, webhooks and the calendar: what a press does, and whose it is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from anke.casework.gateway import commands, queries, tokens
from anke.casework.gateway.models import Delivery, Subscription, Token
from anke.casework.gateway.tests.asking import Program, a_case, token
from anke.organisation.tests.people import house, somebody
from anke.rules.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    tokens.forget()
    yield
    tokens.forget()


def browser(user: User) -> Client:
    one = Client(headers={"accept-language": "en"})
    one.force_login(user)
    return one


def anna() -> Client:
    house()
    return browser(somebody("anna", Role.CASEWORKER, office=1))


def shown_once(answer: Any) -> str:
    found = re.search(r'id="secret" value="([^"]+)"', answer.content.decode())
    assert found is not None
    assert "no-store" in answer["Cache-Control"]
    return found[1]


def test_a_token_is_made_shown_once_renewed_and_taken_back() -> None:
    page = anna()
    given = {"act": "make", "name": "Our robot", "scope": ["cases:read", "cases:act"], "days": "30"}
    secret = shown_once(page.post("/account/tokens/", given))
    assert Program(secret).get("/api/me").json()["scopes"] == ["cases:act", "cases:read"]
    listed = page.get("/account/tokens/").content.decode()
    assert "Our robot" in listed
    assert secret.split("_", 2)[2] not in listed
    new = shown_once(page.post("/account/tokens/", {"act": "renew", "token": secret.split("_")[1]}))
    assert Program(secret).get("/api/me").status_code == 401
    told = page.post("/account/tokens/", {"act": "revoke", "token": new.split("_")[1]}, follow=True)
    assert "The token is taken back." in told.content.decode()
    assert Program(new).get("/api/me").status_code == 401


def test_a_scope_one_may_not_give_is_refused_in_words() -> None:
    page = anna()
    given = {"act": "make", "name": "x", "scope": ["everything"], "days": "30"}
    told = page.post("/account/tokens/", given, follow=True)
    assert "That role cannot give the token these rights" in told.content.decode()
    assert page.post("/account/tokens/", given | {"days": "9999"}).status_code == 400
    assert Token.objects.count() == 0


def test_nobody_touches_another_ones_tokens_and_subscriptions() -> None:
    page = anna()
    somebody("hans", Role.HEAD_OF_OFFICE, office=1)
    public = token("hans").split("_")[1]
    hook, _ = commands.subscribe(
        owner="hans", name="x", url="https://example.org/", kinds=(), at=timezone.now()
    )
    for act in ("renew", "revoke"):
        assert page.post("/account/tokens/", {"act": act, "token": public}).status_code == 403
    for act in ("renew", "end", "resend"):
        sent = {"act": act, "subscription": hook, "seq": "1"}
        assert page.post("/account/webhooks/", sent).status_code == 403
    assert (
        page.post("/account/tokens/", {"act": "make", "machine": "import", "days": "30"}).status_code == 302
    )
    assert not Token.objects.filter(owner="import").exists()


def test_an_operator_makes_a_machines_token_and_none_that_reads() -> None:
    house()
    page = browser(somebody("it", Role.SYSTEM_ADMINISTRATOR))
    given = {"act": "make", "name": "Intake", "machine": "import", "days": "90"}
    made = shown_once(page.post("/account/tokens/", given | {"scope": ["cases:register"]}))
    assert Program(made).get("/api/me").json()["machine"] is True
    told = page.post("/account/tokens/", given | {"scope": ["cases:read"]}, follow=True)
    assert "cannot give the token these rights" in told.content.decode()
    assert page.post("/account/tokens/", {"act": "revoke", "token": made.split("_")[1]}).status_code == 302
    assert Program(made).get("/api/me").status_code == 401


def test_what_could_not_be_delivered_is_seen_and_sent_again() -> None:
    page = anna()
    given = {"act": "subscribe", "name": "Register", "url": "https://example.org/hook"}
    assert shown_once(page.post("/account/webhooks/", given)).startswith("whsec_")
    number = a_case()
    commands.collect(at=timezone.now())
    Delivery.objects.update(state="dead", failure="status_502", attempts=10, settled_at=timezone.now())
    shown = page.get("/account/webhooks/").content.decode()
    assert number in shown
    assert "It answered with status 502." in shown
    [dead] = queries.dead_letters("anna")
    page.post("/account/webhooks/", {"act": "resend", "subscription": dead.public, "seq": str(dead.seq)})
    assert Delivery.objects.get().state == "waiting"
    page.post("/account/webhooks/", {"act": "end", "subscription": dead.public})
    assert Subscription.objects.get().ended_at is not None
    told = page.post("/account/webhooks/", given | {"url": "http://10.0.0.1/"}, follow=True)
    assert "begins with https://" in told.content.decode()


def test_a_calendar_address_is_shown_once() -> None:
    page = anna()
    address = shown_once(page.post("/account/calendar/", {"act": "make"}))
    assert Client().get(address).status_code == 200
    assert "You have had an address since" in page.get("/account/calendar/").content.decode()
    page.post("/account/calendar/", {"act": "revoke"})
    assert Client().get(address).status_code == 404


def test_a_role_without_cases_is_told_so() -> None:
    house()
    page = browser(somebody("min", Role.MINISTRY))
    for path in ("tokens", "webhooks", "calendar"):
        assert "Your role sees no cases" in page.get(f"/account/{path}/").content.decode()
    told = page.post("/account/calendar/", {"act": "make"}, follow=True)
    assert "Your role sees no cases." in told.content.decode()


def test_the_page_of_the_api_names_every_address_and_problem() -> None:
    from anke.casework.gateway.api import views
    from anke.casework.gateway.api.problems import PROBLEMS

    shown = Client(headers={"accept-language": "da"}).get("/api/docs/").content.decode()
    for path in views.document()["paths"]:
        assert f" {path}</code>" in shown
    for name in PROBLEMS:
        assert f'id="{name}"' in shown
