"""Whether a kept connection still stands is asked before every request. Django asks the server for it; here
the socket is looked at: a server that has gone has said so there, or has closed it. No question is sent.

A transaction may let go of its locks as soon as its commit stands in the server's log, before the log is on
disk (`let_go_early`): `commit` still returns when both have happened (docs/decisions/0084).

A server that is there and says nothing (frozen, or starved) is given up after `patience` seconds, where that
is set: the web server's few workers must not wait for it for ever.
"""

import select
from _thread import get_ident
from functools import partial
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import _queries
from psycopg.errors import _WaitTimeout

from anke.site.postgresql.cursors import Cursor

patience: float | None = None  # seconds; None waits for ever, as the commands do

# psycopg reads a statement with more places than this anew each time. That of a registration has some sixty.
_queries.MAX_CACHED_STATEMENT_PARAMS = 100


def _wait(connection: psycopg.Connection[Any], gen: Any, *how: Any, **named: Any) -> Any:
    """What the server answers, or `OperationalError`; the connection is then of no more use."""
    if patience is not None and len(how) < 2:
        named.setdefault("timeout", patience)
    try:
        return psycopg.Connection.wait(connection, gen, *how, **named)
    except _WaitTimeout:
        connection.pgconn.finish()
        raise psycopg.OperationalError(f"the server said nothing for {patience:g} seconds") from None


LET_GO: Final = "set_config('synchronous_commit', 'off', true)"  # until this transaction ends
# A transaction of its own that changes nothing: when it has ended, the log is on disk up to and with it.
_ON_DISK: Final = "SELECT pg_logical_emit_message(true, 'anke', '')"
# Both sent at once. The first is done, and its locks are free, before the second begins.
_COMMIT_ON_DISK: Final = f"COMMIT; {_ON_DISK}"


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection to PostgreSQL."""

    _early = False  # whether the commit to come does not wait for the disk by itself
    _known: psycopg.Connection[Any] | None = None  # a connection that Django has made a cursor of

    def cursor(self) -> Any:
        """A cursor of the connection that is there. The first of each is made by Django, which sees whether
        its clock is set as asked for; and any where questions are logged."""
        db: Any = self  # Django's stubs do not know all of it
        ordinary = (
            db.connection is not None
            and db.connection is self._known
            and not db.queries_logged
            and (db.health_check_done or not db.health_check_enabled)
            and (db._thread_ident == get_ident() or db.allow_thread_sharing)
        )
        if not ordinary:
            made = super().cursor()
            self._known = db.connection
            return made
        with self.wrap_database_errors:
            return Cursor(db.connection.cursor(), self)

    def make_cursor(self, cursor: Any) -> Cursor:
        return Cursor(cursor, self)

    def let_go_early(self) -> str:
        """What to call in the next statement, so that the transaction's locks are free before it is on disk.
        The commit, and whatever waits for it (`on_commit`), waits for the disk all the same."""
        self._early = True
        return LET_GO

    def _commit(self) -> None:
        if not self._early or self.connection is None:
            super()._commit()  # type: ignore[misc]  # Django's stubs do not know it
            return
        self._early = False
        with debug_transaction(self, "COMMIT"), self.wrap_database_errors:
            self.connection.execute(_COMMIT_ON_DISK, prepare=False)

    def _rollback(self) -> None:
        self._early = False
        super()._rollback()  # type: ignore[misc]  # the same

    def settle(self) -> None:
        """Wait until whatever was seen so far is on disk. Call it between transactions."""
        self.ensure_connection()
        with self.wrap_database_errors:
            self._put_on_disk(self.connection)

    @staticmethod
    def _put_on_disk(connection: psycopg.Connection[Any]) -> None:
        """Wait until all that is committed so far, by anybody, is on disk."""
        before = connection.autocommit
        connection.autocommit = True
        connection.execute(_ON_DISK)
        connection.autocommit = before

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        connection.wait = partial(_wait, connection)
        return connection

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not waiting.poll(0)  # a server that was asked nothing has nothing to say but farewell
