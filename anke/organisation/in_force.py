"""Who holds a role now, in one plain question: every page and every act asks it, so it is not built anew
each time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.contrib.auth.models import User
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models.base import ModelState

from anke.organisation.models import Appointment, Office, Staff
from anke.organisation.scope import NOTHING, CaseScope
from anke.rules.roles import POWERS, Reach, Role

_HELD: Final = (
    "s.initials, s.name, a.role, a.office_id, a.department_id, CAST(a.weight AS VARCHAR(8)), "
    "CAST(a.valid_from AS VARCHAR(10)), o.code"
)
_WIDTH: Final = 8  # columns of it
_ACCOUNT: Final = tuple(field.attname for field in User._meta.concrete_fields)
_WITH_ACCOUNT: Final = (
    f"SELECT {{also}}{', '.join(f'u.{name}' for name in _ACCOUNT)}, {_HELD} "  # noqa: S608 - names of our own
    f"FROM {User._meta.db_table} u "
    f"LEFT JOIN {Staff._meta.db_table} s ON s.user_id = u.id "
    f"LEFT JOIN {Appointment._meta.db_table} a ON a.staff_id = s.id AND a.valid_until IS NULL "
    f"LEFT JOIN {Office._meta.db_table} o ON o.department_id = a.department_id "
    "WHERE u.id = %s"
)
_IN_FORCE: Final = (
    f"FROM {Appointment._meta.db_table} a JOIN {Staff._meta.db_table} s ON s.id = a.staff_id "
    f"LEFT JOIN {Office._meta.db_table} o ON o.department_id = a.department_id "
)
_QUESTION: Final = f"SELECT {_HELD} {_IN_FORCE}WHERE a.valid_until IS NULL AND "
_WITH_MORE: Final = (
    f"WITH {{first}}k AS MATERIALIZED ({{also}}) SELECT {_HELD}, k.* {_IN_FORCE}LEFT JOIN k ON true "
    "WHERE a.valid_until IS NULL AND s.initials = %s"
)


_EVERYBODY: Final = (
    f"SELECT {_HELD.removesuffix(', o.code')} "  # noqa: S608 - names of our own
    f"FROM {Appointment._meta.db_table} a JOIN {Staff._meta.db_table} s ON s.id = a.staff_id "
    "WHERE a.valid_until IS NULL"
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


def held_and(
    initials: str, also: str, values: Sequence[Any], *, first: str = ""
) -> tuple[Held | None, tuple[Any, ...] | None]:
    """The role of the person with these initials, and the row that one more statement leads to (`also`: it
    gives one row or none, whose first column is never empty), asked together. PostgreSQL only.

    `first` goes before the other statement, for it to build on: "name AS (…)". It is carried out whether or
    not there is a role.
    """
    rows = _asked(_WITH_MORE.format(first=f"{first}, " if first else "", also=also), [*values, initials])
    if not rows:
        return None, None
    found = rows[0][_WIDTH:]
    return _made([row[:_WIDTH] for row in rows]), None if found[0] is None else found


def held_by_user(number: int) -> Held | None:
    """The role of the person who logs in with that account; None where there is none."""
    return _held("s.user_id = %s", number)


def everybody(office: int | None, role: Role | None) -> list[Held]:
    """All roles in force, by initials; of one office or one role if asked. Their `offices` are not looked
    up."""
    wanted = {"a.office_id": office, "a.role": role and str(role)}
    asked = [(column, value) for column, value in wanted.items() if value is not None]
    question = _EVERYBODY + "".join(f" AND {column} = %s" for column, _ in asked) + " ORDER BY s.initials"
    return [_of_row(row, frozenset()) for row in _asked(question, [value for _, value in asked])]


def _held(condition: str, value: int | str) -> Held | None:
    return _made(_asked(_QUESTION + condition, [value]))


def account(number: int) -> User | None:
    """An account, and on it the role its person holds now, in one question."""
    if connection.vendor != "postgresql":  # days and truth values come as Django makes them
        user = User.objects.filter(pk=number).first()
        if user is not None:
            user._held = held_by_user(number)  # type: ignore[attr-defined]  # a mark of ours on the object
        return user
    return _account(_asked(_WITH_ACCOUNT.format(also=""), [number]))


def account_and(number: int, also: str, values: Sequence[Any]) -> tuple[User | None, Any]:
    """An account, and what one more question leads to (`also`: a SELECT of one value, with its values), asked
    together. Without the account nothing is found. PostgreSQL only."""
    rows = _asked(_WITH_ACCOUNT.format(also=f"({also}), "), [*values, number])
    return _account([row[1:] for row in rows]), rows[0][0] if rows else None


def row_of(question: str, values: Sequence[Any]) -> tuple[Any, ...] | None:
    """The one row a question leads to, or none."""
    rows = _asked(question, values)
    return rows[0] if rows else None


def _asked(question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    there: Any = connections[DEFAULT_DB_ALIAS]
    rows: list[tuple[Any, ...]]
    if there.vendor == "postgresql":
        rows = there.ask(question, values)  # site/postgresql
        return rows
    with there.cursor() as cursor:
        cursor.execute(question, values)
        rows = cursor.fetchall()
    return rows


def _account(rows: Sequence[tuple[Any, ...]]) -> User | None:
    if not rows:
        return None
    width = len(_ACCOUNT)
    user = User.__new__(User)  # as out of a pickle: nobody waits for a signal of its making
    state = user._state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    vars(user).update(zip(_ACCOUNT, rows[0][:width], strict=True))
    held = None if rows[0][width + 2] is None else _made([row[width:] for row in rows])
    user._held = held  # type: ignore[attr-defined]  # the same
    return user


def _made(rows: Sequence[tuple[Any, ...]]) -> Held | None:
    if not rows:
        return None
    return _of_row(rows[0][:-1], frozenset(row[-1] for row in rows if row[-1] is not None))


def _of_row(row: tuple[Any, ...], offices: frozenset[int]) -> Held:
    initials, name, role, office, department, weight, since = row
    share = Decimal(weight).quantize(Decimal("0.01"))  # SQLite writes 1 for 1.00
    return Held(initials, name, Role(role), office, department, share, date.fromisoformat(since), offices)
