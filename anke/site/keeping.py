"""Parts of pages that are the same until what they show changes, rendered once and kept in the process.

    {% kept "story" case.number case.head today %} … {% endkept %}

What stands between is rendered once for each language and each set of values; the values must say everything
it depends on. An event-sourced page has such values: a case's `head` changes with every event of the case.
A CSRF token within is never kept: it is put in anew each time, and so is `{{ here }}`, the page's address.
What is not to be kept stands in a hole, and is rendered each time: `{% hole %}{{ party.name }}{% endhole %}`.
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

_KEEPING: Final = "keeping"  # in the context while a part is rendered that is kept

_kept: OrderedDict[tuple[Any, ...], SafeString] = OrderedDict()
_lock = Lock()


class Kept(Node):
    """A part of a page with what it depends on."""

    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist
        self.holes = [node for node in nodelist.get_nodes_by_type(Hole) if isinstance(node, Hole)]
        for number, hole in enumerate(self.holes):
            hole.mark = mark_safe(f"\x02hole {number}\x03")  # noqa: S308 - a sign no page has, to be replaced

    def render(self, context: Context) -> SafeString:
        key = (self.name, get_language(), *(value.resolve(context) for value in self.values))
        with _lock:
            text = _kept.get(key)
            if text is not None:
                _kept.move_to_end(key)
        if text is None:
            with context.push(csrf_token=TOKEN, here=HERE, **{_KEEPING: True}):
                text = self.nodelist.render(context)
            with _lock:
                _kept[key] = text
                while len(_kept) > MOST:
                    _kept.popitem(last=False)
        whole = _put_in(text, context)
        for hole in (one for one in self.holes if one.mark in whole):
            whole = mark_safe(whole.replace(hole.mark, hole.nodelist.render(context)))  # noqa: S308 - the same
        return whole


class Hole(Node):
    """What is rendered each time within a part that is kept."""

    mark: SafeString = SafeString("")

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        if not context.get(_KEEPING):
            return self.nodelist.render(context)
        if not self.mark:
            raise TemplateSyntaxError(
                "A hole stands in the very template of its part, not in one it includes."
            )
        return self.mark


def _put_in(text: SafeString, context: Context) -> SafeString:
    if "\x02" not in text:
        return text
    request: HttpRequest = context["request"]
    made: str = text
    if TOKEN in made:
        made = made.replace(TOKEN, _token(request))
    if HERE in made:
        made = made.replace(HERE, escape(request.get_full_path()))
    return mark_safe(made)  # noqa: S308 - rendered by the template engine, with what was put in escaped


def _token(request: HttpRequest) -> str:
    """The token of this request's forms, masked once for all of them."""
    known: str | None = getattr(request, "_kept_token", None)
    if known is None:
        known = request._kept_token = get_token(request)  # type: ignore[attr-defined]  # a mark of ours
    return known


def compile_kept(parser: Parser, token: Token) -> Kept:
    """The tag `kept`."""
    _, *words = token.split_contents()
    if not words:
        raise TemplateSyntaxError('Give the part a name: {% kept "name" value … %}')
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(words[0].strip("\"'"), [parser.compile_filter(word) for word in words[1:]], nodelist)


def compile_hole(parser: Parser, token: Token) -> Hole:
    """The tag `hole`."""
    nodelist = parser.parse(("endhole",))
    parser.delete_first_token()
    return Hole(nodelist)


def forget() -> None:
    """Forget every kept part."""
    with _lock:
        _kept.clear()
