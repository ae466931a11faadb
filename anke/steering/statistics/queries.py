"""The door for reading: figures, the cases behind them, and whether they hold what the events say."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from anke.events.queries import head_seq, since
from anke.rules.definitions import Measure, Span
from anke.rules.measures import STOCKS
from anke.rules.periods import Period, PeriodError
from anke.rules.working_days import WorkingDays, day_number, number_day
from anke.steering.statistics import manifest, sums
from anke.steering.statistics.asking import Tally, cases_sql, months_of, place_of, tallies
from anke.steering.statistics.beside import guards, touched
from anke.steering.statistics.breakdown import parts, value_of_part, waiting, weekly
from anke.steering.statistics.changes import ChangedCase, Changes, changes
from anke.steering.statistics.coverage import Covered, CoveredCase, coverage, covered_cases
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.figures import (
    Figure,
    FigureCase,
    Guards,
    Part,
    Watermark,
    figure_of,
    total,
)
from anke.steering.statistics.holding import held
from anke.steering.statistics.place import working_days
from anke.steering.statistics.reasons import reason_in_words
from anke.steering.statistics.verification import compare_with_events

__all__ = [
    "ChangedCase",
    "Changes",
    "Covered",
    "CoveredCase",
    "Figure",
    "FigureCase",
    "Guards",
    "Part",
    "Watermark",
    "cases",
    "changes",
    "compare_with_events",
    "coverage",
    "covered_cases",
    "figure",
    "figures",
    "guards",
    "newer_events",
    "parts",
    "reason_in_words",
    "standard_figures",
    "tally",
    "touched",
    "value_of_part",
    "waiting",
    "watermark",
    "weekly",
]

Figures = dict[tuple[str, Period], Figure]


def watermark() -> Watermark | None:
    """How far the statistics know the events; None where they know none."""
    seq = manifest.mark().seq
    last = next(since(seq - 1, 1), None) if seq else None
    return None if last is None else Watermark(seq, last.recorded_at)


def figure(measure: Measure, period: Period, known_at: datetime | None = None) -> Figure:
    """One figure, as known at a moment (default: now, that is, at the watermark)."""
    return figures([measure], [period], known_at)[measure.id, period]


def figures(
    measures: Sequence[Measure], periods: Sequence[Period], known_at: datetime | None = None
) -> Figures:
    """Every measure for every period, by (measure id, period), in one question.

    `known_at` needs a time zone; figures then know only what was recorded up to that moment. Without it,
    standard measures are answered from their sums by month. Raises `PeriodError` where a period is not of
    whole months."""
    _whole_months(periods)
    if known_at is None and (found := _from_sums(measures, periods)) is not None:
        return found
    with held() as memory:
        table = memory.as_known(known_at)
        question = ("figures", tuple(measures), tuple(periods), known_at)
        found = table.remembered(
            question, lambda: from_facts(table, measures, periods, working_days(), known_at)
        )
        return dict(found)


def standard_figures(measures: Sequence[Measure], periods: Sequence[Period]) -> Figures:
    """The same as known now, from the sums by month only. Raises `LookupError` where a measure has none."""
    _whole_months(periods)
    found = _from_sums(measures, periods)
    if found is None:
        raise LookupError("The sums of these measures are not kept. Set them as standard and export.")
    return found


def from_facts(
    table: FactTable,
    measures: Sequence[Measure],
    periods: Sequence[Period],
    working: WorkingDays,
    known_at: datetime | None = None,
) -> Figures:
    """The figures a table of facts gives."""
    if not measures or not periods:
        return {}
    found = tallies(table, measures, periods, working)
    return {
        (measure.id, period): figure_of(
            measure,
            period,
            total([found[number, at] for at in place_of(measure, period) if (number, at) in found]),
            known_at=known_at,
            watermark=table.upto,
        )
        for number, measure in enumerate(measures)
        for period in periods
    }


def _from_sums(measures: Sequence[Measure], periods: Sequence[Period]) -> Figures | None:
    working = working_days()
    keys = [sums.key_of(measure, working) for measure in measures]
    last = max((months_of(period)[-1] for period in periods), default=0)
    asked = sums.ask(sorted(set(keys)), last) if keys and periods else None
    if asked is None:
        return None
    seq, kept = asked
    by_key: dict[str, dict[int, Tally]] = {key: {} for key in keys}
    for (key, at), one in kept.items():
        by_key[key][at] = one
    return {
        (measure.id, period): figure_of(
            measure, period, _summed(measure, period, by_key[key]), known_at=None, watermark=seq
        )
        for measure, key in zip(measures, keys, strict=True)
        for period in periods
    }


def _summed(measure: Measure, period: Period, by_month: Mapping[int, Tally]) -> Tally:
    months = months_of(period)
    first = 0 if measure.kind in STOCKS else months[0]
    return total([one for at, one in by_month.items() if first <= at <= months[-1]])


def cases(
    measure: Measure,
    period: Period,
    known_at: datetime | None = None,
    *,
    counted: bool | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> list[FigureCase]:
    """The measure's whole population, each case with the reason it is counted or not, in order of
    registration.

    `counted` keeps only those that are, or are not; `offset` and `limit` turn pages. How many there are of
    each reason: `tally`."""
    _whole_months([period])
    with held() as memory:
        table = memory.as_known(known_at)
        sql = cases_sql(measure, table.codes, period, working_days())
        if not sql:
            return []
        where = "" if counted is None else f" WHERE {'' if counted else 'NOT '}counted"
        page = f" LIMIT {limit}" if limit is not None else ""
        found = table.ask_arrow(f"SELECT * FROM ({sql}){where} ORDER BY subject{page} OFFSET {offset}")  # noqa: S608 - compiled, and numbers
        names = memory.names(found.column("subject").to_numpy())
    return _listed(measure, period, found, names, working_days())


def _listed(
    measure: Measure, period: Period, found: pa.Table, names: pa.Array, working: WorkingDays
) -> list[FigureCase]:
    rows = found.drop_columns(["subject"]).to_pylist()
    return [
        _listed_case(measure, period, name, row, working)
        for name, row in zip(names.to_pylist(), rows, strict=True)
    ]


def _listed_case(
    measure: Measure, period: Period, name: str, row: dict[str, Any], working: WorkingDays
) -> FigureCase:
    start, stop = row.pop("started_on"), row.pop("stopped_on")
    received = row.pop("received_on")
    until = day_number(period.last) if measure.kind in STOCKS and row["counted"] else stop
    return FigureCase(
        id=name,
        received_on=_day(received),
        stop_on=_day(stop),
        days=_days_between(measure, start, until, working) if start and until else None,
        **row,
    )


def _day(number: int) -> date | None:
    return number_day(number) if number else None


def _days_between(measure: Measure, start: int, stop: int, working: WorkingDays) -> int:
    if measure.limit is not None and measure.limit.span is Span.WORKING_DAYS:
        last = len(working.cumulative) - 1
        return int(working.cumulative[min(stop, last)]) - int(working.cumulative[min(start, last)])
    return stop - start


def tally(measure: Measure, period: Period, known_at: datetime | None = None) -> dict[str, int]:
    """How many cases of the population there are for each reason, most first."""
    _whole_months([period])
    with held() as memory:
        table = memory.as_known(known_at)
        sql = cases_sql(measure, table.codes, period, working_days())
        if not sql:
            return {}
        rows = table.ask(f"SELECT reason, count(*) FROM ({sql}) GROUP BY 1 ORDER BY 2 DESC, 1")  # noqa: S608 - compiled
    return dict(rows)


def newer_events() -> int:
    """How many events have been recorded after the watermark."""
    return head_seq() - manifest.mark().seq


def _whole_months(periods: Sequence[Period]) -> None:
    for period in periods:
        if period.first.day != 1 or number_day(day_number(period.last) + 1).day != 1:
            raise PeriodError(
                f"{period.first} to {period.last} is not of whole months. Ask for whole months."
            )
