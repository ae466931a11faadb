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


WHOLE = (
    '{% kept "page" head %}{{ one }} {% kept "row" head %}{% hole %}{{ name }}{% endhole %}{% endkept %} '
    "{% live %}{{ said }}{% endlive %} {% csrf_token %}"
    '{% kept "form" %}<a href="{{ here }}">{% endkept %}{% endkept %}'
)


def test_a_page_kept_whole_puts_in_what_its_parts_would() -> None:
    """Of the parts within, holes are filled in as the page is made; tokens, addresses and what is live each
    time the page is shown."""
    one = Counter()
    first = shown(WHOLE, one=one, head="a", name="Bo", said="Gemt")
    second = shown(WHOLE, one=one, head="a", name="Bo", said="<Slettet>", path="/anden/")
    assert first.startswith("shown 1 Bo Gemt <input")
    assert second.startswith("shown 1 Bo &lt;Slettet&gt; <input")
    assert 'href="/anden/"' in second
    assert first != second and "\x02" not in first + second


def test_marks_are_put_in_from_the_context_and_escaped() -> None:
    page = '{% kept "page" %}<b>{{ mark }}</b>{{ other }}{% endkept %}'
    marks = {"mark": "\x02P1 name\x03", "other": "\x02nobody\x03"}
    for name, wanted in (("Bo", "Bo"), ("<i>", "&lt;i&gt;"), ("\x02token\x03", "\x02token\x03"), ("", "")):
        assert shown(page, **marks, put_in={"P1 name": name}) == f"<b>{wanted}</b>"
    assert not any("Bo" in "".join(text) for text in keeping._kept.values())


def test_what_is_kept_is_bounded_in_length(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_SIGNS", 20)
    one = Counter()
    part = '{% kept "story" head %}{{ one }}{% endkept %}'
    told = [shown(part, one=one, head=head) for head in ("a", "b", "c", "c", "b", "a")]
    assert told == ["shown 1", "shown 2", "shown 3", "shown 3", "shown 2", "shown 4"]
    keeping.forget()
    assert keeping._signs == 0
