"""The clock of a case by replay: what happened, a rule and the calendars give every date, and say why.

Choices made here, each tested:

- The deadline is the n-th day after day 0 that counts and is not paused. A rule in working days loses only
  the working days of a pause; every other rule loses its calendar days.
- Months are first counted from date to date; pauses are then added in calendar days.
- While the clock stands still there is no deadline (None), unless it ended before the pause began.
- An extension names a day. Days that count and are paused after the day it was granted move it on. The
  deadline is the latest of the rule's own day and of every extension that stands: an extension never
  shortens.
- An extension taken back counts as never granted; granted and taken back on the same day, it is taken back.
- A roll forward also passes over paused days; extensions are days somebody chose and are not rolled.
- What happened on the same day counts together, so the order in which it is told does not matter.
- Everything is local dates (Europe/Copenhagen), so a night with 23 or 25 hours changes nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from anke.rules.calendar import DEFAULT, Calendars
from anke.rules.course import Course, Extension
from anke.rules.deadlines import DeadlineError, DeadlineRule, deadline, known_day
from anke.rules.explain import explain
from anke.rules.pauses import Days, Pause, join, paused_days
from anke.rules.trace import Step


@dataclass(frozen=True)
class Received:
    """The case came in: the event the clock starts from."""

    on: date


@dataclass(frozen=True)
class Paused:
    """The clock stands still from this day."""

    on: date
    reason: str = ""


@dataclass(frozen=True)
class Resumed:
    """The clock runs again; this day counts."""

    on: date


class Extended(Extension):
    """The deadline was put off."""


@dataclass(frozen=True)
class ExtensionRemoved:
    """On `on`, the extension to `until` was taken back."""

    on: date
    until: date
    reason: str = ""


@dataclass(frozen=True)
class Stopped:
    """The case was decided or closed. What happened after the first of these does not move the clock."""

    on: date


ClockEvent = Received | Paused | Resumed | Extended | ExtensionRemoved | Stopped


@dataclass(frozen=True)
class Superseded:
    """A deadline that once held: from which day, until which day, and what put another in its place."""

    deadline: date
    since: date
    replaced_on: date
    cause: tuple[ClockEvent, ...]


@dataclass(frozen=True)
class Clock:
    """Every date of one clock. `current`: None while it stands still; `original`: by the rule alone."""

    rule: DeadlineRule
    received: date
    original: date
    current: date | None
    superseded: tuple[Superseded, ...]
    stopped: date | None
    course: Course = field(repr=False)
    steps: tuple[Step, ...] = field(repr=False)

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The pauses, joined where they overlap."""
        return self.course.pauses

    @property
    def extensions(self) -> tuple[Extension, ...]:
        """The extensions that stand."""
        return self.course.extensions

    def is_paused(self, today: date) -> bool:
        running = self.stopped is None or today < self.stopped
        return running and any(pause.holds(today) for pause in self.pauses)

    def days_left(self, today: date) -> int:
        """Days until the deadline, as the rule counts them: 0 on the last day, negative after it.

        While the clock stands still: the days that will be left when it runs again.
        """
        return self.course.left(self._last(today))

    def overdue(self, today: date) -> bool:
        """Whether the deadline has passed: only after its day; due today is not overdue."""
        return self.current is not None and self._last(today) > self.current

    def met(self) -> bool | None:
        """Whether the case ended in time; None: it has not ended."""
        return None if self.stopped is None else not self.overdue(self.stopped)

    def met_original(self) -> bool | None:
        """The same against the original deadline, so that no extension hides lateness."""
        return None if self.stopped is None else self.stopped <= self.original

    def age(self, today: date) -> int:
        """Calendar days since receipt, until the case ended. A pause never hides age."""
        return (self._last(today) - self.received).days

    def net_days(self, today: date) -> int:
        """Calendar days since receipt on which the clock ran: net handling time."""
        last = self._last(today)
        return (last - self.received).days - paused_days(self.received, last, self.pauses, Days())

    def _last(self, today: date) -> date:
        return today if self.stopped is None else min(today, self.stopped)


def replay(events: Iterable[ClockEvent], rule: DeadlineRule, calendars: Calendars = DEFAULT) -> Clock:
    """Every date that follows from what happened. `events` in any order, with exactly one day of receipt.

    >>> from anke.rules.definitions import Span
    >>> begun = [Received(date(2025, 4, 1)), Paused(date(2025, 4, 10)), Resumed(date(2025, 4, 20))]
    >>> clock = replay(begun, DeadlineRule(8, Span.WEEKS))
    >>> clock.original.isoformat(), clock.current.isoformat()
    ('2025-05-27', '2025-06-06')
    """
    told = list(events)
    received = _receipt(told)
    stopped = min((event.on for event in told if isinstance(event, Stopped)), default=None)
    before = [event for event in told if stopped is None or event.on <= stopped]
    base = Course(rule, received, calendars[rule.calendar_name])
    course, stray = _course(base, before)
    original = deadline(received, rule, calendars)
    removed = sorted(
        {event for event in before if isinstance(event, ExtensionRemoved)},
        key=lambda e: (e.on, e.until, e.reason),
    )
    steps = explain(
        course,
        original=original,
        stray=stray,
        removed=[Extension(event.on, event.until, event.reason) for event in removed],
        stopped=stopped,
    )
    superseded = _history(base, before)
    return Clock(rule, received, original, course.deadline, superseded, stopped, course, steps)


def _receipt(events: Sequence[ClockEvent]) -> date:
    days = {event.on for event in events if isinstance(event, Received)}
    if len(days) != 1:
        found = ", ".join(sorted(day.isoformat() for day in days)) or "none"
        raise DeadlineError(f"A clock starts from exactly one day of receipt; found: {found}.")
    return known_day(days.pop())


def _course(base: Course, events: Sequence[ClockEvent]) -> tuple[Course, tuple[date, ...]]:
    """The course these events make, and the days of a start nothing waited for."""
    stops = [(event.on, event.reason) for event in events if isinstance(event, Paused)]
    starts = [event.on for event in events if isinstance(event, Resumed)]
    pauses, stray = join(stops, starts)
    taken_back = [event for event in events if isinstance(event, ExtensionRemoved)]
    standing = {
        Extension(event.on, event.until, event.reason)
        for event in events
        if isinstance(event, Extended)
        and not any(gone.until == event.until and gone.on >= event.on for gone in taken_back)
    }
    ordered = tuple(sorted(standing, key=lambda one: (one.on, one.until, one.reason)))
    return Course(base.rule, base.received, base.calendar, pauses, ordered), stray


def _history(base: Course, events: Sequence[ClockEvent]) -> tuple[Superseded, ...]:
    """The deadlines that held once, by replaying the days one after the other."""
    ordered = sorted(
        events, key=lambda event: (max(event.on, base.received), type(event).__name__, repr(event))
    )
    found: list[Superseded] = []
    held, since, causes = None, base.received, list[ClockEvent]()
    known: list[ClockEvent] = []
    for day, group in groupby(ordered, key=lambda event: max(event.on, base.received)):
        today = list(group)
        known += today
        causes += [event for event in today if not isinstance(event, Received | Stopped)]
        now = _course(base, known)[0].deadline
        if now is None:
            continue
        if held is not None and now != held:
            found.append(Superseded(held, since, max(causes[0].on, since), tuple(causes)))
        if now != held:
            held, since = now, day
        causes = []
    if held is not None and causes:
        found.append(Superseded(held, since, causes[0].on, tuple(causes)))
    return tuple(found)
