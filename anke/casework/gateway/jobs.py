"""Work in the background: each job by itself, so that one that fails never stops the others; and how it went.

The jobs are named where the building is put together; here is how they are run and what is kept of it. A job
that fails is tried again soon, then more seldom, an hour at most.
"""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import DatabaseError, InterfaceError, transaction

from anke.casework.gateway.models import Job

AGAIN: Final = timedelta(minutes=1)
LATEST: Final = timedelta(hours=1)
_SELDOM: Final = timedelta(hours=1)  # such a job does not stand in the way when all is started
_FIRST: Final = timedelta(minutes=10)
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Work:
    """A job: its name, how often it is due, and the work, which is told the moment and says what it did."""

    name: str
    every: timedelta
    do: Callable[[datetime], str]


def run_due(jobs: Sequence[Work], *, at: datetime, whether_due_or_not: bool = False) -> dict[str, str | None]:
    """Run the jobs that are due; for each that ran, what went wrong (None: nothing). Never raises for a job.

    Where the database itself is away nothing can be written down; the next run finds the job still due.
    """
    went: dict[str, str | None] = {}
    for job in jobs:
        try:
            if whether_due_or_not or _take(job, at):
                went[job.name] = _run(job, at)
        except (DatabaseError, InterfaceError, OSError) as problem:
            log.warning("%s could not begin (%s).", job.name, type(problem).__name__)
            went[job.name] = type(problem).__name__
    return went


@transaction.atomic
def _take(job: Work, at: datetime) -> bool:
    """Whether the job is due, and ours: two who look at once do not both run it."""
    row = Job.objects.select_for_update().filter(name=job.name).first()
    if row is not None and row.next_at > at:
        return False
    if row is None and job.every >= _SELDOM:
        Job.objects.create(name=job.name, began_at=at, next_at=at + _FIRST)
        return False
    Job.objects.update_or_create(name=job.name, defaults={"began_at": at, "next_at": at + job.every})
    return True


def _run(job: Work, at: datetime) -> str | None:
    try:
        done = job.do(at)
    except Exception as problem:
        where = "".join(traceback.format_tb(problem.__traceback__))  # no message: it may hold a value
        log.error("The job %s failed (%s).\n%s", job.name, type(problem).__name__, where)
        _failed(job, at, type(problem).__name__)
        return type(problem).__name__
    values = {
        "began_at": at,
        "went_well_at": at,
        "failure": "",
        "failures": 0,
        "done": done[:200],
        "next_at": at + job.every,
    }
    Job.objects.update_or_create(name=job.name, defaults=values)
    return None


def _failed(job: Work, at: datetime, kind: str) -> None:
    row = Job.objects.filter(name=job.name).first()
    failures = (row.failures if row else 0) + 1
    again = min(AGAIN * 2 ** min(failures - 1, 10), LATEST, max(job.every, AGAIN))
    values = {
        "began_at": at,
        "failed_at": at,
        "failure": kind[:200],
        "failures": failures,
        "next_at": at + again,
    }
    Job.objects.update_or_create(name=job.name, defaults=values)
