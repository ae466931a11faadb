"""Reading: in order, page by page, and as known at a moment."""

from datetime import UTC, date, datetime, timedelta

import pytest

from anke.events import bulk, queries
from anke.events.commands import NewEvent, record_many
from anke.events.tests.histories import REGISTRATION, event
from anke.events.tests.test_bulk import authority

pytestmark = pytest.mark.django_db
DAY = date(2024, 1, 2)
NOW = datetime(2024, 1, 3, 9, 30, tzinfo=UTC)


def test_an_empty_store() -> None:
    assert queries.head_seq() == 0
    assert list(queries.since(0)) == []
    assert queries.events_of("case", "2024-000001") == []
    assert queries.seq_at(NOW) == 0


def test_since_goes_on_from_a_number_and_stops_at_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_PAGE", 7)
    bulk.load(authority(20))
    assert [told.seq for told in queries.since(0)] == list(range(1, 61))
    assert [told.seq for told in queries.since(50)] == list(range(51, 61))
    assert [told.seq for told in queries.since(10, 14)] == list(range(11, 25))
    assert list(queries.since(60)) == []
    assert list(queries.since(0, 0)) == []


def test_since_can_keep_to_one_kind_of_subject() -> None:
    words = {"da": "Familieret", "en": "Family law"}
    record_many(
        [event("case_registered"), NewEvent("office", "3", "office_established", DAY, "hr", words)],
        recorded_at=NOW,
    )
    assert [told.seq for told in queries.since(0, subject_kind="office")] == [2]


def test_what_was_recorded_comes_back() -> None:
    record_many([event("case_registered", DAY)], recorded_at=NOW)
    told = next(queries.since(0))
    assert (told.subject_id, told.subject_kind, told.subject_name, told.position) == (
        1,
        "case",
        "2024-000001",
        1,
    )
    assert (told.kind, told.happened_on, told.recorded_at, told.actor) == (
        "case_registered",
        DAY,
        NOW,
        "sarah",
    )
    assert told.data == REGISTRATION
    assert queries.events_of("case", "2024-000001") == [told]
    assert queries.say(told, "en").startswith("The case was received (")


def test_seq_at_is_the_last_event_recorded_by_then() -> None:
    moments = [NOW + timedelta(minutes=minutes) for minutes in (0, 0, 1, 5, 5, 5, 9)]
    events = [
        NewEvent("case", f"c{n}", "case_registered", DAY, "a", REGISTRATION, m) for n, m in enumerate(moments)
    ]
    bulk.load(events)
    for minutes in range(-1, 11):
        known_at = NOW + timedelta(minutes=minutes)
        assert queries.seq_at(known_at) == sum(moment <= known_at for moment in moments)
        just_before = known_at - timedelta(microseconds=1)
        assert queries.seq_at(just_before) == sum(moment <= just_before for moment in moments)


def test_heads_name_every_chain() -> None:
    bulk.load(authority(3))
    ends = {name: (position, head) for name, _, position, head in queries.heads("case")}
    last = queries.events_of("case", "2024-000001")[-1]
    assert ends["2024-000001"] == (3, last.hash) and len(ends) == 3
