"""A case with people around it, and letters written as a caseworker writes them."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User

from anke.casework.cases import commands as cases
from anke.casework.letters import commands
from anke.casework.letters.models import Letter
from anke.content.load import content
from anke.organisation.tests import people
from anke.rules.roles import Role

DAY = date(2025, 3, 3)
TODAY = date(2025, 6, 2)
MOMENT = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
PERSON = {
    "name": "Kirsten Holm",
    "cpr": "0099000001",
    "address": "Egevej 14\n4700 Næstved",
    "email": "kirsten@example.org",
}
GAPS = {
    "decision": "Vi er enige i afgørelsen. Du har ikke ret til hjælpen.",
    "facts": "Du bor alene.\n\n- Lægen skriver den 3. marts, at du kan gå.",
    "rules": "Vi har brugt serviceloven § 100.",
    "considerations": "Vi lægger vægt på, at udgiften er under grænsen.",
    "reply": "Du skriver, at alt er blevet dyrere. Det kan vi ikke lægge vægt på.",
    "redress": "Du kan ikke klage videre.",
    "contact": "Ring til os.",
}


def by(who: str = "anna", **more: Any) -> dict[str, Any]:
    return {"happened_on": TODAY, "actor": who, "recorded_at": MOMENT} | more


def office() -> dict[str, User]:
    """anna, bo: caseworkers of office 1 · chef: its head · uwe: a caseworker of office 3."""
    people.house()
    return {
        "anna": people.somebody("anna", Role.CASEWORKER, office=1),
        "bo": people.somebody("bo", Role.CASEWORKER, office=1),
        "chef": people.somebody("chef", Role.HEAD_OF_OFFICE, office=1),
        "uwe": people.somebody("uwe", Role.CASEWORKER, office=3),
        "drift": people.somebody("drift", Role.SYSTEM_ADMINISTRATOR),
    }


def case(**more: Any) -> str:
    """A case of office 1 that anna has; returns its number."""
    told = {"case_type": "disability_adults", "authority": 101, "office": 1, "appellant": PERSON} | more
    number = cases.register_case(**told, **by("system", happened_on=DAY)).name
    cases.describe_appeal(number=number, appeal={"decided_on": date(2025, 1, 15)}, **by("system"))
    cases.assign_case(number=number, office=1, caseworker="anna", **by("system"))
    return number


def begin(number: str, template: str = "decision", **more: Any) -> Letter:
    told: dict[str, Any] = {"template": template, "recipient": "P1", **by(), **more}
    if template == "decision":
        told.setdefault("outcome", "affirmed")
    return commands.begin_letter(number=number, **told)


def fill(number: str, letter: Letter, who: str = "anna", **parts: str) -> Letter:
    """Every part written, with no gap left."""
    shape = content().letters[letter.template].on(TODAY)
    assert shape is not None
    written = {part.id: GAPS.get(part.id, "Det er gjort færdigt.") for part in shape.parts} | parts
    title = "Afgørelse på din klage"
    return commands.save_letter(
        number=number, letter=letter.number, title=title, parts=written, version=letter.version, **by(who)
    )


def whole(number: str, template: str = "decision", **more: Any) -> Letter:
    return fill(number, begin(number, template, **more))


def send(number: str, letter: Letter, **more: Any) -> Any:
    told = {"version": letter.version, "channel": "digital_post", **by()} | more
    return commands.send_letter(number=number, letter=letter.number, **told)
