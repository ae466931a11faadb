"""What the program counts for an office's half-yearly report: themes and counts, never whom. Where few people
are behind a count, it is left out (`rules/small_numbers.py`)."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from typing import Any

from anke.content.schema.quality_form import Criterion
from anke.oversight.quality.areas.reading import follow_ups
from anke.oversight.quality.areas.reuse import cases_read, reviews_of
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.central.acting import central_of
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.learning.counting import tendencies
from anke.oversight.quality.learning.following import closed_by_evidence
from anke.oversight.quality.models import AreaFollowUp, Inquiry, Measurement
from anke.oversight.quality.reviews import due, reading
from anke.rules.small_numbers import parts_told, told

Figures = dict[str, Any]


def figures_of(office: int, period: str, today: date) -> Figures:
    """Everything of a half year as it is known on a day, as the report keeps it."""
    first, last = span_of(period)
    return {
        "taken_on": today.isoformat(),
        "cases": asdict(cases_read(office, period)),
        "months": _months(office, period, today),
        "answers": _answers(office, period),
        "themes": _themes(office, first, last),
        "areas": [_area(one) for one in follow_ups(office, period) if one.stage == AreaFollowUp.Stage.DONE],
        "inquiries": _inquiries(office, first, last),
        "measurement": _measurement(office, last),
        "actions": [asdict(one) for one in closed_by_evidence(period, today) if one.office == office],
    }


def _months(office: int, period: str, today: date) -> list[Figures]:
    """The monthly follow-up, month by month, by the same rule as the office's own page. What is missing is
    the management's to answer for, and is told; how many were away is told as every count of people."""
    first, last = span_of(period)
    found = []
    for month in range(first.month, last.month + 1):
        name = f"{first.year}-{month:02d}"
        if due.span(name)[0] > today:
            continue
        held = reading.month_of_office(office, name)
        states = [row.state for row in held.rows]
        found.append(
            {
                "month": name,
                "wanted": held.wanted,
                "told": held.told,
                "missing": held.wanted - held.told,
                "lapsed": told(states.count("lapsed")),
                "not_needed": told(states.count("not_needed")),
            }
        )
    return found


def _answers(office: int, period: str) -> list[Figures] | None:
    """How the questions of the monthly follow-up were answered; None where too few people are behind it."""
    rows = list(reviews_of(office, period).values_list("employee", "answers"))
    if len({who for who, _ in rows}) < reports_of(period).fewest_employees:
        return None
    return [
        _counted(one, Counter(answers.get(one.id, "") for _, answers in rows))
        for one in due.rules_of(_first_month(period)).questions
    ]


def _counted(asked: Criterion, counts: Counter[str]) -> Figures:
    """A question with its answers counted. How many reviews there are is known: a count that is too small is
    left out with those it could be worked out from."""
    known = parts_told({one.id: counts[one.id] for one in asked.answers})
    return {
        "id": asked.id,
        "title": asked.title.model_dump(),
        "answers": [
            {"title": one.title.model_dump(), "good": one.good, "count": known[one.id]}
            for one in asked.answers
        ],
    }


def _first_month(period: str) -> str:
    return due.month_of(span_of(period)[0])


def _themes(office: int, first: date, last: date) -> list[Figures]:
    """The themes of what was found, good and to be better; small counts are None."""
    return [
        {
            "title": {"da": one.title[0], "en": one.title[1]},
            "good": one.good,
            "better": one.better,
            "open": one.open,
            "closed": one.closed,
        }
        for one in tendencies(office, first, last, above=True)
        if any(each != 0 for each in (one.good, one.better, one.open, one.closed))
    ]


def _area(one: Any) -> Figures:
    return {
        "name": one.name,
        "area": one.area,
        "theme": one.theme,
        "focus": one.focus,
        "own": one.own,
        "reused": one.reused,
        "strengths": one.strengths,
        "improvements": one.improvements,
        "conclusions": one.conclusions,
        "held_on": one.held_on.isoformat() if one.held_on else None,
    }


def _inquiries(office: int, first: date, last: date) -> Figures:
    """The inquiries that came in the half year: counts alone."""
    rows = list(Inquiry.objects.filter(office=office, received_on__range=(first, last)))
    return {
        "came": len(rows),
        "closed": sum(one.stage == Inquiry.Stage.CLOSED for one in rows),
        "learnt": sum(bool(one.learnt) for one in rows),
        "measures": sum(bool(one.measures) for one in rows),
    }


def _measurement(office: int, last: date) -> Figures | None:
    """The office's result in the latest central measurement reported by a day; None without one."""
    rows = Measurement.objects.filter(report__isnull=False, reported_on__lte=last)
    found = rows.order_by("-year").first()
    if found is None or found.report is None:
        return None
    titles = {one.id: one.title.model_dump() for one in central_of(found.year).part("A").criteria}
    told = [
        {"title": titles[one["id"]], **row}
        for one in found.report["A"]
        for row in one["offices"]
        if row["office"] == office and one["id"] in titles
    ]
    return {"year": found.year, "sha256": found.sha256, "criteria": told} if told else None
