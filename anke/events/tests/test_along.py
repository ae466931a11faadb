"""What another room writes along with an event: with it or not at all."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anke.events import commands
from anke.events.commands import Along, Missed, NewEvent, OutOfOrder, Row
from anke.events.models import Event, Subject

pytestmark = pytest.mark.django_db
DAY, MOMENT = date(2025, 1, 3), datetime(2025, 1, 3, 9, 30, tzinfo=UTC)
BORN: dict[str, Any] = {"case_type": "cash_benefit", "authority": 101, "office": 1}
NEWS = [
    NewEvent("case", "2025-000001", "case_registered", DAY, "anna", BORN, MOMENT),
    NewEvent("case", "2025-000001", "information_assessed", DAY, "anna", {"fully_informed": True}, MOMENT),
]
# Any table will do; that of subjects is at hand.
INSERT = "INSERT INTO events_subject (id, kind, name, position, head) VALUES (%s, 'office', %s, 1, %s)"
UPDATE = "UPDATE events_subject SET head = %s WHERE kind = 'office' AND name = %s"


def beside(row: Row) -> list[Along]:
    return [Along(INSERT, [row.subject_id + 1000, str(row.position), row.hash])]


@pytest.mark.parametrize("many", [1, 2])
def test_it_is_written_with_the_last_event(many: int) -> None:
    with CaptureQueriesContext(connection) as asked:
        last = commands.write_down(NEWS[:many], beside)[-1]
    assert Subject.objects.get(kind="office").head == last.hash
    assert Subject.objects.get(kind="office").name == str(many)
    writing = [one["sql"] for one in asked if "events_event" in one["sql"] and "INSERT" in one["sql"]]
    together = connection.vendor == "postgresql" and many == 1
    assert ("'office'" in writing[0]) is together


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [1, 2])
def test_what_must_meet_a_row_and_meets_none_takes_the_event_with_it(many: int) -> None:
    def misses(row: Row) -> list[Along]:
        return [*beside(row), Along(UPDATE, [row.hash, "no such office"], must=True)]

    with pytest.raises(Missed):
        commands.write_down(NEWS[:many], misses)
    assert not Event.objects.exists() and not Subject.objects.exists()
    assert commands.write_down(NEWS[:many], beside)[-1].seq == many


@pytest.mark.parametrize("many", [1, 2])
def test_one_that_meets_its_row(many: int) -> None:
    Subject.objects.create(id=900, kind="office", name="7", position=1, head="before")

    def meets(row: Row) -> list[Along]:
        return [Along(UPDATE, [row.hash, "7"], must=True)]

    last = commands.write_down(NEWS[:many], meets)[-1]
    assert Subject.objects.get(pk=900).head == last.hash


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [1, 2])
def test_what_misses_says_how_it_is_to_be_told(many: int) -> None:
    def misses(row: Row) -> list[Along]:
        return [Along(UPDATE, [row.hash, "no such office"], must=True, otherwise=KeyError)]

    with pytest.raises(KeyError):
        commands.write_down(NEWS[:many], misses)
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("many", [1, 2])
def test_a_name_said_to_be_given_now_is_refused_where_somebody_has_it(many: int) -> None:
    commands.write_down(NEWS, named_now=True)
    with pytest.raises(OutOfOrder, match="2025-000001 has events already"):
        commands.write_down(NEWS[:many], named_now=True)
    assert Event.objects.count() == 2
