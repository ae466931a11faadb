"""Local days: which day it is in Denmark at a moment. Whether a deadline is met is decided on local days."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from anke.rules.steps import Refused

DENMARK = ZoneInfo("Europe/Copenhagen")


def local_date(moment: datetime) -> date:
    """The Danish day of a moment with a time zone.

    >>> from datetime import UTC
    >>> local_date(datetime(2025, 6, 30, 22, 30, tzinfo=UTC))
    datetime.date(2025, 7, 1)
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone: a moment must say which.")
    return moment.astimezone(DENMARK).date()


def require_past(happened_on: date, recorded_at: datetime) -> None:
    """Raise `Refused` for an act dated after the day it is recorded: only what has happened is recorded."""
    today = local_date(recorded_at)
    if happened_on > today:
        raise Refused(
            f"Datoen {happened_on:%d.%m.%Y} ligger i fremtiden. Skriv en dag til og med {today:%d.%m.%Y}.",
            f"The date {happened_on} lies in the future. Write a day up to and including {today}.",
        )


FARTHEST = 5  # years: a day to come that lies farther off is a slip of the pen


def require_near(day: date, today: date) -> None:
    """Raise `Refused` for a day to come that is more than five years off, as 2205 for 2025.

    >>> require_near(date(2030, 12, 31), date(2025, 1, 1))
    """
    if day.year > today.year + FARTHEST:
        raise Refused(
            f"Dagen {day:%d.%m.%Y} ligger mere end {FARTHEST} år fremme. Er året skrevet rigtigt?",
            f"The day {day} is more than {FARTHEST} years off. Is the year written right?",
        )
