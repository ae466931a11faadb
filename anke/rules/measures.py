"""The six measures as Ibis expressions over the table of facts (`rules/fold.py`), for DuckDB or any other
engine.

Every expression is a sum over cases, so parts add up: strata of case types, months of a period, and the
change one day's events make. What a row of `sums` holds:

    measure    which of the measures asked for (PLACE)
    at         a month (months since 1970-01) for flows; a day (days since 1970-01-01) for stocks
    cases      the denominator: cases counted
    part       the numerator: those within the limit, older, or hit; days in all for a mean
    digest_0…  sums of the limbs of the counted cases' numbers
"""

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

import ibis

from anke.rules.asked import FIRST, LAST, PASSED, PLACE
from anke.rules.definitions import Clause, Exclusion, Kind, Limit, Measure, Span
from anke.rules.facts import NO, YES
from anke.rules.fold import LIMBS, NEVER, STEMS
from anke.rules.limits import DAYS
from anke.rules.strata import ANY, Stratum

Table: TypeAlias = Any  # ibis.Table: Ibis has no types mypy can follow
Test: TypeAlias = Any  # a boolean column
Number: TypeAlias = Any  # a column of whole numbers

STOCKS = (Kind.STOCK, Kind.STOCK_OLDER_THAN)
TIMED = (Kind.SHARE_WITHIN, Kind.MEAN_DURATION)
# What the date that stops a clock is called in reasons.
WORDS = {
    "received_on": "received",
    "meeting_decided_on": "meeting_decided",
    "decided_on": "decided",
    "closed_on": "closed",
}

SHOWN = ("subject", "case_type", "authority", "office", "outcome", "received_on")  # beside a case's reason

FACTS = ibis.table(
    {
        "subject": "int32",
        "case_type": "int16",
        "authority": "int32",
        "office": "int16",
        "outcome": "int16",
        "fully_informed": "int8",
        "first_instance_error": "int8",
        **dict.fromkeys(STEMS, "int32"),
        **{f"{stem}_month": "int16" for stem in STEMS.values()},
        **{f"{stem}_working": "int16" for stem in STEMS.values()},
        **{f"{stem}_reached": "int16" for stem in STEMS.values()},
        "pending_until": "int32",
        **dict.fromkeys(LIMBS, "uint32"),
    },
    name="facts",
)
# The days stocks are taken on: `passed` is the last day of receipt that has passed the measure's limit by
# `day`.
TAKEN = ibis.table({"measure": "int32", "day": "int32", "passed": "int32"}, name="taken")


def sums(measure: Measure, stratum: Stratum) -> Table:
    """What a measure counts in one stratum of its cases: a flow in the months FIRST to LAST, a stock on the
    days in the table `taken`. Strata share no case, so the rows of all belong together."""
    return (_stock if measure.kind in STOCKS else _flow)(measure, stratum)


def _flow(measure: Measure, stratum: Stratum) -> Table:
    """Cases whose clock stopped, by the month it stopped in."""
    month = f"{STEMS[measure.stop]}_month"
    rows = belonging(stratum)
    rows = rows.filter(rows[month].between(FIRST, LAST))
    if measure.kind in TIMED:
        rows = rows.filter(rows[measure.start] > 0, rows[measure.stop] >= rows[measure.start])
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, late(rows, measure)))
    return _summed(rows, rows[month], part(rows, measure, stratum))


def _stock(measure: Measure, stratum: Stratum) -> Table:
    """Cases begun and not ended, by the day the stock is taken."""
    rows = belonging(stratum)
    days = TAKEN.filter(TAKEN.measure == PLACE)
    rows = rows.join(
        days,
        [rows[measure.start] > 0, rows[measure.start] <= days.day, rows.pending_until > days.day],
    )
    older = rows[measure.start] <= rows.passed
    if stratum.exclusions:
        rows = rows.filter(~left_out(rows, stratum, older))
    part = (
        rows.count(where=rows[measure.start] <= rows.passed)
        if measure.kind is Kind.STOCK_OLDER_THAN
        else rows.count()
    )
    return _summed(rows, rows.day, part)


def _summed(rows: Table, at: Number, part: Number) -> Table:
    summed = rows.group_by(at=at.cast("int32")).aggregate(
        cases=rows.count(), part=part.cast("int64"), **{limb: rows[limb].sum() for limb in LIMBS}
    )
    return summed.select(PLACE.name("measure"), "at", "cases", "part", *LIMBS)


def part(rows: Table, measure: Measure, stratum: Stratum) -> Number:
    if measure.kind is Kind.SHARE_WITHIN:
        return rows.count(where=~late(rows, measure))
    if measure.kind is Kind.MEAN_DURATION:
        return duration(rows, measure).sum()
    if measure.kind is Kind.RATE:
        return rows.count(where=matches(rows, stratum.hits))
    return rows.count()


def belonging(stratum: Stratum) -> Table:
    """The facts of a stratum's cases."""
    near = FACTS.case_type == stratum.first
    if stratum.last > stratum.first:
        near = FACTS.case_type.between(stratum.first, stratum.last)
    rows = FACTS.filter(near)
    return rows if stratum.population == (ANY,) else rows.filter(matches(rows, stratum.population))


def matches(rows: Table, clauses: Sequence[Clause]) -> Test:
    """Where any clause holds."""
    return reduce(or_, [holds(rows, clause) for clause in clauses], ibis.literal(False))


