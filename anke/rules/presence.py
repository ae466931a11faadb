"""How many days somebody was at work: for rules that ask whether there was anything to look at."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

Span = tuple[date, date | None]  # first and last day; None: nobody knows yet


def days_present(first: date, last: date, away: Iterable[Span] = (), since: date | None = None) -> int:
    """Mondays to Fridays from `first` to `last` on which a person was here: employed `since` and not away.

    >>> days_present(date(2025, 9, 1), date(2025, 9, 7)), days_present(date(2025, 9, 1), date(2025, 9, 30))
    (5, 22)
    >>> days_present(date(2025, 9, 1), date(2025, 9, 7), [(date(2025, 9, 4), None)], since=date(2025, 9, 2))
    2
    """
    start = max(first, since or first)
    spans = [one for one in away if one[0] <= last and (one[1] is None or one[1] >= start)]
    return (
        sum(not _away(day, spans) for day in _weekdays(start, last)) if spans else len(_weekdays(start, last))
    )


@lru_cache(maxsize=512)
def _weekdays(first: date, last: date) -> tuple[date, ...]:
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    return tuple(day for day in days if day.weekday() < 5)


def _away(day: date, spans: Iterable[Span]) -> bool:
    return any(begun <= day and (ended is None or day <= ended) for begun, ended in spans)
