"""Who has a session and whose account it is: every page asks both, in one plain question.

Which account belongs to a session stands in the session, sealed. A worker remembers whose a session was when
it saw it last, and asks for that person's account beside the session; should the session say another, that
one is asked for. What is remembered answers nothing: session, account and role are always as they are now.
"""

import json
from contextvars import ContextVar
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from anke.organisation import queries as organisation

MOST: Final = 10_000  # sessions a worker remembers the person of
_SESSION: Final = (
    f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"  # noqa: S608 - names of our own
)
_WRITE: Final = (
    f"UPDATE {Session._meta.db_table} SET session_data = %s, expire_date = %s WHERE session_key = %s"  # noqa: S608 - the same
)
_NOT_WAITING: Final = " AND set_config('synchronous_commit', 'off', true) IS NOT NULL"
_whose: Final[dict[str, int]] = {}
_sealed: Final[
    dict[tuple[str, str], str]
] = {}  # what sealed texts hold, by the text and the key it was sealed with
_asked_along: ContextVar[User | None] = ContextVar("asked_along", default=None)  # of this request's session


class SessionStore(Kept):
    """Sessions in the database, as Django keeps them. One is made for each request."""

    def __init__(self, session_key: str | None = None) -> None:
        super().__init__(session_key)
        _asked_along.set(None)

    def load(self) -> dict[str, Any]:
        found = self._kept()
        if found is None:
            self._session_key = None
            return {}
        told = self._opened(found)
        self._remember(told.get(SESSION_KEY))
        return told

    def _opened(self, sealed: str) -> dict[str, Any]:
        """What the session holds. The same seal on the same text is looked at once: a text that has changed
        by a letter is another text."""
        seal = (sealed, settings.SECRET_KEY)
        told: dict[str, Any]
        if seal in _sealed:
            told = json.loads(_sealed[seal])
            return told
        told = self.decode(sealed)
        if told:
            if len(_sealed) >= MOST:
                _sealed.clear()
            _sealed[seal] = json.dumps(told)
        return told

    def _kept(self) -> str | None:
        """The session's data, and with it the account of whoever it was last."""
        values = [self.session_key, connection.ops.adapt_datetimefield_value(timezone.now())]
        number = _whose.get(self.session_key or "")
        if number is not None and connection.vendor == "postgresql":
            user, kept = organisation.account_and(number, _SESSION, values)
            if user is not None:
                _asked_along.set(user)
                return str(kept) if kept is not None else None
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, values)
            found = cursor.fetchone()
        return found and str(found[0])

    def _remember(self, number: object) -> None:
        if self.session_key and isinstance(number, str) and number.isdigit():
            if len(_whose) >= MOST:
                _whose.clear()
            _whose[self.session_key] = int(number)

    def save(self, must_create: bool = False) -> None:
        """Write what the session holds, one that is there in one plain statement: whoever clicks a minute
        after being seen writes it. Raises `UpdateError` where it has been ended meanwhile."""
        if must_create or self.session_key is None:
            super().save(must_create)
            return
        ends = connection.ops.adapt_datetimefield_value(self.get_expiry_date())
        with connection.cursor() as cursor:
            cursor.execute(
                _WRITE if connection.in_atomic_block else self._unwaited(),
                [self.encode(dict(self.items())), ends, self.session_key],
            )
            if cursor.rowcount == 0:
                raise UpdateError

    @staticmethod
    def _unwaited() -> str:
        """The statement for one that stands alone: nobody waits until the disk has what a session holds. The
        log-in does wait, and what it may show is set down by itself; a crash of the server could take back
        that somebody was seen, or let a second factor be asked for again."""
        return _WRITE + (_NOT_WAITING if connection.vendor == "postgresql" else "")

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


class Accounts(ModelBackend):
    """Django's own accounts. The person of a session comes with the role held now: asked once a request."""

    def get_user(self, user_id: int) -> User | None:
        user = _asked_along.get()
        _asked_along.set(None)
        if user is None or user.pk != user_id:
            user = organisation.account(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
