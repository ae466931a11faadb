"""Django's templates, with a short way to a page that is kept as a whole (keeping.py).

Where a template is one kept part and nothing else, the part is looked for before the context of the house is
made: that costs more than the page. A page that is not kept, or has something to render, takes the long way.
"""

from typing import Any, Final

from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates
from django.template.backends.django import Template as Made
from django.template.base import Template, TextNode
from django.template.defaulttags import LoadNode

from anke.site.context import House
from anke.site.keeping import Kept

_UNKNOWN: Final = object()


class Templates(DjangoTemplates):
    """The engine of settings.py."""

    def get_template(self, template_name: str) -> Made:
        return Page(super().get_template(template_name).template, self)


class Page(Made):
    """A template, found by its name."""

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> Any:
        if request is not None and context and (part := whole_of(self.template)) is not None:
            known = {
                **context,
                "request": request,
                "user": request.user,
                "messages": get_messages(request),
                "house": House(request),
            }
            if (text := part.at_hand(known)) is not None:
                return text + "\n"
        return super().render(context, request)


def whole_of(template: Template) -> Kept | None:
    """The kept part that is the whole of a template; looked for once."""
    found: Any = getattr(template, "_whole", _UNKNOWN)
    if found is _UNKNOWN:
        nodes = [node for node in template.nodelist if not isinstance(node, LoadNode)]
        alone = len(nodes) == 2 and isinstance(nodes[1], TextNode) and nodes[1].s == "\n"  # the file's end
        found = nodes[0] if alone and isinstance(nodes[0], Kept) else None
        template._whole = found  # type: ignore[attr-defined]  # a mark of ours
    return found  # type: ignore[no-any-return]  # set above
