"""The proof of a deadline: all that is needed to compute it again without this program, and what we computed.

`docs/proofs/deadline.py` does it in 60 lines of plain Python. The closed days are written out, so the proof
rests on no calendar of ours; every movement names the event that says so, and its hash in the case's chain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from anke.casework.cases.models import Case
from anke.casework.cases.movements import Movement
from anke.casework.cases.story import Told, clocks_of
from anke.casework.cases.times import calendars
from anke.rules.calendar import NAMES, Calendar
from anke.rules.clock import Extended, ExtensionRemoved, Paused
from anke.rules.trace import day_in_words, sentences

FORMAT: Final = "anke-deadline-proof-1"
_MARGIN: Final = timedelta(days=60)
_KINDS: Final = {"Paused": "paused", "Resumed": "resumed", "Extended": "extended"}


@dataclass(frozen=True)
class Proof:
    """A case's deadlines as data for a program, and as text for a person."""

    data: dict[str, Any]
    text: str


def proof_of(number: str, *, at: datetime, lang: str = "da") -> Proof:
    """The proof of every clock of a case, as known at a moment. No personal value is part of it."""
    case = Case.objects.get(number=number)
    clocks = clocks_of(number)
    data = {
        "format": FORMAT,
        "case": number,
        "made_at": at.isoformat(timespec="seconds"),
        "received_on": case.received_on.isoformat(),
        "chain": {"events": case.position, "head": case.head},
        "deadlines": [_as_data(one) for one in clocks],
    }
    return Proof(data, "\n".join(_as_text(number, clocks, lang)) + "\n")


def _as_data(told: Told) -> dict[str, Any]:
    clock, rule = told.clock, told.clock.rule
    moved = [] if told.limit.pausable is False else list(told.moved)
    if told.limit.pausable is False:
        moved = [one for one in told.moved if isinstance(one.told, Extended | ExtensionRemoved)]
    last = max([clock.original, clock.current or clock.original, *_days_of(moved)])
    reference = told.limit.term.entry(clock.received)
    return {
        "limit": told.limit.id,
        "title": {"da": told.limit.title.da, "en": told.limit.title.en},
        "source": reference.reference.title if reference else None,
        "measured_by_this": told.binding,
        "rule": {
            "value": rule.value,
            "unit": str(rule.span),
            "first_day": rule.first_day,
            "roll": str(rule.roll),
        },
        "closed_days": _closed(calendars()[rule.calendar_name], clock.received, last + _MARGIN),
        "movements": [_moved(one) for one in moved],
        "ended_on": clock.stopped and clock.stopped.isoformat(),
        "answer": {
            "original": clock.original.isoformat(),
            "current": clock.current and clock.current.isoformat(),
            "met": clock.met(),
            "superseded": [
                {
                    "deadline": one.deadline.isoformat(),
                    "since": one.since.isoformat(),
                    "until": one.replaced_on.isoformat(),
                }
                for one in clock.superseded
            ],
        },
        "trace": {lang: sentences(clock.steps, lang, target=told.limit.is_target) for lang in ("da", "en")},
    }


def _days_of(moved: list[Movement]) -> Iterator[date]:
    for one in moved:
        yield one.told.on
        if isinstance(one.told, Extended | ExtensionRemoved):
            yield one.told.until


def _moved(one: Movement) -> dict[str, Any]:
    said: dict[str, Any] = {
        "what": _KINDS.get(type(one.told).__name__, "extension_removed"),
        "on": one.told.on.isoformat(),
        "event": {"position": one.position, "hash": one.hash},
    }
    if isinstance(one.told, Extended | ExtensionRemoved):
        said["until"] = one.told.until.isoformat()
    if isinstance(one.told, Paused | Extended | ExtensionRemoved) and one.told.reason:
        said["reason"] = one.told.reason
    return said


def _closed(calendar: Calendar, first: date, last: date) -> dict[str, str]:
    """Every closed day that is no ordinary Saturday or Sunday, by its name in Danish."""
    days = (first + timedelta(days=n) for n in range(-60, (last - first).days + 1))
    why = {day: calendar.why_closed(day) for day in days}
    return {
        day.isoformat(): NAMES[name][0]
        for day, name in why.items()
        if name and name not in ("saturday", "sunday")
    }


def _as_text(number: str, clocks: list[Told], lang: str) -> Iterator[str]:
    english = lang.startswith("en")
    yield f"Case {number}" if english else f"Sag {number}"
    if not clocks:
        yield (
            "No time limit is known for this kind of case."
            if english
            else "Der er ingen kendt frist for denne sagstype."
        )
    for told in clocks:
        current = told.clock.current
        yield ""
        yield told.limit.title[lang]
        target = told.limit.is_target
        steps = sentences(told.clock.steps, lang, target=target)
        for number_, sentence in enumerate(steps, 1):
            yield f"  {number_}. {sentence}"
        standing = "The clock stands still." if english else "Sagen er på pause."
        said = day_in_words(current, lang) if current else standing
        what = ("Måldag", "Target day") if target else ("Frist", "Deadline")
        yield f"  {what[english]}: {said}"
