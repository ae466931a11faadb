"""People and moments for the tests of the strategy."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User

from anke.organisation import commands
from anke.rules.roles import Role

PRINTED = "2018-2022/7"
DAY = date(2025, 3, 3)


def somebody(initials: str, role: Role) -> User:
    """A person with a role and an account since the New Year of 2024."""
    first: dict[str, Any] = {
        "happened_on": date(2024, 1, 1),
        "actor": "test",
        "recorded_at": datetime(2024, 1, 1, 9, tzinfo=UTC),
    }
    commands.appoint_staff(
        initials=initials, name=initials.title(), role=role, office=None, department=None, **first
    )
    commands.open_account(initials=initials, username=initials, password=None, **first)
    return User.objects.get(username=initials)


def people() -> dict[str, User]:
    """Somebody who records, and two who may not."""
    roles = {
        "styring": Role.STEERING_UNIT,
        "minister": Role.MINISTRY,
        "admin": Role.SYSTEM_ADMINISTRATOR,
    }
    return {initials: somebody(initials, role) for initials, role in roles.items()}


def by(day: date = DAY, actor: str = "styring", *, later: int = 0) -> dict[str, Any]:
    """Done on a day and recorded at noon of it, or so many days later."""
    moment = datetime.combine(day + timedelta(days=later), datetime.min.time(), UTC) + timedelta(hours=11)
    return {"happened_on": day, "actor": actor, "recorded_at": moment}
