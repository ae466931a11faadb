"""Who somebody is whom the provider sends: the colleague whose initials the provider names, and nobody else.

A person is linked at the first log-in to the provider's own name for them (`sub`). From then on both must
agree: who takes over somebody's initials at the provider does not take over the account here. An e-mail
address links nothing.
"""

import logging
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from django.contrib.auth.models import User
from django.http import HttpRequest
from requests import RequestException

from anke.organisation import commands, queries
from anke.rules.local import local_date
from anke.rules.steps import Refused
from anke.site.identity import said, throttle
from anke.site.identity.provider import chosen
from anke.site.today import house_now

log = logging.getLogger(__name__)


class ByInitials(DefaultSocialAccountAdapter):
    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """The one provider the environment names; none that lies in the database."""
        the = chosen()
        if provider not in ("oidc", the.key):
            raise SocialApp.DoesNotExist
        return SocialApp(
            provider="oidc",
            provider_id=the.key,
            name=the.name,
            client_id=the.client_id,
            secret=the.client_secret,
            settings={
                "server_url": the.described_at,
                "oauth_pkce_enabled": True,
                "scope": list(the.scopes),
            },
        )

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Settle who it is, or say kindly that nobody here is known by that name."""
        claims: dict[str, Any] = request.anke_claims  # type: ignore[attr-defined]  # set by provider.Adapter
        user = _known(str(claims.get(chosen().claim) or ""))
        linked = SocialAccount.objects.filter(provider=chosen().key, user=user).first()
        if user is None or not user.is_active:
            log.warning("Somebody the provider knows has no role here.")
            raise ImmediateHttpResponse(said.stranger(request))
        agree = sociallogin.user == user if sociallogin.is_existing else linked is None
        if not agree:
            log.warning("The provider names somebody by initials that are linked to another person.")
            raise ImmediateHttpResponse(said.linked_to_another(request))
        if not sociallogin.is_existing:
            sociallogin.connect(request, user)
        ways = claims.get("amr") if isinstance(claims.get("amr"), list) else []
        shown = {str(one) for one in (*(ways or []), claims.get("acr"))}
        request.anke_strong = bool(shown & chosen().strong)  # type: ignore[attr-defined]  # sessions.py

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        throttle.count_provider_failure(request)
        if isinstance(exception, RequestException):
            log.warning("The log-in provider does not answer: %s", type(exception).__name__)
            raise ImmediateHttpResponse(said.provider_silent(request))
        if error == AuthError.CANCELLED:
            raise ImmediateHttpResponse(said.cancelled(request))
        log.warning("A log-in by the provider failed: %s", exception or "not begun in this browser")
        page = said.not_trusted if exception else said.not_begun_here
        raise ImmediateHttpResponse(page(request))


def _known(initials: str) -> User | None:
    """The account of the colleague with these very initials; opened at the first log-in."""
    if not initials or (colleague := queries.colleague(initials)) is None:
        return None
    if colleague.user is None:
        now = house_now()
        try:
            commands.open_account(
                initials=initials,
                username=initials,
                password=None,
                happened_on=local_date(now),
                actor=initials,
                recorded_at=now,
            )
        except Refused as refusal:
            log.warning("No account could be opened: %s", refusal)
        colleague = queries.colleague(initials)
    return User.objects.filter(pk=colleague.user).first() if colleague and colleague.user else None
