"""Which day it is to those who look at a page: `request.today`, a local Danish day.

A made-up authority knows nothing after its own today (the file `today` in ANKE_HOME), so its lists are sorted
and counted as on that day. Acts are dated and recorded by the real clock all the same.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from anke.rules.local import local_date


class Today:
    """Middleware: sets `request.today`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = made_up_today() or local_date(timezone.now())  # type: ignore[attr-defined]  # set here for every view
        return self._get_response(request)


def made_up_today() -> date | None:
    """The day a made-up authority says it is; None for a real one."""
    try:
        mark = settings.ANKE_HOME / "today"
        return _read(str(mark), mark.stat().st_mtime_ns)
    except (OSError, ValueError):
        return None


@lru_cache(maxsize=2)
def _read(path: str, changed: int) -> date:
    from pathlib import Path

    return date.fromisoformat(Path(path).read_text(encoding="utf-8").strip())
