"""Parts of pages that are the same until what they show changes, rendered once and kept in the process.

    {% kept "story" case.number case.head today %} … {% endkept %}

What stands between is rendered once for each language and each set of values; the values must say everything
it depends on. An event-sourced page has such values: a case's `head` changes with every event of the case.
A CSRF token within is never kept: it is put in anew each time, and so is `{{ here }}`, the page's address.
What is not to be kept stands in a hole, and is rendered each time: `{% hole %}{{ party.name }}{% endhole %}`.

A part may hold others, up to a whole page. What is to be asked for anew even then, and needs nothing but what
the page is given, is live: `{% live %}{{ messages }}{% endlive %}`. And what is rendered as a mark – its name
between the signs 2 and 3 – is put in each time from the mapping `put_in` in the context, escaped: so a page
with personal data is kept without them. A template that is one kept part and nothing else is shown without
the context of the house being made, where that is not needed (`at_hand`, templating.py).
Keep nothing that not everybody with the same values may see, and no personal data: values and text stay in
memory until others take their place.
"""

import re
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from html import escape
from itertools import count
from threading import Lock
from typing import Any, Final

from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from anke.site.csrf import token_of

MOST: Final = 16_384  # parts a process keeps; those unused for longest go
MOST_SIGNS: Final = 32_000_000  # … and how long they may be together
TOKEN: Final = mark_safe("\x02token\x03")
HERE: Final = mark_safe("\x02here\x03")

_MARK: Final = re.compile("\x02([^\x02\x03]*)\x03")
_KEEPING: Final = "keeping"  # in the context while a part is rendered that is kept
_Text = Sequence[str]  # text, the name of a mark, text, the name of a mark, …, text

_kept: OrderedDict[tuple[Any, ...], _Text] = OrderedDict()
_signs = 0  # how long the kept parts are together
_lock = Lock()
_numbers = count()
_lives: dict[str, "Live"] = {}


class Kept(Node):
    """A part of a page with what it depends on."""

    def __init__(self, name: str, values: list[FilterExpression], nodelist: NodeList) -> None:
        self.name, self.values, self.nodelist = name, values, nodelist
        holes = [node for node in nodelist.get_nodes_by_type(Hole) if isinstance(node, Hole)]
        self.holes = {f"hole {number}": hole.nodelist for number, hole in enumerate(holes)}
        for mark, hole in zip(self.holes, holes, strict=True):
            hole.mark = mark_safe(f"\x02{mark}\x03")  # noqa: S308 - a sign no page has, to be replaced

    def _key(self, context: Any) -> tuple[Any, ...]:
        return (self.name, get_language(), *[value.resolve(context) for value in self.values])

    def at_hand(self, known: dict[str, Any]) -> SafeString | None:
        """The part as it is kept, with what is put in, by what is `known` alone; None where it is not kept,
        or something in it has to be rendered."""
        text = _found(self._key(known))
        if text is None:
            return None
        whole = list(text)
        for at in range(1, len(whole), 2):
            mark = whole[at]
            if mark in self.holes or (mark in _lives and _lives[mark].says(known)):
                return None
            whole[at] = "" if mark in _lives else _plainly(mark, known)
        return mark_safe("".join(whole))  # noqa: S308 - rendered by the template engine, the rest escaped

    def render(self, context: Context) -> SafeString:
        key = self._key(context)
        text = _found(key)
        if text is None:
            with context.push(csrf_token=TOKEN, here=HERE, **{_KEEPING: True}):
                text = _MARK.split(self.nodelist.render(context))
            _keep(key, text)
        if len(text) == 1:
            return mark_safe(text[0])  # noqa: S308 - rendered by the template engine
        whole = list(text)
        for at in range(1, len(whole), 2):
            whole[at] = self._put_in(whole[at], context)
        return mark_safe("".join(whole))  # noqa: S308 - the same, with what was put in escaped

    def _put_in(self, mark: str, context: Context) -> str:
        """What stands where a mark was; the mark itself within a part that is kept: that puts it in."""
        if mark in self.holes:
            return self.holes[mark].render(context)
        if context.get(_KEEPING):
            return f"\x02{mark}\x03"
        if mark in _lives:
            return _lives[mark].render(context)
        return _plainly(mark, context)


def _plainly(mark: str, context: Any) -> str:
    """What stands where a mark was that needs no rendering."""
    if mark == "token":
        return token_of(context["request"])
    if mark == "here":
        return escape(context["request"].get_full_path())
    given: Mapping[str, str] = context.get("put_in") or {}
    return escape(given.get(mark, ""))


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


class Live(Node):
    """What is rendered each time in a page that is kept as a whole."""

    def __init__(self, nodelist: NodeList, when: FilterExpression | None = None) -> None:
        self.nodelist, self.when, self.name = nodelist, when, f"live {next(_numbers)}"
        _lives[self.name] = self

    def says(self, known: Any) -> bool:
        """Whether there is anything to render."""
        return self.when is None or bool(self.when.resolve(known))

    def render(self, context: Context) -> SafeString:
        if context.get(_KEEPING):
            return mark_safe(f"\x02{self.name}\x03")  # noqa: S308 - a sign no page has, to be replaced
        if self.when is not None and not self.when.resolve(context):
            return SafeString("")
        return self.nodelist.render(context)


def _found(key: tuple[Any, ...]) -> _Text | None:
    with _lock:
        text = _kept.get(key)
        if text is not None:
            _kept.move_to_end(key)
    return text


def _keep(key: tuple[Any, ...], text: _Text) -> None:
    global _signs  # noqa: PLW0603 - belongs to _kept, and changes with it under the lock
    with _lock:
        _signs += _length(text) - _length(_kept.get(key, ()))
        _kept[key] = text
        while len(_kept) > MOST or _signs > MOST_SIGNS:
            _signs -= _length(_kept.popitem(last=False)[1])


def _length(text: _Text) -> int:
    return sum(map(len, text))


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


def compile_live(parser: Parser, token: Token) -> Live:
    """The tag `live`."""
    nodelist = parser.parse(("endlive",))
    parser.delete_first_token()
    words = token.split_contents()[1:]
    return Live(nodelist, parser.compile_filter(words[0]) if words else None)


def forget() -> None:
    """Forget every kept part."""
    global _signs  # noqa: PLW0603 - as above
    with _lock:
        _kept.clear()
        _signs = 0
