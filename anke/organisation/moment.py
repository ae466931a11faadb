"""The moment and the day of a request, as the house's clock says them.

The edge sets both (`anke/site/today.py`): a real authority's clock is the machine's; a made-up one lives
on a day
of its own, and what is done there is dated and recorded on that day.
"""

from datetime import date, datetime

from django.http import HttpRequest


def moment_of(request: HttpRequest) -> datetime:
    """The moment of a request, in UTC: what an act is recorded at."""
    now: datetime = request.now  # type: ignore[attr-defined]  # set by the edge for every request
    return now


def today_of(request: HttpRequest) -> date:
    """The local Danish day of a request."""
    today: date = request.today  # type: ignore[attr-defined]  # set by the edge for every request
    return today
