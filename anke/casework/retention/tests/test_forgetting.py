"""Readings, runs and notices are forgotten when their time is over, and by no other way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from anke.casework.distribution.models import Run
from anke.casework.retention import commands
from anke.casework.retention.tests.house import NOW, TODAY, people
from anke.content.load import content
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation.models import Notice, Reading
from anke.rules.refusal import Refused

pytestmark = pytest.mark.django_db
LONG_AGO, LATELY = (
    datetime(2020, 4, 6, 21, tzinfo=UTC),
    datetime(2020, 4, 7, tzinfo=UTC),
)  # five years to a day


def a_run(at: datetime) -> None:
    told: dict[str, Any] = {
        "digest": "0" * 64,
        "inputs": {},
        "effects": {},
        "levers": "x",
        "status": "dry_run",
    }
    Run.objects.create(kind="waiting", office=1, seed=1, as_of=TODAY, made_by="h", made_at=at, **told)


def a_notice(at: datetime, *, seen: bool) -> None:
    told = {"recipient": "lis", "kind": "glass_broken", "about": "anna", "made_at": at}
    Notice.objects.create(**told, seen_at=at if seen else None)


def filled() -> None:
    people()
    for at in (LONG_AGO, LATELY):
        organisation.record_reading(who="anna", numbers=["2020-000001"], what="page", at=at)
        a_run(at)
    a_notice(LONG_AGO, seen=True)
    a_notice(LONG_AGO, seen=False)


def test_what_is_older_than_its_years_is_forgotten_and_the_rest_stays() -> None:
    filled()
    before = events.head_seq()
    found = {one.id: one.count for one in commands.forget_traces(actor="lis", recorded_at=NOW)}
    assert found == {"readings": 1, "runs": 1, "notices": 1}
    assert [one.at for one in Reading.objects.all()] == [LATELY]
    assert [one.made_at for one in Run.objects.all()] == [LATELY]
    assert [one.seen_at for one in Notice.objects.all()] == [None]  # what nobody has seen is not forgotten
    told = events.events_of("traces", TODAY.isoformat())
    assert [(one.data["what"], one.data["count"]) for one in told] == [
        ("readings", "1"), ("runs", "1"), ("notices", "1"),
    ]  # fmt: skip
    assert events.head_seq() == before + 3
    commands.forget_traces(actor="lis", recorded_at=NOW)
    assert events.head_seq() == before + 3  # nothing left, nothing told


def test_the_log_of_readings_refuses_every_other_way_before_and_after() -> None:
    filled()
    for _round in range(2):
        with pytest.raises(DatabaseError, match="never changed or deleted"), transaction.atomic():
            Reading.objects.all().delete()
        commands.forget_traces(actor="lis", recorded_at=NOW)


def test_a_trial_counts_and_forgets_nothing() -> None:
    filled()
    before = events.head_seq()
    found = commands.forget_traces(actor="lis", recorded_at=NOW, dry_run=True)
    assert [one.count for one in found] == [1, 1, 1]
    assert (Reading.objects.count(), Run.objects.count(), Notice.objects.count()) == (2, 2, 2)
    assert events.head_seq() == before


def test_only_those_who_answer_for_keeping_forget() -> None:
    filled()
    for who in ("anna", "sys", "nobody"):
        with pytest.raises(Refused):
            commands.forget_traces(actor=who, recorded_at=NOW)
    assert Reading.objects.count() == 2


def test_every_trace_has_a_rule_with_a_choice_behind_it() -> None:
    told = content().retention
    assert told is not None
    assert {one.id for one in told.traces} == {"readings", "runs", "notices"}
    assert all(note.kind == "choice" for one in told.traces for note in one.notes)
