"""The door for writing: what happened, once and for all; and the keys of personal data."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.views.decorators.debug import sensitive_variables

from anke.events.models import Event, PersonalKey
from anke.events.personal import WrongMasterKey, master
from anke.events.problem import BadData, ClockRunsBack, EventError, OutOfOrder, UnknownKind
from anke.events.sealing import Sealer, sealer
from anke.events.store import Along, Locked, Missed, Row, lock_with, locked_of, moment_of, write_along
from anke.events.writing import NewEvent, Writer

__all__ = [
    "Along",
    "BadData",
    "ClockRunsBack",
    "EventError",
    "Locked",
    "Missed",
    "NewEvent",
    "OutOfOrder",
    "Row",
    "Sealer",
    "UnknownKind",
    "WrongMasterKey",
    "lock_with",
    "locked_of",
    "record",
    "record_many",
    "rotate_master_key",
    "sealer",
    "settle",
    "shred_personal_data",
    "write_along",
    "write_down",
]


@sensitive_variables("data")
def record(
    *,
    subject_kind: str,
    subject_name: str,
    kind: str,
    happened_on: date,
    actor: str,
    data: Mapping[str, Any],
    recorded_at: datetime,
) -> Event:
    """Record one event and return it. Raises `EventError` (vocabulary, data, order) and then changes nothing.

    `recorded_at` is the edge's clock. Where another writer was a moment later but came first, the event takes
    that moment instead, so that time never runs back; a clock more than a day behind is refused.
    """
    event = NewEvent(subject_kind, subject_name, kind, happened_on, actor, data)
    return record_many([event], recorded_at=recorded_at)[0]


@sensitive_variables("events")
def record_many(events: Sequence[NewEvent], *, recorded_at: datetime) -> list[Event]:
    """Record several events at the same moment: all of them, or none."""
    return [_event(row) for row in write_down([replace(one, recorded_at=recorded_at) for one in events])]


@sensitive_variables("events")
def write_down(
    events: Sequence[NewEvent],
    along: Callable[[Row], Sequence[Along]] | None = None,
    *,
    named_now: bool = False,
    locked: Locked | None = None,
) -> list[Row]:
    """The same for events that carry their moment.

    `along`: what another room writes along with the last of them, once it is known how that is written; in
    one statement with it where that can be. Raises `Missed`, or what it says, where one that must meet a row
    meets none. `named_now`: the caller has given their subject its name this moment: nothing was told of it.
    `locked`: what `lock_with` led to, in this transaction.
    """
    if connection.in_atomic_block:  # an act: its transaction holds; what is refused is refused unwritten
        return _written(events, along, named_now, locked)
    with transaction.atomic():
        return _written(events, along, named_now, locked)


@sensitive_variables("events")
def _written(
    events: Sequence[NewEvent],
    along: Callable[[Row], Sequence[Along]] | None,
    named_now: bool,
    locked: Locked | None,
) -> list[Row]:
    try:
        return Writer(exact=False).write(events, along, named_now=named_now, locked=locked)
    except IntegrityError as problem:
        if not named_now or "events_subject" not in str(problem):
            raise
        raise OutOfOrder(
            f"{events[0].subject_kind} {events[0].subject_name} has events already."
        ) from problem


def _event(row: Row) -> Event:
    made = Event(**row._asdict())
    made.happened_on = date.fromisoformat(row.happened_on)
    made.recorded_at = moment_of(row.recorded_at)
    made._state.adding = False
    return made


def settle() -> None:
    """Wait until every act that can be seen is on disk: before something leaves the house on account of one.

    An act is seen a moment before it is on disk, and answered after (docs/decisions/0084). Within a
    transaction nothing is waited for: what it does is on disk when it ends.
    """
    if not connection.in_atomic_block and (wait := getattr(connection, "settle", None)):
        wait()


def shred_personal_data(
    *, subject_kind: str, subject_name: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> Event:
    """Forget a subject's personal data: delete the key they are encrypted with, and record that it was done.

    The encrypted text stays, so the chain holds; nobody can read it any more. Backups taken before still hold
    the wrapped key until they are thrown away, or the master key is rotated and the old one destroyed.
    """
    with transaction.atomic():
        key = PersonalKey.objects.filter(subject__kind=subject_kind, subject__name=subject_name)
        if not key.exists():
            raise OutOfOrder(f"{subject_kind} {subject_name} has no personal data that could be shredded.")
        done = record(
            subject_kind=subject_kind,
            subject_name=subject_name,
            kind="personal_data_shredded",
            happened_on=happened_on,
            actor=actor,
            data={"reason": reason},
            recorded_at=recorded_at,
        )
        if connection.vendor == "sqlite":
            _run("PRAGMA secure_delete = ON")
            transaction.on_commit(lambda: _run("PRAGMA wal_checkpoint(TRUNCATE)"))
        key.delete()
    return done


def _run(statement: str) -> None:
    """Run a statement that leaves nothing to read: the deleted key must not linger in the file."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


@sensitive_variables("old", "new")
def rotate_master_key(*, old: str, new: str) -> int:
    """Wrap every key of personal data anew: opened with `old`, closed with `new`. All of them, or none.

    Returns how many there were. Raises `WrongMasterKey` where a key does not open with `old`. Afterwards set
    ANKE_MASTER_KEY to `new`.
    """
    before, after = master(old), master(new)
    with transaction.atomic():
        keys = list(PersonalKey.objects.select_for_update(of=("self",)).select_related("subject"))
        for key in keys:
            subject = f"{key.subject.kind}/{key.subject.name}"
            key.wrapped = after.wrap(before.unwrap(bytes(key.wrapped), subject), subject)
            key.master = after.fingerprint
        PersonalKey.objects.bulk_update(keys, ["wrapped", "master"], batch_size=400)
    return len(keys)
