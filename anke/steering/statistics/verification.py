"""Whether the statistics hold what the events say: the files' bytes, their rows, and the sums by month."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import pyarrow as pa

from anke.steering.statistics import manifest, sums
from anke.steering.statistics.exporting import case_events, table_of
from anke.steering.statistics.folding import batches
from anke.steering.statistics.parquet import SCHEMA, File, sha256
from anke.steering.statistics.place import events_folder, working_days

_FEW = 5  # differences of one kind told one by one


def _silent(amount: int) -> None:
    return None


def compare_with_events(advance: Callable[[int], object] = _silent) -> list[str]:
    """Everything in which files or sums differ from the events, in sentences; empty where nothing does.

    `advance` is told how many events were compared.
    """
    mark, files = manifest.mark_and_files()
    broken = [sentence for file in files for sentence in _bytes_of(file)]
    if broken:
        return broken
    differing = [*_rows(files, mark.seq, advance)]
    return differing or _sums(files, mark.seq)


def _bytes_of(file: File) -> list[str]:
    path = events_folder() / file.path
    if not path.is_file():
        return [f"The file {file.path} of the statistics is missing. Restore it from a backup."]
    if sha256(path) != file.sha256:
        return [f"The file {file.path} of the statistics has been changed since it was written."]
    return []


def _rows(files: Sequence[File], upto: int, advance: Callable[[int], object]) -> Iterator[str]:
    events = case_events(0, upto)
    for file in files:
        for found in batches(events_folder(), [file], SCHEMA.names, upto=upto):
            told = table_of(islice(events, len(found)))
            advance(len(found))
            if not found.equals(told):
                yield _first_difference(file, found, told)
                return
    if (left := next(events, None)) is not None:
        yield f"Event {left.seq} is in no file of the statistics, though the watermark is {upto}."


def _first_difference(file: File, found: pa.Table, told: pa.Table) -> str:
    rows = zip(found.to_pylist(), told.to_pylist(), strict=False)
    for one, other in rows:
        if one != other:
            return f"The file {file.path} differs from the events: it says {one}, the event is {other}."
    return f"The file {file.path} holds {len(found)} events where there are {len(told)}."


def _sums(files: Sequence[File], upto: int) -> list[str]:
    working = working_days()
    kept = sums.kept()
    measures = {key: measure for key, measure in sums.standard(working).items() if key in kept}
    stored = {place: one for place, one in sums.stored().items() if place[0] in measures}
    wrong = sums.difference(stored, sums.of_everything(files, upto, measures))
    found = [
        f"The sum of {measures[key].id} for {1970 + at // 12}-{at % 12 + 1:02} is not what the events give."
        for (key, at), one in sorted(wrong.items())
        if (one.cases, one.part, one.digest) != (0, 0, 0)
    ]
    return [*found[:_FEW], *([f"… and {len(found) - _FEW} sums more."] if len(found) > _FEW else [])]
