"""The store's own SQL, for SQLite and PostgreSQL: what must be faster than one object per row."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

_EVENT = "seq, subject_id, position, kind, happened_on, recorded_at, actor, data, previous, hash"
_SUBJECT = "id, kind, name, position, head"
_KEY = "subject_id, wrapped, master"
_FEW = 50  # rows below which PostgreSQL's COPY does not pay
_IN = 900  # names in one question: SQLite allows 999 parameters in its older forms


class Row(NamedTuple):
    """An event as it is written. The day is ISO text, the moment text as `stored_moment` writes it."""

    seq: int
    subject_id: int
    position: int
    kind: str
    happened_on: str
    recorded_at: str
    actor: str
    data: str
    previous: str
    hash: str


class Missed(Exception):  # noqa: N818 - told to whoever wrote along
    """A statement written along met no row."""


class Along(NamedTuple):
    """A statement of another room, written together with an event. `must`: it must meet just one row, or
    `otherwise` is raised."""

    statement: str
    values: Sequence[Any]
    must: bool = False
    otherwise: type[Exception] = Missed


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def stored_moment(instant: str) -> str:
    """A moment as the database keeps it; on SQLite as Django writes it, so that its queries compare right.

    >>> stored_moment("2025-01-03T09:30:00.000000Z")
    '2025-01-03 09:30:00'
    """
    if is_postgresql():
        return instant
    text = instant[:-1].replace("T", " ")
    return text.removesuffix(".000000")


def plain(column: str) -> str:
    """A day or moment as SELECT must ask for it: on SQLite as the text it is, without Django's reading."""
    return column if is_postgresql() else f"CAST({column} AS TEXT)"


def instant_of(stored: Any) -> str:
    """A moment as the chain writes it, from a `plain` column: text on SQLite, a datetime on PostgreSQL."""
    if isinstance(stored, str):
        return f"{stored[:10]}T{stored[11:]}{'' if len(stored) > 19 else '.000000'}Z"
    moment: datetime = stored
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(stored: Any) -> datetime:
    """A moment in UTC, from a `plain` column."""
    if isinstance(stored, str):
        return datetime.fromisoformat(stored).replace(tzinfo=UTC)
    moment: datetime = stored
    return moment.astimezone(UTC)


def day_of(stored: Any) -> date:
    """A day, from a `plain` column."""
    if isinstance(stored, str):
        return date.fromisoformat(stored)
    day: date = stored
    return day


class Locked(NamedTuple):
    """The ledger as it is locked: the last event's number, the last subject's, the stored moment of the last
    event or None; and what was told of a subject, where that was asked along and nobody wrote meanwhile."""

    seq: int
    subjects: int
    moment: Any
    told: "list[Told] | None" = None


class Told(NamedTuple):
    """An event read back, with its subject's number and where that one's chain ends."""

    id: int
    subject_name: str
    position: int
    head: str
    kind: str
    happened_on: date
    data: Any


def lock_ledger(about: tuple[str, str] | None = None) -> Locked:
    """Take the one lock, until the transaction ends. The ledger's row is made where there is none. `about`: a
    subject (kind, name) whose events are asked for in the same breath, where that can be.

    Where the connection can (`site/postgresql`), the lock is free again before the disk has the events, so
    that others need not wait for it; the commit waits (docs/decisions/0084).
    """
    if about is not None and is_postgresql():
        found = _one(f"SELECT seq, subjects, recorded_at, {_TOLD}{_let_go()} {_OF_LEDGER} FOR UPDATE", about)
    else:
        locking = " FOR UPDATE" if is_postgresql() else ""  # SQLite's transactions begin with its one lock
        found = _one(f"SELECT seq, subjects, {plain('recorded_at')}{_let_go()} {_OF_LEDGER}{locking}")
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO events_ledger (id, seq, subjects) VALUES (1, 0, 0) ON CONFLICT DO NOTHING"
            )
        return lock_ledger()
    return locked_of(found, about[1] if about and len(found) > 4 else None)


