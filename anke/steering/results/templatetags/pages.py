"""Words the templates of the results need beside those the contract brings."""

from decimal import Decimal

from django import template
from django.utils.translation import ngettext

from anke.content.schema.subgoal import PlanUnit
from anke.steering.results import pages, phrases
from anke.steering.results.answers import Guards, SubgoalResult

register = template.Library()


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
