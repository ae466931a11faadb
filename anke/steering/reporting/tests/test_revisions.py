"""After the freeze: every change of a figure is recorded once, with its kind, its cause and what it does to
the score; and nothing of it touches the report."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from anke.events import commands as events
from anke.events import queries
from anke.rules.refusal import Refused
from anke.rules.report_steps import Stage
from anke.steering.reporting import commands, revising, triggers
from anke.steering.reporting import queries as reporting
from anke.steering.reporting.models import Frozen, FrozenFile, Revision
from anke.steering.reporting.tests import house
from anke.steering.reporting.tests.house import REPORT, at, brought_to, by
from anke.steering.results import queries as results
from anke.steering.statistics import commands as statistics

LATER = date(2025, 5, 20)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("quarter")]


def check(day: date = LATER) -> list[Revision]:
    statistics.export()
    return commands.check_revisions(today=day, recorded_at=at(day))


def late_case(number: int = 50, recorded: date = date(2025, 5, 5)) -> str:
    return house.case(number, date(2025, 1, 6), date(2025, 3, 10), recorded=recorded)


def correct(name: str, **changes: Any) -> None:
    events.record(
        subject_kind="case",
        subject_name=name,
        kind="registration_corrected",
        happened_on=LATER,
        actor="system",
        data={"changes": changes, "reason": "Registreret med en forkert dag"},
        recorded_at=at(LATER, 8),
    )


def test_nothing_new_is_no_revision() -> None:
    brought_to(Stage.FROZEN)
    assert check() == []


def test_a_late_registration_is_a_routine_revision_recorded_once() -> None:
    brought_to(Stage.HANDED_OVER)
    before = Frozen.objects.get().manifest
    late_case()
    found = {one.figure: one for one in check()}
    one = found["1.2.a"]
    assert (one.kind, one.old["denominator"], one.new["denominator"]) == ("routine", 10, 11)
    assert one.causes["cases"] == 1
    assert {"kind": "case_decided", "count": 1} in one.causes["events"]
    assert check() == []
    assert Frozen.objects.get().manifest == before
    assert reporting.differences() == []
    told = [event for event in queries.events_of("report", "2025/2025Q1") if event.kind == "report_revised"]
    assert [event.data["figure"] for event in told] == sorted(found, key=lambda name: found[name].number)


def test_a_corrected_registration_is_a_correction_and_says_that_the_score_would_change() -> None:
    """All ten were late by forty weeks; corrected, they were quick, and goal 1.2 is met."""
    brought_to(Stage.FROZEN)
    for number in range(1, 11):
        correct(f"2025-{number:06d}", received_on="2025-02-20")
    [one] = [one for one in check() if one.figure == "1.2.a"]
    assert one.kind == "correction"
    assert (one.goal_before["status"], one.goal_after["status"]) == ("not_met", "met")
    assert Decimal(one.score_after["low"]) > Decimal(one.score_before["low"])
    assert one.causes == {"events": [{"kind": "registration_corrected", "count": 10}], "cases": 10}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("first", "preliminary", "kind"), [("0.7", False, "correction"), ("0.7", True, "routine")]
)
def test_a_figure_from_outside_reported_anew(first: str, preliminary: bool, kind: str) -> None:
    house.told_outside(first, preliminary=preliminary)
    brought_to(Stage.FROZEN)
    house.told_outside("0.9", LATER)
    [one] = check()
    assert (one.figure, one.kind, one.old["value"], one.new["value"]) == ("1.7.a", kind, "0.7", "0.9")
    assert one.causes["events"] == [{"kind": "figure_reported", "count": 1}]


def test_a_figure_that_was_awaited_comes_in_as_routine() -> None:
    brought_to(Stage.FROZEN)
    house.told_outside("0.9", LATER)
    [one] = check()
    assert (one.kind, one.old["value"], one.new["value"]) == ("routine", None, "0.9")


@pytest.mark.slow
def test_a_second_change_begins_where_the_first_ended() -> None:
    brought_to(Stage.FROZEN)
    late_case(50)
    check()
    late_case(51, LATER)
    [one] = [one for one in check(date(2025, 5, 21)) if one.figure == "1.2.a"]
    assert (one.old["denominator"], one.new["denominator"], one.causes["cases"]) == (11, 12, 1)


@pytest.mark.slow
def test_another_definition_is_a_revision_of_definition(monkeypatch: pytest.MonkeyPatch) -> None:
    brought_to(Stage.FROZEN)
    contract = results.contract

    def other(*given: Any, **more: Any) -> Any:
        from dataclasses import replace

        found = contract(*given, **more)
        goals = []
        for goal in found.goals:
            parts = tuple(
                replace(one, origin=replace(one.origin, definition="0123456789ab"))
                if one.id == "1.2.a" and one.origin
                else one
                for one in goal.subgoals
            )
            goals.append(replace(goal, subgoals=parts))
        return replace(found, goals=tuple(goals))

    monkeypatch.setattr(revising.results, "contract", other)
    [one] = check()
    assert (one.figure, one.kind, one.new["definition"]) == ("1.2.a", "definition", "0123456789ab")


@pytest.mark.slow
def test_a_remark_is_added_by_the_steering_unit_and_never_changed() -> None:
    brought_to(Stage.FROZEN)
    late_case()
    number = check()[0].number
    how: dict[str, Any] = {**REPORT, "number": number, "words": "Sagen lå i en forkert bunke"}
    with pytest.raises(Refused):
        commands.annotate_revision(**how, **by("min", LATER))
    note = commands.annotate_revision(**how, **by("styr", LATER))
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        type(note).objects.update(words="Andet")
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Revision.objects.update(kind="routine")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            lambda: FrozenFile.objects.filter(lang="da", form="text").update(raw=b"andet"),
            "is not what the",
        ),
        (lambda: FrozenFile.objects.filter(lang="en", form="html").delete(), "is gone"),
        (lambda: Frozen.objects.update(manifest="{}"), "the manifest is not"),
        (lambda: Frozen.objects.update(manifest="{}", fingerprint=house.sha("{}")), "not the one that was"),
    ],
)
def test_verification_finds_what_somebody_changed_behind_the_house(spoil: Any, words: str) -> None:
    brought_to(Stage.FROZEN)
    assert reporting.differences() == []
    with connection.cursor() as cursor:
        for statement in triggers.dropping(connection.vendor):
            cursor.execute(statement)
    spoil()
    assert any(words in line for line in reporting.differences())
