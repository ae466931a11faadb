"""Sums by month of the standard measures: kept with every export, so that standard periods are a few
additions.

A flow's sum is what it counted in the month. A stock's is the change since the end of the month before, so
the stock at the end of a month is the sum of all months up to it: nothing has to happen for it to be right,
and a changed case changes two or three months only. Sums of one export are those of the touched cases
after, less those of the same cases before (docs/decisions/0022-figures-add-up.md)."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence

from django.db import connection

from anke.events.queries import of_subjects
from anke.rules.definitions import Limit, Measure, Span
from anke.rules.fold import STEMS, Facts, blank
from anke.rules.measures import STOCKS
from anke.rules.periods import Period, month
from anke.rules.working_days import WorkingDays, day_number
from anke.steering.statistics.asking import Tally, month_number, months_of, tallies
from anke.steering.statistics.exporting import table_of
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import batches, fold, fold_onto, subjects_of
from anke.steering.statistics.models import MonthlySum, StandardMeasure
from anke.steering.statistics.parquet import File
from anke.steering.statistics.place import events_folder, working_days

Sums = dict[tuple[str, int], Tally]  # (key of the measure, month)
Provider = Callable[[], Iterable[Measure]]

_FIRST, _LAST = month_number(1990, 1), month_number(2050, 12)  # the months a period can have
_FEWEST_DAYS = {Span.DAYS: 1, Span.WEEKS: 7, Span.WORKING_DAYS: 1, Span.MONTHS: 28}
_registered: list[Provider] = []


def register(provider: Provider) -> None:
    """Where the standard measures come from, asked at each export."""
    _registered[:] = [provider]


def standard(working: WorkingDays) -> dict[str, Measure]:
    """The standard measures by key; the same definition once."""
    return {key_of(measure, working): measure for provide in _registered for measure in provide()}


def key_of(measure: Measure, working: WorkingDays) -> str:
    """The definition's version; where it counts working days, together with the calendar it counts them
    by.
    """
    if measure.limit is None or measure.limit.span is not Span.WORKING_DAYS:
        return measure.version
    return hashlib.sha256(measure.version.encode() + working.cumulative.tobytes()).hexdigest()[:12]


def kept() -> frozenset[str]:
    """The keys of the measures whose sums are kept."""
    return frozenset(StandardMeasure.objects.values_list("key", flat=True))


def contributions(
    tables: Sequence[FactTable], measures: Mapping[str, Measure], working: WorkingDays
) -> list[Sums]:
    """What the cases of each table add to every month, asked in the same words of all tables."""
    months = _months(tables, measures.values())
    if not months or not measures:
        return [{} for _ in tables]
    codes = tuple(sorted({code for table in tables for code in table.codes}))
    return [_of_table(table, measures, months, codes, working) for table in tables]


def _of_table(
    table: FactTable,
    measures: Mapping[str, Measure],
    months: Sequence[Period],
    codes: tuple[int, ...],
    working: WorkingDays,
) -> Sums:
    found = tallies(table, list(measures.values()), months, working, codes)
    sums: Sums = {}
    for number, (key, measure) in enumerate(measures.items()):
        before = Tally()
        for one in months:
            at, stock = months_of(one)[0], measure.kind in STOCKS
            now = found.get((number, day_number(one.last) if stock else at), Tally())
            sums[key, at] = now - before if stock else now
            before = now
    return {place: tally for place, tally in sums.items() if tally != Tally()}


def _months(tables: Sequence[FactTable], measures: Iterable[Measure]) -> list[Period]:
    """From the first month in which anything happened to the last in which a case can pass a limit."""
    dates = ", ".join(f"{stem}_month" for stem in STEMS.values())
    low, high = [], []
    for table in tables:
        first, last = table.ask(
            f"SELECT min(received_month) FILTER (received_month > 0), max(greatest({dates})) FROM facts"  # noqa: S608 - columns
        )[0]
        low += [] if first is None else [first]
        high += [] if not last else [last]
    if not low or not high:
        return []
    reach = max((_reach(measure.limit) for measure in measures if measure.kind in STOCKS), default=0)
    first, last = max(_FIRST, min(low)), min(_LAST, max(high) + reach)
    return [month(1970 + number // 12, number % 12 + 1) for number in range(first, last + 1)]


def _reach(limit: Limit | None) -> int:
    """At least the months it takes to pass a limit."""
    if limit is None:
        return 0
    days = limit.value * _FEWEST_DAYS[limit.span] * (2 if limit.span is Span.WORKING_DAYS else 1)
    return days // 28 + 2


def difference(after: Sums, before: Sums) -> Sums:
    places = after.keys() | before.keys()
    return {place: after.get(place, Tally()) - before.get(place, Tally()) for place in places}


def of_everything(files: Sequence[File], upto: int, measures: Mapping[str, Measure]) -> Sums:
    """The sums of all events up to `upto`, from the files."""
    if not measures:
        return {}
    working = working_days()
    table = FactTable(fold(events_folder(), files, upto), upto, working)
    try:
        return contributions([table], measures, working)[0]
    finally:
        table.close()


def change_by(files: Sequence[File], before: int, upto: int, measures: Mapping[str, Measure]) -> Sums:
    """By how much the events with `before` < seq ≤ `upto`, already in the files, change the sums.

    Folds the touched cases only: what was known of them from the event store, what is new from the files.
    """
    if not measures:
        return {}
    working = working_days()
    events = list(batches(events_folder(), files, _read(), after=before, upto=upto))
    subjects = subjects_of(events)
    earlier = blank(len(subjects))
    fold_onto(earlier, subjects, table_of(of_subjects(subjects.tolist(), upto=before)))
    later: Facts = {name: column.copy() for name, column in earlier.items()}
    for table in events:
        fold_onto(later, subjects, table)
    tables = [FactTable(earlier, before, working), FactTable(later, upto, working)]
    try:
        was, now = contributions(tables, measures, working)
    finally:
        for one in tables:
            one.close()
    return difference(now, was)


def _read() -> Sequence[str]:
    return ("subject", *blank(0))


def keep_only(keys: Iterable[str]) -> None:
    """Forget the sums of all other measures. Call it in a transaction, as the next two."""
    gone = StandardMeasure.objects.exclude(key__in=list(keys))
    MonthlySum.objects.filter(measure__in=gone).delete()
    gone.delete()


def start_keeping(measures: Mapping[str, Measure]) -> None:
    StandardMeasure.objects.bulk_create(StandardMeasure(key=key, name=m.id) for key, m in measures.items())


def add(change: Sums) -> None:
    """Add to the sums kept; a month that comes to nothing is removed."""
    changed = {place: tally for place, tally in change.items() if tally != Tally()}
    touched = MonthlySum.objects.filter(
        measure__in={key for key, _ in changed}, month__in={at for _, at in changed}
    )
    rows = {(row.measure_id, row.month): row for row in touched}
    new = {
        place: tally + (_tally(rows[place]) if place in rows else Tally()) for place, tally in changed.items()
    }
    MonthlySum.objects.filter(pk__in=[rows[place].pk for place in new if place in rows]).delete()
    MonthlySum.objects.bulk_create(
        MonthlySum(measure_id=key, month=at, cases=t.cases, part=t.part, digest=f"{t.digest:032x}")
        for (key, at), t in sorted(new.items())
        if t != Tally()
    )


def _tally(row: MonthlySum) -> Tally:
    return Tally(row.cases, row.part, int(row.digest, 16))


def stored() -> Sums:
    """All sums kept."""
    return {(row.measure_id, row.month): _tally(row) for row in MonthlySum.objects.all()}


def ask(keys: Sequence[str], last_month: int) -> tuple[int, Sums] | None:
    """The watermark and the sums of these measures up to a month, as they stood at one moment; None where the
    sums of any of them are not kept."""
    marks = ", ".join(["%s"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.seq, m.key, s.month, s.cases, s.part, s.digest FROM statistics_watermark w "  # noqa: S608 - only marks are put in
            f"JOIN statistics_standardmeasure m ON m.key IN ({marks}) "
            "LEFT JOIN statistics_monthlysum s ON s.measure_id = m.key AND s.month <= %s",
            [*keys, last_month],
        )
        rows = cursor.fetchall()
    if {row[1] for row in rows} != set(keys):
        return None
    return rows[0][0], {
        (key, at): Tally(cases, part, int(digest, 16))
        for _, key, at, cases, part, digest in rows
        if at is not None
    }
