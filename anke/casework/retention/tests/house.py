"""People who answer for keeping, and cases old enough to go."""

from datetime import UTC, date, datetime
from typing import Any, Final

from django.contrib.auth.models import User

from anke.casework.cases import commands as cases
from anke.casework.search.tests.library import case, engage, offices
from anke.rules.roles import Role

RECEIVED: Final = date(2012, 3, 5)
CLOSED: Final = date(2012, 6, 1)
THEN: Final = datetime(2012, 6, 2, 9, tzinfo=UTC)
NOW: Final = datetime(2025, 4, 7, 9, tzinfo=UTC)
TODAY: Final = date(2025, 4, 7)


def people() -> dict[str, User]:
    """lis, jur: legal unit · dir: director · anna: caseworker of office 1 · sys: administrator."""
    offices()
    return {
        "lis": engage("lis", Role.LEGAL_UNIT, None),
        "jur": engage("jur", Role.LEGAL_UNIT, None),
        "dir": engage("dir", Role.DIRECTOR, None),
        "anna": engage("anna"),
        "sys": engage("sys", Role.SYSTEM_ADMINISTRATOR, None),
    }


def by(actor: str = "dir", day: date = TODAY) -> dict[str, Any]:
    return {"happened_on": day, "actor": actor, "recorded_at": NOW}


def closed(name: str = "Ida Ibsen", day: date = CLOSED, **more: Any) -> str:
    """A case received in 2012 and withdrawn on a day; returns its number."""
    number = case(name, day=RECEIVED, **more)
    cases.withdraw_case(number=number, **by("system", day))
    return number
