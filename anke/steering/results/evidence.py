"""What has been reported from outside, as known at a moment: figures, benchmarks, deliveries.

Each promise is a subject of its own, kind `goal`, named plan/subgoal (2025/1.7.a). The last word counts: to
correct a figure or a date, report it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from anke.content.schema.plan import Plan
from anke.content.schema.subgoal import Basis, DueDate
from anke.events import queries as events
from anke.events.queries import Recorded
from anke.rules.periods import Period, parse_period

SUBJECT = "goal"
FIGURE, BENCHMARK = "figure_reported", "benchmark_reported"
DELIVERED = {"deliverable_prepared": "prepared", "deliverable_received": "received"}
ASKED_FOR = (Basis.EXTERNAL, Basis.DELIVERABLE, Basis.ACTIVITY)


@dataclass(frozen=True)
class Reported:
    """A figure somebody reported. `year` is the plan's year it counts in, `period` what it covers."""

    value: Decimal
    year: int
    period: Period
    preliminary: bool
    source: str
    seq: int


@dataclass(frozen=True)
class Evidence:
    """All that has been reported on one promise, in the order it was recorded."""

    figures: tuple[Reported, ...] = ()
    benchmarks: tuple[Reported, ...] = ()
    done: tuple[tuple[str, date], ...] = ()  # (prepared | received, on which day)

    def figure(self, year: int, until: date) -> Reported | None:
        return _latest(self.figures, year, until)

    def benchmark(self, year: int, until: date) -> Reported | None:
        return _latest(self.benchmarks, year, until)

    def done_on(self, act: str) -> date | None:
        days = [on for what, on in self.done if what == act]
        return days[-1] if days else None


NOTHING = Evidence()


def name_of(plan_id: str, subgoal_id: str) -> str:
    """
    >>> name_of("2025", "1.7.a")
    '2025/1.7.a'
    """
    return f"{plan_id}/{subgoal_id}"


def evidence(plan: Plan, known_at: datetime | None) -> dict[str, Evidence]:
    """By subgoal id, for every promise that is answered from outside."""
    found = {}
    for subgoal in plan.subgoals():
        if subgoal.basis in ASKED_FOR:
            told = events.events_of(SUBJECT, name_of(plan.id, subgoal.id))
            here = gather(one for one in told if known_at is None or one.recorded_at <= known_at)
            met = [(one.act, day) for one in subgoal.due for day, _ in met_on(one, plan.year, known_at)]
            found[subgoal.id] = replace(here, done=(*met, *here.done)) if met else here
    return found


def met_on(due: DueDate, year: int, known_at: datetime | None = None) -> list[tuple[date, dict[str, Any]]]:
    """The days in a plan's year on which the event happened that does what is due, with its data; none where
    the content names no such event."""
    if due.met_by is None:
        return []
    return [
        (one.happened_on, one.data)
        for one in events.of_kinds([due.met_by])
        if one.happened_on.year == year and (known_at is None or one.recorded_at <= known_at)
    ]


def gather(told: Iterable[Recorded]) -> Evidence:
    figures, benchmarks, done = [], [], []
    for event in told:
        if event.kind == FIGURE:
            figures.append(_reported(event))
        elif event.kind == BENCHMARK:
            benchmarks.append(_reported(event))
        elif event.kind in DELIVERED:
            done.append((DELIVERED[event.kind], event.happened_on))
    return Evidence(tuple(figures), tuple(benchmarks), tuple(done))


def _reported(event: Recorded) -> Reported:
    data = event.data
    return Reported(
        value=Decimal(data["value"]),
        year=int(data["year"]),
        period=parse_period(data["period"]),
        preliminary=bool(data["preliminary"]),
        source=data["source"],
        seq=event.seq,
    )


def _latest(reported: Iterable[Reported], year: int, until: date) -> Reported | None:
    """The one that reaches furthest without reaching past `until`; of several, the last word."""
    fitting = [one for one in reported if one.year == year and one.period.last <= until]
    return max(fitting, key=lambda one: (one.period.last, one.seq), default=None)
