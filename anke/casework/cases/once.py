"""A form sent twice is done once: by the token it was given, in the same transaction as the act.

It is the same form where the same person sends the same words to the same address. What is typed anew on a
page one has gone back to is another form, whatever token it carries.
"""

import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.db import connection
from django.http import HttpRequest

from anke.casework.cases import commands
from anke.casework.cases.models import Submission
from anke.events import commands as events
from anke.events.apply import CaseState
from anke.events.commands import Along
from anke.events.problem import EventError
from anke.rules.refusal import Refused

_KEPT: Final = timedelta(days=2)
_SWEEPS: Final = ("-", "_")  # one token in 32 begins so, and takes away what is kept for too long
_NOT_TYPED: Final = ("csrfmiddlewaretoken", "once")
_TOKEN: Final = re.compile(r"[\w-]{16,32}")
_SET_DOWN: Final = (
    f"INSERT INTO {Submission._meta.db_table} (number, position, token, made_at) "  # noqa: S608 - a name of our own
    "VALUES (%s, %s, %s, %s) ON CONFLICT (token) DO NOTHING"
)
_MOVE: Final = f"UPDATE {Submission._meta.db_table} SET number = %s, position = %s WHERE token = %s"  # noqa: S608 - the same


def token() -> str:
    """What a form carries, so that it can be told from every other."""
    return secrets.token_urlsafe(16)


def mark_of(request: HttpRequest, who: str) -> str:
    """What a form that was sent is known by; of all that was typed only a digest, together with its token."""
    carried = request.POST.get("once", "")
    if not _TOKEN.fullmatch(carried):
        return token()
    typed = sorted((name, request.POST.getlist(name)) for name in request.POST if name not in _NOT_TYPED)
    digest = sha256(repr((who, request.path, carried, typed)).encode()).digest()
    return urlsafe_b64encode(digest).decode()[:32]


class _Twice(Exception):  # noqa: N818 - told to nobody
    """The form was sent before."""


class _Mark:
    """The mark of a form: set down with the first event it leads to, moved on with those that follow."""

    def __init__(self, carried: str, at: datetime) -> None:
        self._carried, self._moment = carried, connection.ops.adapt_datetimefield_value(at)
        self.last: tuple[str, int] | None = None

    def along(self, state: CaseState) -> Along:
        """What sets it down, or moves it on, to what an act has led to; raises `_Twice` where the form has
        led to something before."""
        first, self.last = self.last is None, (state.name, state.last_position)
        if first:
            return Along(_SET_DOWN, [*self.last, self._carried, self._moment], True, _Twice)
        return Along(_MOVE, [*self.last, self._carried], True, _Twice)


def once(carried: str, does: Callable[[], CaseState], *, at: datetime) -> tuple[str, int]:
    """Do what a form asks for, or find what it led to when it was sent before. Returns the case's number and
    how many events it has now (had then). `carried`: its mark (`mark_of`).

    The mark is set down with the act's event, in the same statement where that can be: of two that are sent
    at once the second meets it there, and its own act is undone; or it is refused, for what the first one
    did, and then looks for it.
    """
    mark = _Mark(carried, at)
    try:
        with commands.ending_together(mark.along):
            state = does()
            if mark.last != (state.name, state.last_position):
                events.write_along([mark.along(state)])
            if carried.startswith(_SWEEPS):
                Submission.objects.filter(made_at__lt=at - _KEPT).delete()
    except _Twice:
        made = Submission.objects.get(pk=carried)
    except (Refused, EventError):
        found = Submission.objects.filter(pk=carried).first()
        if found is None:
            raise
        made = found
    else:
        return state.name, state.last_position
    return made.number, made.position
