"""The one place of this benchmark that reads the clock's date: what runs outside the program is its own edge."""

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()
