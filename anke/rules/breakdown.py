"""What stands behind a figure, as Ibis expressions over the table of facts: its weeks, its parts by office or
authority, how long its cases took, and the cases that wait.

As in `rules/measures.py` each list holds one expression for every stratum of case types, whose rows belong
together. The cases that wait have no outcome yet, so a population is asked without outcomes where they
count."""

from collections.abc import Sequence
from dataclasses import replace

import ibis

from anke.rules.definitions import Clause, Kind, Measure
from anke.rules.measures import (
    FACTS,
    STOCKS,
    TIMED,
    Table,
    Test,
    belonging,
    duration,
    excluded,
    holds,
    late,
    left_out,
    part,
)
from anke.rules.strata import Stratum, strata

PARTS = ("case_type", "authority", "office")  # the columns a figure can be taken apart by
MONDAY = 3  # days from the Monday before 1970-01-01 to that day


def week_of(day: int) -> int:
    """Weeks since the one that 1970-01-01 lies in; weeks begin on Mondays.

    >>> week_of(3), week_of(4)   # Sunday 4 and Monday 5 January 1970
    (0, 1)
    """
    return (day + MONDAY) // 7


def whatever_outcome(measure: Measure) -> Measure:
    """The same measure of cases that have no outcome yet."""
    return replace(measure, population=tuple(replace(one, outcomes=()) for one in measure.population))


def weeks(measure: Measure, codes: Sequence[int], first: int, last: int) -> list[Table]:
    """A flow by the week its clocks stopped in, of the days `first` to `last`: week, cases, part."""
    found = []
    for stratum in strata(measure, codes):
        rows = _counted(measure, stratum, first, last)
        week = ((rows[measure.stop] + MONDAY) / 7).floor().cast("int32")
        found.append(
            rows.group_by(week=week).aggregate(
                cases=rows.count(), part=part(rows, measure, stratum).cast("int64")
            )
        )
    return found


def parts(measure: Measure, codes: Sequence[int], column: str, days: tuple[int, int, int]) -> list[Table]:
    """A figure by one of `PARTS`: value of the column, cases, part. `days`: the first, the last, and the last
    day of receipt that has passed the limit by then."""
    first, last, passed = days
    found = []
    for stratum in strata(measure, codes):
        if measure.kind in STOCKS:
            rows = _standing(measure, stratum, last, passed)
            older = rows[measure.start] <= passed
            counted = rows.count(where=older) if measure.kind is Kind.STOCK_OLDER_THAN else rows.count()
        else:
            rows = _counted(measure, stratum, first, last)
            counted = part(rows, measure, stratum)
        found.append(
            rows.group_by(value=rows[column].cast("int32")).aggregate(
                cases=rows.count(), part=counted.cast("int64")
            )
        )
    return found


def durations(measure: Measure, codes: Sequence[int], first: int, last: int) -> list[Table]:
    """How many days each counted case took, and the day it began: days, started."""
    found = []
    for stratum in strata(measure, codes):
        rows = _counted(measure, stratum, first, last)
        found.append(rows.select(days=duration(rows, measure), started=rows[measure.start]))
    return found


def waiting(measure: Measure, codes: Sequence[int], day: int) -> list[Table]:
    """The cases that wait after `day`, by the day they began: start, cases, excused (leave the figure if
    late)."""
    found = []
    for stratum in strata(whatever_outcome(measure), codes):
        rows = _waiting(measure, stratum, day)
        excused = [excluded(rows, one, ibis.literal(True)) for one in stratum.exclusions if one.only_late]
        leaves = ibis.literal(False)
        for one in excused:
            leaves |= one
        found.append(
            rows.group_by(start=rows[measure.start]).aggregate(
                cases=rows.count(), excused=rows.count(where=leaves)
            )
        )
    return found


def waiting_subjects(measure: Measure, codes: Sequence[int], day: int) -> list[Table]:
    """The same cases one by one: subject, start."""
    return [
        (rows := _waiting(measure, stratum, day)).select("subject", start=rows[measure.start])
        for stratum in strata(whatever_outcome(measure), codes)
    ]


def memberships(goals: Sequence[Sequence[Clause]], first: int, last: int) -> Table:
    """Every case that was open some time from day `first` to `last`, with the goals it belongs to: column
    `goals` has the bit of each, the first goal's the lowest. The clauses are asked without outcomes."""
    rows = FACTS.filter(FACTS.received_on > 0, FACTS.received_on <= last, FACTS.pending_until > first)
    mask = ibis.literal(0, "int64")
    for place, clauses in enumerate(goals):
        inside = ibis.literal(False)
        for clause in clauses:
            inside |= _named(rows, clause)
        mask += ibis.ifelse(inside, 1 << place, 0)
    return rows.select("subject", "case_type", "authority", "office", "received_on", "closed_on", goals=mask)


def _named(rows: Table, clause: Clause) -> Test:
    inside = holds(rows, replace(clause, outcomes=()))
    return inside & rows.case_type.isin(clause.case_types) if clause.case_types else inside


def _waiting(measure: Measure, stratum: Stratum, day: int) -> Table:
    rows = belonging(stratum)
    start = rows[measure.start]
    rows = rows.filter(start > 0, start <= day, rows.pending_until > day)
    if measure.kind not in STOCKS:
        rows = rows.filter((rows[measure.stop] == 0) | (rows[measure.stop] > day))
    for one in stratum.exclusions:
        if not one.only_late:
            rows = rows.filter(~excluded(rows, one, ibis.literal(False)))
    return rows


def _counted(measure: Measure, stratum: Stratum, first: int, last: int) -> Table:
    """The cases of a flow, as `measures.sums` counts them."""
    rows = belonging(stratum)
    rows = rows.filter(rows[measure.stop].between(first, last))
    if measure.kind in TIMED:
        rows = rows.filter(rows[measure.start] > 0, rows[measure.stop] >= rows[measure.start])
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, late(rows, measure)))
    return rows


def _standing(measure: Measure, stratum: Stratum, day: int, passed: int) -> Table:
    """The cases of a stock."""
    rows = belonging(stratum)
    start = rows[measure.start]
    rows = rows.filter(start > 0, start <= day, rows.pending_until > day)
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, rows[measure.start] <= passed))
    return rows
