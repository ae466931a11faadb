"""The database itself refuses to change, delete or replace an event."""

from datetime import date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from anke.events.commands import record_many
from anke.events.models import Event
from anke.events.tests.histories import NOON, event
from anke.events.verify import verify_chain

pytestmark = pytest.mark.django_db(transaction=True)

COLUMNS = "seq, subject_id, position, kind, happened_on, recorded_at, actor, data, previous, hash"
STATEMENTS = [
    "UPDATE events_event SET actor = 'nobody'",
    "UPDATE events_event SET hash = hash",
    "DELETE FROM events_event",
    "DELETE FROM events_event WHERE seq = 1",
]
ON_SQLITE = [
    f"INSERT OR REPLACE INTO events_event ({COLUMNS}) SELECT seq, subject_id, position, kind, happened_on, "
    "recorded_at, 'nobody', data, previous, hash FROM events_event",
    f"REPLACE INTO events_event ({COLUMNS}) SELECT seq + 1, subject_id, position, kind, happened_on, "
    "recorded_at, 'nobody', data, previous, hash FROM events_event",
    "UPDATE OR REPLACE events_event SET actor = 'nobody'",
]
ON_POSTGRESQL = [
    "TRUNCATE events_event",
    "TRUNCATE events_event CASCADE",
    f"INSERT INTO events_event ({COLUMNS}) SELECT {COLUMNS} FROM events_event "
    "ON CONFLICT (seq) DO UPDATE SET actor = 'nobody'",
    "SET session_replication_role = replica; DELETE FROM events_event",
]


def refused(statement: str) -> str:
    with (
        pytest.raises(DatabaseError) as problem,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    return str(problem.value)


@pytest.mark.parametrize("statement", [*STATEMENTS, *ON_SQLITE, *ON_POSTGRESQL])
def test_the_database_refuses(statement: str) -> None:
    if statement in (ON_POSTGRESQL if connection.vendor == "sqlite" else ON_SQLITE):
        pytest.skip("the other database's statement")
    record_many([event("case_registered")], recorded_at=datetime.combine(date(2024, 1, 3), NOON))
    assert "events are never changed or deleted" in refused(statement)
    assert verify_chain() == []


def test_the_program_cannot_either() -> None:
    record_many([event("case_registered")], recorded_at=datetime.combine(date(2024, 1, 3), NOON))
    kept = Event.objects.get()
    kept.actor = "nobody"
    for act in (kept.save, kept.delete, Event.objects.all().delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            act()
    assert Event.objects.get().actor == "sarah"
