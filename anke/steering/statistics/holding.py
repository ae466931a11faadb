"""The facts a process holds in memory: those of now, kept up to date, and a few as known at earlier moments.

One question at a time per process: DuckDB uses every core for it anyway.
"""

import os
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from threading import RLock
from typing import Any

import numpy as np
import pyarrow as pa

from anke.events.queries import seq_at, since
from anke.rules.fold import blank
from anke.steering.statistics import manifest
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import batches, fold, fold_onto, subjects_of, values_of
from anke.steering.statistics.manifest import Mark
from anke.steering.statistics.parquet import File
from anke.steering.statistics.place import events_folder, working_days

_PAST_ROWS = 4_000_000  # how many cases all tables of earlier moments may hold together; one may always stay
_PATCHES = ("subject", *blank(0))


class Held:
    """Everything held, of one database's series."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.process = os.getpid()
        self._mark, self._hash = Mark(0, ""), ""  # what it was last turned to, and its last event's hash
        self._now: FactTable | None = None
        self._past: OrderedDict[int, FactTable] = OrderedDict()
        self._names = Names()

    def facts(self, upto: int | None) -> FactTable:
        """The facts as known after event `upto` (default: the watermark). Hold the lock while using them."""
        try:
            return self._facts(upto)
        except FileNotFoundError:  # tidied away between reading the manifest and the file: the new one has it
            return self._facts(upto)

    def as_known(self, known_at: datetime | None) -> FactTable:
        """The facts as known at a moment (default: now). ValueError where the moment has no time zone."""
        if known_at is not None and known_at.tzinfo is None:
            raise ValueError(f"{known_at} has no time zone: a moment must say which.")
        return self.facts(None if known_at is None else seq_at(known_at))

    def files(self) -> list[File]:
        """The files of the events, as the manifest has them now."""
        return manifest.files()

    def names(self, subjects: np.ndarray[Any, Any]) -> pa.Array:
        """The ids of cases by subject number."""
        mark, files = manifest.mark_and_files()
        self._turn_to(mark)
        self._names.learn(files, mark.seq)
        return self._names.of(subjects)

    def forget(self) -> None:
        for table in [*self._past.values(), *([self._now] if self._now else [])]:
            table.close()
        self._now, self._names = None, Names()
        self._past.clear()

    def _facts(self, upto: int | None) -> FactTable:
        mark, files = manifest.mark_and_files()
        self._turn_to(mark)
        if upto is None or upto >= mark.seq:
            return self._of_now(mark, files)
        return self._of_past(upto, files)

    def _turn_to(self, mark: Mark) -> None:
        """Forget everything where it is of another history: another database, or a backup brought back."""
        if mark == self._mark:
            return
        if mark.series != self._mark.series or _hash_of(self._mark.seq) != self._hash:
            self.forget()
        self._mark, self._hash = mark, _hash_of(mark.seq)

    def _of_now(self, mark: Mark, files: Sequence[File]) -> FactTable:
        if self._now is not None and self._now.upto < mark.seq:
            self._catch_up(self._now, mark, files)
        if self._now is None:
            self._now = FactTable(fold(events_folder(), files, mark.seq), mark.seq, working_days())
        return self._now

    def _catch_up(self, table: FactTable, mark: Mark, files: Sequence[File]) -> None:
        """Fold the new events onto the cases they touch; all anew where they are many."""
        new = sum(file.rows for file in files if file.first_seq > table.upto)
        if new > max(1000, sum(file.rows for file in files) // 5):
            table.close()
            self._now = None
            return
        events = list(batches(events_folder(), files, _PATCHES, after=table.upto, upto=mark.seq))
        if not events:
            table.upto = mark.seq
            return
        subjects = subjects_of(events)
        facts = table.facts_of(subjects)
        for one in events:
            fold_onto(facts, subjects, one)
        table.amend(subjects, facts, mark.seq)

    def _of_past(self, upto: int, files: Sequence[File]) -> FactTable:
        if upto not in self._past:
            self._past[upto] = FactTable(fold(events_folder(), files, upto), upto, working_days())
        self._past.move_to_end(upto)
        while len(self._past) > 1 and sum(table.rows for table in self._past.values()) > _PAST_ROWS:
            self._past.popitem(last=False)[1].close()
        return self._past[upto]


def _hash_of(seq: int) -> str:
    """The hash of an event, which no other event has; empty where there is none of that number."""
    found = next(since(seq - 1, 1), None) if seq else None
    return found.hash if found is not None and found.seq == seq else ""


class Names:
    """Ids of cases by subject number, as the first event of each told."""

    def __init__(self) -> None:
        self._upto = 0
        self._subjects = np.zeros(0, np.int64)
        self._names: pa.Array = pa.array([], pa.string())

    def learn(self, files: Sequence[File], upto: int) -> None:
        if upto == self._upto:
            return
        tables = [
            table.filter(table.column("name").is_valid())
            for table in batches(events_folder(), files, ("subject", "name"), after=self._upto, upto=upto)
        ]
        born = [values_of(table, "subject")[0] for table in tables if len(table)]
        subjects = np.concatenate([self._subjects, *born])
        names = pa.concat_arrays([self._names, *(table.column("name").combine_chunks() for table in tables)])
        order = np.argsort(subjects, kind="stable")  # they are born in order: a check, hardly any work
        self._subjects, self._names, self._upto = subjects[order], names.take(pa.array(order)), upto

    def of(self, subjects: np.ndarray[Any, Any]) -> pa.Array:
        return self._names.take(pa.array(np.searchsorted(self._subjects, subjects)))


_held: list[Held] = []


@contextmanager
def held() -> Iterator[Held]:
    """What this process holds, for one question at a time. A forked process begins with nothing."""
    if not _held or _held[0].process != os.getpid():
        _held[:] = [Held()]
    with _held[0].lock:
        yield _held[0]
