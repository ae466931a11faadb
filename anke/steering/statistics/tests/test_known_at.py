"""As known at any moment: the same to the last bit as replaying the events of that day one by one."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from anke.events.apply import CaseState, apply
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.rules.local import DENMARK
from anke.rules.periods import Period, month, quarter, whole_year
from anke.steering.statistics import commands, queries
from anke.steering.statistics.holding import held
from anke.steering.statistics.tests import oracle
from anke.steering.statistics.tests.histories import History
from anke.steering.statistics.tests.tables import ALL

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOMENTS, PAIRS = 125, 1000
PERIODS: list[Period] = [
    *(month(year, number) for year in (2023, 2024, 2025) for number in range(1, 13)),
    *(quarter(year, number) for year in (2023, 2024, 2025) for number in range(1, 5)),
    *(whole_year(year) for year in (1990, 2024, 2025, 2050)),
]
NIGHTS = [  # the clocks change: the local day has 23 hours, or 25
    datetime.combine(day, at, DENMARK)
    for day in (date(2024, 3, 31), date(2024, 10, 27), date(2025, 3, 30))
    for at in (time(1, 59, 59), time(3, 0), time.max)
]


def moments(events: list[NewEvent], draw: random.Random) -> list[datetime]:
    """Before the first event, after the last, exactly at some, on the nights the clocks change, and
    anywhere.
    """
    first, last = events[0].recorded_at, events[-1].recorded_at
    seconds = int((last - first).total_seconds())
    anywhere = [first + timedelta(seconds=draw.randrange(-86_400, seconds + 86_400)) for _ in range(100)]
    exactly = [event.recorded_at for event in draw.sample(events, 14)]
    return sorted([first - timedelta(microseconds=1), last, *NIGHTS, *exactly, *anywhere])


def replays(events: list[NewEvent], at: list[datetime]) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """The facts of every case at each moment, event by event."""
    states: dict[str, CaseState] = {}
    coming = iter([*events, None])
    event = next(coming)
    for moment in at:
        while event is not None and event.recorded_at <= moment:
            states[event.subject_name] = apply(states.get(event.subject_name), event)
            event = next(coming)
        yield moment, {name: state.facts for name, state in states.items()}


def test_a_thousand_figures_as_known_then_are_what_was_replayed() -> None:
    draw = random.Random(20251015)
    events = History(100, seed=8).events
    load(events)
    commands.export()
    asked = moments(events, draw)
    assert len(asked) == MOMENTS
    pairs = 0
    for moment, facts in replays(events, asked):
        periods, measures = draw.sample(PERIODS, PAIRS // MOMENTS), draw.sample(ALL, 4)
        found = queries.figures(measures, periods, moment.astimezone(draw.choice([UTC, DENMARK])))
        for measure in measures:
            for period in periods:
                figure = found[measure.id, period]
                told = (figure.numerator, figure.denominator, figure.digest)
                assert told == oracle.answer(measure, facts, period), (measure.id, period, moment)
        pairs += len(periods)
    assert pairs == PAIRS


def test_asked_again_after_everything_was_forgotten_nothing_has_changed() -> None:
    draw = random.Random(4)
    first, second = History(80, seed=9).parts(2)
    load(first)
    commands.export()
    asked = [(draw.sample(PERIODS, 3), draw.choice(first).recorded_at) for _ in range(12)]
    before = [queries.figures(ALL, periods, moment) for periods, moment in asked]
    load(second)
    commands.export()
    with held() as memory:
        memory.forget()
    assert [queries.figures(ALL, periods, moment) for periods, moment in asked] == before
