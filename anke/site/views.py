"""Pages that belong to no room: about the figures, how the installation is, what an error says."""

import logging
import sys
from typing import Any

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import is_operator
from anke.site import health as checks
from anke.site import navigation, outage
from anke.site.outage import Outage

log = logging.getLogger(__name__)

# What the framework says of a form with more bytes, fields or files than one form may have.
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one's day begins: those who handle cases land on their list, quality readers on what is theirs to
    read, the ministry on the reports, others on the contract."""
    who = organisation.person_for(request.user)
    if navigation.lands_on_reports(who):
        return redirect(navigation.address_of("reporting") or "contract")
    if navigation.lands_on_quality(who):
        return redirect(navigation.address_of("quality") or "contract")
    handles = navigation.handles_cases(who)
    return redirect((handles and navigation.address_of("worklist")) or "contract")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", {"section": "about"})


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For machines: 200 while pages can be answered, 503 while they cannot. Says nothing of anybody."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        answer = JsonResponse({"status": "unavailable", "database": "away"}, status=503)
        answer["Retry-After"] = str(outage.RETRY)
        return answer
    return JsonResponse({"status": "ok", "database": "ok"})


@never_cache
@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """How the installation is, for those who run it."""
    if not is_operator(request.user):
        raise PermissionDenied
    return render(request, "site/system.html", {"section": "system", "findings": checks.findings()})


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. A `BadRequest(sentence, choices)` from a view says what is wrong and what there is instead.

    413 for a form that is more than one form may be."""
    if isinstance(exception, TOO_MUCH):
        return _too_much(request)
    sentence = _("The address asks for something this site cannot understand.")
    advice = _("Correct the address, or choose again from the page itself.")
    said = _said(_("That cannot be shown"), sentence, advice, exception)
    return render(request, "site/error.html", said, status=400)


def _too_much(request: HttpRequest) -> HttpResponse:
    sentence = _("The form holds more than can be received at once. Nothing of it has been saved.")
    advice = _("Go back, shorten the text or send it in parts. Large files are sent as files, one by one.")
    said = _said(_("Too much at once"), sentence, advice)
    return render(request, "site/error.html", said, status=413)


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("You are not allowed to see this page.")
    advice = _("Log in as somebody who may, or ask those who run the site for access.")
    said = _said(_("No access"), sentence, advice) | {"login": True}
    return render(request, "site/error.html", said, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. A `Http404(sentence, choices)` raised by a view says what there is instead."""
    sentence = _("There is no page at this address.")
    advice = _("Check the address for a slip of the pen, or begin from the start page.")
    said = _said(_("Not found"), sentence, advice, exception)
    return render(request, "site/error.html", said, status=404)


def broke_down(request: HttpRequest) -> HttpResponse:
    """500; 503 and 507 where it is the database or the disk. Those pages stand alone, in both languages: they
    ask nothing of the house, for that is what broke."""
    kind = outage.kind_of(sys.exc_info()[1])
    if kind is Outage.FAULT:
        return _fault(request)
    log.error("A page could not be answered: %s", kind)
    full = kind is Outage.FULL
    page = loader.get_template("site/plain_full.html" if full else "site/plain_away.html")
    answer = HttpResponse(page.render({"again": request.method == "GET"}), status=507 if full else 503)
    answer["Retry-After"] = str(outage.RETRY)
    answer["Cache-Control"] = "no-store"
    return answer


@requires_csrf_token
def _fault(request: HttpRequest) -> HttpResponse:
    """500. Promises nothing of the rest of the house: if even this page fails, plain words remain."""
    sentence = _("Something went wrong here, and it is not your doing. Nothing has been changed.")
    advice = _("Try again in a moment. If it goes on, tell those who run the site when it happened.")
    try:
        said = _said(_("The page broke down"), sentence, advice)
        return render(request, "site/error.html", said, status=500)
    except Exception:
        page = loader.get_template("site/plain_error.html")
        return HttpResponse(page.render({"sentence": sentence, "advice": advice}), status=500)


def _said(heading: str, sentence: str, advice: str, exception: Exception | None = None) -> dict[str, Any]:
    """What an error page says: the view's own sentence and choices, never what the framework has to say."""
    given = exception.args if type(exception) in (BadRequest, Http404) and exception is not None else ()
    if given and isinstance(given[0], str):
        sentence = given[0]
        choices = given[1] if len(given) > 1 else []
    else:
        choices = []
    return {"heading": heading, "sentence": sentence, "advice": advice, "choices": choices}
