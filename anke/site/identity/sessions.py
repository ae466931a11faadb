"""What a session knows of its log-in: when it began, when it was last used, if a second factor was shown."""

import time
from datetime import timedelta
from typing import Any, Final

from allauth.account.internal.flows.login import get_authentication_records
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest

from anke.organisation import queries as organisation
from anke.rules.roles import Figures, Reach
from anke.site.context import is_synthetic

BEGAN, SEEN, PROVED = "began", "seen", "second_factor"
_FRESH: Final = 60  # seconds within which being seen is not written again
REASONS = IDLE, OLD, LEFT = "idle", "old", "left"  # why a session ended


def local_accounts() -> bool:
    """Whether people may log in with a password kept here: in the demonstration, or where it was chosen."""
    return bool(settings.ANKE_LOCAL_ACCOUNTS) or is_synthetic()


def may_enter(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody has a role in force, or runs the machine."""
    return organisation.person_for(user) is not None or bool(getattr(user, "is_superuser", False))


def must_have_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether somebody who sees cases, live figures or the machine is asked for more than a password here."""
    if not settings.ANKE_REQUIRE_MFA:
        return False
    person = organisation.person_for(user)
    if person is None:
        return bool(getattr(user, "is_superuser", False))
    powers = person.powers
    return powers.cases is not Reach.NONE or powers.figures is Figures.LIVE or powers.runs


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session was begun with a second factor, here or at the provider."""
    shown = get_authentication_records(request, request.user)
    return bool(request.session.get(PROVED)) or any(one["method"] == "mfa" for one in shown)


def begin(sender: Any, request: HttpRequest, user: AbstractBaseUser, **_: Any) -> None:
    """Somebody has logged in. Django has given the session a new key."""
    request.session[BEGAN] = request.session[SEEN] = int(time.time())
    if getattr(request, "anke_strong", False):
        proved(request)


def proved(request: HttpRequest) -> None:
    """A second factor has been shown in this session."""
    request.session[PROVED] = True


def why_over(request: HttpRequest, now: float) -> str:
    """Why this session is over at a moment (seconds since 1970), or "". Keeps a living one alive."""
    began = request.session.setdefault(BEGAN, int(now))
    seen = request.session.setdefault(SEEN, int(now))
    if now - began >= _seconds(settings.ANKE_SESSION_MOST):
        return OLD
    if now - seen >= _seconds(settings.ANKE_SESSION_IDLE):
        return IDLE
    if now - seen >= _FRESH:
        request.session[SEEN] = int(now)
    return ""


def end(request: HttpRequest) -> None:
    """End this session here and now: nothing of it remains, and the request goes on as a stranger's."""
    key = request.session.session_key
    logout(request)
    UserSession.objects.filter(session_key=key).delete()


def _seconds(span: timedelta) -> float:
    return span.total_seconds()
