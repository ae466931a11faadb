"""Recording what a log says: all of it, or nothing; and never anything twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from anke.events import bulk, queries
from anke.events.logs.additions import additions
from anke.events.logs.mapping import Mapping
from anke.events.logs.moments import from_microseconds, microseconds
from anke.events.logs.spool import Advance, Known, Spool
from anke.events.logs.timeline import timeline
from anke.events.writing import NewEvent

ACTOR = "import"


@dataclass
class Recorded:
    """What came of a log. `cases` could be used; `added` events are new; `latest`: the last day a case ended.

    `due`: ended cases whose own due day the log states; `in_time`: those of them that kept it.
    """

    cases: int = 0
    added: int = 0
    due: int = 0
    in_time: int = 0
    latest: date | None = None


def record_log(spool: Spool, mapping: Mapping, *, advance: Advance) -> Recorded:
    """Record what the spool holds and is not recorded yet. Call it inside `transaction.atomic()`.

    An event is recorded at its own moment in the log, so that figures *as known at* a day are what the
    register would have shown that day; but never before an event that is recorded already, so a log that
    has grown adds at the earliest where the last one ended.
    """
    last = _keep_known(spool)
    done = Recorded()
    for name, moments in spool.cases():
        made = timeline(name, moments, mapping)
        planned, late = additions(made, spool.known(name), last)
        for reject in [*made.rejects, *late]:
            spool.reject(reject)
        for event in planned:
            spool.plan(event)
        if made.state is not None:
            _count(done, made.state.closed_on, made.due)
    with transaction.atomic():
        done.added = bulk.load(_new_events(spool), advance=advance)
    return done


def _count(done: Recorded, ended: date | None, due: date | None) -> None:
    done.cases += 1
    if ended is not None:
        done.latest = max(ended, done.latest or ended)
        done.due += due is not None
        done.in_time += due is not None and ended <= due


def _keep_known(spool: Spool) -> int:
    """Put what is recorded beside what the log says; the moment of the last recorded event."""
    last = 0

    def known() -> Iterator[tuple[str, Known]]:
        nonlocal last
        for event in queries.since(0, subject_kind="case"):
            last = microseconds(event.recorded_at)
            yield event.subject_name, Known(event.kind, event.happened_on.isoformat(), event.data)

    spool.know(known())
    return last


def _new_events(spool: Spool) -> Iterator[NewEvent]:
    """The planned events as the store takes them. Equal moments are one object, as the store likes it."""
    at, moment = -1, from_microseconds(0)
    for event in spool.planned():
        if event.at != at:
            at, moment = event.at, from_microseconds(event.at)
        day = date.fromisoformat(event.day)
        yield NewEvent("case", event.name, event.kind, day, ACTOR, event.data, recorded_at=moment)
