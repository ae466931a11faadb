"""What was done through tokens, and the answers: the same key with the same body gets the same answer.

An answer is kept in the transaction of its act: a crash leaves both or neither. Of two that come at once, the
second meets the first one's row, its own act is undone, and it is given the first one's answer. A refusal has
changed nothing and is not kept. Keys and answers are let go after a week; that the act was done through this
token stays known.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.utils.crypto import salted_hmac

from anke.casework.gateway.models import Call
from anke.casework.gateway.tokens import Holder

KEPT: Final = timedelta(days=7)


@dataclass(frozen=True)
class Asked:
    """A request as far as it is known again: digests of its key, and of its address and body."""

    key: str | None
    body: str


@dataclass(frozen=True)
class Kept:
    """An answer given before. `same`: whether the same was asked then."""

    status: int
    answer: str
    same: bool
    number: str
    position: int | None


def asked(key: str | None, address: str, body: bytes) -> Asked:
    """Digests of a request. The body's is keyed: what a person wrote cannot be guessed from it."""
    digest = salted_hmac("anke.gateway.body", address.encode() + b"\n" + body, algorithm="sha256").hexdigest()
    return Asked(None if key is None else sha256(key.encode()).hexdigest(), digest)


def find(holder: Holder, one: Asked) -> Kept | None:
    """The answer kept for this key of this token, if any."""
    if one.key is None:
        return None
    row = Call.objects.filter(token_id=holder.token_id, key=one.key).first()
    if row is None:
        return None
    if row.at <= holder.at - KEPT:
        _let_go(holder.at)
        return None
    return Kept(row.status, row.answer, row.body == one.body, row.number, row.position)


def keep(
    holder: Holder, one: Asked, *, act: str, status: int, answer: str, number: str = "", position: int | None
) -> None:
    """Set down what was done, and the answer where a key was given. Call it inside the act's transaction."""
    Call.objects.create(
        token_id=holder.token_id,
        at=holder.at,
        act=act,
        number=number,
        position=position,
        key=one.key,
        body=one.body if one.key else "",
        status=status,
        answer=answer if one.key else "",
    )


def _let_go(at: datetime) -> int:
    old = Call.objects.filter(key__isnull=False, at__lte=at - KEPT)
    return old.update(key=None, body="", answer="")


def forget_answers(*, at: datetime) -> int:
    """Let go of keys and answers older than a week; how many."""
    return _let_go(at)
