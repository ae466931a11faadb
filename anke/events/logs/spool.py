"""Where a log waits while it is put in order: a file beside memory, so that size does not matter."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

_BATCH = 5_000
_TABLES = """
CREATE TABLE moment (
    name TEXT, at INTEGER, line INTEGER, step TEXT, day TEXT, activity TEXT, outcome TEXT, row INTEGER
);
CREATE TABLE reject (line INTEGER, name TEXT, activity TEXT, reason TEXT, row INTEGER);
CREATE TABLE known (name TEXT, kind TEXT, day TEXT, data TEXT);
CREATE TABLE planned (at INTEGER, number INTEGER, name TEXT, kind TEXT, day TEXT, data TEXT);
"""


class Moment(NamedTuple):
    """Something a log says of a case. `at` in microseconds, `day` ISO; `row` 0 where a column said it."""

    name: str
    at: int
    line: int
    step: str
    day: str
    activity: str
    outcome: str | None
    row: int


class Reject(NamedTuple):
    """What was not recorded and why; `row` 0 where it is a date from a column and not the row itself."""

    line: int
    name: str
    activity: str
    reason: str
    row: int


class Planned(NamedTuple):
    """An event to be recorded at the moment `at` (microseconds)."""

    at: int
    name: str
    kind: str
    day: str
    data: dict[str, Any]
    row: int = 0  # whether a row of the log says it, which line, and its activity there
    line: int = 0
    activity: str = ""


class Known(NamedTuple):
    """An event that is recorded already."""

    kind: str
    day: str
    data: dict[str, Any]


class Spool:
    """Everything read from one log, and everything to be recorded from it."""

    def __init__(self, place: Path) -> None:
        self._db = sqlite3.connect(place / "spool.sqlite3")
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; "
            f"PRAGMA cache_size = -32000; {_TABLES}"
        )
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}
        self._number = 0

    def close(self) -> None:
        self._db.close()

    def moment(self, moment: Moment) -> None:
        self._put("moment", moment)

    def reject(self, reject: Reject) -> None:
        self._put("reject", reject)

    def plan(self, event: Planned) -> None:
        self._number += 1
        data = json.dumps(event.data, sort_keys=True)
        self._put("planned", (event.at, self._number, event.name, event.kind, event.day, data))

    def know(self, events: Iterable[tuple[str, Known]]) -> None:
        """Keep what is recorded already: (case, event), each case's in order."""
        for name, event in events:
            self._put("known", (name, event.kind, event.day, json.dumps(event.data)))
        self._flush()
        self._db.execute("CREATE INDEX known_name ON known (name)")

    def known(self, name: str) -> list[Known]:
        """The events of a case that are recorded already, in order."""
        rows = self._db.execute("SELECT kind, day, data FROM known WHERE name = ? ORDER BY rowid", [name])
        return [Known(kind, day, json.loads(data)) for kind, day, data in rows]

    def cases(self) -> Iterator[tuple[str, list[Moment]]]:
        """Every case with what the log says of it, in order of time and then of the log."""
        self._flush()
        rows = self._db.execute("SELECT * FROM moment ORDER BY name, at, line, rowid")
        for name, moments in groupby(rows, key=itemgetter(0)):
            yield name, [Moment(*row) for row in moments]

    def planned(self) -> Iterator[Planned]:
        """Every event to be recorded, in the order of its moment."""
        self._flush()
        for at, name, kind, day, data in self._db.execute(
            "SELECT at, name, kind, day, data FROM planned ORDER BY at, number"
        ):
            yield Planned(at, name, kind, day, json.loads(data))

    def rejects(self) -> Iterator[Reject]:
        """Everything that was not recorded, in the order of the log."""
        self._flush()
        for row in self._db.execute("SELECT * FROM reject ORDER BY line, name, reason, activity"):
            yield Reject(*row)

    def count(self, question: str) -> dict[str, int]:
        """How many per reason (`reject`), per step (`moment`) or per kind (`planned`)."""
        self._flush()
        column = {"reject": "reason", "moment": "step", "planned": "kind"}[question]
        found = self._db.execute(
            f"SELECT {column}, count(*) FROM {question} GROUP BY {column} ORDER BY 2 DESC, 1"  # noqa: S608 - from the table above
        )
        return dict(found.fetchall())

    def rejected_rows(self) -> int:
        """Rows of the log that were not recorded (dates from columns apart)."""
        self._flush()
        return int(self._db.execute("SELECT count(*) FROM reject WHERE row = 1").fetchone()[0])

    def _put(self, table: str, row: tuple[Any, ...]) -> None:
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        for table, rows in self._waiting.items():
            if rows:
                marks = ", ".join("?" * len(rows[0]))
                self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 - a table of ours
                rows.clear()


@contextmanager
def spool() -> Iterator[Spool]:
    """A spool that is gone afterwards."""
    with TemporaryDirectory(prefix="anke-import-", ignore_cleanup_errors=True) as folder:
        made = Spool(Path(folder))
        try:
            yield made
        finally:
            made.close()


Advance = Callable[[int], object]
