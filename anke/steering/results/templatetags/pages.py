"""Words the templates of the results need beside those the contract brings."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext

from anke.content.load import content
from anke.content.schema.subgoal import PlanUnit
from anke.organisation.queries import Person
from anke.rules.roles import REVIEWING
from anke.steering.results import pages, phrases
from anke.steering.results.answers import Guards, SubgoalResult
from anke.steering.results.evidence import met_on

register = template.Library()
# Where what was done is shown: by the event that says it, the page's name and the part of its address.
_SHOWN: Final = {"measurement_completed": ("quality-measurement", "year")}


@register.filter
def short(title: str) -> str:
    """A title of the paper without what it adds in brackets at its end."""
    return pages.short(title)


@register.filter
def reason(part: SubgoalResult) -> str:
    """Why a part of a goal is not met."""
    return pages.reason(part)


@register.filter
def pending(guards: Guards, lang: str) -> str:
    """What stands beside a mean: how many cases wait, and how old they are."""
    number = phrases.number(Decimal(guards.pending), 0, lang)
    if guards.mean_age is None:
        return ngettext("%(n)s case waits.", "%(n)s cases wait.", guards.pending) % {"n": number}
    age = phrases.with_unit(Decimal(guards.mean_age) / 7, PlanUnit.WEEKS, 1, lang)
    said = ngettext(
        "%(n)s case still waits; its age is %(age)s.",
        "%(n)s cases still wait; their mean age is %(age)s.",
        guards.pending,
    )
    return said % {"n": number, "age": age}


@register.simple_tag
def met_where(plan_id: str, subgoal_id: str, person: Person | None) -> list[tuple[date, str]]:
    """The days on which a promise was kept by something that happened, and the page that shows it to those
    who may read it ("" for others)."""
    plan = content().plans[plan_id]
    due = next((one.due for one in plan.subgoals() if one.id == subgoal_id), ())
    reads = person is not None and person.role in REVIEWING
    return [
        (day, _address(one.met_by or "", data) if reads else "")
        for one in due
        for day, data in met_on(one, plan.year)
    ]


def _address(kind: str, data: dict[str, Any]) -> str:
    name, part = _SHOWN[kind]
    try:
        return reverse(name, kwargs={part: data[part]})
    except NoReverseMatch:
        return ""
