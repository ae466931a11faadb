"""Who holds a role now, in one plain question: every page and every act asks it, so it is not built anew
each time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import connection

from anke.organisation.models import Appointment, Office, Staff
from anke.organisation.scope import NOTHING, CaseScope
from anke.rules.roles import POWERS, Reach, Role

_QUESTION: Final = (
    "SELECT s.initials, s.name, a.role, a.office_id, a.department_id, CAST(a.weight AS VARCHAR(8)), "  # noqa: S608 - names of our own
    "CAST(a.valid_from AS VARCHAR(10)), o.code "
    f"FROM {Appointment._meta.db_table} a JOIN {Staff._meta.db_table} s ON s.id = a.staff_id "
    f"LEFT JOIN {Office._meta.db_table} o ON o.department_id = a.department_id "
    "WHERE a.valid_until IS NULL AND "
)


@dataclass(frozen=True)
class Held:
    """A role in force, and the offices of the department it is held over."""

    initials: str
    name: str
    role: Role
    office: int | None
    department: int | None
    weight: Decimal  # share of full time
    since: date
    offices: frozenset[int]

    @property
    def scope(self) -> CaseScope:
        """How far the role sees."""
        match POWERS[self.role].cases:
            case Reach.ALL:
                return CaseScope(everything=True)
            case Reach.DEPARTMENT:
                return CaseScope(offices=self.offices)
            case Reach.OFFICE if self.office is not None:
                return CaseScope(offices=frozenset({self.office}))
        return NOTHING


def held_by(initials: str) -> Held | None:
    """The role of the person with these initials; None where there is none."""
    return _held("s.initials = %s", initials)


def held_by_user(number: int) -> Held | None:
    """The role of the person who logs in with that account; None where there is none."""
    return _held("s.user_id = %s", number)


def _held(condition: str, value: int | str) -> Held | None:
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION + condition, [value])
        rows = cursor.fetchall()
    if not rows:
        return None
    initials, name, role, office, department, weight, since, _ = rows[0]
    offices = frozenset(row[-1] for row in rows if row[-1] is not None)
    share = Decimal(weight).quantize(Decimal("0.01"))  # SQLite writes 1 for 1.00
    return Held(initials, name, Role(role), office, department, share, date.fromisoformat(since), offices)
