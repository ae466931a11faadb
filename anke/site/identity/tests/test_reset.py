"""Somebody who can no longer log in is helped, and it is told."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.cache import cache

from anke.events import queries as events
from anke.rules.steps import Refused
from anke.site.identity import reset
from anke.site.identity.reset import Ways
from anke.site.identity.tests.accounts import browser, log_in, person, turn_on

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {
    "actor": "XYZ",
    "happened_on": date(2025, 10, 16),
    "recorded_at": datetime(2025, 10, 16, 9, tzinfo=UTC),
}


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    cache.clear()
    settings.ANKE_LOCAL_ACCOUNTS = True


def test_how_somebody_logs_in() -> None:
    user = person("AAA")
    assert reset.ways("AAA") == Ways("AAA", user.pk, linked=False, second_factor=False, sessions=0)
    client = browser()
    log_in(client, "AAA")
    turn_on(client)
    SocialAccount.objects.create(user=user, provider="oidc-x", uid="1")
    assert reset.ways("AAA") == Ways("AAA", user.pk, linked=True, second_factor=True, sessions=1)
    with pytest.raises(Refused, match="Nobody with a role is called BBB"):
        reset.ways("BBB")


def test_a_lost_second_factor_is_removed_everybody_else_is_out_and_it_is_told() -> None:
    user, client = person("AAA"), browser()
    log_in(client, "AAA")
    turn_on(client)
    reset.remove_second_factor(initials="AAA", **BY)
    assert not Authenticator.objects.exists() and not UserSession.objects.exists()
    assert client.get("/account/").status_code == 302, "whoever holds the phone is out"
    assert log_in(client, "AAA")["Location"] == "/start/"
    last = events.events_of("staff", "AAA")[-1]
    assert (last.kind, last.actor) == ("second_factor_removed", "XYZ")
    assert events.say(last, "en") == "The account's second factor was removed."
    with pytest.raises(Refused, match="no second factor"):
        reset.remove_second_factor(initials="AAA", **BY)
    assert user.is_active


def test_a_link_is_released_and_it_is_told() -> None:
    user = person("AAA")
    SocialAccount.objects.create(user=user, provider="oidc-x", uid="1")
    reset.release_link(initials="AAA", **BY)
    assert not SocialAccount.objects.exists()
    assert events.events_of("staff", "AAA")[-1].kind == "login_released"
    with pytest.raises(Refused, match="is not linked"):
        reset.release_link(initials="AAA", **BY)


def test_every_session_ends() -> None:
    person("AAA")
    one, other = browser(), browser()
    log_in(one, "AAA")
    log_in(other, "AAA")
    assert reset.log_out_everywhere(initials="AAA") == 2
    assert one.get("/account/").status_code == other.get("/account/").status_code == 302
