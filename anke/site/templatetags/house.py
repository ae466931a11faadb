"""What the templates of every room share: icons of the design system."""

import re
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from anke.organisation.queries import named
from anke.site.keeping import compile_hole, compile_kept, compile_live

register = template.Library()
register.tag("kept", compile_kept)
register.tag("hole", compile_hole)
register.tag("live", compile_live)
_NAME = re.compile(r"^[a-z]+(-[a-z]+)*$")


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon beside words that say the same; hidden from screen readers.

    >>> icon("no such/icon")
    Traceback (most recent call last):
    ValueError: 'no such/icon' is no icon's name
    """
    return _drawn(name, css)


register.filter("person", named)


@lru_cache(maxsize=512)
def _drawn(name: str, css: str) -> SafeString:
    if not _NAME.match(name):
        raise ValueError(f"'{name}' is no icon's name")
    address = f"{static('dkfds/img/all-svg-icons.svg')}#{name}"
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}"></use></svg>',
        css,
        address,
    )
