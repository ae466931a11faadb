"""Pages that belong to no room: logging in, about the figures, and what is said where there is no page."""

from typing import Any

from django.contrib.auth import views as auth
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from anke.demo import queries as demo
from anke.site.context import is_synthetic


class LogIn(auth.LoginView):
    template_name = "site/login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["logins"] = _logins() if is_synthetic() else []
        return context


def _logins() -> list[tuple[str, str, str, str]]:
    """Name, password, person and role of everyone who can log in to the demonstration."""
    english = (get_language() or "").startswith("en")
    return [(one.username, one.password, one.name, one.role[english]) for one in demo.logins()]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "site/about.html", {"section": "about"})


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400. A `BadRequest(sentence, choices)` from a view says what is wrong and what there is instead."""
    sentence = _("The address asks for something this site cannot understand.")
    advice = _("Correct the address, or choose again from the page itself.")
    said = _said(_("That cannot be shown"), sentence, advice, exception)
    return render(request, "site/error.html", said, status=400)


@requires_csrf_token
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    sentence = _("You are not allowed to see this page.")
    advice = _("Log in as somebody who may, or ask the steering unit for access.")
    said = _said(_("No access"), sentence, advice) | {"login": True}
    return render(request, "site/error.html", said, status=403)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404. A `Http404(sentence, choices)` raised by a view says what there is instead."""
    sentence = _("There is no page at this address.")
    advice = _("Check the address for a slip of the pen, or start from the results plan.")
    said = _said(_("Not found"), sentence, advice, exception)
    return render(request, "site/error.html", said, status=404)


@requires_csrf_token
def broke_down(request: HttpRequest) -> HttpResponse:
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
