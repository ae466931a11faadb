"""The register and the events say the same, whichever way the register was written."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.casework.cases import projection, queries
from anke.casework.cases.models import Case, NumberSeries
from anke.casework.cases.tests.doing import DAY, case_in, do, register
from anke.events.apply import fold
from anke.events.queries import events_of
from anke.events.triggers import creating, dropping
from anke.rules.steps import Act, Refused, Status

pytestmark = pytest.mark.django_db


def register_rows() -> list[dict]:
    return list(Case.objects.order_by("subject_id").values())


def every_state() -> list[str]:
    return [case_in(status) for status in Status]


COURSES = st.lists(
    st.tuples(st.sampled_from(Act), st.integers(-1, 6)), max_size=14
)  # act, days since the last


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(course=COURSES)
def test_replay_equals_the_register_after_any_course(course: list[tuple[Act, int]]) -> None:
    with transaction.atomic():
        number, day = register(), DAY
        for act, days in course:
            day += timedelta(days=days)
            try:
                state = do(act, number, happened_on=day)
            except Refused:
                continue
            if act == Act.REOPEN:
                number = state.name
            else:
                assert state == fold(events_of("case", number))
        assert queries.compare_with_replay() == []
        before = register_rows()
        assert projection.rebuild() == len(before)
        assert register_rows() == before
        transaction.set_rollback(True)


def test_a_row_becomes_the_state_it_was_made_from() -> None:
    for number in every_state():
        assert projection.state_of(Case.objects.get(number=number)) == fold(events_of("case", number))


def test_rebuild_from_nothing_and_twice() -> None:
    every_state()
    before = register_rows()
    Case.objects.all().delete()
    told: list[int] = []
    assert projection.rebuild(told.append) == len(before) == sum(told)
    assert projection.rebuild() == len(before)
    assert register_rows() == before


def test_rebuild_gives_no_number_twice() -> None:
    every_state()
    NumberSeries.objects.all().delete()
    projection.rebuild()
    assert register() == "2025-000010"


def test_write_many_shows_states_loaded_in_bulk() -> None:
    numbers = every_state()
    before = register_rows()
    states = [fold(events_of("case", number)) for number in numbers]
    Case.objects.exclude(number=numbers[0]).delete()
    assert projection.write_many(states) == len(numbers)
    assert register_rows() == before


def test_write_many_refuses_states_without_their_events() -> None:
    number = register()
    early = fold(events_of("case", number))
    do(Act.ASSIGN, number)
    before = register_rows()
    with pytest.raises(projection.Behind, match="2 recorded events"):
        projection.write_many([early])
    assert register_rows() == before


PLANTED = {
    "status": "paused",
    "case_type": "family_law",
    "authority": 147,
    "office": None,
    "caseworker": "eve",
    "received_on": DAY - timedelta(days=1),
    "fully_informed": True,
    "first_instance_error": False,
    "meeting_decided_on": DAY,
    "dispatched_on": DAY,
    "deadline_until": DAY,
    "pauses": [["2025-03-04", None]],
    "reopens": "2024-000001",
    "reopened_as": ["2025-000009"],
    "position": 2,
    "head": "0" * 64,
}


@pytest.mark.parametrize("column", PLANTED)
def test_a_planted_difference_is_named(column: str) -> None:
    number = register()
    register()
    said = getattr(Case.objects.get(number=number), column)
    Case.objects.filter(number=number).update(**{column: PLANTED[column]})
    [line] = queries.compare_with_replay()
    planted = "nothing" if PLANTED[column] is None else PLANTED[column]
    replayed = "nothing" if said is None else said
    assert line == f"case {number}, {column}: the register says {planted}, the events say {replayed}"


def test_a_planted_decision_is_named_column_by_column() -> None:
    number = register()
    Case.objects.filter(number=number).update(
        status="decided", decided_on=DAY, closed_on=DAY, outcome="affirmed"
    )
    told = queries.compare_with_replay()
    assert [line.split(":")[0] for line in told] == [
        f"case {number}, {column}" for column in ("status", "decided_on", "closed_on", "outcome")
    ]


@pytest.mark.parametrize("which", [0, 2, 4])
def test_a_missing_row_is_named(which: int) -> None:
    numbers = every_state()
    Case.objects.filter(number=numbers[which]).delete()
    [line] = queries.compare_with_replay()
    assert line.startswith(f"case {numbers[which]}: not in the register")


def test_many_differences_end_in_a_count() -> None:
    every_state()
    Case.objects.all().delete()
    told = queries.compare_with_replay(most=2)
    assert len(told) == 3
    assert told[-1] == "… and 7 more cases"


def tampered(change: Callable[[], None]) -> None:
    """Somebody with all rights takes the triggers away, changes an event, and puts them back."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what waits for the end of the transaction is looked at now
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in dropping(connection.vendor):
            cursor.execute(statement)
        change()
        for statement in creating(connection.vendor):
            cursor.execute(statement)


@pytest.mark.parametrize("kept", [True, False])
def test_events_that_cannot_be_replayed_are_named_and_the_rest_is_compared(kept: bool) -> None:
    from anke.events.models import Event

    first, second, third = register(), case_in(Status.DECIDED), register()
    Case.objects.filter(number=third).update(office=9)
    if not kept:
        Case.objects.filter(number=second).delete()
    tampered(
        lambda: Event.objects.filter(subject__name=second, kind="case_registered").update(kind="party_heard")
    )
    told = queries.compare_with_replay()
    assert len(told) == 2
    assert any(line.startswith(f"case {second}: ") and "case_registered" in line for line in told)
    assert f"case {third}, office: the register says 9, the events say 1" in told
    assert not any(first in line for line in told)


def test_an_act_done_while_the_streams_run_is_no_difference(monkeypatch) -> None:
    number = register()
    late = register()
    streams = projection.events.case_states

    def interrupted(broken=None):
        for told in streams(broken):
            yield told
            if told[2].name == number:
                do(Act.ASSIGN, late, happened_on=date(2025, 3, 11))

    monkeypatch.setattr("anke.events.queries.case_states", interrupted)
    assert queries.compare_with_replay() == []
