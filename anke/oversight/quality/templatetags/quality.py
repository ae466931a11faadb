"""Words kept in both languages, as a frozen report keeps them."""

from collections.abc import Mapping
from datetime import date

from django import template
from django.utils.formats import date_format

from anke.oversight.quality.reaching import lang

register = template.Library()


@register.filter
def said(text: Mapping[str, str]) -> str:
    """A text of both languages in the reader's."""
    return text[lang()]


@register.filter
def month(name: str) -> str:
    """A month written "2025-05" in words, as "maj 2025"."""
    return date_format(date.fromisoformat(f"{name}-01"), "F Y")
