"""From events to deliveries, and from deliveries to whoever listens: nothing lost, nothing counted twice.

`collect` looks at the events after the last one a subscription has seen, writes a delivery for each that its
owner may know of, and moves the mark, in one transaction. `deliver` takes what is due, puts it off first (so
that two who deliver at once never send the same), and sends it. A crash after the sending and before it is
written down sends it once more, under the same id: at least once.
"""

import json
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import transaction

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case
from anke.casework.gateway.models import Delivery, Subscription
from anke.casework.gateway.webhooks.sending import send
from anke.casework.gateway.webhooks.subscribing import secret_of
from anke.events import queries as events
from anke.events.queries import Recorded
from anke.organisation import queries as organisation
from anke.rules.refusal import Refused

PAGE: Final = 1_000  # events looked at in one transaction
LEASE: Final = timedelta(minutes=5)  # how long a delivery being sent is left alone by others
BUDGET: Final = 60.0  # seconds one run may take
AT_ONCE: Final = 500
TRIES: Final = 10  # then a person must look
_FIRST, _LONGEST = timedelta(seconds=30), timedelta(hours=6)
_PATIENCE: Final = 3  # failures of one subscription in one run, after which its others wait


@dataclass(frozen=True)
class Went:
    """What one run did."""

    collected: int = 0
    delivered: int = 0
    failed: int = 0
    given_up: int = 0


def collect(*, at: datetime) -> int:
    """Write the deliveries of everything that happened since; how many."""
    made = 0
    for pk in Subscription.objects.filter(ended_at__isnull=True).order_by("pk").values_list("pk", flat=True):
        while (found := _collect(pk, at)) is not None:
            made += found
    return made


@transaction.atomic
def _collect(pk: int, at: datetime) -> int | None:
    """One page for one subscription: how many deliveries it made; None where there was nothing to look at."""
    one = Subscription.objects.select_for_update().filter(pk=pk, ended_at__isnull=True).first()
    head = events.head_seq()  # before the events are read: whatever is up to it is there to be read
    if one is None or one.seq >= head:
        return None
    told = list(events.since(one.seq, PAGE, subject_kind="case"))
    wanted = [event for event in told if not one.kinds or event.kind in one.kinds]
    seen = _seen(one.owner, [event.subject_name for event in wanted], at)
    made = [_delivery(one, event, at) for event in wanted if event.subject_name in seen]
    Delivery.objects.bulk_create(made, batch_size=100)
    one.seq = told[-1].seq if len(told) == PAGE else max(head, told[-1].seq if told else 0)
    one.save(update_fields=["seq"])
    return len(made)


def _seen(owner: str, numbers: list[str], at: datetime) -> set[str]:
    """Those of the cases that the owner of a subscription sees now."""
    mine = Case.objects.filter(cases.seen_by(organisation.actor(owner), at))
    some, found = sorted(set(numbers)), set[str]()
    for start in range(0, len(some), 500):
        found.update(mine.filter(number__in=some[start : start + 500]).values_list("number", flat=True))
    return found


def _delivery(one: Subscription, event: Recorded, at: datetime) -> Delivery:
    payload = {
        "id": f"{one.public}-{event.seq}",
        "number": event.subject_name,
        "kind": event.kind,
        "position": event.position,
        "happened_on": event.happened_on.isoformat(),
        "recorded_at": event.recorded_at.isoformat(),
    }
    return Delivery(
        subscription=one,
        seq=event.seq,
        number=event.subject_name,
        payload=json.dumps(payload, separators=(",", ":")),
        next_try_at=at,
    )


def deliver(*, at: datetime) -> Went:
    """Send what is due, within the budget of one run. Never raises for what the other side does."""
    begun, told = time.perf_counter(), Counter[str]()
    failures, sight = Counter[int](), dict[int, set[str]]()
    for one in _due(at):
        if time.perf_counter() - begun > BUDGET or failures[one.subscription_id] >= _PATIENCE:
            continue
        if one.subscription_id not in sight:
            sight[one.subscription_id] = _still_seen(one.subscription, at)
        if not _take(one, at):
            continue
        outcome = _one(one, at, seen=one.number in sight[one.subscription_id])
        told[outcome] += 1
        failures[one.subscription_id] += outcome in ("failed", "given_up")
    return Went(0, told["delivered"], told["failed"], told["given_up"])


def _due(at: datetime) -> list[Delivery]:
    waiting = Delivery.objects.filter(
        state=Delivery.State.WAITING, next_try_at__lte=at, subscription__ended_at__isnull=True
    )
    return list(waiting.select_related("subscription").order_by("next_try_at", "seq")[:AT_ONCE])


def _still_seen(one: Subscription, at: datetime) -> set[str]:
    waiting = one.deliveries.filter(state=Delivery.State.WAITING, next_try_at__lte=at)
    return _seen(one.owner, list(waiting.values_list("number", flat=True)[: AT_ONCE * 2]), at)


def _take(one: Delivery, at: datetime) -> bool:
    """Whether this delivery is ours to send now."""
    free = Delivery.objects.filter(pk=one.pk, state=Delivery.State.WAITING, next_try_at__lte=at)
    return free.update(next_try_at=at + LEASE) == 1


def _one(one: Delivery, at: datetime, *, seen: bool) -> str:
    mine = Delivery.objects.filter(pk=one.pk)
    if not seen:
        mine.update(state=Delivery.State.WITHHELD, settled_at=at, failure="not_seen")
        return "withheld"
    to, name = one.subscription, f"{one.subscription.public}-{one.seq}"
    why = send(to.url, body=one.payload, secret=secret_of(to), delivery=name, at=at)
    attempts = one.attempts + 1
    if why is None:
        mine.update(state=Delivery.State.DELIVERED, attempts=attempts, settled_at=at, failure="")
        return "delivered"
    if attempts >= TRIES:
        mine.update(state=Delivery.State.DEAD, attempts=attempts, settled_at=at, failure=why)
        return "given_up"
    mine.update(attempts=attempts, failure=why, next_try_at=at + wait_after(attempts, name))
    return "failed"


def wait_after(attempts: int, name: str) -> timedelta:
    """How long until the next try: doubled each time, six hours at most, and spread by a quarter either way
    so that many do not come back at once. The same for the same delivery and try.

    >>> wait_after(1, "a-1") < timedelta(seconds=38), wait_after(30, "a-1") <= timedelta(hours=7.5)
    (True, True)
    """
    spread = int.from_bytes(sha256(f"{name}/{attempts}".encode()).digest()[:4], "big") / 2**32
    doubled: int = 2 ** min(attempts - 1, 20)
    return min(_FIRST * doubled, _LONGEST) * (0.75 + spread / 2)


def resend(*, public: str, seq: int, at: datetime) -> None:
    """Let a delivery that was given up be tried again, under the same id."""
    found = Delivery.objects.filter(
        subscription__public=public, seq=seq, subscription__ended_at__isnull=True, state=Delivery.State.DEAD
    )
    if not found.update(state=Delivery.State.WAITING, attempts=0, next_try_at=at, settled_at=None):
        raise Refused("Den levering kan ikke sendes igen.", "That delivery cannot be sent again.")


def forget_delivered(*, at: datetime) -> int:
    """Take away what was delivered or withheld more than 30 days ago; how many."""
    settled = (Delivery.State.DELIVERED, Delivery.State.WITHHELD)
    old = Delivery.objects.filter(state__in=settled, settled_at__lt=at - timedelta(days=30))
    return old.delete()[0]
