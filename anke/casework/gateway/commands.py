"""The acts of the gateway. The door of the room for whoever changes something."""

from anke.casework.gateway.calls import forget_answers
from anke.casework.gateway.tokens import make_token, revoke_token, rotate_token

__all__ = ["forget_answers", "make_token", "revoke_token", "rotate_token"]
