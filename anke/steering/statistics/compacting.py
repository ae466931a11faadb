"""Many small files into few: each day's export makes a file, and a fold opens every one.

Eight neighbours of one size (by powers of eight) become one of the next, so an event is written anew a
handful of times in its life, whatever the history holds. The new file is complete before one transaction
swaps it in; the old ones stay for those still reading them until the next export sweeps."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import pyarrow as pa
from django.db import transaction

from anke.steering.statistics import manifest
from anke.steering.statistics.folding import batches
from anke.steering.statistics.parquet import ROW_GROUP, SCHEMA, File, Writer
from anke.steering.statistics.place import events_folder

RUN = 8  # neighbours of one size that are put together
_SMALL = 1024  # rows: all smaller files are of one size


def compact() -> int:
    """Put neighbours together until no run of one size is left. Returns how many files are gone.

    Call it while holding `place.alone`.
    """
    gone = 0
    while run := next(_runs(manifest.files()), None):
        together = _together(run)
        with transaction.atomic():
            manifest.swap(run, together)
        gone += len(run) - 1
    return gone


def _runs(files: Sequence[File]) -> Iterator[Sequence[File]]:
    for (_, size), near in groupby(files, key=lambda file: (file.path.partition("/")[0], _size(file.rows))):
        run = list(near)
        if len(run) >= RUN and size is not None:
            yield run[:RUN]


def _size(rows: int) -> int | None:
    """Which power of eight; None for files that are large enough."""
    if rows >= ROW_GROUP:
        return None
    size, bound = 0, _SMALL
    while rows >= bound:
        size, bound = size + 1, bound * RUN
    return size


def _together(run: Sequence[File]) -> File:
    year, first, last = run[0].path.partition("/")[0], run[0].first_seq, run[-1].last_seq
    name = f"{year}/{first}-{last}.parquet"
    writer = Writer(events_folder() / name)
    for table in _filled(batches(events_folder(), run, SCHEMA.names, upto=last)):
        writer.write(table)
    return File(name, first, last, sum(file.rows for file in run), writer.finish(events_folder() / name))


def _filled(tables: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows in as few tables as can be, none much larger than a row group."""
    held: list[pa.Table] = []
    for table in tables:
        if held and sum(map(len, held)) + len(table) > ROW_GROUP:
            yield pa.concat_tables(held)
            held = []
        held.append(table)
    if held:
        yield pa.concat_tables(held)
