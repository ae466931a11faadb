"""How the installation is, for machines and for those who run it."""

from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db import connections
from django.db.utils import OperationalError

from anke.organisation.tests.people import house, somebody
from anke.rules.roles import Role
from anke.site import health
from anke.site.health import Finding, Level
from anke.site.identity.tests.accounts import browser

pytestmark = pytest.mark.django_db


def test_machines_are_answered_without_a_log_in_and_learn_nothing_of_anybody() -> None:
    answer = browser().get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert "no-cache" in answer["Cache-Control"] and not answer.cookies


def test_machines_are_told_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(connections["default"], "cursor", away)
    answer = browser().get("/health/")
    assert (answer.status_code, answer.json()["database"], answer["Retry-After"]) == (503, "away", "15")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_those_who_run_the_machine_see_how_it_is(lang: str) -> None:
    house()
    client = browser(lang)
    client.force_login(somebody("SYS", Role.SYSTEM_ADMINISTRATOR))
    page = client.get("/system/").content.decode()
    for words in {
        "da": ("Systemets tilstand", "Alle tabeller er, som denne version skal bruge dem."),
        "en": ("How the installation is", "All tables are as this version needs them."),
    }[lang]:
        assert words in page


def test_nobody_else_does() -> None:
    house()
    client = browser()
    assert client.get("/system/").status_code == 403
    client.force_login(somebody("DIR", Role.DIRECTOR))
    assert client.get("/system/").status_code == 403


def test_every_check_answers(settings: Any) -> None:
    found = health.findings()
    assert len(found) == len(health.CHECKS)
    assert not [one for one in found if "could not be looked at" in one.sentence]
    assert Level.GOOD in {one.level for one in found}


def test_a_check_that_breaks_down_is_told_and_breaks_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Finding:
        raise RuntimeError("planted, with something of somebody in it")

    monkeypatch.setattr(health, "CHECKS", [*health.CHECKS, broken])
    found = {one.about: one for one in health.findings()}
    assert len(found) == len(health.CHECKS)
    assert found["broken"].level is Level.BAD and "somebody" not in found["broken"].sentence


def test_mail_that_waits_is_seen(settings: Any) -> None:
    settings.EMAIL_BACKEND = "anke.site.identity.post.Outbox"
    EmailMessage("a subject", "words", to=["a@example.org"]).send()
    found = health.mail()
    assert found.level is Level.WATCH
