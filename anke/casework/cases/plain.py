"""The rows one page or one act begins with, each read in one plain question: building the question anew every
time would cost more than the answer. On SQLite Django builds it, for there days come as text."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import JSONField, Model
from django.db.models.base import ModelState
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases.models import Case, Party

_Row = TypeVar("_Row", bound=Model)


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _question(model: type[Model], columns: Sequence[str], condition: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE {condition}"  # noqa: S608 - names of our own


_CASE: Final = _columns(Case)
_PARTY: Final = _columns(Party)
_LISTS: Final = tuple(
    at for at, field in enumerate(Case._meta.concrete_fields) if isinstance(field, JSONField)
)
MOST_BESIDE: Final = 500  # other cases of the same people, the latest
_ONE_CASE: Final = _question(Case, _CASE, "number = %s")
_PARTIES: Final = _question(Party, _PARTY, "case_id = %s")
# The case once for each of its parties, with an appellant the other cases in which that person complains.
_BOTH: Final = ", ".join([*(f"c.{one}" for one in _CASE), *(f"p.{one}" for one in _PARTY)])
_PAGE: Final = re.compile(r"^/cases/(\d[^/]*)/$")
_WHOLE: Final = (
    f"SELECT {_BOTH}, "  # noqa: S608 - names of our own
    "CASE WHEN p.kind = 'appellant' AND p.person_key IS NOT NULL THEN ARRAY("
    f"SELECT o.case_id FROM {Party._meta.db_table} o WHERE o.kind = 'appellant' "
    "AND o.person_key = p.person_key "
    f"AND o.case_id <> c.subject_id ORDER BY o.case_id DESC LIMIT {MOST_BESIDE}) END "
    f"FROM {Case._meta.db_table} c LEFT JOIN {Party._meta.db_table} p ON p.case_id = c.subject_id "
    "WHERE c.number = %s"
)


@dataclass(frozen=True)
class Whole:
    """A case with its parties, in the order they came, and the cases (by subject) in which one of its
    appellants complains as well."""

    case: Case
    parties: tuple[Party, ...] = field(repr=False)
    same: tuple[int, ...]


def case(number: str) -> Case | None:
    """The row of a case, whoever asks: who may see it is asked of it next (sight.py)."""
    if connection.vendor != "postgresql":
        return Case.objects.filter(number=number).first()
    found = _rows(_ONE_CASE, [number])
    return _case(found[0]) if found else None


@sensitive_variables()
def whole(number: str) -> Whole | None:
    """The same with all that its page begins with, in one question."""
    if connection.vendor != "postgresql":
        alone = case(number)
        return with_parties(alone) if alone else None
    rows = _rows(_WHOLE, [number])
    if not rows:
        return None
    width = len(_CASE)
    mine = [row for row in rows if row[width] is not None]
    people = [_made(Party, _PARTY, row[width:-1]) for row in mine]
    same = {number for row in mine for number in row[-1] or ()}
    return Whole(_case(rows[0][:width]), _in_order(people), _latest(same))


def ahead_of(path: str) -> None:
    """Where an address is that of a case's page: ask for what it begins with along with the next question,
    which is who asks. Who may see it is asked of what was found, as ever (sight.py)."""
    there: Any = connections[DEFAULT_DB_ALIAS]
    if (case := _PAGE.match(path)) and there.vendor == "postgresql":
        there.ahead(_WHOLE, [case[1]], len(_CASE) + len(_PARTY) + 1)


@sensitive_variables()
def with_parties(case: Case) -> Whole:
    """What goes with a case that was found already."""
    people = parties(case.subject_id)
    keys = [one.person_key for one in people if one.kind == "appellant" and one.person_key]
    same = Party.objects.filter(kind="appellant", person_key__in=keys).exclude(case_id=case.subject_id)
    found = same.order_by("-case_id").values_list("case_id", flat=True)[:MOST_BESIDE] if keys else ()
    return Whole(case, tuple(people), _latest(found))


@sensitive_variables()
def parties(subject_id: int) -> list[Party]:
    """The parties of a case, in the order they came."""
    if connection.vendor == "postgresql":
        return list(_in_order(_made(Party, _PARTY, row) for row in _rows(_PARTIES, [subject_id])))
    return list(_in_order(Party.objects.filter(case_id=subject_id)))


def _case(row: Sequence[Any]) -> Case:
    values = list(row)
    for at in _LISTS:
        if values[at] is not None:
            values[at] = [] if values[at] == "[]" else json.loads(values[at])
    return _made(Case, _CASE, values)


def _in_order(people: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(sorted(people, key=lambda one: int(one.key[1:])))


def _latest(subjects: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(set(subjects), reverse=True)[:MOST_BESIDE])


def _rows(question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Of PostgreSQL only, by the one cursor it is asked with (site/postgresql)."""
    there: Any = connections[DEFAULT_DB_ALIAS]
    found: list[tuple[Any, ...]] = there.ask(question, values)
    return found


def _made(model: type[_Row], columns: Sequence[str], values: Sequence[Any]) -> _Row:
    """A row that was found, as Django takes one out of a pickle: nobody waits for a signal of its making."""
    row = model.__new__(model)
    state = row._state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    vars(row).update(zip(columns, values, strict=True))
    return row
