"""Who has a session and whose account it is, each in one plain question: every page asks both."""

from typing import Any, Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from anke.organisation import queries as organisation

_SESSION: Final = (
    f"SELECT session_data FROM {Session._meta.db_table} WHERE session_key = %s AND expire_date > %s"  # noqa: S608 - names of our own
)


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
    """Django's own accounts. The person of a session comes with the role held now: asked once a request."""

    def get_user(self, user_id: int) -> User | None:
        user = organisation.account(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
