"""The fold of the files is the replay of the events; brought up to date in steps it is the fold from the
beginning.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anke.events.apply import fold as replay
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.events.models import Subject
from anke.events.queries import events_of, head_seq
from anke.events.tests.histories import histories
from anke.rules.facts import COLUMNS
from anke.steering.statistics import commands, manifest
from anke.steering.statistics.folding import fold
from anke.steering.statistics.holding import held
from anke.steering.statistics.place import events_folder
from anke.steering.statistics.tests.conftest import Undone
from anke.steering.statistics.tests.histories import History

LATER = datetime(2030, 1, 1, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ISOLATED = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def replayed() -> dict[str, dict[str, int]]:
    """Facts by case id, event by event."""
    names = Subject.objects.filter(kind="case").values_list("name", flat=True)
    states = {name: replay(events_of("case", name)) for name in names}
    return {name: state.facts for name, state in states.items() if state is not None}


def folded() -> dict[str, dict[str, int]]:
    """Facts by case id, from the files, as the process holds them."""
    with held() as memory:
        table = memory.facts(None)
        rows = table.ask_arrow(
            f"SELECT subject, {', '.join(COLUMNS)} FROM facts ORDER BY subject"
        ).to_pylist()
    names = dict(Subject.objects.values_list("id", "name"))
    return {names[one.pop("subject")]: one for one in rows}


def shared_out(data: st.DataObject, told: Sequence[Sequence[NewEvent]]) -> list[NewEvent]:
    """The events of several cases mixed, each case's in order."""
    left, mixed = [list(one) for one in told], []
    while any(left):
        mixed.append(data.draw(st.sampled_from([one for one in left if one])).pop(0))
    latest = mixed[0].recorded_at
    for place, event in enumerate(mixed):
        latest = max(latest, event.recorded_at)
        mixed[place] = NewEvent(
            event.subject_kind,
            event.subject_name,
            event.kind,
            event.happened_on,
            event.actor,
            event.data,
            latest,
        )
    return mixed


@ISOLATED
@given(cases=st.integers(1, 3), data=st.data())
def test_folding_the_files_is_replaying_the_events(cases: int, data: st.DataObject, undone: Undone) -> None:
    told = [data.draw(histories(f"2024-{number:06}", longest=12)) for number in range(1, cases + 1)]
    with undone():
        for part in _cut(data, shared_out(data, told)):
            load(part)
            commands.export()
            assert folded() == replayed()


def _cut(data: st.DataObject, events: list[NewEvent]) -> list[list[NewEvent]]:
    at = data.draw(st.integers(0, len(events)))
    return [part for part in (events[:at], events[at:]) if part]


def test_in_steps_and_at_once_are_the_same_table() -> None:
    for part in History(150).parts(7):
        load(part)
        commands.export()
        in_steps = folded()
        with held() as memory:
            memory.forget()
        assert folded() == in_steps


def test_another_history_of_the_same_database_is_folded_anew() -> None:
    """A backup was brought back and other things happened: what the process knew is forgotten."""
    before, then, instead = History(20), History(5, seed=2, first=21), History(30, seed=3, first=21)
    load(before.events)
    commands.export()
    with transaction.atomic():
        load([replace(event, recorded_at=LATER) for event in then.events])
        commands.export()
        assert folded() == replayed()
        transaction.set_rollback(True)
    load([replace(event, recorded_at=LATER) for event in instead.events])
    commands.export()
    assert folded() == replayed()


def test_every_event_can_be_folded_up_to() -> None:
    """As known after each single event: the replay of that many."""
    history = History(6, seed=4)
    load(history.events)
    commands.export()
    files = manifest.files()
    for upto in range(1, head_seq() + 1):
        facts = fold(events_folder(), files, upto)
        for name, number in Subject.objects.values_list("name", "id"):
            state = replay([event for event in events_of("case", name) if event.seq <= upto])
            found = {
                column: int(facts[column][number]) if number < len(facts[column]) else 0 for column in COLUMNS
            }
            assert found == (dict.fromkeys(COLUMNS, 0) if state is None else state.facts)
