"""An office with people and cases, for tests of lists: who sees what, and the days they are counted on."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from anke.casework.cases import commands as cases
from anke.organisation import commands as organisation
from anke.rules.roles import Role

TODAY = date(2025, 4, 7)
NOW = datetime(2025, 4, 7, 9, tzinfo=UTC)
BY: dict[str, Any] = {"happened_on": date(2025, 1, 2), "actor": "system", "recorded_at": NOW}
PEOPLE = {  # initials: role, office
    "anna": (Role.CASEWORKER, 1),
    "bo": (Role.CASEWORKER, 1),
    "chefen": (Role.HEAD_OF_OFFICE, 1),
    "dorte": (Role.CASEWORKER, 2),
    "dir": (Role.DIRECTOR, None),
    "styrer": (Role.STEERING_UNIT, None),
    "lone": (Role.QUALITY_READER, None),
}


def build() -> None:
    """Two offices of a department, and the people in them, each with an account."""
    organisation.establish_department(code=1, title_da="Afdeling", title_en="Department", **BY)
    for code in (1, 2):
        organisation.establish_office(
            code=code, title_da=f"Kontor {code}", title_en=f"Office {code}", department=1,
            areas=["municipal_social"], **BY,
        )  # fmt: skip
    for initials, (role, office) in PEOPLE.items():
        organisation.appoint_staff(initials=initials, name=initials.title(), role=role, office=office, **BY)
        organisation.open_account(initials=initials, username=initials, password=None, **BY)


def browser(initials: str, lang: str = "en") -> Client:
    client = Client(headers={"accept-language": lang})
    client.force_login(User.objects.get(username=initials))
    return client


def case(age: int = 10, *, caseworker: str | None = None, office: int = 1, **more: Any) -> str:
    """A case received `age` days before today, in somebody's hands if one is named; its number."""
    received = TODAY - timedelta(days=age)
    made = cases.register_case(
        **{"case_type": "cash_benefit", "authority": 101, "office": office, **BY, "happened_on": received}
        | more
    )
    if caseworker:
        cases.assign_case(
            number=made.name, office=office, caseworker=caseworker, **BY | {"happened_on": received}
        )
    return made.name


def act(initials: str) -> dict[str, Any]:
    """Who does something today."""
    return {"happened_on": TODAY, "actor": initials, "recorded_at": NOW}
