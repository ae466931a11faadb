"""Subscriptions: made, renewed, ended. Its secret is not kept, but derived from a nonce and our own key."""

import secrets
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from anke.casework.gateway.models import Delivery, Subscription
from anke.casework.gateway.scopes import allowed
from anke.casework.gateway.tokens import new_public
from anke.casework.gateway.webhooks.guard import require_url
from anke.events import queries as events
from anke.events.vocabulary import KINDS
from anke.organisation import queries as organisation
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused

KNOWN_KINDS = tuple(name for name, kind in KINDS.items() if kind.subject == "case")


def secret_of(subscription: Subscription) -> str:
    """The secret its deliveries are signed with. It changes with the nonce, and with ANKE_SECRET_KEY."""
    name = f"{subscription.public}/{subscription.nonce}"
    made = salted_hmac("anke.gateway.webhook", name, secret=settings.SECRET_KEY, algorithm="sha256")
    return f"whsec_{made.hexdigest()}"


@transaction.atomic
def subscribe(*, owner: str, name: str, url: str, kinds: Iterable[str], at: datetime) -> tuple[str, str]:
    """Tell an address of what happens from now on; (what names the subscription, its secret).

    Only cases the owner sees are told. Raises `Refused` for an owner who sees none, for an unknown kind of
    event and for an address no webhook may go to.
    """
    who, wanted = organisation.actor(owner), sorted(set(kinds))
    if who is None or "cases:read" not in allowed(who):
        raise Refused("Din rolle ser ingen sager.", "Your role sees no cases.")
    if unknown := set(wanted) - set(KNOWN_KINDS):
        raise Refused(
            f"{len(unknown)} af hændelserne findes ikke.",
            f"{len(unknown)} of the kinds of events do not exist.",
        )
    require_none(name, url)
    if not name.strip():
        raise Refused("Skriv, hvad abonnementet skal bruges til.", "Write what the subscription is for.")
    made = Subscription.objects.create(
        public=new_public(),
        name=" ".join(name.split())[:80],
        owner=owner,
        url=require_url(url.strip()),
        kinds=wanted,
        nonce=secrets.token_hex(16),
        seq=events.head_seq(),
        made_at=at,
    )
    return made.public, secret_of(made)


@transaction.atomic
def renew_secret(*, public: str) -> str:
    """A new secret for a subscription; deliveries are signed with it from now on."""
    found = _there(public)
    found.nonce = secrets.token_hex(16)
    found.save(update_fields=["nonce"])
    return secret_of(found)


@transaction.atomic
def end_subscription(*, public: str, at: datetime) -> None:
    """End a subscription. What was waiting for it is told no more."""
    found = _there(public)
    found.ended_at = at
    found.save(update_fields=["ended_at"])
    found.deliveries.filter(state=Delivery.State.WAITING).update(
        state=Delivery.State.WITHHELD, settled_at=at, failure="ended"
    )


def _there(public: str) -> Subscription:
    found = Subscription.objects.select_for_update().filter(public=public, ended_at__isnull=True).first()
    if found is None:
        raise Refused("Der er intet sådant abonnement.", "There is no such subscription.")
    return found
