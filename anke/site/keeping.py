"""Parts of pages that are the same until what they show changes, rendered once and kept in the process.

    {% kept "story" case.number case.head today %} … {% endkept %}

What stands between is rendered once for each language and each set of values; the values must say everything
it depends on. An event-sourced page has such values: a case's `head` changes with every event of the case.
A CSRF token within is never kept: it is put in anew each time, and so is `{{ here }}`, the page's address.
Keep nothing that not everybody with the same values may see, and no personal data: values and text stay in
memory until others take their place.
"""

from collections import OrderedDict
from threading import Lock
from typing import Any, Final

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

MOST: Final = 16_384  # parts a process keeps; the one unused for longest goes
TOKEN: Final = mark_safe("\x02token\x03")
HERE: Final = mark_safe("\x02here\x03")

_kept: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()
_lock = Lock()


class Kept(Node):
    """A part of a page with what it depends on."""

    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist

    def render(self, context: Context) -> SafeString:
        key = (self.name, get_language(), *(value.resolve(context) for value in self.values))
        with _lock:
            text = _kept.get(key)
            if text is not None:
                _kept.move_to_end(key)
        if text is None:
            with context.push(csrf_token=TOKEN, here=HERE):
                text = self.nodelist.render(context)
            with _lock:
                _kept[key] = text
                while len(_kept) > MOST:
                    _kept.popitem(last=False)
        return _put_in(text, context)


def _put_in(text: SafeString, context: Context) -> SafeString:
    request: HttpRequest = context["request"]
    made: str = text
    if TOKEN in made:
        made = made.replace(TOKEN, get_token(request))
    if HERE in made:
        made = made.replace(HERE, escape(request.get_full_path()))
    return mark_safe(made)  # noqa: S308 - rendered by the template engine, with what was put in escaped


def compile_kept(parser: Parser, token: Token) -> Kept:
    """The tag `kept`."""
    _, *words = token.split_contents()
    if not words:
        raise TemplateSyntaxError('Give the part a name: {% kept "name" value … %}')
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(words[0].strip("\"'"), [parser.compile_filter(word) for word in words[1:]], nodelist)


def forget() -> None:
    """Forget every kept part."""
    with _lock:
        _kept.clear()
