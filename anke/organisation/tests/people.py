"""The same people in every test of access: inside, on the team, and outside."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User

from anke.organisation import commands
from anke.rules.roles import Role

DAY = date(2025, 1, 2)
MOMENT = datetime(2025, 6, 2, 9, 0, tzinfo=UTC)
BY: dict[str, Any] = {"happened_on": DAY, "actor": "test", "recorded_at": MOMENT}


def house() -> None:
    """Department 1 with offices 1 and 2, department 2 with office 3."""
    for code in (1, 2):
        commands.establish_department(
            code=code, title_da=f"Afdeling {code}", title_en=f"Department {code}", **BY
        )
    for code, department in ((1, 1), (2, 1), (3, 2)):
        commands.establish_office(
            code=code,
            title_da=f"Kontor {code}",
            title_en=f"Office {code}",
            department=department,
            areas=["family_law"],
            **BY,
        )


def somebody(initials: str, role: Role, *, office: int | None = None, department: int | None = None) -> User:
    """A person with a role and an account."""
    commands.appoint_staff(
        initials=initials, name=initials.title(), role=role, office=office, department=department, **BY
    )
    commands.open_account(initials=initials, username=initials, password=None, **BY)
    return User.objects.get(username=initials)


def three() -> dict[str, User]:
    """inside: a caseworker of office 1 · team: one of office 2, same department · outsider: no role."""
    return {
        "inside": somebody("inside", Role.CASEWORKER, office=1),
        "team": somebody("team", Role.CASEWORKER, office=2),
        "outsider": User.objects.create_user("outsider"),
    }
