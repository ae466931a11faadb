"""Histories of many cases for tests of the statistics: seeded, quick, with late words and changed minds."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from anke.events.commands import NewEvent

TYPES = ("compulsory_measures", "cash_benefit", "sickness_benefit", "work_injury", "supervision_access")
OUTCOMES = ("affirmed", "changed", "remanded", "dismissed")
FIRST, DAYS = date(2023, 11, 1), 700


class History:
    """Events of `cases` cases in the order they are recorded, from 2023-11 to 2025-10."""

    def __init__(self, cases: int, seed: int = 1, *, first: int = 1) -> None:
        self._draw = random.Random(seed)
        self.events: list[NewEvent] = []
        self._told: dict[str, datetime] = {}  # when each case was last told of
        for number in range(first, first + cases):
            self._case(f"{number:06}")
        self.events.sort(key=lambda event: event.recorded_at)

    def _case(self, number: str) -> None:
        draw = self._draw
        day = FIRST + timedelta(days=draw.randrange(DAYS))
        name = f"{day.year}-{number}"
        kinds: dict[str, Any] = {
            "case_type": draw.choice(TYPES),
            "authority": 101,
            "office": draw.randint(1, 9),
        }
        self._say(name, "case_registered", day, **kinds)
        if draw.random() < 0.7:
            day += timedelta(days=draw.randint(0, 5))
            self._say(name, "information_assessed", day, fully_informed=draw.random() < 0.6)
        if draw.random() < 0.1:
            self._say(
                name, "first_instance_error_found", day, error=draw.random() < 0.5, reason="Journalisering"
            )
        day += timedelta(days=draw.choice([0, 3, 20, 56, 57, 90, 180, 400]))
        if draw.random() < 0.05:
            self._say(name, "case_withdrawn", day)
        elif draw.random() < 0.85:
            self._say(name, "case_decided", day, outcome=draw.choice(OUTCOMES))
        if draw.random() < 0.2:
            self._correct(name, day)

    def _correct(self, name: str, day: date) -> None:
        draw = self._draw
        back = day - timedelta(days=400 + draw.randint(1, 30))
        changes = draw.choice(
            [
                {"received_on": back.isoformat()},
                {"case_type": draw.choice(TYPES)},
                {"fully_informed": None},
                {"decided_on": None, "closed_on": None, "outcome": None},
            ]
        )
        self._say(
            name,
            "registration_corrected",
            day + timedelta(days=draw.randint(0, 90)),
            changes=changes,
            reason="Fejl",
        )

    def _say(self, name: str, kind: str, day: date, **data: Any) -> None:
        """Most is recorded the same day, some weeks later. No case is told of before it was registered."""
        late = self._draw.choice([0, 0, 0, 0, 1, 14, 45])
        moment = datetime.combine(day + timedelta(days=late), time(self._draw.randint(6, 21), 30), UTC)
        moment = self._told[name] = max(moment, self._told.get(name, moment))
        self.events.append(NewEvent("case", name, kind, day, "sarah", data, moment))

    def parts(self, number: int) -> list[Sequence[NewEvent]]:
        """The same events in so many parts, one after the other."""
        size = -(-len(self.events) // number)
        return [self.events[at : at + size] for at in range(0, len(self.events), size)]
