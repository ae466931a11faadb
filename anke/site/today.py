"""The house's clock, for those who look at a page: `request.now` (UTC) and `request.today` (a local
Danish day).

A made-up authority lives on a day of its own (the file `today` in ANKE_HOME): its lists are sorted and
counted as
on that day, and what somebody does there is dated and recorded on it, at the present time of day. Else
one act
would move its figures to another year. Its own acts of that day lie before eleven; who comes
earlier acts between eleven and noon, for what is recorded never goes back in time.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from os import stat

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from anke.organisation import commands as organisation
from anke.rules.local import DENMARK, local_date


class Today:
    """Middleware: sets `request.now` and `request.today`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        now = house_now()
        request.now, request.today = now, local_date(now)  # type: ignore[attr-defined]  # set here for every view
        return self._get_response(request)


def house_now() -> datetime:
    """The moment it is to this installation, in UTC."""
    now = timezone.now()
    day = made_up_today()
    if day is None:
        return now
    return datetime.combine(day, _after_morning(now.astimezone(DENMARK).time()), DENMARK).astimezone(UTC)


def _after_morning(at: time) -> time:
    """A time of day from eleven on, in the order of the clock.

    >>> [f"{_after_morning(time(hour)):%H.%M}" for hour in (0, 6, 12, 23)]
    ['11.00', '11.30', '12.00', '23.00']
    """
    if at >= time(12):
        return at
    gone = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
    return (datetime.combine(date.min, time(11)) + gone / 12).time()


def begin_day(now: datetime) -> bool:
    """What midnight brings to a made-up authority, whose own clock begins the same day anew: glass broken the
    day before is closed. Called every minute with the machine's moment; whether a day began. A real
    authority's clock runs on, and closes it by itself.
    """
    if made_up_today() is None:
        return False
    mark, day = settings.ANKE_HOME / "real-day", local_date(now).isoformat()
    before = mark.read_text(encoding="utf-8") if mark.exists() else None
    if before == day:
        return False
    if before is not None:
        organisation.close_glass()
    mark.write_text(day, encoding="utf-8")
    return before is not None


def made_up_today() -> date | None:
    """The day a made-up authority says it is; None for a real one."""
    try:
        mark = f"{settings.ANKE_HOME}/today"
        return _read(mark, stat(mark).st_mtime_ns)  # noqa: PTH116 - asked for every page: no object for it
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=2)
def _read(path: str, changed: int) -> date:
    from pathlib import Path

    return date.fromisoformat(Path(path).read_text(encoding="utf-8").strip())
