"""Recording: one chain per subject, one order for all, nothing half done."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from django.db import transaction

from anke.events import queries
from anke.events.commands import (
    BadData,
    ClockRunsBack,
    NewEvent,
    OutOfOrder,
    UnknownKind,
    record,
    record_many,
)
from anke.events.models import Event, Ledger, Subject
from anke.events.tests.histories import REGISTRATION, at, event
from anke.events.verify import verify_chain
from anke.rules.chain import BEGINNING, canonical, instant, link

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 2)
NOW = datetime(2024, 1, 3, 9, 30, tzinfo=UTC)


def registered(name: str = "2024-000001", recorded_at: datetime = NOW, **more: Any) -> Event:
    return record(
        subject_kind="case",
        subject_name=name,
        kind="case_registered",
        happened_on=DAY,
        actor="sarah",
        data=REGISTRATION | more,
        recorded_at=recorded_at,
    )


def then(kind: str, name: str = "2024-000001", recorded_at: datetime = NOW, **data: Any) -> Event:
    return record(
        subject_kind="case",
        subject_name=name,
        kind=kind,
        happened_on=DAY,
        actor="sarah",
        data=data,
        recorded_at=recorded_at,
    )


def test_an_event_is_kept_as_it_was_told() -> None:
    given = registered()
    kept = Event.objects.select_related("subject").get()
    assert (kept.seq, kept.position, kept.kind, kept.happened_on) == (1, 1, "case_registered", DAY)
    assert (kept.recorded_at, kept.actor, kept.previous) == (NOW, "sarah", BEGINNING)
    assert (kept.subject.name, kept.subject.position, kept.subject.head) == ("2024-000001", 1, kept.hash)
    assert (given.seq, given.hash, given.recorded_at, given.data) == (1, kept.hash, NOW, kept.data)


def test_anybody_can_recompute_the_hash() -> None:
    kept = registered()
    assert kept.hash == link(
        BEGINNING,
        1,
        "case",
        "2024-000001",
        1,
        "case_registered",
        "2024-01-02",
        instant(NOW),
        "sarah",
        canonical(REGISTRATION),
    )


def test_each_event_hangs_on_its_subjects_last() -> None:
    first, other = registered(), registered("2024-000002")
    second = then("party_heard")
    assert (second.seq, second.position, second.previous) == (3, 2, first.hash)
    assert other.previous == BEGINNING
    assert verify_chain() == []


def test_a_time_zone_is_told_in_utc() -> None:
    copenhagen = datetime(2024, 1, 3, 10, 30, tzinfo=timezone(timedelta(hours=1)))
    assert registered(recorded_at=copenhagen).recorded_at == NOW


def test_microseconds_are_kept() -> None:
    moment = NOW.replace(microsecond=123456)
    registered(recorded_at=moment)
    assert queries.events_of("case", "2024-000001")[0].recorded_at == moment
    assert Event.objects.get().recorded_at == moment
    assert verify_chain() == []


def test_several_events_or_none() -> None:
    good, bad = event("case_registered", DAY), event("decision_dispatched", DAY)
    with pytest.raises(OutOfOrder):
        record_many([good, bad], recorded_at=NOW)
    assert (Event.objects.count(), Subject.objects.count(), queries.head_seq()) == (0, 0, 0)


def test_a_refused_event_leaves_the_next_one_its_number() -> None:
    registered()
    with pytest.raises(BadData):
        then("case_decided", outcome="won")
    with pytest.raises(UnknownKind):
        then("case_lost")
    assert then("case_decided", outcome="affirmed").seq == 2


def test_what_is_rolled_back_leaves_no_gap() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        registered()
        raise RuntimeError("the act around it failed")
    assert registered("2024-000002").seq == 1
    assert Subject.objects.get().id == 1
    assert verify_chain() == []


def test_the_state_is_found_again_in_the_store() -> None:
    registered()
    then("clock_paused", reason="Vi venter")
    with pytest.raises(OutOfOrder, match="it is paused"):
        then("case_decided", outcome="affirmed")


def test_a_clock_a_moment_behind_takes_the_last_moment() -> None:
    registered(recorded_at=NOW)
    later = then("party_heard", recorded_at=NOW - timedelta(seconds=1))
    assert later.recorded_at == NOW
    assert verify_chain() == []


def test_a_clock_days_behind_is_refused() -> None:
    registered(recorded_at=NOW)
    with pytest.raises(ClockRunsBack, match="Set this machine's clock"):
        then("party_heard", recorded_at=NOW - timedelta(days=2))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"recorded_at": datetime(2024, 1, 3, 9)}, "with its time zone"),  # noqa: DTZ001 - the fault meant
        ({"happened_on": date(2024, 1, 6)}, "cannot have happened on 2024-01-06"),
        ({"happened_on": NOW}, "must be a day"),
        ({"subject_kind": "office"}, "happens to a case, not to a office"),
        ({"subject_name": ""}, "subject's name must be a text"),
        ({"subject_name": "a\nb"}, "on one line"),
        ({"subject_name": "x" * 65}, "1 to 64"),
        ({"actor": ""}, "actor must be a text"),
        ({"actor": "0101801234"}, "actor seems to hold a personal number"),
    ],
)
def test_what_surrounds_the_data_is_checked(change: dict[str, Any], says: str) -> None:
    words: dict[str, Any] = {
        "subject_kind": "case",
        "subject_name": "2024-000001",
        "kind": "case_registered",
        "happened_on": DAY,
        "actor": "sarah",
        "data": REGISTRATION,
        "recorded_at": NOW,
    }
    with pytest.raises(BadData, match=says):
        record(**words | change)
    assert not Ledger.objects.filter(seq__gt=0).exists()


def test_other_subjects_have_states_of_their_own() -> None:
    def staff(kind: str, day: date, **data: Any) -> Event:
        return record_many([NewEvent("staff", "sarah", kind, day, "hr", data)], recorded_at=at(day))[0]

    staff("staff_joined", date(2024, 1, 1), office=3, role="caseworker")
    staff("staff_left", date(2024, 2, 1))
    staff("staff_joined", date(2024, 3, 1), office=4, role="caseworker")
    with pytest.raises(OutOfOrder, match="is employed"):
        staff("staff_joined", date(2024, 4, 1), office=3, role="caseworker")
    with pytest.raises(OutOfOrder, match="has no events yet"):
        record_many([NewEvent("staff", "bo", "staff_left", DAY, "hr", {})], recorded_at=at(date(2024, 4, 2)))


def test_the_same_name_may_belong_to_a_case_and_to_an_office() -> None:
    registered("3")
    words = {"da": "Familieret", "en": "Family law"}
    record_many([NewEvent("office", "3", "office_established", DAY, "hr", words)], recorded_at=NOW)
    assert Subject.objects.count() == 2
    assert verify_chain() == []
