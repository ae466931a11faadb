"""The synthetic authority's draws and central measurements of 2023 and 2024. The words that make the seeds,
and everything anybody found, are made up.

Dated the day it would have been done; put into the register on the morning of the demonstration's today.
"""

import hashlib
from datetime import UTC, date, datetime, timedelta
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
    for year in (2023, 2024):
        _measure(year, clock)
    return len(DRAWN)


def _measure(year: int, clock: "_Clock") -> None:
    """A measurement from its beginning to the executive board's approval, in the spring after its year."""
    commands.open_measurement(year=year, **clock.by(RUNNER))
    given: dict[str, list[tuple[str, str, str, dict[str, str], str]]] = {}
    for one in queries.readings(year):
        answers = (_of_part_a if one.part == "A" else _of_part_b)(one.number, one.side)
        given.setdefault(one.by, []).append((one.part, one.number, one.side, answers, ""))
    for who, rated in sorted(given.items()):
        commands.rate_cases(year=year, given=rated, **clock.by(who, date(year + 1, 4, 22)))
    for number, criterion in queries.unsettled(year):
        how: dict[str, Any] = {"answer": "yes", "reason": "Vi gennemgik sagen sammen (opdigtet)"}
        commands.settle_rating(
            year=year, number=number, criterion=criterion, **how, **clock.by(RUNNER, date(year + 1, 5, 6))
        )
    spring = date(year + 1, 5, 20)
    needs = "Svar tydeligere på klagerens bemærkninger, og brug færre indskudte sætninger (opdigtet)."
    commands.report_measurement(year=year, needs=needs, **clock.by(RUNNER, spring))
    people, words = "Kvint Kvalitetsmåler og Retsenheden", "Brevene begynder for langt fra sagen (opdigtet)."
    commands.hold_follow_up(
        year=year, people=people, words=words, **clock.by(RUNNER, spring + timedelta(days=3))
    )
    commands.approve_measurement(year=year, **clock.by(OTHER, spring + timedelta(days=14)))


def _chance(*parts: str) -> int:
    """A number from 0 to 99 that is always the same for the same parts."""
    return int(hashlib.sha256("/".join(parts).encode()).hexdigest(), 16) % 100


def _of_part_a(number: str, side: str) -> dict[str, str]:
    """Six in a hundred are not correct; now and then the other management sees it otherwise."""
    correct, comments, other = (_chance(number, one) for one in ("correct", "comments", "other"))
    found = {
        "correct": "no" if correct < 6 else "yes",
        "comments": "none" if comments < 20 else "no" if comments < 32 else "yes",
    }
    if side == "other" and other < 5:
        found["correct"] = "yes" if found["correct"] == "no" else "no"
    return found


def _of_part_b(number: str, side: str) -> dict[str, str]:
    least = {"clear": 8, "understandable": 14, "language": 4, "spelling": 9, "commas": 22, "typography": 7}
    return {name: "no" if _chance(number, name) < share else "yes" for name, share in least.items()}


class _Clock:
    """Moments that follow each other on the morning of the demonstration's today."""

    def __init__(self) -> None:
        self.at = _MORNING

    def by(self, actor: str, on: date = TODAY) -> dict[str, Any]:
        self.at += timedelta(milliseconds=20)
        return {"actor": actor, "happened_on": on, "recorded_at": self.at}
