"""Whether a kept connection still stands is asked before every request. Django asks the server for it; here
the socket is looked at: a server that has gone has said so there, or has closed it. No question is sent.

A server that is there and says nothing (frozen, or starved) is given up after `patience` seconds, where that
is set: the web server's few workers must not wait for it for ever.
"""

import select
from functools import partial
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg.errors import _WaitTimeout

patience: float | None = None  # seconds; None waits for ever, as the commands do


def _wait(connection: psycopg.Connection[Any], gen: Any, *how: Any, **named: Any) -> Any:
    """What the server answers, or `OperationalError`; the connection is then of no more use."""
    if patience is not None and len(how) < 2:
        named.setdefault("timeout", patience)
    try:
        return psycopg.Connection.wait(connection, gen, *how, **named)
    except _WaitTimeout:
        connection.pgconn.finish()
        raise psycopg.OperationalError(f"the server said nothing for {patience:g} seconds") from None


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection to PostgreSQL."""

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
