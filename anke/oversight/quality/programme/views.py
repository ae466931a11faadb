"""The yearly wheel on the screen: what is planned, due, done and missing, and what is on one's own list."""

from collections import Counter
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
from anke.oversight.quality.programme.todo import todos
from anke.oversight.quality.programme.wheel import AGENCY, Line, is_for, wheel
from anke.oversight.quality.reaching import lang, reader
from anke.rules.roles import Role
from anke.rules.wheel import State

FIRST = 2023  # the programme's first year
STATES = (State.DONE, State.EXCUSED, State.DUE, State.PLANNED, State.MISSING)


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
        "rows": _rows(lines, year),
        "todo": mine_to_do(who, today),
        "lapsed": [
            _told(one, year) | {"why": one.why, "days": one.days}
            for one in lines
            if one.state is State.EXCUSED
        ][:MOST],
        "missing": [_told(one, year) for one in gone if not is_for(one, who)][:MOST],
        "missing_count": len(gone),
        "states": _states(),
    }
    return render(request, "quality/wheel.html", said)


MOST = 300  # lines shown one by one


def mine_to_do(who: Person, today: date) -> dict[str, Any]:
    """What is somebody's to do now, for `quality/todo.html`: what is overdue, and the rest."""
    found = todos(who, today)
    titles = _titles(today.year)
    return {
        "count": len(found),
        "overdue": [words.told(one, titles) for one in found if one.overdue(today)],
        "now": [words.told(one, titles) for one in found if not one.overdue(today)],
    }


def _states() -> list[str]:
    return [_("done"), _("lapsed"), _("under way now"), _("planned"), _("missing")]


def _rows(lines: tuple[Line, ...], year: int) -> list[dict[str, Any]]:
    counted: dict[tuple[str, str], Counter[State]] = {}
    due = {}
    for one in lines:
        key = one.slot.activity, one.slot.period
        counted.setdefault(key, Counter())[one.state] += 1
        due[key] = one.slot.due_on
    titles = _titles(year)
    return [
        {
            "activity": activity,
            "title": titles.get(activity, ""),
            "period": period,
            "due": due[activity, period],
            "cells": list(zip(_states(), [found[state] for state in STATES], strict=True)),
            "missing": found[State.MISSING],
        }
        for (activity, period), found in sorted(counted.items(), key=lambda one: (one[0][0], due[one[0]]))
    ]


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
