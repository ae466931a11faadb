"""Days and moments as pages of cases write them."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from anke.rules.local import DENMARK
from anke.rules.trace import MONTHS

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """
    >>> from django.utils.translation import override
    >>> with override("da"):
    ...     day(date(2026, 12, 3))
    '3. december 2026'
    """
    if value is None:
        return ""
    danish, english = MONTHS[value.month - 1]
    if (get_language() or "").startswith("en"):
        return f"{value.day} {english} {value.year}"
    return f"{value.day}. {danish} {value.year}"


@register.filter
def clock(value: datetime) -> str:
    """The local time of a moment, as Danes or Britons write it."""
    local = value.astimezone(DENMARK)
    return f"{local:%H:%M}" if (get_language() or "").startswith("en") else f"{local:%H.%M}"
