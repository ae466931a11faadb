"""Every question about people and offices, and the one policy on who may see which cases.

The policy gives three answers that cannot disagree, because all come from one `CaseScope`: the filter of a
list (`CaseScope.offices`), the check of one case (`may_see_case`) and the gate before the cases a figure
counts (`may_see_cases`). An appointment counts from the day it is recorded until its end is recorded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import connection
from django.db.models import QuerySet

from anke.organisation.attendance import leads
from anke.organisation.attendance_answers import Away, Recused, absences, competences, recusals
from anke.organisation.in_force import Held, account, account_and, everybody, held_by_user
from anke.organisation.models import Appointment, Department, Office, OfficeArea, Staff
from anke.organisation.moment import moment_of, today_of
from anke.organisation.names import name_of, named
from anke.organisation.scope import NOTHING, CaseScope
from anke.organisation.sight_answers import (
    Actor,
    Read,
    Sight,
    Told,
    actor,
    actor_and,
    actor_of,
    granted_numbers,
    is_granted,
    may_open,
    notices_for,
    readings_by,
    readings_of,
    sights_of,
)
from anke.rules.roles import POWERS, TITLES, Figures, Powers, Reach, Role

__all__ = [
    "NOTHING",
    "Actor",
    "Away",
    "CaseScope",
    "Colleague",
    "OfficeCard",
    "Person",
    "Read",
    "Recused",
    "Sight",
    "Told",
    "User",
    "absences",
    "account",
    "account_and",
    "actor",
    "actor_and",
    "actor_for",
    "case_scope",
    "colleague",
    "competences",
    "departments",
    "granted_numbers",
    "is_granted",
    "is_operator",
    "known_initials",
    "leads",
    "may_open",
    "may_see_case",
    "may_see_cases",
    "may_see_live_figures",
    "moment_of",
    "name_of",
    "named",
    "names_of",
    "notices_for",
    "office_titles",
    "offices",
    "people",
    "person_for",
    "readings_by",
    "readings_of",
    "recusals",
    "scope_of",
    "sights_of",
    "today_of",
    "user_of",
]

User = AbstractBaseUser | AnonymousUser
_OFFICES: Final = (  # the same on every page and in every act: not built anew each time
    "SELECT o.code, o.title_da, o.title_en, o.department_id, CAST(o.established_on AS VARCHAR(10)), a.area "  # noqa: S608 - names of our own
    f"FROM {Office._meta.db_table} o LEFT JOIN {OfficeArea._meta.db_table} a ON a.office_id = o.code "
    "ORDER BY o.code"
)


@dataclass(frozen=True)
class Person:
    """Somebody who works here: initials, name, role, and where the role is held."""

    initials: str
    name: str
    role: Role
    office: int | None
    department: int | None
    weight: Decimal  # share of full time
    since: date

    @property
    def powers(self) -> Powers:
        return POWERS[self.role]

    def title(self, language: str) -> str:
        danish, english = TITLES[self.role]
        return english if language.startswith("en") else danish


@dataclass(frozen=True)
class Colleague:
    """Somebody with a role in force, and the number of the account they log in with, if they have one."""

    initials: str
    user: int | None


@dataclass(frozen=True)
class OfficeCard:
    code: int
    title_da: str
    title_en: str
    department: int
    areas: tuple[str, ...]
    established_on: date


def _held_by(user: User) -> Held | None:
    """The role an account's person holds; None for strangers and closed accounts. `account` has asked already
    for the person of a session, and what it found holds for that request."""
    if not (user.is_authenticated and user.is_active):
        return None
    if hasattr(user, "_held"):
        known: Held | None = user._held
        return known
    return held_by_user(user.pk)


def actor_for(user: User) -> Actor | None:
    """Who has logged in, as a command or a list checks it."""
    held = _held_by(user)
    return actor_of(held) if held else None


def person_for(user: User) -> Person | None:
    """Who has logged in. None for strangers, closed accounts and people without a role in force."""
    held = _held_by(user)
    if held is None:
        return None
    return _person(held)


def colleague(initials: str) -> Colleague | None:
    """The person with exactly these initials and a role in force, if there is one: for logging in."""
    found = _in_force().filter(staff__initials=initials).first()
    return Colleague(found.staff.initials, found.staff.user_id) if found else None


def case_scope(user: User) -> CaseScope:
    """The cases somebody may see. Being a superuser gives none: running the machine opens no case."""
    held = _held_by(user)
    return held.scope if held else NOTHING


def scope_of(person: Person) -> CaseScope:
    match person.powers.cases:
        case Reach.ALL:
            return CaseScope(everything=True)
        case Reach.DEPARTMENT:
            codes = Office.objects.filter(department=person.department).values_list("code", flat=True)
            return CaseScope(offices=frozenset(codes))
        case Reach.OFFICE if person.office is not None:
            return CaseScope(offices=frozenset({person.office}))
    return NOTHING


def may_see_cases(user: User) -> bool:
    """Whether somebody may see any case at all: the gate before the cases behind a figure."""
    return bool(case_scope(user))


def may_see_case(user: User, *, office: int | None) -> bool:
    """Whether somebody may see a case that lies in an office (None: in no office)."""
    return case_scope(user).admits(office)


def may_see_live_figures(user: User) -> bool:
    """Whether somebody may ask for any figure at any time, not only read finished reports."""
    person = person_for(user)
    return person is not None and person.powers.figures == Figures.LIVE


def is_operator(user: User) -> bool:
    """Whether somebody runs the machine: accounts, backups, checks."""
    if not (user.is_authenticated and user.is_active):
        return False
    person = person_for(user)
    return bool(getattr(user, "is_superuser", False)) or (person is not None and person.powers.runs)


def offices() -> list[OfficeCard]:
    with connection.cursor() as cursor:
        cursor.execute(_OFFICES)
        rows = cursor.fetchall()
    return [
        OfficeCard(code, danish, english, department, _areas(held), date.fromisoformat(on))
        for (code, danish, english, department, on), held in groupby(rows, lambda row: row[:-1])
    ]


def _areas(rows: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    return tuple(sorted(row[-1] for row in rows if row[-1] is not None))


def departments() -> list[int]:
    """The codes of the departments there are."""
    return list(Department.objects.order_by("code").values_list("code", flat=True))


def people(*, office: int | None = None, role: Role | None = None) -> list[Person]:
    """Everybody with a role in force, by initials; of one office or one role if asked."""
    return [_person(held) for held in everybody(office, role)]


def user_of(initials: str) -> User | None:
    """The account of somebody with a role in force; None where there is none."""
    held = _in_force().filter(staff__initials=initials, staff__user__is_active=True).first()
    return held.staff.user if held else None


def names_of(initials: Iterable[str]) -> dict[str, str]:
    """The names of these people by initials, whoever of them is still here."""
    return dict(Staff.objects.filter(initials__in=sorted(set(initials))).values_list("initials", "name"))


def office_titles() -> dict[int, tuple[str, str]]:
    """Every office's title in Danish and English, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT code, title_da, title_en FROM {Office._meta.db_table} ORDER BY code"  # noqa: S608 - a name of our own
        )
        return {code: (danish, english) for code, danish, english in cursor.fetchall()}


def known_initials() -> frozenset[str]:
    return frozenset(Staff.objects.values_list("initials", flat=True))


def _in_force() -> QuerySet[Appointment]:
    return Appointment.objects.filter(valid_until__isnull=True).select_related("staff")


def _person(held: Held) -> Person:
    return Person(held.initials, held.name, held.role, held.office, held.department, held.weight, held.since)
