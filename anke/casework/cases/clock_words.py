"""What the page of a case says of its clock: days left, what moved a deadline, how old the case is."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.casework.cases.times import binding_limit, clock_of
from anke.content.schema.deadline import Deadline
from anke.events.apply import CaseState
from anke.rules.clock import Clock, ClockEvent, Extended, ExtensionRemoved, Paused, Resumed
from anke.rules.definitions import Span
from anke.rules.pauses import Days, Pause, join, paused_days
from anke.rules.trace import day_in_words


@dataclass(frozen=True)
class Standing:
    """How a deadline or target stands. `mood`: kept, late, past (a target), soon, calm or still (paused)."""

    mood: str
    words: str


@dataclass(frozen=True)
class Earlier:
    """A deadline that no longer holds: the day, until when it held, and what put another in its place."""

    on: date
    until: date
    cause: str


@dataclass(frozen=True)
class Age:
    """How long a case has been here, in days; what it stood still is told apart and hidden nowhere."""

    whole: str
    net: str
    paused: str
    pauses: tuple[tuple[date, date | None, str], ...]


@dataclass(frozen=True)
class ClockPanel:
    """The clock of a case as its page shows it. `nature`: whether it is set by law or agreed; `replaced`:
    when the original deadline gave way, and to what; `earlier`: those between it and the present one;
    `target`: it is for many cases taken together, and no deadline of this one."""

    title: str
    nature: str
    target: bool
    current: date | None
    in_words: str
    original: date
    moved: bool
    replaced: Earlier | None
    standing: Standing
    earlier: tuple[Earlier, ...]
    never_pauses: bool


_SOON = 7  # calendar days before a deadline from which it is marked


def panel(state: CaseState, today: date, lang: str) -> ClockPanel | None:
    """The clock a case is measured by; None where the content knows no limit for it."""
    limit = binding_limit(state)
    if limit is None:
        return None
    clock = clock_of(state, limit)
    earlier = _earlier(clock, lang)
    first = earlier[0] if earlier and earlier[0].on == clock.original else None
    return ClockPanel(
        title=limit.title[lang],
        nature=nature_words(limit),
        target=limit.is_target,
        current=clock.current,
        in_words=day_in_words(clock.current, lang) if clock.current else "",
        original=clock.original,
        moved=clock.current != clock.original,
        replaced=first,
        standing=standing(clock, today, target=limit.is_target),
        earlier=tuple(earlier[1:] if first else earlier),
        never_pauses=limit.pausable is False and bool(state.pauses),
    )


def nature_words(limit: Deadline) -> str:
    """What kind of limit it is."""
    return {
        "absolute": _("Set by law, without exception"),
        "statutory": _("Set by law"),
        "agreed": _("Agreed between ministry and authority"),
        "practice": _("By practice"),
    }.get(limit.nature, "")


def standing(clock: Clock, today: date, *, target: bool) -> Standing:
    """How a clock stands on a day, or how it ended. Due today is not overdue. A target is met or passed."""
    if clock.stopped is not None:
        met = clock.met()
        ended = (_("Met"), _("Not met")) if target else (_("Kept"), _("Not kept"))
        return Standing("kept" if met else "past" if target else "late", ended[not met])
    left = clock.days_left(today)
    working = clock.rule.span is Span.WORKING_DAYS
    if clock.current is None:
        return Standing(
            "still",
            _("The clock stands still. When it runs again: %(left)s.") % {"left": _left(left, working)},
        )
    if clock.overdue(today):
        over = (today - clock.current).days
        return Standing("past", _past(over)) if target else Standing("late", _over(over))
    mood = "soon" if (clock.current - today).days <= _SOON else "calm"
    if clock.current == today:
        return Standing(mood, _("The target day is today") if target else _("Due today"))
    return Standing(mood, _left(left, working))


def _left(days: int, working: bool) -> str:
    days = max(days, 0)
    if working:
        return ngettext("%(n)s working day left", "%(n)s working days left", days) % {"n": days}
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def _over(days: int) -> str:
    return ngettext("%(n)s day over", "%(n)s days over", days) % {"n": days}


def _past(days: int) -> str:
    return ngettext("%(n)s day past the target", "%(n)s days past the target", days) % {"n": days}


def until(day: date, today: date) -> str:
    """How far off a day is, in calendar days."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days < 0:
        return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def _earlier(clock: Clock, lang: str) -> list[Earlier]:
    return [
        Earlier(one.deadline, one.replaced_on, "; ".join(cause_words(event, lang) for event in one.cause))
        for one in clock.superseded
    ]


def cause_words(event: ClockEvent, lang: str) -> str:
    """What moved a deadline."""
    day = day_in_words(event.on, lang)
    if isinstance(event, Paused):
        return _("paused on %(day)s") % {"day": day}
    if isinstance(event, Resumed):
        return _("ran again on %(day)s") % {"day": day}
    if isinstance(event, Extended):
        return _("extended to %(day)s") % {"day": day_in_words(event.until, lang)}
    if isinstance(event, ExtensionRemoved):
        return _("the extension to %(day)s was taken back") % {"day": day_in_words(event.until, lang)}
    return ""


def age(state: CaseState, today: date) -> Age:
    """How old a case is on a day, and how long its clock ran: until it was closed, if it is."""
    last = max(state.closed_on or today, state.received_on)
    stood = [(begun, "") for begun, _ended in state.pauses]
    pauses, _stray = join(stood, [ended for _begun, ended in state.pauses if ended])
    whole = (last - state.received_on).days
    still = paused_days(state.received_on, last, pauses, Days())
    return Age(
        whole=days(whole),
        net=days(whole - still),
        paused=days(still),
        pauses=tuple(_pause(one, state, last) for one in pauses),
    )


def _pause(pause: Pause, state: CaseState, last: date) -> tuple[date, date | None, str]:
    return pause.start, pause.end, days(paused_days(state.received_on, last, [pause], Days()))


def days(number: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", number) % {"n": number}
