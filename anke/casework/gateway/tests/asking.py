"""A program that asks the API, and tokens for everybody."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from anke.casework.cases.tests.doing import register
from anke.casework.gateway import commands, scopes
from anke.organisation import queries as organisation
from anke.organisation.tests.people import house, somebody
from anke.rules.roles import Role

REGISTER: dict[str, Any] = {
    "case_type": "cash_benefit",
    "authority": 101,
    "office": 1,
    "received_on": "2025-03-03",
}


class Program(Client):
    """Speaks JSON with a token."""

    def __init__(self, token: str | None, lang: str = "en") -> None:
        given = {"authorization": f"Bearer {token}"} if token else {}
        super().__init__(headers={"accept-language": lang, **given})

    def send(self, path: str, body: Any, **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.post(path, body, content_type="application/json", headers=named)


def token(owner: str, *given: str, lasts: timedelta = timedelta(days=30)) -> str:
    """A token with these scopes; without any, with all the owner may give."""
    who = organisation.actor(owner)
    assert who is not None
    wanted = given or scopes.allowed(who)
    return commands.make_token(
        owner=owner, name="a program", scopes=wanted, lasts=lasts, actor=owner, at=timezone.now()
    )


def office() -> dict[str, Program]:
    """A caseworker and a head of office 1, one of office 3, each with a program of their own."""
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    somebody("hans", Role.HEAD_OF_OFFICE, office=1)
    somebody("carl", Role.CASEWORKER, office=3)
    return {who: Program(token(who)) for who in ("anna", "hans", "carl")}


def a_case(**more: Any) -> str:
    return register(**{"recorded_at": timezone.now()} | more)
