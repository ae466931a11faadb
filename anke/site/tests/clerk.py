"""A clerk in a process of its own, for the tests of backups: python -m anke.site.tests.clerk STOP

Registers cases until there is a file STOP, and says in the end how many.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import django

DAY = date(2026, 1, 2)
NOW = datetime(2026, 1, 3, 12, tzinfo=UTC)


def register(stop: Path) -> None:
    """Register cases, and say aloud when the first one is."""
    from anke.casework.cases.commands import register_case

    for number in count():
        register_case(
            case_type="cash_benefit",
            authority=101,
            office=3,
            happened_on=DAY,
            actor="system",
            recorded_at=NOW + timedelta(microseconds=number),
        )
        if not number:
            print("begun", flush=True)
        if stop.exists():
            print(number + 1, flush=True)
            return


if __name__ == "__main__":
    django.setup()
    register(Path(sys.argv[1]))
