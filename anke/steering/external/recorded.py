"""What is recorded of figures from outside, whoever recorded it: every word of a subgoal, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from anke.events import queries as events
from anke.events.queries import Recorded
from anke.rules.periods import Period, parse_period

ROLES: Final = {
    "figure_reported": "figure",
    "benchmark_reported": "benchmark",
    "deliverable_prepared": "prepared",
    "deliverable_received": "received",
}


@dataclass(frozen=True)
class Word:
    """One thing recorded of a subgoal: a figure, a benchmark, or a day of a delivery."""

    plan: str
    subgoal: str
    role: str
    seq: int
    recorded_at: datetime
    actor: str
    period: Period | None = None
    value: Decimal | None = None
    day: date | None = None
    preliminary: bool = False
    source: str = ""

    @property
    def key(self) -> str:
        return f"{self.subgoal}/{self.role}"


def words_of(plan: str, subgoals: Iterable[str]) -> list[Word]:
    """Everything recorded of these subgoals of a plan, in the order recorded."""
    told = (one for name in dict.fromkeys(subgoals) for one in events.events_of("goal", f"{plan}/{name}"))
    return sorted((_word(one) for one in told if one.kind in ROLES), key=lambda one: one.seq)


def delivered_on(plan: str, subgoal: str, act: str) -> date | None:
    """The day a delivery was prepared or received, by the last word on it."""
    days = [one.day for one in words_of(plan, [subgoal]) if one.role == act]
    return days[-1] if days else None


def latest(words: Iterable[Word]) -> dict[tuple[str, str], Word]:
    """The last word by what it answers and for which period ("" for deliveries)."""
    return {(one.key, one.period.name if one.period else ""): one for one in words}


def _word(event: Recorded) -> Word:
    plan, _, subgoal = event.subject_name.partition("/")
    data, role = event.data, ROLES[event.kind]
    figure = role in ("figure", "benchmark")
    return Word(
        plan=plan,
        subgoal=subgoal,
        role=role,
        seq=event.seq,
        recorded_at=event.recorded_at,
        actor=event.actor,
        period=parse_period(data["period"]) if figure else None,
        value=Decimal(data["value"]) if figure else None,
        day=None if figure else event.happened_on,
        preliminary=bool(data.get("preliminary", False)),
        source=data.get("source", data.get("document", "")),
    )
