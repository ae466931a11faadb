"""Time limits: from a day and a rule to the day it ends, each rule with its own unit, first day, roll and
calendar.

The day of the event is day 0 unless the rule says it is day 1. How each unit is counted:

days, weeks    from day 0, every calendar day; n weeks end on the same day of the week.
months         from date to date: day 0 on the 31st ends on the month's last day where it has no 31st. With
               `first_day=1` the day before the same date, and the month's last day where that does not exist.
working days   the n-th open day of the calendar after day 0.

The end is then rolled to an open day of the rule's calendar (`next`, `previous`), or left where it fell
(`no`). A roll backwards never goes past the day of the event.
"""

import calendar as months
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from anke.rules.calendar import DEFAULT, WORKING, Calendar, Calendars
from anke.rules.definitions import Limit, Span
from anke.rules.working_days import FIRST, LAST, within

_DAY = timedelta(days=1)
_LONGEST = 9_999


class DeadlineError(ValueError):
    """The time limit cannot be read or counted. The message says what to write instead."""


class Roll(StrEnum):
    """Where a time limit ends that would end on a closed day."""

    NO = "no"
    NEXT = "next"
    PREVIOUS = "previous"


@dataclass(frozen=True)
class DeadlineRule:
    """A time limit. `calendar` is `working` or `expiry`; without one a rule in working days goes by `working`
    and every other by `expiry`, the days a period can run out on."""

    value: int
    span: Span
    first_day: int = 0
    roll: Roll = Roll.NO
    calendar: str | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.value <= _LONGEST:
            raise DeadlineError(f"{self.value} is no time limit. Write a number from 1 to {_LONGEST}.")
        if self.first_day not in (0, 1):
            raise DeadlineError(f"The day of the event is day 0 or day 1, not day {self.first_day}.")

    @classmethod
    def of(cls, limit: Limit, *, first_day: int = 0, roll: Roll = Roll.NO) -> "DeadlineRule":
        """The rule that goes with the limit of a measure.

        >>> DeadlineRule.of(Limit(8, Span.WEEKS)).calendar_name
        'expiry'
        """
        return cls(limit.value, limit.span, first_day, roll)

    @property
    def calendar_name(self) -> str:
        return self.calendar or ("working" if self.span is Span.WORKING_DAYS else "expiry")


_SPANS: dict[Span, tuple[str, ...]] = {
    Span.WORKING_DAYS: ("working day", "working days", "workday", "workdays", "arbejdsdag", "arbejdsdage"),
    Span.DAYS: ("day", "days", "calendar day", "calendar days", "dag", "dage", "kalenderdag", "kalenderdage"),
    Span.WEEKS: ("week", "weeks", "uge", "uger"),
    Span.MONTHS: ("month", "months", "måned", "måneder"),
}
_WORDS = {word: span for span, words in _SPANS.items() for word in words}
_LIMIT = re.compile(r"([0-9]+)\s*(.*)")
_FRACTION = re.compile(r"[.,][0-9]|e[0-9]")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_EXAMPLES = "Write for example '20 working days', '12 uger', '3 months' or '10 days'."


def parse_limit(text: str) -> Limit:
    """Read a time limit in English or Danish.

    >>> parse_limit("20 working days"), parse_limit("12 uger")
    (Limit(value=20, span=<Span.WORKING_DAYS: 'working_days'>), Limit(value=12, span=<Span.WEEKS: 'weeks'>))
    >>> parse_limit("2 years")
    Traceback (most recent call last):
    anke.rules.deadlines.DeadlineError: '2 years' is no time limit: 'years' is no unit. Write for example ...
    """
    match = _LIMIT.fullmatch(text.strip().lower())
    if match is None:
        raise DeadlineError(f"'{text}' is no time limit: it must begin with a whole number. {_EXAMPLES}")
    value, unit = int(match[1][:9]), " ".join(match[2].split())
    if not unit:
        raise DeadlineError(f"'{text}' is no time limit: the unit is missing. {_EXAMPLES}")
    if _FRACTION.match(unit):
        raise DeadlineError(f"'{text}' is no time limit: it must be a whole number of days, weeks or months.")
    if unit not in _WORDS:
        raise DeadlineError(f"'{text}' is no time limit: '{unit}' is no unit. {_EXAMPLES}")
    if not 1 <= value <= _LONGEST:
        raise DeadlineError(f"'{text}' is no time limit: write a number from 1 to {_LONGEST}.")
    return Limit(value, _WORDS[unit])


