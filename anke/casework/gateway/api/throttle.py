"""Not too much at once: how often a token may ask, and how often a wrong one is answered.

Counted in each process. It stops a program that has run wild; it is no quota. A right token is never stopped
by other people's wrong ones.
"""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from django.conf import settings

_MINUTE: Final = timedelta(minutes=1)
WRONG: Final = 60  # wrong tokens from one address in a minute
_MOST: Final = 10_000


class Window:
    """Counts in windows of a minute, by name."""

    def __init__(self) -> None:
        self._counts: dict[str, tuple[datetime, int]] = {}
        self._lock = Lock()

    def count(self, name: str, at: datetime) -> tuple[int, int]:
        """(how many in this window with this one, seconds until the next)."""
        with self._lock:
            begun, number = self._counts.get(name, (at, 0))
            if not begun <= at < begun + _MINUTE:
                begun, number = at, 0
            if len(self._counts) >= _MOST:
                self._counts.clear()
            self._counts[name] = (begun, number + 1)
        return number + 1, int((begun + _MINUTE - at).total_seconds()) + 1

    def clear(self) -> None:
        with self._lock:
            self._counts.clear()


TOKENS, FAILURES = Window(), Window()


def over(public: str, at: datetime) -> int | None:
    """Seconds to wait for a token that has asked too often this minute; None for one that may go on."""
    number, left = TOKENS.count(public, at)
    return left if number > settings.ANKE_API_RATE else None


def guessing(address: str, at: datetime) -> int | None:
    """Seconds to wait for an address that has sent too many wrong tokens."""
    number, left = FAILURES.count(address, at)
    return left if number > WRONG else None
