"""The ledger's lock, and what is asked along with it: nothing that was written meanwhile is passed over."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from anke.events import commands, store
from anke.events.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
DAY, MOMENT = date(2025, 1, 3), datetime(2025, 1, 3, 9, 30, tzinfo=UTC)


def tell(kind: str, **data: object) -> Event:
    return commands.record(
        subject_kind="case",
        subject_name="2025-000001",
        kind=kind,
        happened_on=DAY,
        actor="anna",
        data=data,
        recorded_at=MOMENT,
    )


@pytest.fixture(autouse=True)
def on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one lock, and is asked apart")
    tell("case_registered", case_type="cash_benefit", authority=101, office=1)


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def _meanwhile(does: Callable[[], object]) -> threading.Thread:
    """Somebody else holds the lock, does something, and ends only when the next one waits for it."""
    holds = threading.Event()

    def run() -> None:
        try:
            with transaction.atomic():
                does()
                holds.set()
                while not _somebody_waits():
                    pass
        finally:
            connection.close()

    other = threading.Thread(target=run)
    other.start()
    assert holds.wait(30)
    return other


def test_a_subjects_events_come_with_the_lock() -> None:
    with CaptureQueriesContext(connection) as asked:
        tell("clock_paused", reason="Afventer kommunen")
    assert len([one for one in asked if "events_event" in one["sql"]]) == 2  # the lock, and what is written


def test_what_somebody_wrote_while_one_waited_is_known() -> None:
    other = _meanwhile(lambda: tell("clock_paused", reason="Afventer kommunen"))
    assert tell("clock_resumed").position == 3  # refused, and at the wrong place, if the pause were not known
    other.join()


def test_what_was_told_is_not_given_out_for_whole_when_it_is_not() -> None:
    other = _meanwhile(lambda: tell("clock_paused", reason="Afventer kommunen"))
    with transaction.atomic():
        locked = store.lock_ledger(("case", "2025-000001"))
        assert (locked.seq, locked.told) == (2, None)
    other.join()


def test_nobody_wrote() -> None:
    with transaction.atomic():
        told = store.lock_ledger(("case", "2025-000001")).told
        assert told == list(store.told_of("case", ["2025-000001"]))
        assert store.lock_ledger(("case", "2025-000002")).told == []
