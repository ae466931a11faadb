"""The synthetic authority's offices and people, set up by the organisation's own acts before it begins."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from math import ceil

from django.conf import settings

from anke.content.load import content
from anke.content.schema.base import Strict
from anke.demo.assumed import Assumptions, Office, read
from anke.demo.people import initials, name
from anke.demo.simulation import is_scaled
from anke.organisation import commands as organisation
from anke.rules.roles import TITLES, Role

ESTABLISHED, ENGAGED = date(2021, 1, 1), date(2022, 1, 1)
RECORDED = datetime(2023, 1, 1, 3, tzinfo=UTC)
ACTOR = "demo"
FEWEST = 2  # caseworkers in an office
PART_TIME = Decimal("0.8")  # every fifth


class User(Strict):
    username: str
    initials: str
    name: str
    role: Role
    office: int | None = None
    department: int | None = None


class Users(Strict):
    users: tuple[User, ...]


@dataclass(frozen=True)
class Login:
    """A way in, for the demonstration only. `role`: its title in Danish and English."""

    username: str
    password: str
    name: str
    role: tuple[str, str]


def logins() -> list[Login]:
    """Everyone who can log in. Passwords follow from this installation's secret, so they hold here only."""
    return [Login(user.username, _password(user.username), user.name, TITLES[user.role]) for user in _users()]


def caseworkers(assumed: Assumptions, scale: float) -> dict[int, int]:
    """How many caseworkers each office has: as many as its teams have today, in proportion to the scale."""
    return {code: _people(assumed, office, scale) for code, office in assumed.organisation.offices.items()}


def establish(assumed: Assumptions, scale: float) -> None:
    """Departments, offices, caseworkers, and the people who can log in."""
    for code, title in assumed.organisation.departments.items():
        organisation.establish_department(
            code=code,
            title_da=title.da,
            title_en=title.en,
            happened_on=ESTABLISHED,
            actor=ACTOR,
            recorded_at=RECORDED,
        )
    for code, office in assumed.organisation.offices.items():
        organisation.establish_office(
            code=code,
            title_da=office.title.da,
            title_en=office.title.en,
            department=office.department,
            areas=_areas(assumed, office),
            happened_on=ESTABLISHED,
            actor=ACTOR,
            recorded_at=RECORDED,
        )
    _engage_caseworkers(assumed, scale)
    _engage_heads(assumed)
    _engage_deputies(assumed)
    for user in _users():
        _engage_user(user)


def _engage_caseworkers(assumed: Assumptions, scale: float) -> None:
    known = {user.initials for user in _users()}
    number = 0
    for code, people in caseworkers(assumed, scale).items():
        for place in range(people):
            number += 1
            if (short := initials(code, place)) in known:
                continue
            organisation.appoint_staff(
                initials=short,
                name=name(number * 7),
                role=_role_in(assumed.organisation.offices[code]),
                office=code,
                weight=PART_TIME if number % 5 == 0 else Decimal(1),
                happened_on=ENGAGED,
                actor=ACTOR,
                recorded_at=RECORDED,
            )


def _engage_heads(assumed: Assumptions) -> None:
    """Every office has a head: whoever approves, and gives out what nobody has."""
    known = {user.office for user in _users() if user.role is Role.HEAD_OF_OFFICE}
    for code in assumed.organisation.offices:
        if code not in known:
            organisation.appoint_staff(
                initials=f"chef{code}",
                name=name(code * 31 + 5),
                role=Role.HEAD_OF_OFFICE,
                office=code,
                happened_on=ENGAGED,
                actor=ACTOR,
                recorded_at=RECORDED,
            )


def _engage_deputies(assumed: Assumptions) -> None:
    """Every department has a deputy director, whom its offices report to."""
    known = {user.department for user in _users() if user.role is Role.DEPUTY_DIRECTOR}
    for code in assumed.organisation.departments:
        if code not in known:
            organisation.appoint_staff(
                initials=f"vicedir{code}",
                name=name(code * 37 + 11),
                role=Role.DEPUTY_DIRECTOR,
                department=code,
                happened_on=ENGAGED,
                actor=ACTOR,
                recorded_at=RECORDED,
            )


def _engage_user(user: User) -> None:
    organisation.appoint_staff(
        initials=user.initials,
        name=user.name,
        role=user.role,
        office=user.office,
        department=user.department,
        happened_on=ENGAGED,
        actor=ACTOR,
        recorded_at=RECORDED,
    )
    organisation.open_account(
        initials=user.initials,
        username=user.username,
        password=_password(user.username),
        happened_on=ENGAGED,
        actor=ACTOR,
        recorded_at=RECORDED,
    )


def _users() -> tuple[User, ...]:
    return Users.model_validate(read("users")).users


def _password(username: str) -> str:
    made = hmac.new(settings.SECRET_KEY.encode(), f"demo/{username}".encode(), hashlib.sha256).digest()
    word = base64.b32encode(made).decode().lower()
    return f"{word[:4]}-{word[4:8]}-{word[8:12]}"


def _people(assumed: Assumptions, office: Office, scale: float) -> int:
    latest = (assumed.staff[team][max(assumed.staff[team])] for team in office.teams)
    share = scale if all(is_scaled(assumed, team) for team in office.teams) else 1.0
    return max(FEWEST, ceil(sum(max(quarters) for quarters in latest) * share))


def _areas(assumed: Assumptions, office: Office) -> list[str]:
    """The law areas of the cases its teams handle."""
    kinds = content().case_types
    handled = [name for name, kind in assumed.case_types.items() if set(kind.teams) & set(office.teams)]
    return sorted({kinds[name].area for name in handled})


def _role_in(office: Office) -> Role:
    if "boards" in office.teams:
        return Role.BOARD_SECRETARY
    return Role.SUPERVISION_OFFICER if "supervision" in office.teams else Role.CASEWORKER
