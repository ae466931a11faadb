"""What the templates of letters need: gaps made visible, values looked up."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
_GAP = re.compile(r"\[(?:skriv|write):[^\]\n]*\]|\{[a-zæøå_ ]*\}", re.IGNORECASE)


@register.filter
def marked(text: str) -> SafeString:
    """A text with what is still to be written marked in it; everything else escaped.

    >>> marked("Bo & [skriv: hvad]")
    'Bo &amp; <mark>[skriv: hvad]</mark>'
    """
    made: list[str] = []
    last = 0
    for match in _GAP.finditer(text):
        made.append(conditional_escape(text[last : match.start()]))
        made.append(f"<mark>{conditional_escape(match.group())}</mark>")
        last = match.end()
    made.append(conditional_escape(text[last:]))
    return mark_safe("".join(made))  # noqa: S308 - every part of the text was escaped above


@register.filter
def at(values: Sequence[Any], place: int) -> Any:
    return values[place] if values else ""


@register.filter
def named(values: Mapping[str, Any], name: str) -> Any:
    return values.get(name, "")


@register.filter
def titled(entry: Any) -> str:
    """The title of something of the content, in the reader's language."""
    title: str = entry.title["en" if (get_language() or "").startswith("en") else "da"]
    return title
