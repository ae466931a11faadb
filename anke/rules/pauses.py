"""Pauses: stretches of days on which a clock stands still, and counting the days on which it runs.

A pause runs from and including the day the clock is stopped, up to but not including the day it runs again.
So a clock stopped and started on the same day has not stood still. Any number may overlap; a day is paused
once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from anke.rules.working_days import WorkingDays, within

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Pause:
    """From `start` up to, not including, `end`; None: it has not ended."""

    start: date
    end: date | None
    reasons: tuple[str, ...] = ()

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Days:
    """How a rule counts: every calendar day, or (with an index) working days only."""

    index: WorkingDays | None = None

    def count(self, start: date, end: date) -> int:
        """Days that count after `start` up to and including `end`."""
        return self.index.count(start, end) if self.index else (end - start).days

    def add(self, day: date, number: int) -> date:
        return self.index.add(day, number) if self.index else within(day + timedelta(days=number))


def join(
    stops: Iterable[tuple[date, str]], starts: Iterable[date]
) -> tuple[tuple[Pause, ...], tuple[date, ...]]:
    """From the days a clock was stopped (with reasons) and started again to its pauses, in order, none
    touching.

    Every stop needs its own start: two overlapping pauses end when both have. Stops and starts of one day
    count together, so their order does not matter. The second part of the answer: days with a start nothing
    waited for.
    """
    stopped, started, reasons = Counter[date](), Counter(starts), dict[date, list[str]]()
    for day, reason in stops:
        stopped[day] += 1
        reasons.setdefault(day, []).extend([reason] if reason else [])
    pauses: list[Pause] = []
    stray: list[date] = []
    depth, since, why = 0, date.min, list[str]()
    for day in sorted(stopped.keys() | started.keys()):
        before, depth = depth, depth + stopped[day] - started[day]
        if depth < 0:
            stray.append(day)
            depth = 0
        if before == 0 and depth > 0:
            since, why = day, []
        why.extend(sorted(reasons.get(day, [])))
        if before > 0 and depth == 0:
            pauses.append(Pause(since, day, _once(why)))
    if depth > 0:
        pauses.append(Pause(since, None, _once(why)))
    return tuple(pauses), tuple(stray)


def nth_running(start: date, number: int, pauses: Sequence[Pause], days: Days) -> date | None:
    """The `number`-th day after `start` that counts and is not paused; None: a pause that has not ended
    comes first.

    `pauses` in order, none overlapping, as `join` gives them.
    """
    end = days.add(start, number)
    for pause in pauses:
        begin = max(pause.start, start + _DAY)
        if begin > end:
            break
        if pause.end is None:
            return None
        if pause.end > begin:
            number += days.count(begin - _DAY, pause.end - _DAY)
            end = days.add(start, number)
    return end


def paused_days(start: date, end: date, pauses: Iterable[Pause], days: Days) -> int:
    """How many days that count are paused after `start`, up to and including `end`."""
    paused = 0
    for pause in pauses:
        first = max(pause.start, start + _DAY)
        last = end if pause.end is None else min(pause.end - _DAY, end)
        if last >= first:
            paused += days.count(first - _DAY, last)
    return paused


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
