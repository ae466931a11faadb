"""What lets programs in, and what leaves for them: tokens, calls, subscriptions, deliveries, feeds, jobs.

No secret is kept: of a token and a feed only its SHA-256, of a subscription what the secret is derived from.
"""

from django.db import models
from django.db.models import Q


class Token(models.Model):
    """A program's way in, on behalf of a person or a machine. Never more than its owner may."""

    public = models.CharField(
        max_length=16, unique=True, help_text="The part that names it, in logs and on pages."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 of the secret part.")
    name = models.CharField(max_length=80, help_text="What it is for, in its owner's words.")
    owner = models.CharField(
        max_length=64, help_text="Initials of the person, or name of the machine, it acts as."
    )
    scopes = models.JSONField(help_text="What it may do, as ids of scopes.py.")
    made_by = models.CharField(max_length=64, help_text="Initials of who made it.")
    made_at = models.DateTimeField(help_text="The moment it was made.")
    expires_at = models.DateTimeField(help_text="The moment it stops counting.")
    used_at = models.DateTimeField(
        null=True, help_text="When it was last used, to the minute; empty if it never was."
    )
    revoked_at = models.DateTimeField(null=True, help_text="When it was taken back; empty while it counts.")
    revoked_by = models.CharField(
        max_length=64, blank=True, help_text="Initials of who took it back; empty while it counts."
    )
    replaces = models.CharField(
        max_length=16, blank=True, help_text="The token it took over from when it was renewed, if any."
    )

    class Meta:
        indexes = [models.Index(fields=["owner", "made_at"], name="gateway_token_of_owner")]

    def __str__(self) -> str:
        return f"{self.public} of {self.owner}"


class Call(models.Model):
    """Something done through a token, and the answer it got: kept with the act, in its transaction."""

    token = models.ForeignKey(Token, models.PROTECT, related_name="calls", help_text="Through which token.")
    at = models.DateTimeField(help_text="The moment of the act.")
    act = models.CharField(max_length=40, help_text="Which act, as its address names it.")
    number = models.CharField(max_length=64, blank=True, help_text="The case it was done to, if any.")
    position = models.IntegerField(null=True, help_text="How many events the case has since; empty if none.")
    key = models.CharField(
        max_length=64,
        null=True,
        help_text="Digest of the Idempotency-Key; empty without one, or after 7 days.",
    )
    body = models.CharField(max_length=64, blank=True, help_text="Keyed digest of what was asked.")
    status = models.PositiveSmallIntegerField(help_text="The HTTP status of the answer.")
    answer = models.TextField(
        blank=True,
        help_text="The answer, without personal data; empty after 7 days and where it is personal.",
    )

    class Meta:
        indexes = [
            models.Index(fields=["number"], name="gateway_call_of_case"),
            models.Index(fields=["at"], condition=Q(key__isnull=False), name="gateway_call_kept"),
        ]
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="gateway_call_key_once")]

    def __str__(self) -> str:
        return f"{self.act} {self.number}"


class Subscription(models.Model):
    """Somebody wants to be told of events by a web address (webhook)."""

    public = models.CharField(max_length=16, unique=True, help_text="What names it on pages and in headers.")
    name = models.CharField(max_length=80, help_text="What it is for, in its owner's words.")
    owner = models.CharField(
        max_length=64, help_text="Initials of its owner: only cases seen by them are told."
    )
    url = models.CharField(max_length=500, help_text="Where it is told.")
    kinds = models.JSONField(help_text="Which kinds of events; empty for every kind of a case.")
    nonce = models.CharField(
        max_length=32, help_text="What the secret is derived from; new when it is renewed."
    )
    seq = models.BigIntegerField(help_text="The last event looked at.")
    made_at = models.DateTimeField(help_text="The moment it was made.")
    ended_at = models.DateTimeField(null=True, help_text="When it was ended; empty while it holds.")

    class Meta:
        indexes = [models.Index(fields=["owner", "made_at"], name="gateway_subscription_owner")]

    def __str__(self) -> str:
        return f"{self.public} of {self.owner}"


class Delivery(models.Model):
    """One event to be told to one subscription: at least once, always under the same id."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DELIVERED = "delivered"
        DEAD = "dead"
        WITHHELD = "withheld"

    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="deliveries", help_text="To whom."
    )
    seq = models.BigIntegerField(help_text="The event's number.")
    number = models.CharField(max_length=64, help_text="The case.")
    payload = models.TextField(help_text="The very bytes that are sent; no personal data.")
    state = models.CharField(
        max_length=10,
        choices=State.choices,
        default=State.WAITING,
        help_text="waiting, delivered, dead (given up, for a person to see) or withheld (no longer seen).",
    )
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often it was tried.")
    next_try_at = models.DateTimeField(help_text="When it is tried next, while it waits.")
    settled_at = models.DateTimeField(null=True, help_text="When it was delivered or given up.")
    failure = models.CharField(max_length=200, blank=True, help_text="Why the last try failed, in an id.")

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="gateway_delivery_due"),
            models.Index(fields=["subscription", "state"], name="gateway_delivery_state"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "seq"], name="gateway_delivery_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "delivered", "dead", "withheld"]),
                name="gateway_delivery_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id}-{self.seq}"


class Feed(models.Model):
    """An address from which a calendar fetches one person's deadlines."""

    public = models.CharField(max_length=16, unique=True, help_text="The part of the address that names it.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the secret part of the address.")
    owner = models.CharField(max_length=64, help_text="Initials of whose deadlines it shows.")
    made_at = models.DateTimeField(help_text="The moment it was made.")
    revoked_at = models.DateTimeField(null=True, help_text="When it was taken back; empty while it counts.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(revoked_at__isnull=True), name="gateway_feed_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.public} of {self.owner}"


class Job(models.Model):
    """Work done in the background: when it last ran, and how it went."""

    name = models.CharField(max_length=40, primary_key=True, help_text="Which work, such as webhooks.")
    began_at = models.DateTimeField(help_text="When it last began.")
    went_well_at = models.DateTimeField(null=True, help_text="When it last went well; empty if it never did.")
    failed_at = models.DateTimeField(null=True, help_text="When it last failed; empty if it never did.")
    failure = models.CharField(
        max_length=200, blank=True, help_text="What kind of failure, without data; empty when it went well."
    )
    failures = models.PositiveIntegerField(default=0, help_text="How often in a row it has failed.")
    done = models.CharField(max_length=200, blank=True, help_text="What the last run did, in words.")
    next_at = models.DateTimeField(help_text="When it is due next.")

    def __str__(self) -> str:
        return self.name
