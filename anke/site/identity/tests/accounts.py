"""People with accounts for the tests of logging in, and what their phones show."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from anke.organisation.tests.people import somebody
from anke.rules.roles import Role
from anke.site.identity import sealing

WORD = "a password of the test"


def person(initials: str, role: Role = Role.DIRECTOR) -> User:
    """Somebody in a role, with a password kept here."""
    user = somebody(initials, role)
    user.set_password(WORD)
    user.save()
    return user


def browser(lang: str = "en") -> Client:
    return Client(headers={"accept-language": lang})


def log_in(client: Client, username: str, word: str = WORD, **more: str) -> Any:
    return client.post("/login/", {"username": username, "password": word, **more})


def shown(secret: str, *, later: int = 0) -> str:
    """The six digits a phone shows for a secret, so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + later))


def secret_of(user: User) -> str:
    return sealing.unseal(Authenticator.objects.get(user=user, type="totp").data["secret"])


def turn_on(client: Client) -> list[str]:
    """Turn the second factor on, as a person does; the recovery codes."""
    page = client.get("/account/second-factor/")
    assert page.status_code == 200, page.get("Location")
    answer = client.post("/account/second-factor/", {"code": shown(page.context["form"].secret)})
    assert answer["Location"] == "/account/recovery-codes/", answer.content
    codes: list[str] = client.get("/account/recovery-codes/").context["unused_codes"]
    return codes


@contextmanager
def demonstration() -> Iterator[None]:
    """As where everything is made up."""
    mark = settings.ANKE_HOME / "synthetic"
    mark.touch()
    try:
        yield
    finally:
        mark.unlink()
