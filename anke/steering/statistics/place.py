"""Where the statistics lie: ANKE_HOME/statistics, and one exporter there at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from anke.content import load
from anke.rules.calendar import Calendar
from anke.rules.working_days import WorkingDays


def statistics_folder() -> Path:
    return Path(settings.ANKE_HOME) / "statistics"


def events_folder() -> Path:
    return statistics_folder() / "events"


def working_days() -> WorkingDays:
    """The authority's working days, as its content says."""
    return _index(load.content().calendar.to_rules().working)


@lru_cache(maxsize=4)
def _index(calendar: Calendar) -> WorkingDays:
    """Built once: equal calendars are one."""
    return calendar.index


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else exports or tidies in this folder meanwhile; waits for its turn. Freed when the process
    dies.
    """
    statistics_folder().mkdir(parents=True, exist_ok=True)
    handle = os.open(statistics_folder() / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
