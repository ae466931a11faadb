"""The rows one page or one act begins with, each read in one plain question: building the question anew every
time would cost more than the answer. On SQLite Django builds it, for there days come as text."""

import json
from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import JSONField, Model

from anke.casework.cases.models import Case, Party

_Row = TypeVar("_Row", bound=Model)


def _columns(model: type[Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def _question(model: type[Model], columns: Sequence[str], condition: str) -> str:
    return f"SELECT {', '.join(columns)} FROM {model._meta.db_table} WHERE {condition}"  # noqa: S608 - names of our own


_CASE: Final = _columns(Case)
_PARTY: Final = _columns(Party)
_LISTS: Final = frozenset(
    at for at, field in enumerate(Case._meta.concrete_fields) if isinstance(field, JSONField)
)
_ONE_CASE: Final = _question(Case, _CASE, "number = %s")
_PARTIES: Final = _question(Party, _PARTY, "case_id = %s")


def case(number: str) -> Case | None:
    """The row of a case, whoever asks: who may see it is asked of it next (sight.py)."""
    if connection.vendor != "postgresql":
        return Case.objects.filter(number=number).first()
    found = _rows(_ONE_CASE, [number])
    if not found:
        return None
    values = [
        json.loads(value) if at in _LISTS and value is not None else value
        for at, value in enumerate(found[0])
    ]
    return _made(Case, _CASE, values)


def parties(subject_id: int) -> list[Party]:
    """The parties of a case, in the order they came."""
    if connection.vendor == "postgresql":
        found = [_made(Party, _PARTY, row) for row in _rows(_PARTIES, [subject_id])]
    else:
        found = list(Party.objects.filter(case_id=subject_id))
    return sorted(found, key=lambda one: int(one.key[1:]))


def same_people(subject_id: int, keys: Sequence[str], most: int) -> list[int]:
    """The cases, by subject, in which somebody with one of these keys complains; not the case itself."""
    if not keys:
        return []
    marks = ", ".join(["%s"] * len(keys))
    condition = f"kind = 'appellant' AND person_key IN ({marks}) AND case_id <> %s ORDER BY case_id DESC"
    question = f"{_question(Party, ('case_id',), condition)} LIMIT %s"
    return [number for (number,) in _rows(question, [*keys, subject_id, most])]


def _rows(question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _made(model: type[_Row], columns: Sequence[str], values: Sequence[Any]) -> _Row:
    return model.from_db(connection.alias, columns, values)
