"""A page kept as a whole takes the short way where it can, and says the same as the long way."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory

from anke.site import keeping
from anke.site.templating import Page, whole_of

WHOLE = (
    '{% load house %}{% kept "whole" head %}<p>{{ given }}</p>'
    "{% live messages %}, {{ messages.0 }}{% endlive %}{% endkept %}\n"
)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    keeping.forget()


def page(text: str) -> Page:
    backend: Any = next(iter(engines.all()))
    return Page(backend.from_string(text).template, backend)


def request(*said: str) -> HttpRequest:
    made: Any = RequestFactory().get("/")
    made.user, made._messages = AnonymousUser(), list(said)
    return made


@pytest.fixture
def contexts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the context of the house was made."""
    made: list[int] = []
    house = "anke.site.context.house"
    backend: Any = next(iter(engines.all()))
    processors = backend.engine.template_context_processors
    counting = (*processors, lambda request: made.append(1) or {})
    monkeypatch.setattr(backend.engine, "template_context_processors", counting)
    assert any(f"{one.__module__}.{one.__name__}" == house for one in processors)
    return made


def known(name: str) -> dict[str, Any]:
    return {"head": "h1", "given": "\x02name\x03", "put_in": {"name": name}}


def test_a_page_that_is_kept_needs_no_context_of_the_house(contexts: list[int]) -> None:
    whole = page(WHOLE)
    told = [whole.render(known(name), request()) for name in ("Bo", "<b>", "Bo")]
    assert told == ["<p>Bo</p>\n", "<p>&lt;b&gt;</p>\n", "<p>Bo</p>\n"]
    assert len(contexts) == 1
    assert whole.render(known("Bo") | {"head": "h2"}, request()) == told[0]
    assert len(contexts) == 2


def test_a_page_that_has_something_to_say_takes_the_long_way(contexts: list[int]) -> None:
    whole = page(WHOLE)
    for _ in range(2):
        assert whole.render(known("Bo"), request("Saved & done")) == "<p>Bo</p>, Saved &amp; done\n"
    assert len(contexts) == 2
    assert whole.render(known("Bo"), request()) == "<p>Bo</p>\n"


def test_a_hole_takes_the_long_way(contexts: list[int]) -> None:
    whole = page('{% load house %}{% kept "whole" head %}{% hole %}{{ name }}{% endhole %}{% endkept %}\n')
    told = [whole.render({"head": "h", "name": name}, request()) for name in ("Bo", "Ida")]
    assert told == ["Bo\n", "Ida\n"]
    assert len(contexts) == 2


@pytest.mark.parametrize(
    "text", ["<p>{{ given }}</p>", WHOLE + "more", WHOLE.strip(), WHOLE.strip() + WHOLE], ids=str
)
def test_any_other_template_is_none(text: str) -> None:
    assert whole_of(page(text).template) is None
