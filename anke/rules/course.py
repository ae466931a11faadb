"""The course of one time limit: a rule, a first day, its pauses and extensions, and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from anke.rules.calendar import Calendar
from anke.rules.deadlines import DeadlineRule, Roll, day_zero, nominal_in, rolled
from anke.rules.definitions import Span
from anke.rules.pauses import Days, Pause, nth_running, paused_days


@dataclass(frozen=True)
class Extension:
    """On `on`, the deadline was put off to `until`."""

    on: date
    until: date
    reason: str = ""


@dataclass(frozen=True)
class Course:
    rule: DeadlineRule
    received: date
    calendar: Calendar
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @cached_property
    def days(self) -> Days:
        """How this rule counts."""
        return Days(self.calendar.index if self.rule.span is Span.WORKING_DAYS else None)

    @cached_property
    def zero(self) -> date:
        return day_zero(self.received, self.rule)

    @cached_property
    def length(self) -> int:
        """The days that must run."""
        return self.days.count(self.zero, nominal_in(self.received, self.rule, self.calendar))

    @cached_property
    def fallen(self) -> date | None:
        """The last day by the rule and the pauses, before any roll."""
        return nth_running(self.zero, self.length, self.pauses, self.days)

    @cached_property
    def ruled(self) -> date | None:
        """The same, rolled."""
        if self.fallen is None or self.rule.roll is not Roll.NEXT:
            return self.fallen and rolled(self.fallen, self.rule.roll, self.calendar, self.received)
        return _next_open(self.fallen, self.calendar, self.pauses)

    def extended(self, extension: Extension) -> date | None:
        """Where an extension ends: on its day, moved by what is paused after the day it was granted."""
        number = self.days.count(extension.on, extension.until)
        if number < 1:
            return extension.until
        moved = nth_running(extension.on, number, self.pauses, self.days)
        return moved and max(moved, extension.until)

    @cached_property
    def deadline(self) -> date | None:
        """The latest of the rule's own day and every extension; None while the clock stands still."""
        ends = [self.ruled, *(self.extended(extension) for extension in self.extensions)]
        known = [end for end in ends if end is not None]
        return max(known) if len(known) == len(ends) else None

    def left(self, day: date) -> int:
        """Days that remain after `day`, as the rule counts them; negative where the deadline has passed."""
        if self.deadline is not None:
            return self._running(day, self.deadline)
        left = self.length - self._running(self.zero, day)
        for extension in self.extensions:
            granted = self.days.count(extension.on, extension.until)
            left = max(left, granted - self._running(extension.on, day))
        return left

    def _running(self, start: date, end: date) -> int:
        return self.days.count(start, end) - paused_days(start, end, self.pauses, self.days)


def _next_open(day: date, calendar: Calendar, pauses: Sequence[Pause]) -> date | None:
    """The day where it is open; else the next day that is neither closed nor paused."""
    if calendar.index.is_open(day):
        return day
    while True:
        day = calendar.index.on_or_after(day)
        pause = next((pause for pause in pauses if pause.holds(day)), None)
        if pause is None or pause.end is None:
            return day if pause is None else None
        day = pause.end
