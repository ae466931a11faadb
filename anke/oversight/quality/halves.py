"""The half years the programme counts in, named as 2025H1."""

from datetime import date, timedelta

from anke.rules.refusal import Refused
from anke.rules.wheel import periods


def span_of(name: str) -> tuple[date, date]:
    """The first and last day of a half year. Raises `Refused` for what is none.

    >>> [str(day) for day in span_of("2025H1")]
    ['2025-01-01', '2025-06-30']
    """
    year = name[:4]
    if len(name) == 6 and year.isascii() and year.isdigit() and "1990" <= year <= "2050":
        for one, first, last in periods("half_year", int(year)):
            if one == name:
                return first, last
    raise Refused("Skriv halvåret som 2025H1.", "Write the half year as 2025H1.")


def half_of(day: date) -> str:
    """The half year a day lies in.

    >>> half_of(date(2025, 7, 1))
    '2025H2'
    """
    return f"{day.year}H{1 + day.month // 7}"


def before(name: str) -> str:
    """The half year before.

    >>> before("2025H1")
    '2024H2'
    """
    return half_of(span_of(name)[0] - timedelta(days=1))


def begun(first_year: int, today: date) -> list[str]:
    """The half years that have begun, the latest first."""
    found, one = [], half_of(today)
    while int(one[:4]) >= first_year:
        found.append(one)
        one = before(one)
    return found
