"""Recording a log in the store: once, at the right moments, all of it or nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction

from anke.events import bulk, queries
from anke.events.logs.mapping import Mapping
from anke.events.logs.recording import Recorded, record_log
from anke.events.logs.tests.reading import gathered, log_of, mapping, write_log

pytestmark = pytest.mark.django_db

LOG = [
    "1 in 2024-01-02T10:00",
    "2 in 2024-01-03T10:00",
    "1 out 2024-01-05T10:00",
    "2 heard 2024-01-04T10:00",
]


def imported(folder: Path, rows: list[str], asked: Mapping | None = None) -> Recorded:
    asked = asked or mapping()
    with gathered(write_log(folder, log_of(*rows)), asked) as (waiting, _), transaction.atomic():
        return record_log(waiting, asked, advance=lambda amount: None)


def recorded() -> list[str]:
    return [
        f"{event.recorded_at:%m-%dT%H:%M} {event.subject_name} {event.kind}"
        for event in queries.since(0, subject_kind="case")
    ]


def test_events_are_recorded_at_their_own_moment(tmp_path: Path) -> None:
    done = imported(tmp_path, LOG)
    assert (done.cases, done.added, str(done.latest)) == (2, 4, "2024-01-05")
    assert recorded() == [  # 10 o'clock in Amsterdam is 9 in UTC
        "01-02T09:00 1 case_registered",
        "01-03T09:00 2 case_registered",
        "01-04T09:00 2 party_heard",
        "01-05T09:00 1 case_decided",
    ]
    assert queries.seq_at(datetime(2024, 1, 4, 8, tzinfo=UTC)) == 2  # as it was known that morning
    assert {event.actor for event in queries.since(0)} == {"import"}


def test_twice_is_once(tmp_path: Path) -> None:
    imported(tmp_path, LOG)
    before = recorded()
    assert imported(tmp_path, LOG).added == 0
    assert imported(tmp_path, LOG[::-1]).added == 0
    assert recorded() == before


def test_a_log_that_has_grown_adds_what_is_new_at_the_end(tmp_path: Path) -> None:
    imported(tmp_path, LOG)
    grown = [*LOG, "2 out 2024-01-09T10:00", "3 in 2023-12-01T10:00"]
    assert imported(tmp_path, grown).added == 2
    assert recorded()[4:] == [
        "01-05T09:00 3 case_registered",  # older than what was recorded: recorded after it all the same
        "01-09T09:00 2 case_decided",
    ]
    case = queries.events_of("case", "3")[0]
    assert case.happened_on.isoformat() == "2023-12-01"


def test_what_the_log_says_otherwise_is_a_correction(tmp_path: Path) -> None:
    imported(tmp_path, LOG, mapping(last=["decided"]))
    again = [*LOG, "1 out 2024-02-01T10:00"]
    assert imported(tmp_path, again, mapping(last=["decided"])).added == 1
    correction = queries.events_of("case", "1")[-1]
    assert correction.kind == "registration_corrected"
    assert correction.data["changes"] == {"decided_on": "2024-02-01", "closed_on": "2024-02-01"}
    assert imported(tmp_path, again, mapping(last=["decided"])).added == 0


def test_a_failure_half_way_records_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(events, **how):
        load([event for event, _ in zip(events, range(2), strict=False)], **how)
        raise RuntimeError("the disk is full")

    load = bulk.load
    monkeypatch.setattr(bulk, "load", breaks)
    with pytest.raises(RuntimeError, match="the disk is full"):
        imported(tmp_path, LOG)
    assert queries.head_seq() == 0


def test_the_log_s_own_due_days_are_kept(tmp_path: Path) -> None:
    asked = mapping(
        activities={"received": ["in"], "decided": ["out"]}, dates={"deadline": {"column": "due"}}
    )
    path = write_log(
        tmp_path,
        "case,activity,time,due\n1,in,2024-01-02,2024-01-09\n1,out,2024-01-09T23:59,2024-01-09\n"
        "2,in,2024-01-02,2024-01-09\n2,out,2024-01-10,2024-01-09\n3,in,2024-01-02,2024-01-09\n",
    )
    with gathered(path, asked) as (waiting, _), transaction.atomic():
        done = record_log(waiting, asked, advance=lambda amount: None)
    assert (done.due, done.in_time) == (2, 1)  # due on the last day is in time
    assert queries.events_of("case", "3")[1].data["until"] == "2024-01-09"
