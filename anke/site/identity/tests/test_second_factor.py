"""The second factor: turned on, asked for, not guessed, not read from the database, not got round."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.urls import reverse

from anke.rules.roles import POWERS, Figures, Reach, Role
from anke.site.identity import sealing, sessions
from anke.site.identity.tests.accounts import browser, log_in, person, secret_of, shown, turn_on

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def local(settings: Any) -> None:
    cache.clear()
    settings.ANKE_LOCAL_ACCOUNTS = True


def test_it_is_turned_on_and_then_asked_for() -> None:
    user, client = person("AAA"), browser()
    log_in(client, "AAA")
    codes = turn_on(client)
    assert len(codes) == 10 and all(len(one) == 8 for one in codes)
    assert "Turn it off" in client.get("/account/").content.decode()
    client.post("/logout/")
    answer = log_in(client, "AAA", next="/account/")
    assert answer["Location"] == "/login/code/"
    assert client.get("/account/").status_code == 302, "half logged in is not logged in"
    wrong = client.post("/login/code/", {"code": "000000"})
    assert "That code does not fit." in wrong.content.decode()
    right = client.post("/login/code/", {"code": shown(secret_of(user), later=1)})
    assert (right.status_code, right["Location"]) == (302, "/account/")
    assert client.get("/account/").status_code == 200


def test_a_code_opens_once() -> None:
    user, client, other = person("AAA"), browser(), browser()
    log_in(client, "AAA")
    turn_on(client)
    code = shown(secret_of(user), later=1)
    for one, status in ((browser(), 302), (other, 200)):
        log_in(one, "AAA")
        assert one.post("/login/code/", {"code": code}).status_code == status
    assert other.get("/account/").status_code == 302


def test_a_recovery_code_opens_once() -> None:
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    code = turn_on(client)[0]
    for status in (302, 200):
        one = browser()
        log_in(one, "AAA")
        assert one.post("/login/code/", {"code": code}).status_code == status
    assert "You have 9 recovery codes left." in client.get("/account/").content.decode()


def test_recovery_codes_are_shown_once_and_made_anew() -> None:
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    first = turn_on(client)
    again = client.get("/account/recovery-codes/").content.decode()
    assert "not shown again" in again and first[0][:4] not in again
    assert client.post("/account/recovery-codes/new/")["Location"] == "/account/recovery-codes/"
    second = client.get("/account/recovery-codes/").context["unused_codes"]
    assert not set(first) & set(second)


def test_the_database_holds_no_secret_that_can_be_read() -> None:
    user, client = person("AAA"), browser()
    log_in(client, "AAA")
    turn_on(client)
    held = {one.type: one.data for one in Authenticator.objects.filter(user=user)}
    secret = secret_of(user)
    assert secret not in str(held) and len(secret) == 32
    assert sealing.unseal(held["recovery_codes"]["seed"]) not in str(held)


def test_another_master_key_opens_nothing_and_breaks_nothing(settings: Any) -> None:
    user, client = person("AAA"), browser()
    log_in(client, "AAA")
    turn_on(client)
    code = shown(secret_of(user), later=1)
    settings.ANKE_MASTER_KEY = "another"
    other = browser()
    log_in(other, "AAA")
    assert "does not fit" in other.post("/login/code/", {"code": code}).content.decode()


def test_a_master_key_that_changes_takes_the_second_factors_along(settings: Any) -> None:
    user, client = person("AAA"), browser()
    log_in(client, "AAA")
    turn_on(client)
    before, old = secret_of(user), settings.ANKE_MASTER_KEY
    with pytest.raises(sealing.WrongKey):
        sealing.reseal(old="not the one", new="another")
    assert sealing.reseal(old=old, new="another") == 2
    settings.ANKE_MASTER_KEY = "another"
    assert secret_of(user) == before


@pytest.mark.parametrize("lang", ["da", "en"])
def test_codes_are_not_guessed(lang: str) -> None:
    user, client = person("AAA"), browser(lang)
    log_in(client, "AAA")
    turn_on(client)
    one = browser(lang)
    log_in(one, "AAA")
    answers = [one.post("/login/code/", {"code": f"{number:06}"}) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [429]
    says = {"da": "For mange forkerte koder. Vent et kvarter", "en": "Too many wrong codes. Wait a quarter"}
    assert says[lang] in answers[-1].content.decode()
    late = one.post("/login/code/", {"code": shown(secret_of(user), later=1)})
    assert late.status_code == 429, "not even the right one"


@pytest.mark.parametrize("role", list(Role))
def test_whoever_sees_more_than_the_public_needs_it_where_it_is_asked_for(role: Role, settings: Any) -> None:
    from anke.organisation.queries import offices
    from anke.organisation.tests.people import house, somebody

    house()
    reach, powers = POWERS[role].cases, POWERS[role]
    place = {"office": offices()[0].code if reach is Reach.OFFICE else None}
    place["department"] = 1 if reach is Reach.DEPARTMENT else None
    user = somebody("AAA", role, **place)
    client = browser()
    client.force_login(user)
    assert client.get("/about/").status_code == client.get("/account/").status_code == 200
    settings.ANKE_REQUIRE_MFA = True
    needed = reach is not Reach.NONE or powers.figures is Figures.LIVE or powers.runs
    answer = client.get("/account/")
    assert (answer.status_code, answer.get("Location")) == (
        (302, "/account/second-factor/") if needed else (200, None)
    )
    assert client.get("/about/").status_code == client.get("/account/second-factor/").status_code == 200


def test_it_is_not_turned_off_where_it_is_needed(settings: Any) -> None:
    user, client = person("AAA"), browser()
    settings.ANKE_REQUIRE_MFA = True
    log_in(client, "AAA")
    assert client.get("/")["Location"] == "/account/second-factor/"
    turn_on(client)
    assert client.get("/account/").status_code == 200
    page = client.get("/account/second-factor/off/").content.decode()
    assert "cannot be turned off" in page and '<button class="button button-primary"' not in page
    client.post("/account/second-factor/off/")
    assert Authenticator.objects.filter(user=user, type="totp").exists()
    settings.ANKE_REQUIRE_MFA = False
    assert client.post("/account/second-factor/off/").status_code == 302
    assert not Authenticator.objects.filter(user=user).exists()


def test_an_act_before_the_second_factor_is_not_done(settings: Any) -> None:
    settings.ANKE_REQUIRE_MFA = True
    user = person("AAA")
    client, other = browser(), browser()
    log_in(client, "AAA")
    log_in(other, "AAA")
    assert client.post("/account/")["Location"] == "/account/second-factor/"
    assert other.session.get(sessions.BEGAN), "nobody was logged out elsewhere"
    assert user.usersession_set.count() == 2


def test_to_change_how_one_logs_in_one_shows_again_who_one_is() -> None:
    """Whoever finds a browser open for long cannot take the account with them."""
    person("AAA")
    client = browser()
    log_in(client, "AAA")
    session = client.session
    session["account_authentication_methods"] = [
        one | {"at": one["at"] - 16 * 60} for one in session["account_authentication_methods"]
    ]
    session.save()
    answer = client.get("/account/second-factor/")
    assert answer["Location"].startswith("/account/confirm/")
    page = client.get(answer["Location"])
    assert "Show once more that it is you" in page.content.decode()
    wrong = client.post(answer["Location"], {"password": "no"})
    assert "That is not your password." in wrong.content.decode()
    client.post(answer["Location"], {"password": "a password of the test"})
    assert client.get("/account/second-factor/").status_code == 200


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_view_recovery_codes", "account", "mfa_reauthenticate"]
)
def test_a_stranger_is_led_to_the_log_in_page(name: str) -> None:
    answer = browser().get(reverse(name))
    assert answer.status_code == 302 and answer["Location"].startswith("/login/?next=")
