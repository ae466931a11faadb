"""Case numbers: the year of receipt and a running number, each given once."""

import re
from collections.abc import Iterable

from django.db import connection

from anke.casework.cases.models import NumberSeries

NEXT = (
    f"INSERT INTO {NumberSeries._meta.db_table} AS series (year, last) VALUES (%s, 1) "  # noqa: S608 - a name of our own
    "ON CONFLICT (year) DO UPDATE SET last = series.last + 1 RETURNING last"
)
_NUMBER = re.compile(r"(\d{4})-(\d{6,})")


def take(year: int) -> str:
    """The next number of a year, such as "2025-000123". Call it inside the act's transaction: the series' row
    stays locked until that ends, and a refused act gives its number back."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [year])
        return name_of(year, cursor.fetchone()[0])


def taken(year: int) -> str:
    """The number that was taken last, by the transaction that took it."""
    return name_of(year, NumberSeries.objects.values_list("last", flat=True).get(year=year))


def name_of(year: int, running: int) -> str:
    return f"{year}-{running:06d}"


def catch_up(names: Iterable[str]) -> None:
    """Raise each year's series to the highest of these numbers. Names that are no numbers of ours pass."""
    highest: dict[int, int] = {}
    for name in names:
        if match := _NUMBER.fullmatch(name):
            year, running = int(match[1]), int(match[2])
            highest[year] = max(running, highest.get(year, 0))
    for year, running in highest.items():
        NumberSeries.objects.bulk_create([NumberSeries(year=year, last=0)], ignore_conflicts=True)
        NumberSeries.objects.filter(year=year, last__lt=running).update(last=running)