def lock_with(source: str, *, telling: bool = False) -> str:
    """A statement that takes the one lock once `source` (a name in the WITH around it, of one row) is there:
    it gives the columns of that, and then what `locked_of` reads. `telling`: with the events of a subject,
    whose kind and name are its values. PostgreSQL only."""
    told = f", {_TOLD}" if telling else ""
    return (
        f"SELECT {source}.*, l.seq, l.subjects, l.recorded_at{told}{_let_go()} "  # noqa: S608 - names of our own
        f"FROM {source} JOIN events_ledger l ON l.id = 1 FOR UPDATE OF l"
    )


def locked_of(row: Sequence[Any], told_of: str | None = None, *, events: int | None = None) -> Locked:
    """The ledger as a row says that it is locked. `told_of`: the subject whose events were asked for with it;
    `events`: how many it has, where the caller knows and holds what says so.

    What a statement sees it sees as of its beginning, but a row it had to wait for it holds as that is then.
    What is told is whole where as many events are told as there are; or where the last event's number is the
    same both ways, so that nothing was written meanwhile.

    >>> told = [[7, 1, "…", "case_registered", "2025-01-03", {}]]
    >>> [locked_of((9, 3, None, 8, told), "a", events=n).told is None for n in (1, 2, None)]
    [False, True, True]
    """
    seq, subjects, moment = row[:3]
    if told_of is None or (row[3] != seq and len(row[4] or ()) != events):
        return Locked(seq, subjects, moment)
    return Locked(seq, subjects, moment, _told(told_of, row[4]))


def _let_go() -> str:
    early = getattr(connection, "let_go_early", None)
    return f", {early()}" if early else ""


_OF_LEDGER = "FROM events_ledger WHERE id = 1"
_TOLD = (  # the last event's number as it is seen, and a subject's events
    f"(SELECT seq {_OF_LEDGER}), ("  # noqa: S608 - names of our own
    "SELECT json_agg(json_build_array(s.id, s.position, s.head, e.kind, e.happened_on, e.data::json) "
    "ORDER BY e.position) FROM events_subject s JOIN events_event e ON e.subject_id = s.id "
    "WHERE s.kind = %s AND s.name = %s)"
)


def _told(name: str, rows: Any) -> list[Told]:
    return [
        Told(number, name, position, head, kind, date.fromisoformat(day), data)
        for number, position, head, kind, day, data in rows or ()
    ]


def _one(question: str, values: Sequence[Any] = ()) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()


