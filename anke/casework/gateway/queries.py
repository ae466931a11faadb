"""What is asked of the gateway: tokens, subscriptions and their deliveries, the work in the background."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from anke.casework.gateway.models import Delivery, Feed, Job, Subscription, Token
from anke.casework.gateway.scopes import allowed
from anke.organisation import queries as organisation
from anke.rules.roles import MACHINES


@dataclass(frozen=True)
class TokenCard:
    """A token as its owner sees it. Never its secret."""

    public: str
    name: str
    owner: str
    scopes: tuple[str, ...]
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    state: str  # counts, expired or revoked


@dataclass(frozen=True)
class SubscriptionCard:
    """A subscription and how its deliveries stand."""

    public: str
    name: str
    owner: str
    url: str
    kinds: tuple[str, ...]
    made_at: datetime
    ended: bool
    waiting: int
    delivered: int
    dead: int


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up."""

    public: str
    name: str
    seq: int
    number: str
    attempts: int
    failure: str
    given_up_at: datetime | None


@dataclass(frozen=True)
class JobCard:
    """A job in the background: how its last run went."""

    name: str
    began_at: datetime
    went_well_at: datetime | None
    failed_at: datetime | None
    failure: str
    failures: int
    done: str
    next_at: datetime


def tokens_of(owner: str, *, at: datetime) -> list[TokenCard]:
    """A person's tokens, newest first."""
    return [_token(row, at) for row in Token.objects.filter(owner=owner).order_by("-made_at", "-pk")[:100]]


def machine_tokens(*, at: datetime) -> list[TokenCard]:
    """The tokens of machines, newest first."""
    rows = Token.objects.filter(owner__in=sorted(MACHINES)).order_by("-made_at", "-pk")
    return [_token(row, at) for row in rows[:100]]


def scopes_of(owner: str) -> tuple[str, ...]:
    """The scopes a person or machine may give a token; none for nobody."""
    actor = organisation.actor(owner)
    return tuple(sorted(allowed(actor))) if actor else ()


def owner_of_token(public: str) -> str | None:
    return Token.objects.filter(public=public).values_list("owner", flat=True).first()


def _token(row: Token, at: datetime) -> TokenCard:
    state = "revoked" if row.revoked_at else "expired" if row.expires_at <= at else "counts"
    return TokenCard(
        row.public,
        row.name,
        row.owner,
        tuple(row.scopes),
        row.made_by,
        row.made_at,
        row.expires_at,
        row.used_at,
        state,
    )


def subscriptions_of(owner: str) -> list[SubscriptionCard]:
    """A person's subscriptions, newest first."""
    counted = {
        state: Count("deliveries", filter=Q(deliveries__state=state))
        for state in (Delivery.State.WAITING, Delivery.State.DELIVERED, Delivery.State.DEAD)
    }
    rows = Subscription.objects.filter(owner=owner).annotate(
        **{f"n_{name}": n for name, n in counted.items()}
    )
    return [
        SubscriptionCard(
            row.public,
            row.name,
            row.owner,
            row.url,
            tuple(row.kinds),
            row.made_at,
            row.ended_at is not None,
            getattr(row, "n_waiting"),  # noqa: B009 - annotated above, unknown to the model
            getattr(row, "n_delivered"),  # noqa: B009 - the same
            getattr(row, "n_dead"),  # noqa: B009 - the same
        )
        for row in rows.order_by("-made_at", "-pk")[:100]
    ]


def owner_of_subscription(public: str) -> str | None:
    return Subscription.objects.filter(public=public).values_list("owner", flat=True).first()


def dead_letters(owner: str | None = None, *, limit: int = 200) -> list[DeadLetter]:
    """Deliveries that were given up, newest first: of a person's subscriptions, or all."""
    rows = Delivery.objects.filter(state=Delivery.State.DEAD, subscription__ended_at__isnull=True)
    if owner is not None:
        rows = rows.filter(subscription__owner=owner)
    return [
        DeadLetter(
            row.subscription.public,
            row.subscription.name,
            row.seq,
            row.number,
            row.attempts,
            row.failure,
            row.settled_at,
        )
        for row in rows.select_related("subscription").order_by("-settled_at", "-pk")[:limit]
    ]


def count_dead() -> int:
    """How many deliveries wait for a person to look at them."""
    return Delivery.objects.filter(state=Delivery.State.DEAD, subscription__ended_at__isnull=True).count()


def feed_made_at(owner: str) -> datetime | None:
    """When a person's calendar address was made; None without one."""
    return Feed.objects.filter(owner=owner, revoked_at__isnull=True).values_list("made_at", flat=True).first()


def jobs() -> list[JobCard]:
    """The jobs in the background, by name."""
    return [
        JobCard(
            row.name,
            row.began_at,
            row.went_well_at,
            row.failed_at,
            row.failure,
            row.failures,
            row.done,
            row.next_at,
        )
        for row in Job.objects.order_by("name")
    ]


def late_jobs(*, at: datetime, slack: timedelta = timedelta(minutes=15)) -> list[JobCard]:
    """The jobs that failed the last time, or that nobody has run when they were due."""
    return [one for one in jobs() if one.failures or one.next_at + slack < at]
