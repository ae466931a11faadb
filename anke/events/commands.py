"""The door for writing: what happened, once and for all."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from anke.events.models import Event
from anke.events.store import Row
from anke.events.writing import NewEvent, Writer

__all__ = ["NewEvent", "record", "record_many"]


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
    stamped = [replace(event, recorded_at=recorded_at) for event in events]
    with transaction.atomic():
        return [_event(row) for row in Writer(exact=False).write(stamped)]


def _event(row: Row) -> Event:
    made = Event(**row._asdict())
    made.happened_on = date.fromisoformat(row.happened_on)
    made.recorded_at = datetime.fromisoformat(row.recorded_at)
    made._state.adding = False
    return made