def move_ledger(seq: int, subjects: int, moment: str | None) -> None:
    """Say how many events and subjects there are, and when the last event was recorded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE events_ledger SET seq = %s, subjects = %s, recorded_at = %s WHERE id = 1",
            [seq, subjects, moment],
        )


def write_one(
    row: Row,
    ledger: tuple[int, int, str],
    *,
    born: tuple[int, str, str, int, str] | None,
    key: tuple[int, bytes, str] | None,
    along: Sequence[Along] = (),
) -> None:
    """Write one event with all that belongs to it – the head of its subject's chain, or the subject `born` by
    it, its `key`, the ledger (seq, subjects, moment), what is written `along` – in one statement. PostgreSQL
    only."""
    parts = ["l AS (UPDATE events_ledger SET seq = %s, subjects = %s, recorded_at = %s WHERE id = 1)"]
    values: list[Any] = [*ledger]
    if born is None:
        parts.append("s AS (UPDATE events_subject SET position = %s, head = %s WHERE id = %s)")
        values += [row.position, row.hash, row.subject_id]
    else:
        parts.append(f"s AS (INSERT INTO events_subject ({_SUBJECT}) VALUES (%s, %s, %s, %s, %s))")  # noqa: S608 - names of our own
        values += born
    if key is not None:
        parts.append(f"k AS (INSERT INTO events_personalkey ({_KEY}) VALUES (%s, %s, %s))")  # noqa: S608 - the same
        values += key
    parts.append(f"e AS (INSERT INTO events_event ({_EVENT}) VALUES ({', '.join(['%s'] * len(row))}))")  # noqa: S608 - the same
    values += row
    for at, one in enumerate(along):
        parts.append(f"a{at} AS ({one.statement}{' RETURNING 1' if one.must else ''})")
        values += one.values
    must = {at: one for at, one in enumerate(along) if one.must}
    met = [f"(SELECT count(*) FROM a{at})" for at in must]  # noqa: S608 - the same
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT {', '.join(met) or '1'}", values)
        for count, one in zip(cursor.fetchone(), must.values(), strict=False):
            if count != 1:
                raise one.otherwise


def write_along(along: Iterable[Along]) -> None:
    """Write each by itself: where an event is not written in one statement."""
    with connection.cursor() as cursor:
        for one in along:
            cursor.execute(one.statement, one.values)
            if one.must and cursor.rowcount != 1:
                raise one.otherwise


def insert_events(rows: Sequence[Row]) -> None:
    _insert(f"events_event ({_EVENT})", rows)


def insert_subjects(rows: Sequence[tuple[int, str, str, int, str]]) -> None:
    """Write (id, kind, name, position, head)."""
    _insert(f"events_subject ({_SUBJECT})", rows)


def insert_keys(rows: Sequence[tuple[int, bytes, str]]) -> None:
    """Write (subject_id, wrapped, master)."""
    _insert(f"events_personalkey ({_KEY})", rows)


def _insert(target: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with connection.cursor() as cursor:
        if is_postgresql() and len(rows) > _FEW:
            with cursor.copy(f"COPY {target} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        places = f"({', '.join(['%s'] * len(rows[0]))})"
        if len(rows) > _FEW:
            cursor.executemany(f"INSERT INTO {target} VALUES {places}", rows)  # noqa: S608 - names of our own
            return
        cursor.execute(
            f"INSERT INTO {target} VALUES {', '.join([places] * len(rows))}",  # noqa: S608 - names of our own
            [value for row in rows for value in row],
        )


def move_heads(rows: Sequence[tuple[int, str, int]]) -> None:
    """Set (position, head) of subjects: rows of (position, head, id)."""
    if not rows:
        return
    with connection.cursor() as cursor:
        if is_postgresql() and len(rows) > _FEW:
            cursor.execute(
                "UPDATE events_subject SET position = new.position, head = new.head FROM "
                "unnest(%s::int[], %s::text[], %s::bigint[]) AS new (position, head, id) "
                "WHERE events_subject.id = new.id",
                [list(column) for column in zip(*rows, strict=True)],
            )
            return
        statement = "UPDATE events_subject SET position = %s, head = %s WHERE id = %s"
        if len(rows) == 1:
            cursor.execute(statement, rows[0])
        else:
            cursor.executemany(statement, rows)


def told_of(kind: str, names: Sequence[str]) -> Iterator[Told]:
    """Every event of the subjects of a kind that have these names, each subject's in order. A subject is born
    with an event, so each of them has one."""
    with connection.cursor() as cursor:
        for some in in_parts(names):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT s.id, s.name, s.position, s.head, e.kind, {plain('e.happened_on')}, e.data "  # noqa: S608 - only marks are put in
                "FROM events_subject s JOIN events_event e ON e.subject_id = s.id "
                f"WHERE s.kind = %s AND s.name IN ({marks}) ORDER BY s.id, e.position",
                [kind, *some],
            )
            for number, name, position, head, told, day, data in cursor.fetchall():
                known = {} if data == "{}" else json.loads(data)
                yield Told(number, name, position, head, told, day_of(day), known)


def happened_to(subjects: Sequence[int]) -> Iterator[tuple[int, str, Any, str]]:
    """(subject_id, kind, happened_on, data) of all events of these subjects, each subject's in order."""
    with connection.cursor() as cursor:
        for some in in_parts(subjects):
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT subject_id, kind, {plain('happened_on')}, data FROM events_event "  # noqa: S608 - only marks are put in
                f"WHERE subject_id IN ({marks}) ORDER BY subject_id, position",
                list(some),
            )
            yield from cursor.fetchall()


def in_parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Parts small enough to be named in one question."""
    for start in range(0, len(values), _IN):
        yield values[start : start + _IN]
