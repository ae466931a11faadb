"""What is said when a log-in does not go through: whose doing it is, and what to do now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

RETRY = 30  # seconds after which a silent provider is asked again


def stranger(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        403,
        _("You have no role here yet"),
        _("We can see who you are, but nobody with your initials is appointed in this system."),
        _(
            "Ask your head of office to have you appointed, or ask those who run the system whether your "
            "initials are spelled the same in both places. Then log in again."
        ),
    )


def linked_to_another(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        403,
        _("Your initials belong to another log-in"),
        _("The account with your initials has been used by another identity of the log-in service before."),
        _(
            "That is so when initials are used again, or when you have been given a new account. Ask those "
            "who run the system to release the link; then log in again."
        ),
    )


def provider_silent(request: HttpRequest) -> HttpResponse:
    answer = _page(
        request,
        503,
        _("The log-in service does not answer"),
        _("It is the service you log in by that cannot be reached, not this site. Nothing has been lost."),
        _("Try again in a moment. If it goes on, tell those who run the log-in service."),
    )
    answer["Retry-After"] = str(RETRY)
    return answer


def cancelled(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        400,
        _("The log-in was broken off"),
        _("You or the log-in service broke the log-in off. Nothing has happened."),
        _("Start again when you are ready."),
    )


def not_begun_here(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        400,
        _("The log-in could not be recognised"),
        _("A log-in must end in the browser it began in, within ten minutes. This one did not."),
        _("Start again from the log-in page. Cookies must be allowed for this site."),
    )


def not_trusted(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        400,
        _("The log-in could not be trusted"),
        _("The answer of the log-in service was not as it must be, so nobody has been logged in."),
        _("Start again. If it happens once more, tell those who run the system, and say when it was."),
    )


def password_closed(request: HttpRequest) -> HttpResponse:
    return _page(
        request,
        403,
        _("Passwords are not used here"),
        _("This site keeps no passwords of its own. You log in by the log-in service of your workplace."),
        _("Go to the log-in page and choose the log-in service."),
    )


def _page(request: HttpRequest, status: int, heading: str, sentence: str, advice: str) -> HttpResponse:
    told = {"heading": heading, "sentence": sentence, "advice": advice, "provider": settings.ANKE_OIDC}
    return render(request, "site/login_failed.html", told, status=status)
