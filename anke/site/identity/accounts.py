"""Who has a session and whose account it is, each in one plain question: every page asks both."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

_SESSION: Final = (
    f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"  # noqa: S608 - names of our own
)
_NAMES: Final = tuple(field.attname for field in User._meta.concrete_fields)
_ACCOUNT: Final = f"SELECT {', '.join(_NAMES)} FROM {User._meta.db_table} WHERE id = %s"  # noqa: S608 - names of our own


class SessionStore(Kept):
    """Sessions in the database, as Django keeps them."""

    def load(self) -> dict[str, Any]:
        moment = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_SESSION, [self.session_key, moment])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        told: dict[str, Any] = self.decode(found[0])
        return told

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session


class Accounts(ModelBackend):
    """Django's own accounts. PostgreSQL is asked without building the question anew."""

    def get_user(self, user_id: int) -> User | None:
        if connection.vendor != "postgresql":
            return super().get_user(user_id)
        with connection.cursor() as cursor:
            cursor.execute(_ACCOUNT, [user_id])
            found = cursor.fetchone()
        if found is None:
            return None
        user = User.from_db(connection.alias, _NAMES, found)
        return user if self.user_can_authenticate(user) else None
