"""Words the templates of reports need: days as people write them."""

from datetime import date, datetime

from django import template
from django.utils.translation import get_language

from anke.rules.local import DENMARK
from anke.rules.trace import MONTHS

register = template.Library()


@register.filter
def in_words(day: date) -> str:
    """A day without its weekday, in the reader's language.

    >>> from django.utils.translation import override
    >>> with override("da"):
    ...     in_words(date(2025, 4, 22))
    '22. april 2025'
    >>> with override("en"):
    ...     in_words(date(2025, 4, 22))
    '22 April 2025'
    """
    english = (get_language() or "").startswith("en")
    month = MONTHS[day.month - 1][english]
    return f"{day.day} {month} {day.year}" if english else f"{day.day}. {month} {day.year}"


@register.filter
def moment_in_words(moment: datetime) -> str:
    """A moment as the clock in Denmark showed it."""
    local = moment.astimezone(DENMARK)
    return f"{in_words(local.date())} {local:%H:%M}"
