"""Logging in and out, one's own account, and the second factor."""

import re
from datetime import UTC, datetime
from typing import Any

from allauth.account.internal import flows
from allauth.account.models import Login
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCode
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.flows import can_generate_recovery_codes
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from requests import RequestException

from anke.demo import queries as demo
from anke.organisation import queries as organisation
from anke.site.context import is_synthetic
from anke.site.identity import said, sessions, throttle
from anke.site.identity.provider import Adapter, Callback

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = ("Windows", "Android", "iPhone", "iPad", "Mac", "Linux")


class LogIn(auth.LoginView):
    template_name = "site/login.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        why = request.GET.get("ended", "")
        if why in sessions.REASONS and not request.user.is_authenticated:
            request.ended = why  # type: ignore[attr-defined]  # the frame says it
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "provider": settings.ANKE_OIDC,
            "local": sessions.local_accounts(),
            "logins": _logins() if is_synthetic() else [],
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sessions.local_accounts():
            return said.password_closed(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        if not sessions.may_enter(user):
            return said.stranger(self.request)
        onward = self.get_success_url()
        if self.request.user.is_authenticated:
            sessions.end(self.request)  # somebody else sat here
        name = user.get_username()
        flows.login.record_authentication(self.request, user, "password", reauthenticated=True, username=name)
        return flows.login.perform_login(self.request, Login(user=user, redirect_url=onward))


def _logins() -> list[tuple[str, str, str, str]]:
    """Name, password, person and role of everyone who can log in to the demonstration."""
    english = (get_language() or "").startswith("en")
    return [(one.username, one.password, one.name, one.role[english]) for one in demo.logins()]


@never_cache
@require_safe
def to_provider(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the provider. Only this site's own pages, or the person, may begin a log-in."""
    if settings.ANKE_OIDC is None:
        raise Http404
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return redirect("login")
    if throttle.provider_failures(request):
        return throttle.wait(request, minutes=throttle.SPAN // 60)
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = reverse(settings.LOGIN_REDIRECT_URL)
    try:
        provider = Adapter(request, settings.ANKE_OIDC.key).get_provider()
        answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, next_url=onward)
    except RequestException:
        return said.provider_silent(request)
    except OAuth2Error:
        return said.not_trusted(request)
    return answer


@never_cache
@require_safe
def from_provider(request: HttpRequest) -> HttpResponseBase:
    """The browser is back from the provider."""
    if settings.ANKE_OIDC is None:
        raise Http404
    if throttle.provider_failures(request):
        return throttle.wait(request, minutes=throttle.SPAN // 60)
    if request.GET.get("iss", settings.ANKE_OIDC.issuer) != settings.ANKE_OIDC.issuer:
        throttle.count_provider_failure(request)
        return said.not_trusted(request)
    try:
        answer: HttpResponse = Callback.adapter_view(Adapter(request, settings.ANKE_OIDC.key))(request)
    except RequestException:
        return said.provider_silent(request)
    except OAuth2Error:
        return said.not_trusted(request)
    return answer


class Account(ListUserSessionsView):
    """Who one is here, one's second factor, and where one is logged in. Sent, it logs out everywhere else."""

    template_name = "site/account.html"
    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user = self.request.user
        held = {one.type: one for one in Authenticator.objects.filter(user=user)}
        codes = held.get(Authenticator.Type.RECOVERY_CODES)
        app = held.get(Authenticator.Type.TOTP)
        return context | {
            "section": "account",
            "title": _title(user),
            "operator": organisation.is_operator(user),
            "by_provider": settings.ANKE_OIDC if _is_linked(user) else None,
            "totp": app,
            "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
            "needed": sessions.must_have_second_factor(user),
            "sessions": [_session(one) for one in context["sessions"]],
        }


def _title(user: User) -> str:
    person = organisation.person_for(user)
    return person.title(get_language() or "da") if person else ""


def _is_linked(user: User) -> bool:
    chosen = settings.ANKE_OIDC
    return chosen is not None and SocialAccount.objects.filter(user=user, provider=chosen.key).exists()


def _session(one: UserSession) -> dict[str, Any]:
    seen = one._session_store(one.session_key).get(sessions.SEEN)
    return {
        "began": one.created_at,
        "seen": datetime.fromtimestamp(seen, UTC) if seen else one.last_seen_at,
        "address": one.ip,
        "browser": browser(one.user_agent),
        "here": one.is_current(),
    }


def browser(agent: str) -> str:
    """Which browser on what, as far as it says.

    >>> browser("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML) Chrome/130.0 Safari/537.36")
    'Chrome, Linux'
    >>> browser("curl/8.0")
    'curl'
    """
    named = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    first = re.match(r"[A-Za-z][\w.-]{0,30}", agent)
    return ", ".join(one for one in (named or (first.group() if first else "?"), system) if one)


class _AskedTooOften:
    """A code that was tried too often is answered with 429, and the page says so."""

    def render_to_response(self, context: dict[str, Any], **how: Any) -> HttpResponse:
        errors = context["form"].errors.as_data() if context["form"].is_bound else {}
        kinds = {fault.code for faults in errors.values() for fault in faults}
        if kinds & {"too_many_login_attempts", "rate_limited"}:
            how["status"] = 429
        answer: HttpResponse = super().render_to_response(context, **how)  # type: ignore[misc]  # of the view mixed in
        return answer


class AskCode(_AskedTooOften, AuthenticateView):
    template_name = "site/code.html"


class ConfirmByCode(_AskedTooOften, ReauthenticateByCode):
    template_name = "site/confirm.html"


class ConfirmByPassword(ReauthenticateView):
    template_name = "site/confirm.html"


class TurnOn(_AskedTooOften, ActivateTOTPView):
    template_name = "site/second_factor_on.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        context["spaced"] = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
        context["needed"] = sessions.must_have_second_factor(self.request.user)
        return context

    def form_valid(self, form: Any) -> HttpResponse:
        answer = super().form_valid(form)
        sessions.proved(self.request)  # a code has just been shown
        return answer


class TurnOff(DeactivateTOTPView):
    template_name = "site/second_factor_off.html"


class Codes(ViewRecoveryCodesView):
    template_name = "site/recovery_codes.html"


class NewCodes(GenerateRecoveryCodesView):
    template_name = "site/recovery_codes_new.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        possible = can_generate_recovery_codes(self.request.user)
        return super().get_context_data(**kwargs) | {"possible": possible}
