"""A writer in a process of its own, for the tests of several writers and of sudden death:

python -m anke.events.tests.writer ACT [ARGUMENTS]
"""

import json
import sys
import threading
from datetime import UTC, date, datetime, timedelta

import django

DAY = date(2024, 1, 2)
NOW = datetime(2024, 1, 3, 12, tzinfo=UTC)


def record(who: str, count: int) -> None:
    """Cases of one's own, and between them acts on the one case that all writers share."""
    from anke.events.commands import NewEvent, record_many
    from anke.events.tests.histories import REGISTRATION

    for number in range(count):
        name = f"{who}-{number:06}"
        mine = NewEvent("case", name, "case_registered", DAY, who, REGISTRATION)
        shared = NewEvent("case", "shared", "party_heard", DAY, who)
        record_many([mine, shared], recorded_at=NOW + timedelta(microseconds=number))


def begin() -> None:
    from anke.events.commands import NewEvent, record_many
    from anke.events.tests.histories import REGISTRATION

    first = NewEvent("case", "shared", "case_registered", DAY, "begin", REGISTRATION)
    record_many([first], recorded_at=NOW)


def threads(count: int) -> None:
    """Four threads, each with its own connection."""
    from django.db import connection

    def work(who: str) -> None:
        record(who, count)
        connection.close()

    running = [threading.Thread(target=work, args=(f"thread{number}",)) for number in range(4)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


def load(cases: int, batch: int) -> None:
    """Load what is not loaded yet, and say aloud how far one is."""
    from itertools import islice

    from anke.events import bulk
    from anke.events.models import Event
    from anke.events.tests.test_bulk import authority

    recorders = Event.objects.filter(actor="begin") | Event.objects.filter(actor__startswith="writer")
    already = Event.objects.count() - recorders.count()
    bulk.load(
        islice(authority(cases), already, None),
        batch=batch,
        advance=lambda amount: print("loaded", amount, flush=True),
    )


def check() -> None:
    from anke.events.models import Subject
    from anke.events.verify import verify_store

    found = verify_store()
    shared = Subject.objects.filter(name="shared").values_list("position", flat=True).first()
    print(
        json.dumps(
            {
                "events": found.events,
                "subjects": found.subjects,
                "breaks": [str(one) for one in found.breaks],
                "shared": shared,
            }
        )
    )


ACTS = {"record": record, "begin": begin, "threads": threads, "load": load, "check": check}


if __name__ == "__main__":
    django.setup()
    ACTS[sys.argv[1]](*(int(word) if word.isdigit() else word for word in sys.argv[2:]))
