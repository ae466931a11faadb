"""What the search page shows, in the words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from anke.casework.search.asking import Asked
from anke.casework.search.queries import Found, Hit
from anke.casework.search.snippets import Snippet
from anke.content.load import content
from anke.rules.step_words import STATUS_WORDS
from anke.rules.steps import Status

FILTERS = ("area", "case_type", "authority", "caseworker", "since", "until", "state")


@dataclass(frozen=True)
class Line:
    """A hit in words."""

    hit: Hit
    case_type: str
    authority: str
    status: str
    parties: str
    snippets: tuple[tuple[str, Snippet], ...]  # what it is from, and the piece


@dataclass(frozen=True)
class Turning:
    """The addresses before and after a page of hits."""

    previous: str
    following: str


def number(given: Mapping[str, str]) -> int:
    """The page asked for; the first one where that is no number."""
    text = given.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 1


def lines(found: Found, lang: str) -> list[Line]:
    told = content()
    return [
        Line(
            hit,
            told.case_types[hit.case_type].title[lang],
            told.authorities[hit.authority].title[lang],
            STATUS_WORDS[Status(hit.status)][lang.startswith("en")],
            _parties(hit),
            tuple((_what(piece.what), piece) for piece in hit.snippets),
        )
        for hit in found.hits
    ]


def _parties(hit: Hit) -> str:
    return "; ".join([*hit.parties, *([_("a protected party")] if hit.protected else [])])


def _what(what: str) -> str:
    words = {
        "parties": _("Parties"),
        "point": _("Claim point"),
        "text": _("Document or letter"),
    }
    return words[what]


def choices(asked: Asked, lang: str) -> dict[str, list[tuple[str, str, bool]]]:
    """What each field lets one choose: value, words, whether it is chosen."""
    told = content()

    def listed(titles: Mapping[str, str], chosen: object) -> list[tuple[str, str, bool]]:
        return [(value, words, value == str(chosen)) for value, words in titles.items()]

    authorities = sorted(told.authorities.values(), key=lambda one: one.title[lang])
    types = sorted(told.case_types.items(), key=lambda one: one[1].title[lang])
    return {
        "areas": listed({one.id: one.title[lang] for one in told.areas.values()}, asked.area),
        "case_types": listed({name: one.title[lang] for name, one in types}, asked.case_type),
        "authorities": listed({str(one.code): one.title[lang] for one in authorities}, asked.authority),
        "states": listed({"open": _("Open"), "closed": _("Closed")}, asked.state),
    }


def chosen(asked: Asked) -> bool:
    """Whether a filter beside the words is set, so that the filters stand open."""
    return any(getattr(asked, name) for name in FILTERS)


def turning(given: Mapping[str, str], found: Found) -> Turning:
    kept = {name: given[name] for name in (*FILTERS, "q", "person") if given.get(name)}

    def page(at: int) -> str:
        return f"{reverse('search')}?{urlencode(kept | {'page': at})}" if 1 <= at <= found.pages else ""

    return Turning(page(found.page - 1), page(found.page + 1))
