"""The register as a projection of the events: how a case's state becomes a row, and a row its state.

Everything that writes a row goes through here: one act, a bulk load, or a rebuild from the first event.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, Final

from django.db import connection, transaction

from anke.casework.cases import numbers
from anke.casework.cases.models import Case
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.rules.steps import Status

# The register's columns in order, each with the field of CaseState it shows.
FIELDS: Final = {
    "number": "name",
    "status": "status",
    "case_type": "case_type",
    "authority": "authority",
    "office": "office",
    "caseworker": "caseworker",
    "received_on": "received_on",
    "fully_informed": "fully_informed",
    "first_instance_error": "first_instance_error",
    "meeting_decided_on": "meeting_decided_on",
    "decided_on": "decided_on",
    "closed_on": "closed_on",
    "dispatched_on": "dispatched_on",
    "outcome": "outcome",
    "deadline_until": "deadline_until",
    "pauses": "pauses",
    "reopens": "reopens",
    "reopened_as": "reopened_as",
    "position": "last_position",
}
_COLUMNS: Final = ("subject_id", *FIELDS, "head")
_BATCH: Final = 5_000

Replayed = tuple[int, str, CaseState]  # subject id, hash of the last event, state


class Behind(Exception):  # noqa: N818 - told to the person who runs the installation
    """The register does not show the last event of a case."""


def _silent(amount: int) -> None:
    return None


def row_of(state: CaseState) -> dict[str, Any]:
    """The register's row of a state, in Python's types; `pauses` as the JSON column holds them."""
    row = {column: getattr(state, name) for column, name in FIELDS.items()}
    row["status"] = str(state.status)
    row["pauses"] = [[begun.isoformat(), ended and ended.isoformat()] for begun, ended in state.pauses]
    row["reopened_as"] = list(state.reopened_as)
    return row


def state_of(case: Case) -> CaseState:
    """The state a row was made from."""
    told = {name: getattr(case, column) for column, name in FIELDS.items()}
    told["status"] = Status(case.status)
    told["pauses"] = tuple(
        (date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
        for begun, ended in case.pauses
    )
    told["reopened_as"] = tuple(case.reopened_as)
    return CaseState(**told)


def write(subject_id: int, head: str, state: CaseState) -> None:
    """Show one state in the register."""
    Case(subject_id=subject_id, head=head, **row_of(state)).save(force_insert=state.last_position == 1)


def write_many(states: Iterable[CaseState], advance: Callable[[int], object] = _silent) -> int:
    """Show many states, whose events are recorded already, in the register. Returns how many.

    All or nothing. Raises `Behind` where a state is not the one its recorded events lead to.
    """
    ends = {name: (subject_id, position, head) for name, subject_id, position, head in events.heads("case")}

    def placed() -> Iterator[Replayed]:
        for state in states:
            subject_id, position, head = ends.get(state.name, (0, 0, ""))
            if position != state.last_position:
                raise Behind(
                    f"Case {state.name} has {position} recorded events, but the state was made from "
                    f"{state.last_position}. Record the events first."
                )
            yield subject_id, head, state

    with transaction.atomic():
        return _upsert(placed(), advance)


def rebuild(advance: Callable[[int], object] = _silent) -> int:
    """Make the whole register anew from the events. All or nothing; returns how many cases it holds.

    `advance` is told how many cases each batch held. Nobody can act on a case meanwhile.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"LOCK TABLE {Case._meta.db_table} IN EXCLUSIVE MODE")
            cursor.execute(f"DELETE FROM {Case._meta.db_table}")  # noqa: S608 - a name of our own
        return _upsert(events.case_states(), advance)


def _upsert(replayed: Iterable[Replayed], advance: Callable[[int], object]) -> int:
    source, written = iter(replayed), 0
    changes = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:])
    statement = (
        f"INSERT INTO {Case._meta.db_table} ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own
        f"VALUES ({', '.join(['%s'] * len(_COLUMNS))}) ON CONFLICT (subject_id) DO UPDATE SET {changes}"
    )
    with connection.cursor() as cursor:
        while some := list(islice(source, _BATCH)):
            cursor.executemany(statement, [_values(*each) for each in some])
            numbers.catch_up(state.name for _, _, state in some)
            written += len(some)
            advance(len(some))
    return written


def _values(subject_id: int, head: str, state: CaseState) -> tuple[Any, ...]:
    """A row as both databases take it: days in ISO, lists as JSON."""
    row = row_of(state)
    for column in (
        "received_on",
        "meeting_decided_on",
        "decided_on",
        "closed_on",
        "dispatched_on",
        "deadline_until",
    ):
        row[column] = row[column] and row[column].isoformat()
    row["pauses"], row["reopened_as"] = json.dumps(row["pauses"]), json.dumps(row["reopened_as"])
    return (subject_id, *row.values(), head)
