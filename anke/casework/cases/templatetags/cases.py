"""What the templates of cases, and of the rooms above them, need: the tabs of a case, its words."""

from datetime import date
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse

from anke.casework.cases import tabs
from anke.casework.cases.worklist.rows import short_day

register = template.Library()


@register.inclusion_tag("cases/tabs.html")
def case_tabs(number: str, tab: str = "") -> dict[str, Any]:
    """The tabs of a case; `tab` is the name of the address one is at."""
    return {"tabs": tabs.tabs_of(number), "tab": tab}


@register.simple_tag
def case_address(number: str) -> str:
    """Where a case's page is; the page itself where this installation has no such page."""
    try:
        return reverse("case", args=[number])
    except NoReverseMatch:
        return "#main-content"


@register.simple_tag
def given_for(given: dict[str, str], name: str) -> str:
    """What a form was given for a field, "" where nothing was."""
    return given.get(name, "")


@register.filter
def day(value: date) -> str:
    """A day as lists show it: 15.10.2025, or 15 Oct 2025, which nobody can read as another day."""
    return short_day(value)
