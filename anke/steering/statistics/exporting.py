"""From events to Parquet: one row per event of a case, in order, a file per year and at most FILE rows."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import takewhile
from pathlib import Path

import numpy as np
import pyarrow as pa

from anke.events.queries import Recorded, since
from anke.events.vocabulary import KINDS
from anke.rules.facts import COLUMNS
from anke.rules.fold import HALVES
from anke.steering.statistics.fact_table import arrow_array
from anke.steering.statistics.parquet import ROW_GROUP, SCHEMA, File, Writer, halves

FILE = 4 * ROW_GROUP
_CHUNK = ROW_GROUP // 4  # rows held as Python objects at a time


class Rows:
    """Events gathered into columns."""

    def __init__(self) -> None:
        self.seq: list[int] = []
        self._subject: list[int] = []
        self._kind: list[int] = []
        self._happened_on: list[date] = []
        self._recorded_at: list[datetime] = []
        self._names: tuple[list[int], list[str]] = ([], [])
        self._said: dict[str, tuple[list[int], list[int]]] = {name: ([], []) for name in COLUMNS}

    def __len__(self) -> int:
        return len(self.seq)

    def add(self, event: Recorded) -> None:
        kind, row = KINDS[event.kind], len(self.seq)
        self.seq.append(event.seq)
        self._subject.append(event.subject_id)
        self._kind.append(kind.code)
        self._happened_on.append(event.happened_on)
        self._recorded_at.append(event.recorded_at)
        if kind.birth:
            self._names[0].append(row)
            self._names[1].append(event.subject_name)
        for column, value in kind.patch(event.happened_on, event.data).items():
            rows, values = self._said[column]
            rows.append(row)
            values.append(value)

    def table(self) -> pa.Table:
        size = len(self)
        born, names = self._names
        numbers = np.array([halves(name) for name in names], np.uint64).reshape(-1, 2)
        text: list[str | None] = [None] * size
        for row, name in zip(born, names, strict=True):
            text[row] = name
        said = {name: _sparse(size, *self._said[name], kind) for name, kind in COLUMNS.items()}
        said |= {half: _sparse(size, born, numbers[:, i], np.uint64) for i, half in enumerate(HALVES)}
        return (
            pa.table(
                {
                    "seq": self.seq,
                    "subject": self._subject,
                    "kind": self._kind,
                    "happened_on": self._happened_on,
                    "recorded_at": self._recorded_at,
                    "name": pa.array(text, pa.string()),
                    **said,
                }
            )
            .select(SCHEMA.names)
            .cast(SCHEMA)
        )


def _sparse(size: int, rows: list[int], values: Iterable[int], kind: type[np.integer]) -> pa.Array:
    column, said = np.zeros(size, kind), np.zeros(size, bool)
    column[rows], said[rows] = values, True
    return arrow_array(column, said)


def table_of(events: Iterable[Recorded]) -> pa.Table:
    """Events as one table."""
    rows = Rows()
    for event in events:
        rows.add(event)
    return rows.table()


def case_events(after: int, upto: int) -> Iterator[Recorded]:
    """The events of cases with `after` < seq ≤ `upto`, in order."""
    return takewhile(lambda event: event.seq <= upto, since(after, subject_kind="case"))


def write(folder: Path, after: int, upto: int, advance: Callable[[int], object]) -> list[File]:
    """Write the events of cases with `after` < seq ≤ `upto`: complete files, on disk, under their names."""
    events = case_events(after, upto)
    written: list[File] = []
    event = next(events, None)
    while event is not None:
        writing = _Writing(folder, event)
        event = writing.take(event, events, advance)
        written.append(writing.finish())
    return written


class _Writing:
    """One file on its way. Its name tells its last event, so it is written under its first event's name."""

    def __init__(self, folder: Path, first: Recorded) -> None:
        self._folder, self._year, self._first = folder, first.recorded_at.year, first.seq
        self._writer = Writer(folder / f"year={self._year}" / f"{first.seq}.parquet")
        self._rows, self._last = 0, first.seq

    def take(
        self, event: Recorded | None, more: Iterator[Recorded], advance: Callable[[int], object]
    ) -> Recorded | None:
        """Write until the year turns, the file is full or the events end. Returns the first event left
        over.
        """
        while event is not None and event.recorded_at.year == self._year and self._rows < FILE:
            rows = Rows()
            while event is not None and event.recorded_at.year == self._year and len(rows) < _CHUNK:
                rows.add(event)
                self._last = event.seq
                event = next(more, None)
            self._writer.write(rows.table())
            self._rows += len(rows)
            advance(len(rows))
        return event

    def finish(self) -> File:
        name = f"year={self._year}/{self._first}-{self._last}.parquet"
        sha256 = self._writer.finish(self._folder / name)
        return File(name, self._first, self._last, self._rows, sha256)