def parse_day(text: str) -> date:
    """Read a date as year-month-day.

    >>> parse_day("2024-02-29")
    datetime.date(2024, 2, 29)
    >>> parse_day("2025-02-29")
    Traceback (most recent call last):
    anke.rules.deadlines.DeadlineError: '2025-02-29' is no date: that month has 28 days. ...
    """
    write = "Write year-month-day, for example 2025-04-01."
    match = _ISO.fullmatch(text.strip())
    if match is None:
        raise DeadlineError(f"'{text}' is no date. {write}")
    year, month, day = (int(part) for part in match.groups())
    if not FIRST.year <= year <= LAST.year:
        years = f"{FIRST.year}–{LAST.year}"
        raise DeadlineError(f"'{text}' lies outside {years}, the years the calendar knows.")
    if not 1 <= month <= 12:
        raise DeadlineError(f"'{text}' is no date: there is no month {month}. {write}")
    last = months.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise DeadlineError(f"'{text}' is no date: that month has {last} days. {write}")
    return date(year, month, day)


def known_day(day: date) -> date:
    """The day itself, where the calendar knows it."""
    if not FIRST <= day <= LAST:
        raise DeadlineError(
            f"{day.isoformat()} lies outside {FIRST.year}–{LAST.year}, the years the calendar knows."
        )
    return day


def day_zero(event: date, rule: DeadlineRule) -> date:
    """The day before the first day that counts."""
    return event - _DAY * rule.first_day


def nominal(event: date, rule: DeadlineRule, calendars: Calendars = DEFAULT) -> date:
    """Where the time limit ends before any roll.

    >>> nominal(date(2024, 1, 31), DeadlineRule(1, Span.MONTHS))
    datetime.date(2024, 2, 29)
    >>> nominal(date(2025, 4, 1), DeadlineRule(20, Span.WORKING_DAYS))
    datetime.date(2025, 5, 2)
    """
    return nominal_in(event, rule, calendars[rule.calendar_name])


def nominal_in(event: date, rule: DeadlineRule, calendar: Calendar) -> date:
    """The same, with the rule's own calendar handed in."""
    start = day_zero(known_day(event), rule)
    if rule.span is Span.WORKING_DAYS:
        return calendar.index.add(start, rule.value)
    if rule.span is Span.MONTHS:
        return within(_months_on(event, rule.value, rule.first_day))
    return within(start + timedelta(days=rule.value * (7 if rule.span is Span.WEEKS else 1)))


def deadline(event: date, rule: DeadlineRule, calendars: Calendars = DEFAULT) -> date:
    """The last day of the time limit, rolled as the rule says. Acting on that day is in time.

    >>> deadline(date(2026, 4, 17), DeadlineRule(4, Span.WEEKS, roll=Roll.NEXT))  # not 15 May
    datetime.date(2026, 5, 18)
    """
    return rolled(nominal(event, rule, calendars), rule.roll, calendars[rule.calendar_name], event)


def rolled(day: date, roll: Roll, calendar: Calendar, event: date) -> date:
    """The day itself where it is open, else the next or previous open day, but none before `event`."""
    if roll is Roll.NEXT:
        return calendar.index.on_or_after(day)
    if roll is Roll.PREVIOUS:
        return max(calendar.index.on_or_before(day), event)
    return day


def _months_on(event: date, number: int, first_day: int) -> date:
    month = event.month - 1 + number
    year, month = event.year + month // 12, month % 12 + 1
    last = months.monthrange(year, month)[1]
    wanted = event.day - first_day
    if wanted == 0:
        return date(year, month, 1) - _DAY
    return date(year, month, min(wanted, last))


@dataclass(frozen=True)
class Due:
    """When a report is due: by the letter, and moved to an open day. Both are shown."""

    nominal: date
    shifted: date
    shift: Roll


def report_due(
    period_end: date, days: int = 21, shift: Roll = Roll.PREVIOUS, calendar: Calendar = WORKING
) -> Due:
    """A quarterly report is due `days` calendar days after the period's last day (results contract 2025: 21).

    The contract does not say which way a due date moves that falls on a closed day: hence `shift`.

    >>> due = report_due(date(2025, 3, 31))  # Easter Monday
    >>> due.nominal.isoformat(), due.shifted.isoformat()
    ('2025-04-21', '2025-04-16')
    >>> report_due(date(2025, 3, 31), shift=Roll.NEXT).shifted.isoformat()
    '2025-04-22'
    """
    day = known_day(period_end) + timedelta(days=days)
    return Due(day, rolled(day, shift, calendar, period_end), shift)
