"""The synthetic authority's draws of 2023 and 2024: planned, promised, frozen, revealed. The words that make
the seeds are made up, as everything here is."""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from anke.demo.days import TODAY
from anke.oversight.quality import commands, queries

RUNNER, OTHER = "jurist", "direktoer"
WORDS: Final = {
    RUNNER: "syv svaler på en tråd i regnvejr, {name}",
    OTHER: "kaffen var kold, men mødet var varmt, {name}",
}
DRAWN: Final = (("Q5A", 2023), ("Q5B", 2023), ("Q5A", 2024), ("Q5B", 2024))
_MORNING: Final = datetime(TODAY.year, TODAY.month, TODAY.day, 7, 40, tzinfo=UTC)


def draw_cases() -> int:
    """Make the draws; returns how many. Does nothing where there are draws already."""
    if queries.draws():
        return 0
    clock = _Clock()
    for activity, year in DRAWN:
        name = commands.plan_draw(activity=activity, year=year, **clock.by(RUNNER)).name
        for who, words in WORDS.items():
            commands.promise_contribution(draw=name, words=words.format(name=name), **clock.by(who))
        commands.freeze_frame(draw=name, **clock.by(RUNNER))
        for who, words in WORDS.items():
            commands.reveal_contribution(draw=name, words=words.format(name=name), **clock.by(who))
    return len(DRAWN)


class _Clock:
    """Moments that follow each other on the morning of the demonstration's today."""

    def __init__(self) -> None:
        self.at = _MORNING

    def by(self, actor: str) -> dict[str, Any]:
        self.at += timedelta(milliseconds=20)
        return {"actor": actor, "happened_on": TODAY, "recorded_at": self.at}
