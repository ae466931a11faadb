"""Whether a kept connection still stands is asked before every request. Django asks the server for it; here
the socket is looked at: a server that has gone has said so there, or has closed it. No question is sent."""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection to PostgreSQL."""

    def is_usable(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return not waiting.poll(0)  # a server that was asked nothing has nothing to say but farewell
