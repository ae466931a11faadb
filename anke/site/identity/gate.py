"""The gate every request passes: a session that is over ends; a second factor that is owed is asked for."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from anke.casework.cases import queries as cases
from anke.organisation import queries as organisation
from anke.site.identity import sessions

# Where one may go before the second factor is in place.
OPEN = {
    "about",
    "account_login",
    "account_reauthenticate",
    "health",
    "login",
    "logout",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "set_language",
}


def _told(request: HttpRequest, answer: HttpResponse, ended: str) -> HttpResponse:
    """Who is led to the log-in page learns why; for a part of a page (htmx) the whole page goes there."""
    log_in = reverse("login")
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        query = urlencode({"next": here, "ended": ended})
        return HttpResponse(status=401, headers={"HX-Redirect": f"{log_in}?{query}"})
    onward = answer.headers.get("Location", "")
    if onward.split("?")[0] == log_in:
        answer["Location"] = f"{onward}{'&' if '?' in onward else '?'}{urlencode({'ended': ended})}"
    return answer


class Gate:
    """Middleware, after authentication.

    A session that is over ends at once and the request goes on as a stranger's: whoever sees a public page
    keeps seeing it, every other page refuses, and nothing is written. `request.ended` says why.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cases.ahead_of(request.path)
        if request.path != "/health/" and request.user.is_authenticated:
            request.user = get_user(request)  # the account itself: it is asked for much from here on
            self._look(request)
        answer = self.get_response(request)
        if ended := getattr(request, "ended", ""):
            return _told(request, answer, ended)
        return answer

    def _look(self, request: HttpRequest) -> None:
        person = organisation.person_for(request.user)
        ended = sessions.why_over(request, time.time())
        if person is None and not getattr(request.user, "is_superuser", False):
            ended = sessions.LEFT
        if ended:
            sessions.end(request)
            person = None
        request.ended = ended  # type: ignore[attr-defined]  # read by the base template
        request.person = person  # type: ignore[attr-defined]  # asked for once a request

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if match is None or match.url_name in OPEN or request.path == "/health/":
            return None
        if not request.user.is_authenticated or not sessions.must_have_second_factor(request.user):
            return None
        if sessions.has_second_factor(request):
            return None
        return redirect("mfa_activate_totp")
