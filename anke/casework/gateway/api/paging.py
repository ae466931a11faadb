"""Pages of a list by a cursor: where the last page ended, signed, and good for the same question only."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.core import signing
from django.db.models import Q, QuerySet

from anke.casework.gateway.api.problems import Problem

_SALT: Final = "anke.gateway.cursor"


def _question(asked: Mapping[str, Any]) -> str:
    text = "&".join(f"{name}={value}" for name, value in sorted(asked.items()) if value is not None)
    return sha256(text.encode()).hexdigest()[:16]


def after(rows: QuerySet[Any], cursor: str | None, order: str, asked: Mapping[str, Any]) -> QuerySet[Any]:
    """The rows after the cursor, ordered by `number` or by `act_by, number`."""
    ordered = rows.order_by("number") if order == "number" else rows.order_by("act_by", "number")
    if cursor is None:
        return ordered
    try:
        question, number, day = signing.loads(cursor, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise Problem("invalid", errors=[{"at": "cursor", "why": "unknown"}]) from None
    if question != _question(asked):
        raise Problem("invalid", errors=[{"at": "cursor", "why": "of_another_question"}])
    if order == "number":
        return ordered.filter(number__gt=number)
    then = date.fromisoformat(day)
    return ordered.filter(Q(act_by__gt=then) | Q(act_by=then, number__gt=number), act_by__gte=then)


def next_cursor(last: Mapping[str, Any], asked: Mapping[str, Any]) -> str:
    day = last["act_by"]
    return signing.dumps([_question(asked), last["number"], day and day.isoformat()], salt=_SALT)
