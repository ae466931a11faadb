"""How allauth is made at home here: whose second factor is asked for, how its secrets lie, what it says."""

import logging
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from anke.site.context import AUTHORITY
from anke.site.identity import sealing, throttle
from anke.site.identity.sessions import must_have_second_factor

log = logging.getLogger(__name__)


class AskForCode(AuthenticateStage):
    """A code is asked for, unless the provider has already asked for a second factor that counts here."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not getattr(request, "anke_strong", False) and super()._should_handle(request)


class Accounts(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_password": _("That is not your password."),
        "too_many_login_attempts": _("Too many wrong codes. Wait a quarter of an hour and try again."),
        "rate_limited": _("Too many wrong codes. Wait a quarter of an hour and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account by logging in: people are appointed."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return throttle.client_address(request)

    def get_login_stages(self) -> list[str]:
        return [f"{AskForCode.__module__}.{AskForCode.__qualname__}"]

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """The pages themselves show how it stands."""


class SecondFactors(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That code does not fit. Wait for the next one and try again."),
        "cannot_delete_authenticator": _("Your role needs a second factor, so it cannot be turned off."),
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; where it does not open, one that nobody has, so that no code fits."""
        try:
            return sealing.unseal(encrypted_text)
        except sealing.WrongKey:
            log.error("A second factor does not open: was ANKE_MASTER_KEY changed?")
            return generate_totp_secret()

    def get_totp_issuer(self) -> str:
        return f"anke – {AUTHORITY}"

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not must_have_second_factor(authenticator.user)
