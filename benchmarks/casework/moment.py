"""The one place of this benchmark that reads the clock: what runs outside the program is an edge."""

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()
