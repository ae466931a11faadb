"""Moments that follow each other, for acts of the synthetic authority that people do one after the other."""

from datetime import date, datetime, timedelta
from typing import Any, Final

_STEP: Final = timedelta(milliseconds=20)


class Clock:
    """`on`: the day the acts are dated, where an act is not given another."""

    def __init__(self, at: datetime, on: date) -> None:
        self.at, self.on = at, on

    def by(self, actor: str, on: date | None = None) -> dict[str, Any]:
        """Who, when, and the next moment, as an act takes them."""
        self.at += _STEP
        return {"actor": actor, "happened_on": on or self.on, "recorded_at": self.at}

    def of_machine(self, actor: str) -> dict[str, Any]:
        """As `by`, for acts that are dated the day they are recorded."""
        self.at += _STEP
        return {"actor": actor, "recorded_at": self.at}
