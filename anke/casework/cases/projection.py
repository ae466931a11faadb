"""The register as a projection of the events: how a case's state becomes a row, and a row its state.

Everything that writes a row goes through here: one act, a bulk load, or a rebuild from the first event.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from operator import attrgetter
from typing import Any, Final

from django.db import connection, models, transaction

from anke.casework.cases import numbers, people
from anke.casework.cases.models import Case, Party
from anke.casework.cases.times import Usual, times_of
from anke.casework.cases.usual import known as known_usual
from anke.events import queries as events
from anke.events.apply import CaseState
from anke.events.commands import Along
from anke.rules.steps import Status

# The register's columns that hold the state, each with the field of CaseState it shows.
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
    "extensions": "extensions",
    "follow_up_on": "follow_up_on",
    "meeting_on": "meeting_on",
    "procedure": "procedure",
    "appeal": "appeal",
    "parties": "parties",
    "last_party": "last_party",
    "points": "points",
    "links": "links",
    "draft": "draft",
    "restricted": "restricted",
    "held": "held",
    "reopens": "reopens",
    "reopened_as": "reopened_as",
    "position": "last_position",
}
_OF_STATE: Final = attrgetter(*FIELDS.values())
_OF_ROW: Final = attrgetter(*FIELDS)
# … and those that follow from the state, the content and (act_by) the usual times.
DERIVED: Final = (
    "protected",
    "stage",
    "due_on",
    "original_due_on",
    "next_role",
    "next_person",
    "clock_on",
    "clock",
    "act_by",
)
_COLUMNS: Final = ("subject_id", *FIELDS, *DERIVED, "head")
_LISTS: Final = frozenset(
    ("pauses", "extensions", "appeal", "parties", "points", "links", "draft", "reopened_as")
)
_DAYS: Final = frozenset(
    field.name for field in Case._meta.get_fields() if isinstance(field, models.DateField)
)
_INSERT: Final = (
    f"INSERT INTO {Case._meta.db_table} ({', '.join(_COLUMNS)}) "  # noqa: S608 - names of our own
    f"VALUES ({', '.join(['%s'] * len(_COLUMNS))})"
)
HOLD: Final = f"SELECT {', '.join(FIELDS)} FROM {Case._meta.db_table} WHERE number = %s FOR UPDATE"  # noqa: S608 - the same
_BATCH: Final = 5_000

Replayed = tuple[int, str, CaseState]  # subject id, hash of the last event, state


class Behind(Exception):  # noqa: N818 - told to the person who runs the installation
    """The register does not show the last event of a case."""


def _silent(amount: int) -> None:
    return None


def row_of(state: CaseState, usual: Usual | None = None) -> dict[str, Any]:
    """The register's row of a state, in Python's types; lists as the JSON columns hold them.

    `usual` are the usual remaining times (`usual.known()` where none are given).
    """
    row = dict(zip(FIELDS, _OF_STATE(state), strict=True))
    row["status"] = str(state.status)
    for column in _LISTS:
        if row[column] is not None:
            row[column] = _plain(row[column]) if row[column] else []
    return row | _derived(state, known_usual() if usual is None else usual)


def _derived(state: CaseState, usual: Usual) -> dict[str, Any]:
    times = times_of(state)
    step = times.next
    return {
        "protected": any(protected for _, _, protected in state.parties),
        "stage": str(times.stage),
        "due_on": times.due_on,
        "original_due_on": times.original_due_on,
        "next_role": step and str(step.role),
        "next_person": step and step.person,
        "clock_on": step and step.on,
        "clock": step and step.clock,
        "act_by": times.act_by(usual, state),
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: lists for tuples, days as text."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def state_of(case: Case) -> CaseState:
    """The state a row was made from."""
    return _state_of(dict(zip(FIELDS, _OF_ROW(case), strict=True)))


def _state_of(row: Mapping[str, Any]) -> CaseState:
    told = {name: row[column] for column, name in FIELDS.items()}
    told["status"] = Status(row["status"])
    told["pauses"] = tuple((date.fromisoformat(begun), _day(ended)) for begun, ended in row["pauses"])
    told["extensions"] = tuple((_day(granted), _day(until)) for granted, until in row["extensions"])
    told["appeal"] = tuple((what, _day(day)) for what, day in row["appeal"])
    told["parties"] = tuple((key, kind, protected) for key, kind, protected in row["parties"])
    told["points"] = tuple((point, outcome) for point, outcome in row["points"])
    told["links"], told["reopened_as"] = tuple(row["links"]), tuple(row["reopened_as"])
    if row["draft"]:
        who, on, digest, letter = row["draft"]
        told["draft"] = (who, _day(on), digest, letter)
    return CaseState(**told)


def held(number: str) -> CaseState | None:
    """The state of a case, its row held until the transaction ends; None where there is none.

    PostgreSQL is asked in one plain question, without an object for the row: every act begins with it.
    """
    if connection.vendor != "postgresql":
        case = Case.objects.select_for_update().filter(number=number).first()
        return state_of(case) if case else None
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [number])
        return read(cursor.fetchone())


def read(row: Sequence[Any] | None) -> CaseState | None:
    """The state of the row that `HOLD` led to."""
    if row is None:
        return None
    kept = dict(zip(FIELDS, row, strict=True))
    for column in _LISTS:
        kept[column] = kept[column] and ([] if kept[column] == "[]" else json.loads(kept[column]))
    return _state_of(kept)


def write(subject_id: int, head: str, state: CaseState) -> None:
    """Show one state in the register, in the row that is there."""
    shown = statement(subject_id, head, state)
    with connection.cursor() as cursor:
        cursor.execute(shown.statement, shown.values)
        if cursor.rowcount != 1:
            raise behind(state.name)


def behind(number: str) -> Behind:
    return Behind(f"The register has no row of case {number}. Run: anke verify")


def statement(
    subject_id: int, head: str, state: CaseState, before: CaseState | None = None, *, birth: bool = False
) -> Along:
    """What shows one state in the register: a new row at its `birth`; of a row that is there, only what
    differs from `before` is written."""
    if birth:
        return Along(_INSERT, _values(subject_id, head, state, known_usual()))
    changed = row_of(state, known_usual()) if before is None else _changed(before, state)
    places = ", ".join(f"{column} = %s" for column in (*changed, "head"))
    update = f"UPDATE {Case._meta.db_table} SET {places} WHERE subject_id = %s"  # noqa: S608 - names of our own
    return Along(update, [*_stored(changed).values(), head, subject_id], must=True)


def _changed(before: CaseState, after: CaseState) -> dict[str, Any]:
    """Of a row what differs, with all that follows from the state, the content and the usual times."""
    told = {
        column: new
        for column, old, new in zip(FIELDS, _OF_STATE(before), _OF_STATE(after), strict=True)
        if new != old
    }
    if "status" in told:
        told["status"] = str(after.status)
    for column in told.keys() & _LISTS:
        told[column] = None if told[column] is None else _plain(told[column])
    return told | _derived(after, known_usual())


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
            cursor.execute(f"DELETE FROM {Party._meta.db_table}")  # noqa: S608 - a name of our own
            cursor.execute(f"DELETE FROM {Case._meta.db_table}")  # noqa: S608 - a name of our own
        written = _upsert(events.case_states(), advance, empty=True)
        people.rebuild()
        return written


def rebuild_parties() -> None:
    """Make every party anew, where the master key has changed: their pseudonyms follow from it."""
    with transaction.atomic():
        people.rebuild()


def _upsert(replayed: Iterable[Replayed], advance: Callable[[int], object], *, empty: bool = False) -> int:
    """Write rows; of an `empty` register PostgreSQL takes them in its quickest way."""
    source, written, usual = iter(replayed), 0, known_usual()
    changes = ", ".join(f"{column} = excluded.{column}" for column in _COLUMNS[1:])
    statement = f"{_INSERT} ON CONFLICT (subject_id) DO UPDATE SET {changes}"
    with connection.cursor() as cursor:
        while some := list(islice(source, _BATCH)):
            rows = [_values(*each, usual) for each in some]
            if empty and connection.vendor == "postgresql":
                with cursor.copy(f"COPY {Case._meta.db_table} ({', '.join(_COLUMNS)}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
            else:
                cursor.executemany(statement, rows)
            numbers.catch_up(state.name for _, _, state in some)
            written += len(some)
            advance(len(some))
    return written


def _values(subject_id: int, head: str, state: CaseState, usual: Usual) -> tuple[Any, ...]:
    """A row as both databases take it: days in ISO, lists as JSON."""
    return (subject_id, *_stored(row_of(state, usual)).values(), head)


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    """A row, or some of it, as both databases take it."""
    for column in row.keys() & _DAYS:
        row[column] = row[column] and row[column].isoformat()
    for column in row.keys() & _LISTS:
        if row[column] is not None:
            row[column] = json.dumps(row[column]) if row[column] else "[]"
    return row