def holds(rows: Table, clause: Clause) -> Test:
    found = ibis.literal(True)
    if clause.outcomes:
        found &= rows.outcome.isin(clause.outcomes)
    if clause.fully_informed is not None:
        found &= rows.fully_informed == (YES if clause.fully_informed else NO)
    if clause.first_instance_error is not None:
        error = rows.first_instance_error == YES
        found &= error if clause.first_instance_error else ~error
    return found


def left_out(rows: Table, stratum: Stratum, late: Test) -> Test:
    return reduce(or_, [excluded(rows, one, late) for one in stratum.exclusions])


def excluded(rows: Table, exclusion: Exclusion, late: Test) -> Test:
    named = holds(rows, exclusion.when)
    return named & late if exclusion.only_late else named


def duration(rows: Table, measure: Measure) -> Number:
    """Days from start to stop; working days where the measure's limit counts them."""
    if measure.limit is not None and measure.limit.span is Span.WORKING_DAYS:
        return rows[f"{STEMS[measure.stop]}_working"] - rows[f"{STEMS[measure.start]}_working"]
    return rows[measure.stop] - rows[measure.start]


def late(rows: Table, measure: Measure) -> Test:
    """Where the clock stopped after the limit. Nothing is late without a limit, or without a start."""
    if measure.limit is None:
        return ibis.literal(False)
    passed = _passed(rows, measure, measure.limit)
    return passed if measure.kind in TIMED else passed & (rows[measure.start] > 0)


def _passed(rows: Table, measure: Measure, limit: Limit) -> Test:
    if limit.span is Span.MONTHS:
        return _months_passed(rows, measure, limit)
    if limit.span is Span.WORKING_DAYS:
        reached, begun = rows[f"{STEMS[measure.stop]}_reached"], rows[f"{STEMS[measure.start]}_working"]
        return reached - begun > limit.value
    return rows[measure.stop] - rows[measure.start] > limit.value * DAYS[limit.span]


def _months_passed(rows: Table, measure: Measure, limit: Limit) -> Test:
    """A month that has no such day ends the limit on its last: there the day of the month can be no later."""
    start, stop = STEMS[measure.start], STEMS[measure.stop]
    months = rows[f"{stop}_month"] - rows[f"{start}_month"]
    later = _day_of_month(rows[measure.stop]) > _day_of_month(rows[measure.start])
    return (months > limit.value) | ((months == limit.value) & later)


def _day_of_month(day: Number) -> Number:
    return (ibis.literal(date(1970, 1, 1)) + day.as_interval("D")).day()


def judged(measure: Measure, stratum: Stratum) -> Table:
    """Each case of one stratum of the measure's population with `counted` and `reason`, for the period from
    day FIRST to LAST; PASSED is as in `taken`, for LAST."""
    rows = belonging(stratum)
    stock = measure.kind in STOCKS
    out = _not_in_stock(rows, measure) if stock else _not_in_flow(rows, measure)
    over = rows[measure.start] <= PASSED if stock else late(rows, measure)
    out += [(excluded(rows, one, over), f"excluded:{one.reason}") for one in stratum.exclusions]
    counted = ~reduce(or_, [test for test, _ in out])
    reason = ibis.cases(*out, *_kinds_of_counted(rows, measure, stratum, over), else_="counted")
    stopped = rows["closed_on" if measure.kind in STOCKS else measure.stop]
    return rows.select(
        *SHOWN, counted=counted, reason=reason, started_on=rows[measure.start], stopped_on=stopped
    )


def _not_in_flow(rows: Table, measure: Measure) -> list[tuple[Test, str]]:
    stop, word = rows[measure.stop], WORDS[measure.stop]
    ended = (rows.pending_until != NEVER) & (rows.received_on > 0)
    found = [
        ((stop == 0) & ended & (rows.decided_on == 0), "withdrawn"),
        ((stop == 0) & ended, f"closed_without_{word}"),
        (stop == 0, f"not_yet_{word}"),
        (stop < FIRST, f"{word}_before"),
        (stop > LAST, f"{word}_after"),
    ]
    if measure.kind in TIMED:
        found += [
            (rows[measure.start] == 0, "no_start"),
            (stop < rows[measure.start], "stopped_before_start"),
        ]
    return found


def _not_in_stock(rows: Table, measure: Measure) -> list[tuple[Test, str]]:
    start = rows[measure.start]
    return [
        (start == 0, "no_start"),
        (start > LAST, f"{WORDS[measure.start]}_after"),
        (rows.pending_until <= LAST, "closed_by_then"),
    ]


def _kinds_of_counted(rows: Table, measure: Measure, stratum: Stratum, late: Test) -> list[tuple[Test, str]]:
    """The reasons of cases that are counted, where the measure parts them; the last word is for the rest."""
    true = ibis.literal(True)
    if measure.kind is Kind.SHARE_WITHIN:
        return [(late, "counted_late"), (true, "counted_within")]
    if measure.kind is Kind.RATE:
        return [(matches(rows, stratum.hits), "hit"), (true, "miss")]
    if measure.kind is Kind.STOCK:
        return [(true, "pending")]
    if measure.kind is Kind.STOCK_OLDER_THAN:
        return [(late, "older"), (true, "younger")]
    return []
