"""An office with a head and three caseworkers, its partner, and cases that wait – made up, for tests."""

from datetime import UTC, date, datetime
from typing import Any

from anke.casework.cases import commands as cases
from anke.casework.cases import queries as register
from anke.organisation import commands as organisation
from anke.rules.roles import Role

DAY = date(2025, 3, 3)
MOMENT = datetime(2025, 4, 7, 9, 0, tzinfo=UTC)
TODAY = date(2025, 4, 7)
BY: dict[str, Any] = {"happened_on": DAY, "actor": "system", "recorded_at": MOMENT}
BY_CHIEF: dict[str, Any] = {"actor": "chef", "recorded_at": MOMENT}
PERSON = {"name": "Ida Prøve", "cpr": "000199-0001"}  # no day 00, no month 99 … nobody's number


def house() -> None:
    """Offices 13 and 14 (partners by the content) of one department, and office 23 of another."""
    for code in (1, 2):
        organisation.establish_department(code=code, title_da=f"Afd. {code}", title_en=f"Dep. {code}", **BY)
    for code, department in ((13, 1), (14, 1), (23, 2)):
        organisation.establish_office(
            code=code,
            title_da=f"Kontor {code}",
            title_en=f"Office {code}",
            department=department,
            areas=["municipal_social"],
            **BY,
        )
    for initials, role, office in (
        ("chef", Role.HEAD_OF_OFFICE, 13),
        ("anna", Role.CASEWORKER, 13),
        ("bo", Role.CASEWORKER, 13),
        ("cille", Role.CASEWORKER, 13),
        ("dorte", Role.CASEWORKER, 14),
        ("egon", Role.HEAD_OF_OFFICE, 14),
    ):
        person(initials, role, office=office)
    person("vice", Role.DEPUTY_DIRECTOR, department=1)


def person(initials: str, role: Role, **where: int) -> None:
    organisation.appoint_staff(initials=initials, name=initials.title(), role=role, **where, **BY)
    organisation.open_account(initials=initials, username=initials, password=None, **BY)


def case(*, cpr: str | None = None, office: int = 13, caseworker: str | None = None, **more: Any) -> str:
    """A case of the office; its number. `cpr` makes its complainant known."""
    told: dict[str, Any] = {"case_type": "social_other", "authority": 101, "office": office} | BY | more
    if cpr is not None:
        told["appellant"] = {"name": "Ida Prøve", "cpr": cpr}
    number = cases.register_case(**told).name
    if caseworker is not None:
        cases.assign_case(number=number, office=office, caseworker=caseworker, **BY)
    return number


def whose() -> dict[str, str | None]:
    """Every case with its caseworker."""
    return dict(register.Case.objects.order_by("number").values_list("number", "caseworker"))


def stories() -> dict[str, int]:
    """How many events each case has."""
    return dict(register.Case.objects.values_list("number", "position"))
