"""The manifest: which files hold the events of cases, and up to which event. It moves in one transaction."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from anke.steering.statistics.models import EventFile, Watermark
from anke.steering.statistics.parquet import File
from anke.steering.statistics.place import events_folder


class Moved(RuntimeError):  # noqa: N818 - what happened, told to the one who came second
    """Somebody else moved the manifest meanwhile; nothing was changed."""


@dataclass(frozen=True)
class Mark:
    """How far the events have come. `series` tells databases apart."""

    seq: int
    series: str


def mark() -> Mark:
    """Where the statistics stand; (0, "") before the first export."""
    found = Watermark.objects.values_list("seq", "series").first()
    return Mark(*found) if found else Mark(0, "")


def files() -> list[File]:
    """Every file, in the order of its events."""
    rows = EventFile.objects.order_by("first_seq")
    return [File(*row) for row in rows.values_list("path", "first_seq", "last_seq", "rows", "sha256")]


def mark_and_files() -> tuple[Mark, list[File]]:
    """Both as they stood at one moment: one question, so that no export comes between."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.seq, w.series, f.path, f.first_seq, f.last_seq, f.rows, f.sha256 "
            "FROM statistics_watermark w LEFT JOIN statistics_eventfile f ON 1 = 1 ORDER BY f.first_seq"
        )
        rows = cursor.fetchall()
    if not rows:
        return Mark(0, ""), []
    return Mark(*rows[0][:2]), [File(*row[2:]) for row in rows if row[2] is not None]


def move(before: Mark, seq: int, new: Sequence[File]) -> None:
    """Add files and set the watermark to `seq`. Call it in a transaction. Raises `Moved` where it no longer
    stands at `before`."""
    if before.series:
        moved = Watermark.objects.filter(seq=before.seq, series=before.series).update(seq=seq)
    else:
        moved = Watermark.objects.get_or_create(pk=1, defaults={"seq": seq, "series": uuid.uuid4().hex})[1]
    if not moved:
        raise Moved("Another export came first. Nothing was changed; run it again if there are newer events.")
    _add(new)


def swap(old: Sequence[File], new: File) -> None:
    """Put one file in the place of several that hold the same events. Call it in a transaction."""
    gone, _ = EventFile.objects.filter(path__in=[file.path for file in old]).delete()
    if gone != len(old):
        raise Moved("The files were tidied by somebody else. Nothing was changed.")
    _add([new])


def _add(new: Sequence[File]) -> None:
    EventFile.objects.bulk_create(
        EventFile(path=f.path, first_seq=f.first_seq, last_seq=f.last_seq, rows=f.rows, sha256=f.sha256)
        for f in new
    )


def sweep() -> list[str]:
    """Remove what lies in the folder and not in the manifest: left by a crash, or replaced by an export
    before.

    Call it while holding `place.alone`. Returns what was removed.
    """
    kept = {file.path for file in files()}
    removed = []
    for path in sorted(events_folder().glob("year=*/*")):
        name = path.relative_to(events_folder()).as_posix()
        if name not in kept and path.suffix in (".parquet", ".part"):
            path.unlink(missing_ok=True)
            removed.append(name)
    return removed
