"""The fast door makes the very chain the ordinary one makes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anke.events import bulk, queries
from anke.events.commands import BadData, ClockRunsBack, NewEvent, OutOfOrder, record_many
from anke.events.models import Event, Subject
from anke.events.tests.histories import at, event, histories
from anke.events.verify import verify_chain

DAY = date(2024, 1, 2)


def authority(cases: int) -> Iterator[NewEvent]:
    """Cases that come in day by day, and are decided ten cases later."""
    for number in range(cases + 10):
        day = DAY + timedelta(days=number // 3)
        if number < cases:
            yield event("case_registered", day, f"2024-{number:06}")
        if number >= 10:
            yield event("case_assigned", day, f"2024-{number - 10:06}")
            yield event("case_decided", day, f"2024-{number - 10:06}")


def everything() -> list[tuple[object, ...]]:
    return list(Event.objects.order_by("seq").values_list())


class StopTrialError(Exception):
    """Undoes what a trial did."""


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(histories(longest=8, personal=False), min_size=1, max_size=3), st.integers(1, 9))
def test_bulk_equals_one_at_a_time(cases: list[list[NewEvent]], batch: int) -> None:
    events = [
        NewEvent("case", f"c{n}", e.kind, e.happened_on, e.actor, e.data, e.recorded_at)
        for n, case in enumerate(cases)
        for e in case
    ]
    events.sort(key=lambda e: e.recorded_at or at(DAY))
    made = []
    for load in (
        lambda: bulk.load(events, batch=batch),
        lambda: [record_many([e], recorded_at=e.recorded_at or at(DAY)) for e in events],
    ):
        with pytest.raises(StopTrialError), transaction.atomic():
            load()
            made.append(everything())
            assert verify_chain() == []
            raise StopTrialError
    assert made[0] == made[1] and len(made[0]) == len(events)


@pytest.mark.django_db
def test_progress_and_count() -> None:
    told: list[int] = []
    assert bulk.load(authority(100), batch=70, advance=told.append) == 300
    assert told == [70, 70, 70, 70, 20]
    assert (queries.head_seq(), Subject.objects.count()) == (300, 100)


@pytest.mark.django_db
def test_loading_goes_on_where_it_stopped() -> None:
    events = list(authority(60))
    bulk.load(events[:101], batch=40)
    bulk.load(events[101:], batch=40)
    assert queries.head_seq() == 180
    assert verify_chain() == []


@pytest.mark.django_db
def test_another_writer_between_two_batches_is_noticed() -> None:
    def source() -> Iterator[NewEvent]:
        yield event("case_registered", DAY)
        yield event("case_assigned", DAY)
        record_many([event("case_assigned", DAY)], recorded_at=at(DAY))
        yield event("case_decided", DAY)

    assert bulk.load(source(), batch=2) == 3
    assert [told.kind for told in queries.events_of("case", "2024-000001")] == [
        "case_registered",
        "case_assigned",
        "case_assigned",
        "case_decided",
    ]
    assert verify_chain() == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("bad", "error", "says"),
    [
        (event("case_registered", DAY + timedelta(30), "2024-000000"), OutOfOrder, "registered already"),
        (event("case_decided", DAY + timedelta(30), "2024-999999"), OutOfOrder, "not registered yet"),
        (event("case_decided", DAY + timedelta(30), "2024-000029", outcome="won"), BadData, "'outcome'"),
        (event("case_registered", DAY, "2024-999999"), ClockRunsBack, "in the order they were recorded"),
        (
            NewEvent("case", "x", "case_registered", DAY, "a", event("case_registered").data),
            BadData,
            "time zone",
        ),
    ],
)
def test_a_bad_event_is_refused_and_its_batch_with_it(
    bad: NewEvent, error: type[Exception], says: str
) -> None:
    events = [*authority(30), bad]
    with pytest.raises(error, match=says):
        bulk.load(events, batch=40)
    assert queries.head_seq() == 80
    assert verify_chain() == []


@pytest.mark.django_db
def test_all_or_nothing_inside_a_transaction() -> None:
    events = [*authority(30), event("case_decided", DAY + timedelta(30), "2024-999999")]
    with pytest.raises(OutOfOrder), transaction.atomic():
        bulk.load(events, batch=40)
    assert (queries.head_seq(), Event.objects.count(), Subject.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_nothing_to_load() -> None:
    assert bulk.load([]) == 0
    assert queries.head_seq() == 0
