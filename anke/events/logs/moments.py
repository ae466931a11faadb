"""From the text of a date to the moment and the local day it means."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from anke.rules.working_days import FIRST, LAST

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stamp(NamedTuple):
    """A moment in microseconds since 1970 (UTC), and its local day, ISO."""

    moment: int
    day: str


class Unusable(Exception):  # noqa: N818 - a reason, one of `steps.REASONS`
    """The date cannot be used; the message is the reason's id."""


def stamps(zone: ZoneInfo, pattern: str, now: datetime) -> Callable[[str], Stamp]:
    """A reader of dates. `pattern`: `iso` or one of strptime; `now`: no log knows what happens after it.

    A date without an offset is local to `zone`; in the hour that comes twice in autumn it is the first, and
    in the one missing in spring it counts as an hour later. A date without a time is its first moment.
    """
    parse = datetime.fromisoformat if pattern == "iso" else lambda text: datetime.strptime(text, pattern)  # noqa: DTZ007 - the zone is added below

    @lru_cache(maxsize=8192)
    def read(text: str) -> Stamp:
        try:
            found = parse(text)
        except ValueError:
            raise Unusable("unreadable_date") from None
        if found.tzinfo is None:
            found = found.replace(tzinfo=zone)
        try:
            local = found.astimezone(zone)
        except OverflowError:
            raise Unusable("outside_calendar") from None
        if not FIRST <= local.date() <= LAST:
            raise Unusable("outside_calendar")
        if found > now:
            raise Unusable("in_the_future")
        return Stamp(microseconds(found), local.date().isoformat())

    return read


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970 (UTC), exactly."""
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def from_microseconds(moment: int) -> datetime:
    """The moment, in UTC.

    >>> from_microseconds(microseconds(datetime(2010, 10, 5, 8, 32, 48, 565000, tzinfo=UTC))).isoformat()
    '2010-10-05T08:32:48.565000+00:00'
    """
    seconds, rest = divmod(moment, 1_000_000)
    return datetime.fromtimestamp(seconds, UTC).replace(microsecond=rest)
