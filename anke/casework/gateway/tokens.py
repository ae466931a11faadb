"""Tokens: made, shown once, renewed, taken back, and looked at with every request.

A token reads `anke_PUBLIC_SECRET`. The public part finds the row; the secret is compared by its SHA-256 in
constant time. Who the owner is, and what the role allows, is asked anew at most two seconds later: so long a
token taken back elsewhere may still count.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from django.db import transaction

from anke.casework.gateway.models import Token
from anke.casework.gateway.scopes import SCOPES, allowed
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.roles import MACHINES

LONGEST: Final = timedelta(days=365)  # no token lasts longer
FRESH: Final = timedelta(seconds=2)  # how long a process remembers who a token belongs to
_SEEN: Final = timedelta(minutes=1)  # `used_at` is written no more often
_MOST: Final = 10_000  # tokens a process remembers


@dataclass(frozen=True)
class Holder:
    """Whoever asks through a token: the token, who it acts as, and what it may."""

    token_id: int
    public: str
    actor: Actor
    scopes: frozenset[str]
    at: datetime  # the moment of the request

    @property
    def initials(self) -> str:
        return self.actor.initials


@dataclass(frozen=True)
class _Known:
    """What a process remembers of a token for two seconds."""

    asked_at: datetime
    digest: str
    expires_at: datetime
    used_at: datetime | None
    holder: Holder


_known: dict[str, _Known] = {}
_lock = Lock()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def new_public() -> str:
    return secrets.token_hex(6)


@transaction.atomic
def make_token(
    *,
    owner: str,
    name: str,
    scopes: Iterable[str],
    lasts: timedelta,
    actor: str,
    at: datetime,
    replaces: str = "",
) -> str:
    """Make a token for a person or a machine; the whole token, which is never shown again.

    Raises `Refused` for scopes the owner's role does not allow and for a life longer than a year.
    """
    who = _owner(owner)
    require_none(name)
    if not name.strip():
        raise Refused("Skriv, hvad adgangsnøglen skal bruges til.", "Write what the token is for.")
    if not timedelta() < lasts <= LONGEST:
        raise Refused(
            "En adgangsnøgle kan højst gælde i et år. Vælg en kortere tid.",
            "A token lasts a year at most. Choose a shorter time.",
        )
    wanted = _allowed(who, scopes)
    public, secret = new_public(), secrets.token_urlsafe(32)
    Token.objects.create(
        public=public,
        digest=digest_of(secret),
        name=" ".join(name.split())[:80],
        owner=owner,
        scopes=wanted,
        made_by=actor,
        made_at=at,
        expires_at=at + lasts,
        replaces=replaces,
    )
    return f"anke_{public}_{secret}"


def _allowed(who: Actor, scopes: Iterable[str]) -> list[str]:
    wanted = sorted(set(scopes))
    lacking = [one for one in wanted if one not in allowed(who)]
    if lacking:
        unknown = ", ".join(one for one in lacking if one in SCOPES) or "–"
        raise Refused(
            f"Den rolle kan ikke give adgangsnøglen disse rettigheder: {unknown}.",
            f"That role cannot give the token these rights: {unknown}.",
        )
    return wanted


def _owner(owner: str) -> Actor:
    if who := organisation.actor(owner):
        return who
    raise Refused(f"{owner} har ingen rolle her.", f"{owner} holds no role here.")


@transaction.atomic
def revoke_token(*, public: str, actor: str, at: datetime) -> None:
    """Take a token back: it counts no more. Raises `Refused` where there is none that counts."""
    found = Token.objects.filter(public=public, revoked_at__isnull=True)
    if not found.update(revoked_at=at, revoked_by=actor):
        raise Refused("Der er ingen sådan adgangsnøgle.", "There is no such token.")
    forget(public)


@transaction.atomic
def rotate_token(*, public: str, actor: str, at: datetime) -> str:
    """A new token with the same name, scopes and length of life; the old one counts no more."""
    old = Token.objects.select_for_update().filter(public=public, revoked_at__isnull=True).first()
    if old is None:
        raise Refused("Der er ingen sådan adgangsnøgle.", "There is no such token.")
    revoke_token(public=public, actor=actor, at=at)
    return make_token(
        owner=old.owner,
        name=old.name,
        scopes=[one for one in old.scopes if one in allowed(_owner(old.owner))],
        lasts=old.expires_at - old.made_at,
        actor=actor,
        at=at,
        replaces=public,
    )


def may_manage(actor: Actor, owner: str, *, operator: bool) -> bool:
    """Whether somebody may make and take back tokens of this owner: one's own, and operators a machine's."""
    return (operator and owner in MACHINES) or actor.initials == owner


def authenticate(token: str, *, at: datetime) -> Holder | None:
    """Who holds this token; None where it is none, or counts no longer."""
    mark, _, rest = token.partition("_")
    public, _, secret = rest.partition("_")
    if mark != "anke" or not 0 < len(public) <= 16 or not secret:
        return None
    given = digest_of(secret)
    with _lock:
        known = _known.get(public)
    anew = known is None or not known.asked_at <= at < known.asked_at + FRESH
    if anew:
        known = _ask(public, at)
    if known is None or not hmac.compare_digest(known.digest, given) or known.expires_at <= at:
        return None
    if anew and (known.used_at is None or known.used_at <= at - _SEEN):
        Token.objects.filter(public=public).update(used_at=at)
    return replace(known.holder, at=at)


def _ask(public: str, at: datetime) -> _Known | None:
    row = Token.objects.filter(public=public, revoked_at__isnull=True).first()
    actor = organisation.actor(row.owner) if row else None
    if row is None or actor is None:
        forget(public)
        return None
    holder = Holder(row.pk, public, actor, frozenset(row.scopes) & allowed(actor), at)
    known = _Known(at, row.digest, row.expires_at, row.used_at, holder)
    with _lock:
        if len(_known) >= _MOST:
            _known.clear()
        _known[public] = known
    return known


def forget(public: str | None = None) -> None:
    """Forget what this process remembers of a token, or of all."""
    with _lock:
        if public is None:
            _known.clear()
        else:
            _known.pop(public, None)
