"""The door for writing: bring new events into the statistics, and keep the files and sums in order."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from anke.events.queries import head_seq
from anke.rules.definitions import Measure
from anke.steering.statistics import compacting, manifest, sums
from anke.steering.statistics.exporting import write
from anke.steering.statistics.manifest import Mark, Moved
from anke.steering.statistics.parquet import File
from anke.steering.statistics.place import alone, events_folder, working_days

__all__ = ["Exported", "Moved", "compact", "export", "rebuild_sums", "set_standard"]

# Above so many new events, or this part of all, folding everything is quicker than folding touched cases
# twice.
_MANY, _PART = 400_000, 0.3


@dataclass(frozen=True)
class Exported:
    """What an export did. `events`: of cases, brought in now; `watermark`: the last event the statistics
    know.
    """

    events: int
    files: int
    watermark: int
    removed: int  # files swept away: left by a crash, or replaced by an export before


def _silent(amount: int) -> None:
    return None


def set_standard(measures: Callable[[], Iterable[Measure]]) -> None:
    """Say where the standard measures come from. Asked at each export, which keeps their sums by month; new
    ones, and those whose definition changed, are summed from the beginning then."""
    sums.register(measures)


def export(*, advance: Callable[[int], object] = _silent) -> Exported:
    """Bring every event recorded so far into the statistics, exactly once.

    Files are on disk under their names before one transaction enters them in the manifest, moves the
    watermark and adds to the sums. A crash before that leaves files nobody reads; the next export removes
    them and writes anew. `advance` is told how many events of cases were written. Raises `Moved` where
    another database's export came between."""
    with alone():
        removed = manifest.sweep()
        before, files = manifest.mark_and_files()
        head = head_seq()
        new = write(events_folder(), before.seq, head, advance) if head > before.seq else []
        _enter(before, head, files, new)
        compacting.compact()
    return Exported(sum(file.rows for file in new), len(new), head, len(removed))


def _enter(before: Mark, head: int, files: Sequence[File], new: Sequence[File]) -> None:
    """Make new files part of the statistics, together with what they change."""
    wanted, kept = sums.standard(working_days()), sums.kept()
    fresh = {key: measure for key, measure in wanted.items() if key not in kept}
    going_on = {key: measure for key, measure in wanted.items() if key in kept}
    everything = [*files, *new]
    if _many(sum(file.rows for file in new), sum(file.rows for file in everything)):
        fresh, going_on = wanted, {}
    change = sums.change_by(new, before.seq, head, going_on) if new else {}
    change |= sums.of_everything(everything, head, fresh)
    with transaction.atomic():
        manifest.move(before, head, new)
        sums.keep_only(going_on)
        sums.start_keeping(fresh)
        sums.add(change)


def _many(new: int, all_events: int) -> bool:
    return new > _MANY or new > _PART * all_events


def rebuild_sums() -> None:
    """Sum all standard measures from the files anew, and put the sums in place of those kept, all at once."""
    with alone():
        before, files = manifest.mark_and_files()
        wanted = sums.standard(working_days())
        found = sums.of_everything(files, before.seq, wanted)
        with transaction.atomic():
            manifest.move(before, before.seq, [])
            sums.keep_only([])
            sums.start_keeping(wanted)
            sums.add(found)


def compact() -> int:
    """Put few large files in the place of many small ones, exactly once. Returns how many are gone."""
    with alone():
        return compacting.compact()
