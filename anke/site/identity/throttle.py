"""Against guessing: who is asking, under which name failures are counted, what is said to one locked out."""

import hmac
import ipaddress
from hashlib import sha256
from typing import Any

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MOST_FAILURES, SPAN = 30, 300  # by the provider, from one address, within so many seconds
NOWHERE = "0.0.0.0"  # noqa: S104 - stands for an address nobody told


def client_address(request: HttpRequest) -> str:
    """The address a request comes from: what our own proxies say, never what a stranger writes before it."""
    proxies = settings.ANKE_PROXIES
    told = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if one.strip()]
    given = told[-proxies] if proxies and len(told) >= proxies else request.META.get("REMOTE_ADDR", "")
    try:
        return str(ipaddress.ip_address(given))
    except ValueError:
        return NOWHERE


def tried_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Under which name a failure is counted. A name nobody has may be a password typed in the wrong field:
    then only its keyed digest is kept, which counts as well and says nothing."""
    typed = str((credentials or {}).get("username") or request.POST.get("username", ""))
    if get_user_model().objects.filter(username=typed).exists():
        return typed
    return "?" + hmac.new(settings.SECRET_KEY.encode(), typed.encode(), sha256).hexdigest()[:20]


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429, in words: how long to wait, and what else can be done (axes)."""
    span = get_cool_off(request)
    return wait(request, minutes=int(span.total_seconds() // 60) if span else 15)


def wait(request: HttpRequest, *, minutes: int) -> HttpResponse:
    answer = render(request, "site/wait.html", {"minutes": minutes}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


def provider_failures(request: HttpRequest) -> bool:
    """Whether too many log-ins by the provider have failed from this address of late."""
    failed: int = cache.get(_failed(request), 0)
    return failed >= MOST_FAILURES


def count_provider_failure(request: HttpRequest) -> None:
    cache.add(_failed(request), 0, SPAN)
    cache.incr(_failed(request))


def _failed(request: HttpRequest) -> str:
    return f"oidc-failed:{client_address(request)}"
