"""The search page. The address is the search, but for a personal number: what is typed is posted, and the
number is answered by a pseudonym kept in the session. It stands in no address and no log."""

import secrets
from typing import Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from anke.casework.search import commands, pages, queries
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.organisation.queries import Person, moment_of

_PERSONS: Final = "search_persons"  # in the session: token → pseudonym
_KEPT: Final = 5  # persons a session remembers
_FOLLOWED: Final = 200  # events a search brings in before it answers


@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("q")
@csrf_protect
def search(request: HttpRequest) -> HttpResponse:
    """Search the cases one sees: a form, and what answers to it."""
    who = _searcher(request)
    typed = request.POST if request.method == "POST" else request.GET
    if request.method == "POST" or queries.parted(typed.get("q", ""))[1]:
        return _to_address(request)
    return _answer(request, who)


def _searcher(request: HttpRequest) -> Person:
    """Whoever looks, where the role ever sees a case."""
    who = people.person_for(request.user)
    if who is None or not who.powers.glass:
        raise PermissionDenied
    return who


@sensitive_variables()
def _to_address(request: HttpRequest) -> HttpResponseRedirect:
    """The search as an address, without the number of a person."""
    given = request.POST if request.method == "POST" else request.GET
    text, person = queries.parted(given.get("q", ""))
    typed = {name: queries.parted(given.get(name, ""))[0] for name in pages.FILTERS}
    kept = {name: words for name, words in typed.items() if words}
    kept |= {"q": text.strip()} if text.strip() else {}
    if person:
        kept["person"] = _remember(request, person)
    elif given.get("person"):
        kept["person"] = given["person"]
    return redirect(f"{reverse('search')}?{urlencode(kept)}" if kept else reverse("search"))


def _remember(request: HttpRequest, person: str) -> str:
    """A token for a person's pseudonym, good for this session only."""
    known: dict[str, str] = request.session.get(_PERSONS, {})
    token = next((one for one, kept in known.items() if kept == person), secrets.token_urlsafe(6))
    others = [(one, kept) for one, kept in known.items() if one != token]
    request.session[_PERSONS] = dict([*others[1 - _KEPT :], (token, person)])
    return token


def _answer(request: HttpRequest, who: Person) -> HttpResponse:
    now, lang = moment_of(request), get_language() or "da"
    token = request.GET.get("person", "")
    person = request.session.get(_PERSONS, {}).get(token) if token else None
    asked = queries.asked(request.GET, person=person)
    behind = _follow()
    found = (
        queries.search(asked, user=request.user, at=now, page=pages.number(request.GET)) if asked else None
    )
    if found:
        numbers = [hit.number for hit in found.hits]
        organisation.record_reading(who=who.initials, numbers=numbers, what="search", at=now)
    said = {
        "section": "search",
        "asked": asked,
        "found": found,
        "lines": pages.lines(found, lang) if found else [],
        "choices": pages.choices(asked, lang),
        "chosen": pages.chosen(asked),
        "person": token if person else "",
        "person_gone": bool(token) and not person,
        "turning": pages.turning(request.GET, found) if found else None,
        "behind": behind,
    }
    return render(request, "search/search.html", said)


def _follow() -> int:
    """Bring in what has been committed since; a busy database is no reason not to answer."""
    try:
        return commands.follow(most=_FOLLOWED) if queries.unfollowed() else 0
    except OperationalError:
        return queries.unfollowed()
