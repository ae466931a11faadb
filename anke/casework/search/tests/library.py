"""A small register for tests of searching: three offices, people in them, cases with parties."""

from datetime import UTC, date, datetime
from typing import Any, Final

from django.contrib.auth.models import User

from anke import organisation
from anke.casework.cases import commands as cases
from anke.casework.search import commands, queries
from anke.rules.roles import Role

DAY: Final = date(2025, 3, 3)
MOMENT: Final = datetime(2025, 4, 7, 9, tzinfo=UTC)
BY: Final[dict[str, Any]] = {"happened_on": DAY, "actor": "system", "recorded_at": MOMENT}
CPR: Final = "000099-1234"  # no day 00, no month 00: nobody's


def engage(initials: str, role: Role = Role.CASEWORKER, office: int | None = 1) -> User:
    """Somebody in a role who can log in."""
    organisation.commands.appoint_staff(
        initials=initials, name=f"{initials.title()} Andersen", role=role, office=office, **BY
    )
    organisation.commands.open_account(initials=initials, username=initials, password=None, **BY)
    return User.objects.get(username=initials)


def offices() -> None:
    organisation.commands.establish_department(code=1, title_da="Velfærd", title_en="Welfare", **BY)
    for code in (1, 2, 3):
        organisation.commands.establish_office(
            code=code,
            title_da=f"Kontor {code}",
            title_en=f"Office {code}",
            department=1,
            areas=("municipal_social",),
            **BY,
        )


def case(
    name: str = "",
    *,
    office: int = 1,
    points: tuple[str, ...] = (),
    protected: bool = False,
    day: date = DAY,
    case_type: str = "cash_benefit",
    **person: str,
) -> str:
    """A case in the register (not in the index yet); returns its number."""
    appellant = {key: value for key, value in {"name": name, **person}.items() if value}
    return cases.register_case(
        case_type=case_type,
        authority=101,
        office=office,
        appellant=appellant or None,
        protected=protected,
        points=points,
        **BY | {"happened_on": day},
    ).name


def find(text: str, user: User, **filters: Any) -> list[str]:
    """The numbers found, in order; everything committed is in the index first."""
    commands.follow()
    words, person = queries.parted(text)
    found = queries.search(queries.Asked(text=words, person=person, **filters), user=user, at=MOMENT)
    assert found.count == len(found.hits)
    return [hit.number for hit in found.hits]
