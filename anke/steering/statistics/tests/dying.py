"""A program that exports and dies at a chosen moment: `python -m anke.steering.statistics.tests.dying WHERE`.

Without WHERE it exports in peace and prints what the statistics then hold: the numbers of the events in the
files, and every difference from the events."""

import json
import os
import signal
import sys
from typing import Any


def die(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def arm(where: str) -> None:
    """Put a death in the place of one step."""
    from anke.steering.statistics import compacting, manifest, parquet, sums

    finish = parquet.Writer.finish

    def finish_and_die(self: parquet.Writer, path: Any) -> str:
        finish(self, path)
        return str(die())

    steps: dict[str, tuple[Any, str, Any]] = {
        "while writing": (parquet.Writer, "write", die),
        "before the file has its name": (parquet.Writer, "finish", die),
        "after the file has its name": (parquet.Writer, "finish", finish_and_die),
        "before the transaction": (sums, "change_by", die),
        "after the watermark moved": (sums, "keep_only", die),
        "before the commit": (sums, "add", die),
        "after the commit": (compacting, "compact", die),
        "before files are swapped": (manifest, "swap", die),
        "while sweeping": (manifest, "sweep", die),
    }
    place, name, deadly = steps[where]
    setattr(place, name, deadly)
    if place is manifest:
        compacting.RUN = 2  # there is always a pair to be put together


def main(where: str | None) -> None:
    import django

    django.setup()
    from anke.events.queries import head_seq
    from anke.steering.statistics import commands, manifest, queries
    from anke.steering.statistics.folding import batches
    from anke.steering.statistics.place import events_folder
    from anke.steering.statistics.tests.tables import OLDER, WITHIN

    commands.set_standard(lambda: [WITHIN, OLDER])
    if where:
        arm(where)
    commands.export()
    found = batches(events_folder(), manifest.files(), ["seq"], upto=head_seq())
    seqs = [seq for table in found for seq in table.column("seq").to_pylist()]
    print(json.dumps({"seqs": seqs, "head": head_seq(), "differences": queries.compare_with_events()}))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
