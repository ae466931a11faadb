"""What the tests of this package share: a log written down in a test, read as the import reads it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from anke.events.logs.gather import Counts, gather
from anke.events.logs.mapping import Mapping
from anke.events.logs.spool import Spool, spool
from anke.events.logs.timeline import Timeline, timeline

NOW = datetime(2025, 1, 1, tzinfo=UTC)
MAPPING = {
    "case": "case",
    "activity": "activity",
    "timestamp": {"column": "time"},
    "time_zone": "Europe/Amsterdam",
    "activities": {
        "received": ["in"],
        "informed": ["informed"],
        "paused": ["pause"],
        "resumed": ["resume"],
        "party_heard": ["heard"],
        "decided": ["out"],
        "dispatched": ["sent"],
        "withdrawn": ["withdrawn"],
        "closed": ["closed"],
        "ignored": ["note"],
    },
    "limit": "8 weeks",
}


def mapping(**changes: object) -> Mapping:
    return Mapping.model_validate(MAPPING | changes)


def write_log(folder: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


@contextmanager
def gathered(path: Path, asked: Mapping) -> Iterator[tuple[Spool, Counts]]:
    with spool() as waiting:
        counts = gather(path, asked, waiting, now=NOW, advance=lambda amount: None)
        yield waiting, counts


def timelines(path: Path, asked: Mapping | None = None) -> dict[str, Timeline]:
    """Every case of a log."""
    asked = asked or mapping()
    with gathered(path, asked) as (waiting, _):
        return {name: timeline(name, moments, asked) for name, moments in waiting.cases()}


def log_of(*rows: str) -> str:
    """A CSV of rows written `case activity time`."""
    return "\n".join(["case,activity,time", *(row.replace(" ", ",", 2) for row in rows)]) + "\n"


def reasons(path: Path, asked: Mapping | None = None) -> list[tuple[int, str]]:
    """(line, reason) of everything rejected before the cases are put together."""
    with gathered(path, asked or mapping()) as (waiting, _):
        return [(reject.line, reject.reason) for reject in waiting.rejects()]
