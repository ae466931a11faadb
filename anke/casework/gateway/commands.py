"""The acts of the gateway. The door of the room for whoever changes something."""

from anke.casework.gateway.calls import forget_answers
from anke.casework.gateway.feed import make_feed, revoke_feed
from anke.casework.gateway.jobs import Work, run_due
from anke.casework.gateway.tokens import make_token, revoke_token, rotate_token
from anke.casework.gateway.webhooks.delivering import collect, deliver, forget_delivered, resend
from anke.casework.gateway.webhooks.subscribing import end_subscription, renew_secret, subscribe

__all__ = [
    "Work",
    "collect",
    "deliver",
    "end_subscription",
    "forget_answers",
    "forget_delivered",
    "make_feed",
    "make_token",
    "renew_secret",
    "resend",
    "revoke_feed",
    "revoke_token",
    "rotate_token",
    "run_due",
    "subscribe",
]
