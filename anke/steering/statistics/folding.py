"""Reading the Parquet files of events in order, and folding them to facts."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from anke.rules.facts import COLUMNS
from anke.rules.fold import HALVES, KINDS, Facts, blank, say
from anke.steering.statistics.parquet import File

_PATCHED = (*COLUMNS, *HALVES)


def batches(
    folder: Path, files: Sequence[File], columns: Sequence[str], *, after: int = 0, upto: int
) -> Iterator[pa.Table]:
    """The rows with `after` < seq ≤ `upto`, in order, a row group at a time; the next is read meanwhile."""
    parts = _parts(folder, files, columns, after, upto)
    with ThreadPoolExecutor(1) as reader:
        coming = reader.submit(next, parts, None)
        while (table := coming.result()) is not None:
            coming = reader.submit(next, parts, None)
            yield table


def _parts(
    folder: Path, files: Sequence[File], columns: Sequence[str], after: int, upto: int
) -> Iterator[pa.Table]:
    for file in sorted(files, key=lambda one: one.first_seq):
        if file.last_seq <= after or file.first_seq > upto:
            continue
        with pq.ParquetFile(folder / file.path) as opened:
            for number in range(opened.num_row_groups):
                first, last = _range(opened, number)
                if last > after and first <= upto:
                    whole = after < first and last <= upto
                    wanted = columns if whole else ("seq", *columns)
                    table = opened.read_row_group(number, columns=list(dict.fromkeys(wanted)))
                    kept = table if whole else _cut(table, after, upto)
                    if len(kept):
                        yield kept.combine_chunks()


def _range(opened: pq.ParquetFile, number: int) -> tuple[int, int]:
    """The first and last event of a row group, from its statistics."""
    found = opened.metadata.row_group(number).column(0).statistics
    return int(found.min), int(found.max)


def _cut(table: pa.Table, after: int, upto: int) -> pa.Table:
    first, last = np.searchsorted(values_of(table, "seq")[0], [after, upto], side="right")
    return table.slice(int(first), int(last - first))


def largest_subject(folder: Path, files: Sequence[File]) -> int:
    """The largest subject number in the files, from their statistics."""
    largest = 0
    for file in files:
        with pq.ParquetFile(folder / file.path) as opened:
            place = opened.schema_arrow.get_field_index("subject")
            for number in range(opened.num_row_groups):
                largest = max(largest, int(opened.metadata.row_group(number).column(place).statistics.max))
    return largest


def fold(folder: Path, files: Sequence[File], upto: int) -> Facts:
    """The facts as known after event `upto`: place `i` is subject `i`."""
    known = [file for file in files if file.first_seq <= upto]
    facts = blank(largest_subject(folder, known) + 1)
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as hands:
        for table in batches(folder, known, ("subject", *_PATCHED), upto=upto):
            at = values_of(table, "subject")[0]
            list(hands.map(lambda name, table=table, at=at: patch(facts, name, at, table), _PATCHED))
    return facts


def fold_onto(facts: Facts, subjects: np.ndarray[Any, Any], events: pa.Table) -> None:
    """Fold a few events onto the facts of a few cases: place `i` is subject `subjects[i]`, rising."""
    if not len(events):
        return  # every case of an export may be new: there is nothing earlier to fold
    at = np.searchsorted(subjects, values_of(events, "subject")[0])
    for name in _PATCHED:
        patch(facts, name, at, events)


def subjects_of(events: Sequence[pa.Table]) -> np.ndarray[Any, Any]:
    """Whom some events are about: subject numbers, rising, each once."""
    return np.unique(np.concatenate([values_of(table, "subject")[0] for table in events]))


def patch(facts: Facts, name: str, at: np.ndarray[Any, Any], table: pa.Table) -> None:
    """Let a batch of events say what it says about one column."""
    values, told = values_of(table, name)
    if values is not None:
        say(facts[name], at, values, told)


def values_of(table: pa.Table, name: str) -> tuple[Any, Any]:
    """A column's values and, where some are null, its bits of validity. (None, None) where all are.

    Straight from Arrow's buffers: its own way to numpy begins by importing pandas, most of a second.
    """
    column = table.column(name)
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    if array.null_count == len(array):
        return None, None
    if array.offset % 8:
        array = pa.concat_arrays([array.slice(0, 0), array])  # lay it out anew, from a whole byte
    bits, data = array.buffers()
    kind = KINDS.get(name, np.int64)
    values = np.frombuffer(data, kind, count=array.offset + len(array))[array.offset :]
    return values, np.frombuffer(bits, np.uint8)[array.offset // 8 :] if array.null_count else None
