"""Whoever takes the triggers away and changes the store is found, and the first broken link is named."""

import pytest
from django.db import connection

from anke.events import bulk, triggers
from anke.events.tests.test_bulk import authority
from anke.events.verify import Break, verify_chain, verify_store

pytestmark = pytest.mark.django_db


def tamper(*statements: str) -> None:
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in (*triggers.dropping(connection.vendor), *statements):
            cursor.execute(statement)


@pytest.fixture(autouse=True)
def store() -> None:
    """Thirty cases of three events. Case 2024-000003 has events 4 (registered), 21, and 22 (decided)."""
    bulk.load(authority(30))


def test_a_whole_store_holds() -> None:
    told: list[int] = []
    found = verify_store(told.append)
    assert (found.events, found.subjects, found.breaks) == (90, 30, [])
    assert sum(told) == 90


def test_the_case_of_these_tests_is_where_they_say() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.seq FROM events_event e JOIN events_subject s ON s.id = e.subject_id "
            "WHERE s.name = '2024-000003' ORDER BY e.position"
        )
        assert [row[0] for row in cursor.fetchall()] == [4, 21, 22]


CHANGED = "was changed after it was recorded: its content does not give its hash"
CASE = "case 2024-000003"
TAMPERINGS: list[tuple[str, str, Break]] = [
    ("actor", "UPDATE events_event SET actor = 'nobody' WHERE seq = 21", Break(CHANGED, CASE, 2, 21)),
    ("data", "UPDATE events_event SET data = '{\"office\":9}' WHERE seq = 21", Break(CHANGED, CASE, 2, 21)),
    ("kind", "UPDATE events_event SET kind = 'case_withdrawn' WHERE seq = 22", Break(CHANGED, CASE, 3, 22)),
    ("day", "UPDATE events_event SET happened_on = '2024-01-01' WHERE seq = 4", Break(CHANGED, CASE, 1, 4)),
    (
        "hash",
        "UPDATE events_event SET hash = '" + "a" * 64 + "' WHERE seq = 21",
        Break(CHANGED, CASE, 2, 21),
    ),
    (
        "previous",
        "UPDATE events_event SET previous = '" + "a" * 64 + "' WHERE seq = 21",
        Break("does not hang on the event before it: one of the two was changed", CASE, 2, 21),
    ),
    (
        "name",
        "UPDATE events_subject SET name = '2024-999999' WHERE name = '2024-000003'",
        Break(CHANGED, "case 2024-999999", 1, 4),
    ),
    (
        "position",
        "UPDATE events_event SET position = 4 WHERE seq = 22",
        Break("follows position 2: an event is missing or was put in", CASE, 4, 22),
    ),
    (
        "head",
        "UPDATE events_subject SET head = '" + "a" * 64 + "' WHERE name = '2024-000003'",
        Break("its last event is not the one the subject's head names", CASE, 3),
    ),
    (
        "end cut off",
        "UPDATE events_subject SET position = 4 WHERE name = '2024-000003'",
        Break("its events end at position 3, but it is to have 4", CASE, 3),
    ),
    (
        "ledger",
        "UPDATE events_ledger SET seq = 91",
        Break("the ledger counts 91 events, but the last one found is 90"),
    ),
    (
        "past the ledger",
        "UPDATE events_event SET seq = 99 WHERE seq = 90",
        Break("the ledger counts 90 events, but there is an event 99", seq=99),
    ),
]


@pytest.mark.parametrize(("what", "statement", "first"), TAMPERINGS, ids=[t[0] for t in TAMPERINGS])
def test_tampering_is_found_and_named(what: str, statement: str, first: Break) -> None:
    tamper(statement)
    assert first in verify_chain()


def test_a_change_in_one_subject_leaves_the_others_whole() -> None:
    tamper("UPDATE events_event SET actor = 'nobody' WHERE seq IN (4, 21, 22)")
    assert verify_chain() == [Break(CHANGED, CASE, 1, 4)]


def test_a_deleted_event_is_missing_in_the_order_and_in_its_chain() -> None:
    tamper("DELETE FROM events_event WHERE seq = 21")
    assert verify_chain() == [
        Break("event 21 is missing", seq=22),
        Break("follows position 1: an event is missing or was put in", CASE, 3, 22),
    ]


def test_a_chain_without_its_end_is_short() -> None:
    tamper("DELETE FROM events_event WHERE seq > 88", "UPDATE events_ledger SET seq = 88")
    assert [str(found) for found in verify_chain()] == [
        "case 2024-000029, position 1: its events end at position 1, but it is to have 3"
    ]


def test_two_events_that_changed_places_are_found() -> None:
    tamper(
        "UPDATE events_event SET seq = 1000 WHERE seq = 21",
        "UPDATE events_event SET seq = 21 WHERE seq = 24",
        "UPDATE events_event SET seq = 24 WHERE seq = 1000",
    )
    assert [(found.subject, found.seq) for found in verify_chain()] == [("case 2024-000004", 21), (CASE, 22)]


def test_time_that_runs_back_is_found() -> None:
    tamper("UPDATE events_event SET recorded_at = '2023-01-01 12:00:00+00' WHERE seq = 50")
    found = verify_chain()
    assert "before the event ahead of it" in found[0].what and found[0].seq == 50


def test_a_subject_taken_away_is_missed() -> None:
    if connection.vendor == "postgresql":
        tamper(
            "ALTER TABLE events_event DROP CONSTRAINT IF EXISTS "
            "events_event_subject_id_bd2a7e0d_fk_events_subject_id CASCADE",
            "SET session_replication_role = replica",
        )
    else:
        tamper("PRAGMA defer_foreign_keys = ON")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM events_subject WHERE name = '2024-000003'")
    first = verify_chain()[0]
    assert first == Break("belongs to subject 4, which does not exist", None, 1, 4)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
        cursor.execute(
            "INSERT INTO events_subject (id, kind, name, position, head) VALUES (4, 'case', 'x', 0, 'x')"
        )
