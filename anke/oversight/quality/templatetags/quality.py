"""Words kept in both languages, as a frozen report keeps them."""

from collections.abc import Mapping

from django import template

from anke.oversight.quality.reaching import lang

register = template.Library()


@register.filter
def said(text: Mapping[str, str]) -> str:
    """A text of both languages in the reader's."""
    return text[lang()]
