"""What the synthetic authority's management recorded on its strategy, as events."""

from datetime import UTC, date, datetime, time
from typing import Any

from anke.content.schema.base import Strict
from anke.demo.assumed import read
from anke.events.commands import NewEvent

ACTOR = "styring"


class Said(Strict):
    """One record of management, made up."""

    day: date
    initiative: str
    kind: str
    data: dict[str, Any]


class Recorded(Strict):
    """strategy.yaml."""

    events: tuple[Said, ...]


def strategy_events() -> list[NewEvent]:
    """In the order recorded: at one o'clock of their day."""
    told = Recorded.model_validate(read("strategy"))
    return [
        NewEvent(
            "initiative",
            one.initiative,
            one.kind,
            one.day,
            ACTOR,
            one.data,
            datetime.combine(one.day, time(13), UTC),
        )
        for one in sorted(told.events, key=lambda said: said.day)
    ]
