"""Whether a kept connection still stands is asked before every request. Django asks the server for it; here
the socket is looked at: a server that has gone has said so there, or has closed it. No question is sent.

A transaction may let go of its locks as soon as its commit stands in the server's log, before the log is on
disk (`let_go_early`): `commit` still returns when both have happened (docs/decisions/0084).

What every page asks is asked with one cursor that is kept (`ask`), two questions at once where both are known
(`ahead`), and a statement may be under way while the page is made (`send`, `arrive`; docs/decisions/0212).

A server that is there and says nothing (frozen, or starved) is given up after `patience` seconds, where that
is set: the web server's few workers must not wait for it for ever.
"""

import re
import select
from _thread import get_ident
from collections.abc import Sequence
from functools import partial
from itertools import count
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base
from django.db.backends.utils import debug_transaction
from psycopg import _queries, generators
from psycopg.errors import _WaitTimeout, error_from_result
from psycopg.pq import ExecStatus

from anke.site.postgresql import together
from anke.site.postgresql.cursors import Cursor

_numbers = count()
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


def _with_places(statement: str) -> str:
    """A statement as Django writes it.

    >>> _with_places("VALUES ($1, $2, $10)")
    'VALUES (%s, %s, %s)'
    """
    return re.sub(r"\$\d+", "%s", statement)


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection to PostgreSQL."""

    _early = False  # whether the commit to come does not wait for the disk by itself
    _known: psycopg.Connection[Any] | None = None  # a connection that Django has made a cursor of …
    _logged = False  # … and whether it writes down what is asked
    _kept: Any = None  # the cursor that asks
    _under_way: tuple[str, Sequence[str]] | None = None  # a statement sent that nobody has waited for
    _ahead: tuple[str, Sequence[Any], int] | None = None  # a question that goes with the next
    _found: tuple[tuple[str, Sequence[Any]], list[tuple[Any, ...]]] | None = None  # it, and where it led
    _asked_since = False  # whether something was asked after it
    _wrong: Exception | None = None  # what went wrong with it

    def __init__(self, *how: Any, **named: Any) -> None:
        super().__init__(*how, **named)
        self._names: dict[str, bytes] = {}  # of the statements prepared here

    def ahead(self, question: str, values: Sequence[Any], width: int) -> None:
        """A question that will be asked in a moment, of so many columns: it goes with the next one, and where
        it led waits for whoever asks it then, until `arrive`."""
        self._ahead, self._found = (question, values, width), None

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows a plain question leads to."""
        if self._found is not None:
            asked, rows = self._found
            self._found = None
            if asked == (question, values):
                return rows
        if self._ahead is None:
            return self._asked(question, values)
        (beside, more, width), self._ahead = self._ahead, None
        both = self._asked(together.question(question, beside), [*values, *more])
        mine, theirs = together.apart(both, width)
        if mine:
            self._found = ((beside, more), theirs)
        return mine

    def _asked(self, question: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        if self.execute_wrappers or self.queries_logged:  # somebody counts along
            with self.cursor() as cursor:
                cursor.execute(question, values)
                rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
        self._ready()
        with self.wrap_database_errors:
            if self._kept is None:
                self._kept = self.create_cursor()
            rows = self._kept.execute(question, values).fetchall()
        return rows

    def send(self, statement: str, values: Sequence[str]) -> None:
        """Send a statement that stands alone, gives no rows and takes texts ($1, $2, …), without waiting.
        Whoever asks next waits for it first. `arrive` returns when it is done, and on disk."""
        self._wrong = None
        if self.in_atomic_block or self.execute_wrappers or self.queries_logged:
            with self.cursor() as cursor:
                cursor.execute(_with_places(statement), values)
            return
        self._ready()
        with self.wrap_database_errors:
            there = self.connection.pgconn
            there.send_query_prepared(self._prepared(statement), [value.encode() for value in values])
            self._under_way, self._asked_since = (statement, values), False
            there.flush()

    def _prepared(self, statement: str) -> bytes:
        """The name the server knows a statement by."""
        if statement not in self._names:
            name = f"anke_{next(_numbers)}".encode()
            self.connection.pgconn.send_prepare(name, statement.encode())
            self._answer()
            self._names[statement] = name
        return self._names[statement]

    def _answer(self) -> None:
        found = self.connection.wait(generators.execute(self.connection.pgconn))[-1]
        if found.status != ExecStatus.COMMAND_OK:
            raise error_from_result(found)

    def arrive(self) -> None:
        """Wait for what was sent. Raises what went wrong with it. What was asked meanwhile, and so may be
        shown, is on disk as well then."""
        self._ahead = self._found = None
        self._await()
        wrong, asked = self._wrong, self._asked_since
        self._wrong, self._asked_since = None, False
        if wrong is not None:
            raise wrong
        if asked:
            self.settle()

    def _await(self, *, before_asking: bool = False) -> None:
        sent = self._under_way
        if sent is None:
            return
        self._under_way, self._asked_since = None, before_asking
        try:
            with self.wrap_database_errors:
                try:
                    self._answer()
                except psycopg.errors.InvalidSqlStatementName:  # the server forgot it: nothing was done
                    self._names.clear()
                    self.connection.execute(_with_places(sent[0]), sent[1])
        except Exception as wrong:
            if before_asking:
                self._wrong = wrong  # for whoever sent it
            raise

    def _ready(self) -> None:
        """As Django makes sure of a connection before each cursor."""
        self._await(before_asking=True)
        self.close_if_health_check_failed()
        self.ensure_connection()
        self.validate_no_broken_transaction()

    def _cursor(self, name: str | None = None) -> Any:
        self._await(before_asking=True)
        return super()._cursor(name)  # type: ignore[misc]  # Django's stubs do not know it

    def _set_autocommit(self, autocommit: bool) -> None:
        self._await(before_asking=True)
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # the same

    def _close(self) -> None:
        if self._under_way is not None:
            self._wrong = psycopg.InterfaceError("the connection was closed before what was sent was there")
        self._under_way, self._asked_since = None, False
        super()._close()  # type: ignore[misc]  # the same

    def cursor(self) -> Any:
        """A cursor of the connection that is there. The first of each is made by Django, which sees whether
        its clock is set as asked for; and any where questions are logged."""
        db: Any = self  # Django's stubs do not know all of it
        self._await(before_asking=True)
        ordinary = (
            db.connection is not None
            and db.connection is self._known
            and not (db.force_debug_cursor or self._logged)
            and (db.health_check_done or not db.health_check_enabled)
            and (db._thread_ident == get_ident() or db.allow_thread_sharing)
        )
        if not ordinary:
            made = super().cursor()
            self._known, self._logged = db.connection, db.queries_logged
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

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]  # the same
        self._names.clear()

    def _rollback(self) -> None:
        self._early = False
        self._names.clear()  # psycopg lets the server forget all that is prepared
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
        self._kept, self._names = None, {}
        connection = super().get_new_connection(conn_params)
        connection.wait = partial(_wait, connection)
        return connection

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not waiting.poll(0)  # a server that was asked nothing has nothing to say but farewell
