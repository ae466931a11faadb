"""Days and people, as the page of a guarded plan writes them."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.translation import get_language

from anke.rules.trace import MONTHS

register = template.Library()


@register.filter
def day(when: date | None) -> str:
    """A day in the reader's language: 1. juli 2025, 1 July 2025."""
    if when is None:
        return ""
    da, en = MONTHS[when.month - 1]
    english = (get_language() or "").startswith("en")
    return f"{when.day} {en} {when.year}" if english else f"{when.day}. {da} {when.year}"


@register.filter
def named(initials: str | None, names: Mapping[str, str]) -> str:
    """Somebody's name; their initials where it is not known."""
    return names.get(initials or "", initials or "")
