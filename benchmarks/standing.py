"""Standard periods from the sums by month, and what one more day costs behind a short and a long history.

Both run in a database of their own (SQLite). The day: 500 cases come in, and a word about each of 1,000
others."""

import random
import statistics as middle
import time
from dataclasses import replace
from datetime import UTC, date, datetime

from anke.content.load import content
from anke.events.bulk import load
from anke.events.commands import NewEvent
from anke.rules.definitions import Measure
from anke.steering.statistics import commands, queries
from anke.steering.statistics.holding import held
from anke.steering.statistics.tests.histories import History
from benchmarks.data import PLAN, QUARTERS, in_turns
from benchmarks.table import Row

SHORT, LONG, DAYS = 10_000, 100_000, 5
PERIODS = [*QUARTERS, *(one.year_to_date for one in QUARTERS[3::4])]


def standard() -> list[Measure]:
    """The plan's figures computed from events, and the boards' twenty-four."""
    plan = content().plans[PLAN]
    cells = [
        measure for one in plan.subgoals() if one.completeness for measure in plan.cells(one.id).values()
    ]
    return [*plan.measures().values(), *cells]


def rows() -> tuple[list[Row], list[str]]:
    commands.set_standard(standard)
    names, exports, refreshes = [], {}, {}
    number = 0
    for cases in (SHORT, LONG):
        history = History(cases - len(names), seed=2, first=len(names) + 1)
        names += [event.subject_name for event in history.events if event.kind == "case_registered"]
        load(_from(history.events, number))
        commands.export()
        _ready()
        days = [_a_day(number + at, names) for at in range(1, DAYS + 1)]
        number += DAYS
        exports[cases], refreshes[cases] = (middle.median(one) for one in zip(*days, strict=True))
    asked = standard()[:9]
    (answered,) = in_turns([lambda: queries.standard_figures(asked, PERIODS)], 51)
    notes = [
        f"a day of 1,500 events, {LONG:,} cases before it: exported in {exports[LONG]:.2f} s, "
        f"in a process's memory {refreshes[LONG]:.2f} s after"
    ]
    ratio = f"after {LONG:,} cases against after {SHORT:,}"
    return [
        Row("contract × 15 standard periods, against 10 ms", answered, 0.010, 0.010 / answered, 1.0),
        Row(f"a day's export, {ratio}", exports[LONG], exports[SHORT], exports[SHORT] / exports[LONG], None),
        Row(
            f"… into memory, {ratio}",
            refreshes[LONG],
            refreshes[SHORT],
            refreshes[SHORT] / refreshes[LONG],
            None,
        ),
    ], notes


def _a_day(number: int, names: list[str]) -> tuple[float, float]:
    """Record a day's events; the seconds their export takes, and then until a process can answer with
    them.
    """
    load(day(number, names))
    began = time.perf_counter()
    commands.export()
    exported = time.perf_counter()
    _ready()
    return exported - began, time.perf_counter() - exported


def _ready() -> None:
    with held() as memory:
        memory.facts(None)


def _from(events: list[NewEvent], number: int) -> list[NewEvent]:
    """The same events; what is told comes after the days there have been."""
    moment = datetime(2030, 1, number, 13, tzinfo=UTC) if number else events[0].recorded_at
    return [replace(event, recorded_at=max(event.recorded_at, moment)) for event in events]


def day(number: int, names: list[str]) -> list[NewEvent]:
    """One day's events."""
    draw, moment = random.Random(number), datetime(2030, 1, number, 12, tzinfo=UTC)
    came = {"case_type": "cash_benefit", "authority": 101, "office": 3}
    said = {"changes": {"office": 4}, "reason": "Flyttet"}
    today = date(2030, 1, number)
    return [
        *(
            NewEvent("case", f"2030-{number:02}{at:05}", "case_registered", today, "sarah", came, moment)
            for at in range(500)
        ),
        *(
            NewEvent("case", name, "registration_corrected", today, "sarah", said, moment)
            for name in draw.sample(names, 1000)
        ),
    ]
