"""The usual remaining time of cases, by type and stage: what a list is sorted by.

For the cases decided in the year before, the days from the last event that brought a case to a stage to its
decision; half of them took longer (the median). At most `SAMPLE` cases of a type are looked at, the latest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from itertools import count
from statistics import median_low
from typing import Final

from django.core.cache import caches
from django.db import connection, transaction
from django.db.models import F

from anke.casework.cases.models import Case, UsualTimes
from anke.casework.cases.times import LIMITS, LONG, LOOSE, Usual
from anke.events import queries as events
from anke.events.apply import fold_steps
from anke.rules.next_step import Stage, stage_of

SAMPLE: Final = 400  # cases of a type
FEWEST: Final = 5  # cases below which nothing is called usual
_FRESH: Final = 60  # seconds a process remembers them
_KEY: Final = "cases/usual"
_YEAR: Final = timedelta(days=365)


_numbers: Final = count()
_kept: Final[
    dict[int, Usual]
] = {}  # the latest, by the number it has in the cache: that would copy it each time


def known() -> Usual:
    """What is usual; nothing before the first `refresh`. A minute old at most."""
    found = _kept.get(caches["process"].get(_KEY, -1))
    if found is None:
        row = UsualTimes.objects.values_list("days", "computed_on").first()
        found = Usual(*row) if row else Usual()
        _keep(found)
    return found


def _keep(found: Usual) -> None:
    number = next(_numbers)
    _kept.clear()
    _kept[number] = found
    caches["process"].set(_KEY, number, _FRESH)


@transaction.atomic
def refresh(*, today: date) -> int:
    """Compute the usual times anew, and with them the order of every list. Returns how many there are."""
    days = {
        f"{case_type}/{stage}": int(median_low(left))
        for case_type in Case.objects.order_by().values_list("case_type", flat=True).distinct()
        for stage, left in _left(case_type, today).items()
        if len(left) >= FEWEST
    }
    UsualTimes.objects.update_or_create(pk=1, defaults={"computed_on": today, "days": days})
    _keep(Usual(days, today))
    _reorder(days, today)
    return len(days)


def _reorder(days: Mapping[str, int], today: date) -> None:
    """Set the day of risk of every case whose clock is a limit, as `Times.act_by` does for one."""
    limited = Case.objects.filter(clock__in=LIMITS)
    limited.update(act_by=F("clock_on"))
    table, marks = Case._meta.db_table, ", ".join(["%s"] * len(LIMITS))
    postgresql = connection.vendor == "postgresql"
    earlier = "clock_on - %s" if postgresql else "date(clock_on, '-' || %s || ' days')"
    whole = "original_due_on - received_on"
    if not postgresql:
        whole = "julianday(original_due_on) - julianday(received_on)"
    statement = (
        f"UPDATE {table} SET act_by = {earlier} "  # noqa: S608 - names of our own
        f"WHERE clock IN ({marks}) AND case_type = %s AND stage = %s AND {whole} > %s"
    )
    with connection.cursor() as cursor:
        for name, left in days.items():
            cursor.execute(statement, [left, *LIMITS, *name.rsplit("/", 1), left])
        cursor.execute(
            f"UPDATE {table} SET act_by = {earlier} WHERE clock = 'deadline' AND clock_on < %s",  # noqa: S608 - the same
            [LONG.days, today.isoformat()],
        )
    Case.objects.filter(clock__in=LOOSE, clock_on__lt=today).update(act_by=today)


def _left(case_type: str, today: date) -> Mapping[str, list[int]]:
    """The days that were left when a case came to each stage, for the latest decided of the year before."""
    decided = Case.objects.filter(
        case_type=case_type, decided_on__gt=today - _YEAR, decided_on__lte=today
    ).order_by("-decided_on", "number")
    rows = decided.values_list("subject_id", "decided_on")[:SAMPLE]
    ends = {subject_id: day for subject_id, day in rows if day is not None}
    found: dict[str, list[int]] = defaultdict(list)
    for subject_id, came in _arrivals(list(ends)):
        for stage, day in came.items():
            found[stage].append(max(0, (ends[subject_id] - day).days))
    return found


def _arrivals(subjects: Iterable[int]) -> Iterator[tuple[int, dict[str, date]]]:
    """When each case last came to each stage before it was decided."""
    for subject_id, steps in fold_steps(events.of_subjects(list(subjects), upto=events.head_seq())):
        came: dict[str, date] = {}
        before: Stage | None = None
        for status, caseworker, day in steps:
            stage = stage_of(status, caseworker)
            if stage in (Stage.SENDING, Stage.DONE):
                break
            if stage is not before:
                came[str(stage)] = day
            before = stage
        yield subject_id, came
