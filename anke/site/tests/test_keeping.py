"""Parts of pages that are kept: rendered once for their values, and never with somebody's token."""

import pytest
from django.template import Context, Template
from django.template.exceptions import TemplateSyntaxError
from django.test import RequestFactory
from django.utils.translation import override

from anke.site import keeping


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    keeping.forget()


class Counter:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __str__(self) -> str:
        self.times += 1
        return f"shown {self.times}"


def shown(text: str, path: str = "/sag/?a=1&b=2", **values: object) -> str:
    request = RequestFactory().get(path)
    context = Context({"request": request, "csrf_token": "none", **values})
    return Template("{% load house %}" + text).render(context)


def test_a_part_is_rendered_once_for_its_values() -> None:
    one = Counter()
    part = '{% kept "story" head %}{{ one }}{% endkept %}'
    assert [shown(part, one=one, head=head) for head in ("a", "a", "b", "a")] == [
        "shown 1",
        "shown 1",
        "shown 2",
        "shown 1",
    ]


def test_each_language_has_its_own() -> None:
    part = '{% load i18n %}{% kept "word" %}{% get_current_language as now %}{{ now }}{% endkept %}'
    with override("da"):
        danish = shown(part)
    with override("en"):
        assert (danish, shown(part)) == ("da", "en")


def test_tokens_are_put_in_anew_and_addresses_are_escaped() -> None:
    part = '{% kept "form" %}{% csrf_token %}<a href="{{ here }}">{% endkept %}'
    first, second = shown(part), shown(part, path='/other/?x="><script>')
    assert 'href="/sag/?a=1&amp;b=2"' in first
    assert "<script>" not in second
    tokens = [text.partition('value="')[2].partition('"')[0] for text in (first, second)]
    assert len(set(tokens)) == 2
    assert all(len(token) == 64 for token in tokens)


def test_what_is_unused_for_longest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST", 2)
    one = Counter()
    part = '{% kept "story" head %}{{ one }}{% endkept %}'
    told = [shown(part, one=one, head=head) for head in ("a", "b", "a", "c", "a", "b")]
    assert told == ["shown 1", "shown 2", "shown 1", "shown 3", "shown 1", "shown 4"]


def test_a_part_needs_a_name() -> None:
    with pytest.raises(TemplateSyntaxError, match="name"):
        shown("{% kept %}{% endkept %}")


def test_a_hole_is_rendered_each_time() -> None:
    one = Counter()
    part = '{% kept "row" head %}{{ one }}: {% hole %}{{ name }}{% endhole %}{% endkept %}'
    told = [shown(part, one=one, head="a", name=name) for name in ("Bo", "<b>", "Ida")]
    assert told == ["shown 1: Bo", "shown 1: &lt;b&gt;", "shown 1: Ida"]
    assert shown("{% hole %}{{ name }}{% endhole %}", name="Bo") == "Bo"
