"""All that can be said of a case without naming anybody outside the authority: `anke explain`, the API."""

from datetime import date
from typing import Any

from anke.casework.cases.models import Case
from anke.casework.cases.projection import state_of
from anke.casework.cases.story import Line, Told, acts_of, clocks_of
from anke.casework.cases.times import times_of
from anke.content.load import content
from anke.rules.clock import Paused, Received, Resumed, Stopped, replay
from anke.rules.deadlines import DeadlineRule
from anke.rules.definitions import Span
from anke.rules.next_step import Next
from anke.rules.step_words import STATUS_WORDS
from anke.rules.trace import sentences

_ANY = DeadlineRule(1, Span.DAYS)


def explain(number: str, *, today: date, lang: str = "da") -> dict[str, Any] | None:
    """State, next actor and clock, deadlines with their traces, age, and every event; None for no such case.

    Days are counted as of `today`. Sentences are in `lang` (da, en).
    """
    case = Case.objects.filter(number=number).first()
    if case is None:
        return None
    state, clocks = state_of(case), clocks_of(number)
    times, english = times_of(state), lang.startswith("en")
    moved = [Paused(begun) for begun, _ in state.pauses] + [Resumed(end) for _, end in state.pauses if end]
    ended = [Stopped(state.closed_on)] if state.closed_on else []
    age = replay([Received(state.received_on), *moved, *ended], _ANY)
    return {
        "case": number,
        "case_type": state.case_type,
        "title": content().case_types[state.case_type].title[lang],
        "status": str(state.status),
        "status_words": STATUS_WORDS[state.status][english],
        "office": state.office,
        "caseworker": state.caseworker,
        "received_on": state.received_on.isoformat(),
        "outcome": state.outcome,
        "age_days": age.age(today),
        "net_days": age.net_days(today),
        "pauses": [[begun.isoformat(), end and end.isoformat()] for begun, end in state.pauses],
        "next": times.next and _next(times.next),
        "deadlines": [_deadline(one, today, lang) for one in clocks],
        "events": [_event(line) for line in acts_of(number, lang)],
    }


def _next(step: Next) -> dict[str, Any]:
    return {
        "role": str(step.role),
        "person": step.person,
        "on": step.on.isoformat(),
        "clock": step.clock,
        "stage": str(step.stage),
    }


def _event(line: Line) -> dict[str, Any]:
    return {
        "position": line.position,
        "kind": line.event,
        "happened_on": line.on and line.on.isoformat(),
        "recorded_at": line.at.isoformat(timespec="seconds"),
        "who": line.who,
        "said": line.said,
        "undone_by": line.undone_by,
    }


def _deadline(told: Told, today: date, lang: str) -> dict[str, Any]:
    clock = told.clock
    return {
        "limit": told.limit.id,
        "title": told.limit.title[lang],
        "nature": told.limit.nature,
        "binds": told.limit.binds,
        "measured_by_this": told.binding,
        "original": clock.original.isoformat(),
        "current": clock.current and clock.current.isoformat(),
        "superseded": [
            {"deadline": one.deadline.isoformat(), "since": one.since.isoformat()} for one in clock.superseded
        ],
        "days_left": None if clock.stopped else clock.days_left(today),
        "overdue": clock.overdue(today),
        "met": clock.met(),
        "trace": sentences(clock.steps, lang, target=told.limit.is_target),
    }
