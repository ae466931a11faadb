"""What the synthetic authority was told from outside, and what it delivered, as events."""

from datetime import UTC, date, datetime, time
from typing import Any, Literal

from anke.content.load import content
from anke.content.schema.base import Strict
from anke.demo.assumed import read
from anke.events.commands import NewEvent

ACTOR = "styring"


class Figure(Strict):
    """A figure somebody reported. Without `printed` (the paper it stands in) it is made up."""

    day: date
    plan: str
    subgoal: str
    period: str
    value: str
    preliminary: bool
    printed: str | None = None


class Delivery(Strict):
    day: date
    plan: str
    subgoal: str
    act: Literal["prepared", "received"]
    document: str = ""


class Reported(Strict):
    """reported.yaml."""

    made_up: str
    figures: tuple[Figure, ...]
    benchmarks: tuple[Figure, ...]
    deliveries: tuple[Delivery, ...]
    board_reports: dict[str, date]


def reported_events() -> list[NewEvent]:
    """In the order recorded: at noon of their day."""
    told = Reported.model_validate(read("reported"))
    events = [_figure("figure_reported", one, told.made_up) for one in told.figures]
    events += [_figure("benchmark_reported", one, told.made_up) for one in told.benchmarks]
    events += [_delivery(one) for one in told.deliveries]
    events += [
        _event("board", board, "board_figures_reported", on, {"period": period})
        for period, on in told.board_reports.items()
        for board in _boards()
    ]
    return sorted(events, key=lambda event: event.happened_on)


def _boards() -> list[str]:
    return sorted({kind.board for kind in content().case_types.values() if kind.board})


def _figure(kind: str, one: Figure, made_up: str) -> NewEvent:
    data = {
        "subgoal": one.subgoal,
        "year": int(one.plan),
        "period": one.period,
        "value": one.value,
        "preliminary": one.preliminary,
        "source": one.printed or made_up,
    }
    return _event("goal", f"{one.plan}/{one.subgoal}", kind, one.day, data)


def _delivery(one: Delivery) -> NewEvent:
    data = {"subgoal": one.subgoal} | ({"document": one.document} if one.act == "prepared" else {})
    return _event("goal", f"{one.plan}/{one.subgoal}", f"deliverable_{one.act}", one.day, data)


def _event(subject_kind: str, name: str, kind: str, on: date, data: dict[str, Any]) -> NewEvent:
    moment = datetime.combine(on, time(12), UTC)
    return NewEvent(subject_kind, name, kind, on, ACTOR, data, moment)
