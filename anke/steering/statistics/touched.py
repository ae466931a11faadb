"""Which cases were moved lately: read from the events themselves, for facts tell only the last word."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from anke.events.vocabulary import KINDS
from anke.rules.moving import MOVING
from anke.rules.working_days import number_day
from anke.steering.statistics.folding import batches, values_of
from anke.steering.statistics.parquet import File

COLUMNS = ("subject", "kind", "happened_on")


def moved(
    folder: Path, files: Sequence[File], upto: int, first: int, last: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Subjects moved on the days `first` … `last` (days since 1970-01-01), rising, with the last such day.

    Nothing is recorded before it happened, so files of earlier years are not opened."""
    codes = pa.array(sorted(kind.code for kind in KINDS.values() if kind.act in MOVING), pa.int16())
    days = [pa.scalar(number_day(day), pa.date32()) for day in (first, last)]
    found: list[tuple[Any, Any]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for table in batches(
        folder, [one for one in files if _year(one) >= number_day(first).year], COLUMNS, upto=upto
    ):
        when = table.column("happened_on")
        near = pc.and_(pc.greater_equal(when, days[0]), pc.less_equal(when, days[1]))
        kept = table.filter(pc.and_(near, pc.is_in(table.column("kind"), value_set=codes)))
        if len(kept):
            on = kept.column("happened_on").cast(pa.int32()).cast(pa.int64())
            told = pa.table({"subject": kept.column("subject"), "on": on}).combine_chunks()
            found.append((values_of(told, "subject")[0], values_of(told, "on")[0]))
    subjects, on = (np.concatenate(parts) for parts in zip(*found, strict=True))
    order = np.lexsort((on, subjects))
    subjects, on = subjects[order], on[order]
    latest = np.append(subjects[1:] != subjects[:-1], True) if len(subjects) else np.zeros(0, bool)
    return subjects[latest], on[latest]


def _year(file: File) -> int:
    return int(file.path.partition("year=")[2].partition("/")[0])
