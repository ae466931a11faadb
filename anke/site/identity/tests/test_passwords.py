"""Passwords of this site: only where they are allowed, well kept, not guessed, never written down."""

import logging
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from anke.site.identity.tests.accounts import WORD, browser, demonstration, log_in, person

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.mark.parametrize("lang", ["da", "en"])
def test_outside_the_demonstration_a_password_is_refused_and_the_page_says_how_else(lang: str) -> None:
    person("AAA")
    client = browser(lang)
    page = client.get("/login/").content.decode()
    assert "id_password" not in page
    assert {"da": "Ingen kan logge ind endnu.", "en": "Nobody can log in yet."}[lang] in page
    answer = log_in(client, "AAA")
    says = {"da": "Her bruges ikke adgangskoder", "en": "Passwords are not used here"}
    assert (answer.status_code, says[lang] in answer.content.decode()) == (403, True)
    assert client.get("/account/").status_code == 302


def test_in_the_demonstration_a_password_is_enough() -> None:
    person("AAA")
    client = browser()
    with demonstration():
        assert log_in(client, "AAA").status_code == 302
        assert client.get("/account/").status_code == 200


def test_elsewhere_it_can_be_chosen(settings: Any) -> None:
    settings.ANKE_LOCAL_ACCOUNTS = True
    person("AAA")
    assert log_in(browser(), "AAA").status_code == 302


def test_passwords_are_kept_by_argon2_and_older_ones_are_made_anew(settings: Any) -> None:
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    settings.ANKE_LOCAL_ACCOUNTS = True
    user = person("AAA")
    assert user.password.startswith("argon2$argon2id$")
    old = PBKDF2PasswordHasher()
    User.objects.filter(pk=user.pk).update(password=old.encode(WORD, old.salt(), iterations=1))
    assert log_in(browser(), "AAA").status_code == 302
    user.refresh_from_db()
    assert user.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_five_wrong_tries_lock_the_name_from_that_address_for_a_quarter(settings: Any, lang: str) -> None:
    settings.ANKE_LOCAL_ACCOUNTS = True
    person("AAA")
    person("BBB")
    client = browser(lang)
    answers = [log_in(client, "AAA", "wrong") for _ in range(5)]
    assert [one.status_code for one in answers] == [200] * 4 + [429]
    assert answers[-1]["Retry-After"] == "900"
    says = {"da": "Vent 15 minutter, og prøv igen.", "en": "Wait 15 minutes, and try again."}
    assert says[lang] in answers[-1].content.decode()
    assert log_in(client, "AAA").status_code == 429, "not even the right one"
    assert log_in(client, "BBB").status_code == 302, "others are not locked out"
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert log_in(elsewhere, "AAA").status_code == 302, "nor is the person, from elsewhere"


def test_the_lock_opens_by_itself(settings: Any) -> None:
    from datetime import timedelta

    settings.ANKE_LOCAL_ACCOUNTS = True
    person("AAA")
    client = browser()
    for _ in range(5):
        log_in(client, "AAA", "wrong")
    for one in AccessAttempt.objects.all():
        one.attempt_time -= timedelta(minutes=16)
        one.save()
    assert log_in(client, "AAA").status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_name_nobody_has_is_locked_alike(settings: Any) -> None:
    """So nobody learns from the lock who has an account."""
    settings.ANKE_LOCAL_ACCOUNTS = True
    answers = [log_in(browser(), "nobody", "wrong").status_code for _ in range(5)]
    assert answers == [200] * 4 + [429]


def test_no_log_holds_a_password(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Neither in its own field, nor typed by mistake in that of the user name, nor in the address."""
    settings.ANKE_LOCAL_ACCOUNTS = True
    caplog.set_level(logging.DEBUG)
    person("AAA")
    client = browser()
    typed = "correct horse battery"
    log_in(client, "AAA", typed)
    log_in(client, typed, "x")
    client.post(f"/login/?password={typed}", {"username": "AAA", "password": typed})
    for _ in range(5):
        log_in(client, typed, typed)
    held = [str(list(one.__dict__.values())) for one in AccessAttempt.objects.all()]
    told = [one.getMessage() for one in caplog.records if not one.name.startswith("django.db")]
    assert held and not [one for one in [*held, *told] if typed in one or "correct+horse" in one]
