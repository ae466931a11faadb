"""What stands behind a figure, as Ibis expressions over the table of facts: its weeks, its parts by office or
authority, how long its cases took, and the cases that wait.

As in `rules/measures.py` each expression is about one stratum of case types, and the rows of all strata
belong together; the days asked about, FIRST to LAST, are left open. The cases that wait have no outcome yet:
their strata are those of `whatever_outcome(measure)`."""

from collections.abc import Sequence
from dataclasses import replace

import ibis

from anke.rules.asked import FIRST, LAST, PASSED
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
from anke.rules.strata import Stratum

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


def weeks(measure: Measure, stratum: Stratum) -> Table:
    """A flow by the week its clocks stopped in, of the days FIRST to LAST: week, cases, part."""
    rows = _counted(measure, stratum)
    week = ((rows[measure.stop] + MONDAY) / 7).floor().cast("int32")
    return rows.group_by(week=week).aggregate(
        cases=rows.count(), part=part(rows, measure, stratum).cast("int64")
    )


def parts(measure: Measure, stratum: Stratum, column: str) -> Table:
    """A figure by one of `PARTS`: value of the column, cases, part. A stock is taken on LAST."""
    if measure.kind in STOCKS:
        rows = _standing(measure, stratum)
        older = rows[measure.start] <= PASSED
        counted = rows.count(where=older) if measure.kind is Kind.STOCK_OLDER_THAN else rows.count()
    else:
        rows = _counted(measure, stratum)
        counted = part(rows, measure, stratum)
    return rows.group_by(value=rows[column].cast("int32")).aggregate(
        cases=rows.count(), part=counted.cast("int64")
    )


def durations(measure: Measure, stratum: Stratum) -> Table:
    """How many days each counted case took, and the day it began: days, started."""
    rows = _counted(measure, stratum)
    return rows.select(days=duration(rows, measure), started=rows[measure.start])


def waiting(measure: Measure, stratum: Stratum) -> Table:
    """The cases that wait after LAST, by the day they began: start, cases, excused (leave the figure if
    late)."""
    rows = _waiting(measure, stratum)
    leaves = ibis.literal(False)
    for one in stratum.exclusions:
        if one.only_late:
            leaves |= excluded(rows, one, ibis.literal(True))
    return rows.group_by(start=rows[measure.start]).aggregate(
        cases=rows.count(), excused=rows.count(where=leaves)
    )


def waiting_subjects(measure: Measure, stratum: Stratum) -> Table:
    """The same cases one by one: subject, start."""
    rows = _waiting(measure, stratum)
    return rows.select("subject", start=rows[measure.start])


def memberships(goals: Sequence[Sequence[Clause]]) -> Table:
    """Every case that was open some time from day FIRST to LAST, with the goals it belongs to: column
    `goals` has the bit of each, the first goal's the lowest. The clauses are asked without outcomes."""
    rows = FACTS.filter(FACTS.received_on > 0, FACTS.received_on <= LAST, FACTS.pending_until > FIRST)
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


def _waiting(measure: Measure, stratum: Stratum) -> Table:
    rows = belonging(stratum)
    start = rows[measure.start]
    rows = rows.filter(start > 0, start <= LAST, rows.pending_until > LAST)
    if measure.kind not in STOCKS:
        rows = rows.filter((rows[measure.stop] == 0) | (rows[measure.stop] > LAST))
    for one in stratum.exclusions:
        if not one.only_late:
            rows = rows.filter(~excluded(rows, one, ibis.literal(False)))
    return rows


def _counted(measure: Measure, stratum: Stratum) -> Table:
    """The cases of a flow, as `measures.sums` counts them."""
    rows = belonging(stratum)
    rows = rows.filter(rows[measure.stop].between(FIRST, LAST))
    if measure.kind in TIMED:
        rows = rows.filter(rows[measure.start] > 0, rows[measure.stop] >= rows[measure.start])
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, late(rows, measure)))
    return rows


def _standing(measure: Measure, stratum: Stratum) -> Table:
    """The cases of a stock."""
    rows = belonging(stratum)
    start = rows[measure.start]
    rows = rows.filter(start > 0, start <= LAST, rows.pending_until > LAST)
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, rows[measure.start] <= PASSED))
    return rows
