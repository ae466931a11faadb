"""Pages: one's tokens, webhooks and calendar; the work in the background; the API in words; the calendar."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from zlib import crc32

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from anke.casework.gateway import commands, queries
from anke.casework.gateway.api import describing
from anke.casework.gateway.feed import calendar_of, owner_of
from anke.casework.gateway.scopes import MACHINE, SCOPES
from anke.casework.gateway.webhooks.subscribing import KNOWN_KINDS
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.organisation.queries import moment_of
from anke.rules.refusal import Refused
from anke.rules.roles import MACHINES

DAYS: Final = (30, 90, 180, 365)


def _lang() -> str:
    return (get_language() or "da")[:2]


def _owner(request: HttpRequest) -> str:
    """The initials of who has logged in; empty for one without a role (who may run the machine)."""
    actor = people.actor_for(request.user)
    return actor.initials if actor else ""


def _words(scope: str) -> str:
    return SCOPES[scope][_lang() == "en"]


def _scopes(names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(name, _words(name)) for name in SCOPES if name in names]


def _try(request: HttpRequest, act: Callable[[], Any], done: str) -> Any:
    """Do an act; say that it is done, or why it was refused. What it made, None where refused."""
    try:
        made = act()
    except Refused as refused:
        messages.error(request, refused[_lang()])
        return None
    if done:
        messages.success(request, done)
    return made


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and for operators those of machines: made, renewed, taken back. Shown once."""
    owner, operator, now = _owner(request), people.is_operator(request.user), people.moment_of(request)
    new = None
    if request.method == "POST":
        new = _change_token(request, owner, operator=operator)
        if new is None:
            return redirect("tokens")
    said = {
        "new": new,
        "mine": [(one, _scopes(one.scopes)) for one in queries.tokens_of(owner, at=now)] if owner else [],
        "machines": [(one, _scopes(one.scopes)) for one in queries.machine_tokens(at=now)]
        if operator
        else [],
        "scopes": _scopes(queries.scopes_of(owner)) if owner else [],
        "machine_names": [(name, title[_lang() == "en"]) for name, title in sorted(MACHINES.items())],
        "machine_scopes": _scopes(tuple(MACHINE)),
        "operator": operator,
        "days": DAYS,
        "section": "account",
    }
    return render(request, "gateway/tokens.html", said)


def _change_token(request: HttpRequest, owner: str, *, operator: bool) -> str | None:
    """The act a form asks for; the new token where it makes one."""
    now, public = people.moment_of(request), request.POST.get("token", "")[:16]
    if request.POST.get("act") == "make":
        machine = request.POST.get("machine", "")
        whose = machine if operator and machine in MACHINES else owner
        days = request.POST.get("days", "")
        if not whose or days not in {str(one) for one in DAYS}:
            raise BadRequest(_("Choose how long the token shall last."))
        given: dict[str, Any] = {
            "owner": whose,
            "name": request.POST.get("name", ""),
            "scopes": request.POST.getlist("scope"),
            "lasts": timedelta(days=int(days)),
            "actor": owner or "system",
            "at": now,
        }
        made: str | None = _try(request, lambda: commands.make_token(**given), "")
        return made
    whose = queries.owner_of_token(public) or ""
    if not whose or not (whose == owner or (operator and whose in MACHINES)):
        raise PermissionDenied
    by: dict[str, Any] = {"public": public, "actor": owner or "system", "at": now}
    if request.POST.get("act") == "renew":
        made = _try(request, lambda: commands.rotate_token(**by), "")
        return made
    _try(request, lambda: commands.revoke_token(**by), _("The token is taken back."))
    return None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """One's subscriptions to events, and what could not be delivered. A new secret is shown once."""
    owner, secret = _owner(request), None
    if request.method == "POST":
        secret = _change_subscription(request, owner)
        if secret is None:
            return redirect("webhooks")
    dead = queries.dead_letters(owner) if owner else []
    organisation.record_reading(
        who=owner, numbers=[one.number for one in dead], what="list", at=people.moment_of(request)
    )
    said = {
        "secret": secret,
        "subscriptions": queries.subscriptions_of(owner) if owner else [],
        "dead": [(one, describing.failure(one.failure)) for one in dead],
        "kinds": describing.kinds(KNOWN_KINDS),
        "may": "cases:read" in queries.scopes_of(owner),
        "section": "account",
    }
    return render(request, "gateway/webhooks.html", said)


def _change_subscription(request: HttpRequest, owner: str) -> str | None:
    """The act a form asks for; the secret where it makes a new one."""
    act, now = request.POST.get("act"), moment_of(request)
    if act == "subscribe":
        given = {"name": request.POST.get("name", ""), "url": request.POST.get("url", "")}
        kinds = request.POST.getlist("kind")
        made = _try(request, lambda: commands.subscribe(owner=owner, kinds=kinds, at=now, **given), "")
        return made[1] if made else None
    public = request.POST.get("subscription", "")[:16]
    if not owner or queries.owner_of_subscription(public) != owner:
        raise PermissionDenied
    if act == "renew":
        renewed: str | None = _try(request, lambda: commands.renew_secret(public=public), "")
        return renewed
    if act == "end":
        _try(
            request, lambda: commands.end_subscription(public=public, at=now), _("The subscription is ended.")
        )
    elif act == "resend" and request.POST.get("seq", "").isdecimal():
        seq = int(request.POST["seq"][:18])
        again = _("It is tried again in a moment.")
        _try(request, lambda: commands.resend(public=public, seq=seq, at=now), again)
    return None


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """The address from which one's calendar fetches one's deadlines. It is shown once."""
    owner, address, now = _owner(request), None, people.moment_of(request)
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            done = _("The address leads nowhere any more.")
            _try(request, lambda: commands.revoke_feed(owner=owner, at=now), done)
            return redirect("calendar")
        made = _try(request, lambda: commands.make_feed(owner=owner, at=now), "")
        if made is None:
            return redirect("calendar")
        address = request.build_absolute_uri(reverse("calendar-feed", args=[made]))
    said = {
        "address": address,
        "made_at": queries.feed_made_at(owner) if owner else None,
        "may": "cases:read" in queries.scopes_of(owner),
        "section": "account",
    }
    return render(request, "gateway/calendar.html", said)


@require_safe
def calendar_feed(request: HttpRequest, address: str) -> HttpResponse:
    """A calendar program fetches somebody's deadlines."""
    owner = owner_of(address)
    if owner is None:
        raise Http404
    now = people.moment_of(request)
    text, numbers = calendar_of(owner, at=now, lang=_lang())
    etag = f'"{crc32(text):08x}"'
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    if request.headers.get("If-None-Match") == etag:
        answer = HttpResponse(status=304)
    else:
        organisation.record_reading(
            who=owner, numbers=numbers, what="list", at=now, request=f"calendar {address.partition('.')[0]}"
        )
    answer["ETag"], answer["Cache-Control"] = etag, "private, no-cache"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """The work in the background: how each job went, for those who run the machine."""
    if not people.is_operator(request.user):
        raise PermissionDenied
    now = moment_of(request)
    late = {one.name for one in queries.late_jobs(at=now)}
    said = {
        "jobs": [(one, one.name in late) for one in queries.jobs()],
        "dead": queries.count_dead(),
        "section": "system",
    }
    return render(request, "gateway/work.html", said)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The API in words, made from the document programs read."""
    return render(request, "gateway/docs.html", describing.page(_lang()) | {"section": "about"})
