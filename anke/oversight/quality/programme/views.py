"""The yearly wheel on the screen: what is planned, due, done and missing, and what is on one's own list."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality.programme import words
from anke.oversight.quality.programme.content import model_of
from anke.oversight.quality.programme.todo import count_todos, todos
from anke.oversight.quality.programme.wheel import AGENCY, Line, is_for, wheel
from anke.oversight.quality.reaching import lang, reader
from anke.oversight.quality.showing import office_name
from anke.rules.roles import Role
from anke.rules.small_numbers import told
from anke.rules.wheel import State

FIRST = 2023  # the programme's first year


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The wheel of a year, one row an activity and period; what is missing, unit by unit; one's own list."""
    who, today = reader(request), today_of(request)
    years = range(FIRST, today.year + 1)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years} else today.year
    lines = wheel(year, today)
    gone = [one for one in lines if one.state is State.MISSING]
    said = {
        "section": "quality",
        "lang": lang(),
        "year": year,
        "years": years,
        "manages": who.role is Role.HEAD_OF_OFFICE,
        "discusses": who.role in (Role.DEPUTY_DIRECTOR, Role.LEGAL_UNIT, Role.DIRECTOR),
        "activities": _activities(lines, year),
        "todo": mine_to_do(who, today),
        "lapsed": _one_by_one((one for one in lines if one.state is State.EXCUSED), who, year)[:MOST],
        "missing": _one_by_one((one for one in gone if not is_for(one, who)), who, year)[:MOST],
        "missing_count": len(gone),
    }
    return render(request, "quality/wheel.html", said)


MOST = 300  # lines shown one by one


def mine_to_do(who: Person, today: date) -> dict[str, Any]:
    """What is somebody's to do now, for `quality/todo.html`: what is overdue, and the rest."""
    found = todos(who, today)
    count_todos(who, found, today)
    titles = _titles(today.year)
    return {
        "count": len(found),
        "overdue": [words.told(one, titles) for one in found if one.overdue(today)],
        "now": [words.told(one, titles) for one in found if not one.overdue(today)],
    }


def _states() -> dict[State, str]:
    return {
        State.DONE: _("done"),
        State.EXCUSED: _("lapsed"),
        State.DUE: _("under way now"),
        State.PLANNED: _("planned"),
        State.MISSING: _("missing"),
    }


def _activities(lines: tuple[Line, ...], year: int) -> list[dict[str, Any]]:
    """Every activity with its periods, and how many units stand where in each."""
    titles, said = _titles(year), _states()
    counted: dict[tuple[str, date, str], Counter[State]] = {}
    for one in lines:
        key = one.slot.activity, one.slot.due_on, one.slot.period
        counted.setdefault(key, Counter())[one.state] += 1
    found: dict[str, list[dict[str, Any]]] = {}
    for (activity, due, period), states in sorted(counted.items()):
        cells = [(word, states[one], one is State.MISSING) for one, word in said.items() if states[one]]
        found.setdefault(activity, []).append({"period": period, "due": due, "cells": cells})
    return [
        {"id": one, "title": titles.get(one, ""), "periods": periods, "alone": _is_alone(lines, one)}
        for one, periods in found.items()
    ]


def _is_alone(lines: tuple[Line, ...], activity: str) -> bool:
    """Whether the activity is the whole agency's, so that a count of it says nothing."""
    return all(one.slot.unit == AGENCY for one in lines if one.slot.activity == activity)


def _one_by_one(lines: Iterable[Line], who: Person, year: int) -> list[dict[str, Any]]:
    """Lines as somebody may know of them: who it is, and why or how long they were away, is for the head of
    their office alone; others are told how many of an office it is."""
    found: list[dict[str, Any]] = []
    many: dict[tuple[str, str, int], dict[str, Any]] = {}
    for line in lines:
        if not _is_of_somebody(line) or is_for(line, who):
            found.append(_told(line, year) | {"why": line.why, "days": line.days})
            continue
        key = line.slot.activity, line.slot.period, line.office or 0
        if key not in many:
            many[key] = _told(line, year) | {"unit": office_name(line.office or 0), "count": 0}
            found.append(many[key])
        many[key]["count"] += 1
    for one in many.values():
        one["few"] = told(one["count"]) is None
    return found


def _is_of_somebody(line: Line) -> bool:
    """Whether a line is about one employee, not an office or the agency."""
    return line.slot.unit not in (AGENCY, str(line.office))


def _told(line: Line, year: int) -> dict[str, Any]:
    names = organisation.office_titles()
    slot = line.slot
    office = names.get(line.office or 0, ("", ""))[lang() == "en"]
    unit = _("the agency") if slot.unit == AGENCY else f"{slot.unit} {office}".strip()
    return {
        "activity": slot.activity,
        "title": _titles(year).get(slot.activity, ""),
        "period": slot.period,
        "unit": unit,
        "due": slot.due_on,
    }


def _titles(year: int) -> dict[str, str]:
    return {one.id: one.title[lang()] for one in model_of(year).activities}
