"""The contract from facts already folded: our measures against SQL written by hand, and against one numba
pass.
"""

from collections.abc import Callable
from typing import Any

import numba
import numpy as np

from anke.rules.fold import LIMBS
from anke.rules.working_days import day_number
from anke.steering.statistics.fact_table import FactTable
from anke.steering.statistics.folding import fold
from anke.steering.statistics.queries import Figures, from_facts
from benchmarks.data import INDEX, QUARTERS, Answers, Events, in_turns, measures, same
from benchmarks.table import Row

FIRST = 53 * 12  # January 2023, in months since 1970-01
# The last day of each quarter, and the same day a year before, in days since 1970-01-01.
LAST_DAYS = [(day_number(one.last), day_number(one.last.replace(year=one.last.year - 1))) for one in QUARTERS]
SOCIAL = "case_type IN (201, 202, 203, 211, 212, 213, 221, 231, 241, 242, 243, 321, 322)"
# Subgoal → who, by which day it is counted, and what is counted of it.
BY_HAND = {
    "1.1.a": ("case_type = 101", "decided", "count(*) FILTER (decided_on - received_on <= 56)"),
    "1.1.b": (
        "case_type = 111",
        "meeting_decided",
        "count(*) FILTER (meeting_decided_on - received_on <= 56)",
    ),
    "1.1.c": (
        "case_type = 251 AND NOT (first_instance_error = 2 AND decided_on - received_on > 28)",
        "decided",
        "count(*) FILTER (decided_on - received_on <= 28)",
    ),
    "1.2.a": (
        f"({SOCIAL} OR (case_type IN (301, 311, 312) AND fully_informed = 1))",
        "decided",
        "sum(decided_on - received_on)",
    ),
    "1.3.a": (
        "case_type IN (301, 311) AND fully_informed = 2",
        "decided",
        "count(*) FILTER (decided_on - received_on <= 84)",
    ),
    "1.4.a": ("case_type = 401", "decided", "sum(decided_on - received_on)"),
    "1.6.a": (
        "case_type = 701",
        "decided",
        "count(*) FILTER (decided_reached - received_working <= 20)",
    ),
    "1.6.c": ("case_type = 703 AND outcome = 14", "decided", "count(*)"),
}


def by_hand(*, digests: bool) -> str:
    """The contract as one would write it in DuckDB: a SELECT for each figure, by quarter; a stock for each
    day.
    """
    limbs = "".join(f", sum({limb})" for limb in LIMBS) if digests else ""
    flows = [
        f"SELECT '{name}', ({stop}_month - {FIRST}) // 3, {part}, count(*){limbs} FROM facts WHERE {who} "
        f"AND {stop}_month BETWEEN {FIRST} AND {FIRST + 35} AND {stop}_on >= received_on GROUP BY 2"
        for name, (who, stop, part) in BY_HAND.items()
    ]
    stocks = [
        f"SELECT '1.6.b', {at}, count(*) FILTER (received_on < {older}), count(*){limbs} FROM facts "
        f"WHERE case_type = 702 AND received_on <= {day} AND pending_until > {day}"
        for at, (day, older) in enumerate(LAST_DAYS)
    ]
    return " UNION ALL ".join([*flows, *stocks])


def answers(figures: Figures) -> Answers:
    return {
        (figure.measure.split("/")[1], period.name): (figure.numerator, figure.denominator)
        for (_, period), figure in figures.items()
    }


def rows(events: Events, runs: int = 9) -> list[Row]:
    table = FactTable(fold(events.folder, events.files, events.upto), events.upto, INDEX)
    asked = list(measures().values())
    ours: Callable[[], Figures] = lambda: from_facts(table, asked, QUARTERS, INDEX)  # noqa: E731 - one of three ways
    hand, full = by_hand(digests=False), by_hand(digests=True)
    columns, out = arrays(table), np.zeros((numba.get_num_threads(), 9, 12, 4), np.uint64)
    ways: list[Callable[[], Any]] = [
        ours,
        lambda: table.ask(full),
        lambda: table.ask(hand),
        lambda: one_pass(*columns, out),
    ]
    told = answers(ours())
    for name, sql in (("by hand", hand), ("by hand with digests", full)):
        found = {(row[0], QUARTERS[row[1]].name): (int(row[2]), int(row[3])) for row in table.ask(sql)}
        same(name, told, found)
    same("numba", told, of_one_pass(one_pass(*columns, out)))
    mine, with_digests, without, limit = in_turns(ways, runs)
    table.close()
    return [
        Row(
            "contract: SQL by hand, same answers with digests",
            mine,
            with_digests,
            with_digests / mine,
            1 / 1.5,
        ),
        Row("contract: SQL by hand, counts only", mine, without, without / mine, 1 / 1.5),
        Row("contract: one numba pass (the limit)", mine, limit, limit / mine, None),
    ]


SUBGOALS = ("1.1.a", "1.1.b", "1.1.c", "1.2.a", "1.3.a", "1.4.a", "1.6.a", "1.6.b", "1.6.c")


def arrays(table: FactTable) -> tuple[np.ndarray, ...]:
    """The columns the pass needs, as numpy arrays, and look-ups of days."""
    wanted = (
        "case_type, outcome, fully_informed, first_instance_error, received_on, meeting_decided_on, "
        "decided_on, pending_until, received_working, decided_reached, "
        "(digest_0::UBIGINT << 32) + digest_1 AS hi, (digest_2::UBIGINT << 32) + digest_3 AS lo"
    )
    found = table.ask_arrow(f"SELECT {wanted} FROM facts")
    quarter_of = np.full(40_000, -1, np.int8)
    for at, one in enumerate(QUARTERS):
        quarter_of[day_number(one.first) : day_number(one.last) + 1] = at
    ends, older = (np.array(days, np.int32) for days in zip(*LAST_DAYS, strict=True))
    return (*(found.column(name).to_numpy() for name in found.column_names), quarter_of, ends, older)


@numba.njit(cache=True, parallel=True)
def one_pass(  # noqa: PLR0917 - plain arrays, side by side
    case_type, outcome, informed, error, received, meeting, decided, until, working, reached, hi, lo,
    quarter_of, ends, older, out,
):  # fmt: skip
    """Every figure in one loop over the cases, with digests, shared out to all cores."""
    parts = out.shape[0]
    out[:] = 0
    size = (len(case_type) + parts - 1) // parts
    for part in numba.prange(parts):
        mine = out[part]
        for i in range(part * size, min(len(case_type), (part + 1) * size)):
            kind = case_type[i]
            if kind == 702:
                for day in range(len(ends)):
                    if received[i] <= ends[day] and until[i] > ends[day]:
                        _count(mine[7, day], np.uint64(received[i] < older[day]), hi[i], lo[i])
                continue
            stop = meeting[i] if kind == 111 else decided[i]
            at = quarter_of[stop]
            if at < 0:
                continue
            days, used = stop - received[i], reached[i] - working[i]
            measure, add = _place(kind, days, used, informed[i], error[i], outcome[i])
            if measure >= 0:
                _count(mine[measure, at], np.uint64(add), hi[i], lo[i])
    return out


@numba.njit(cache=True, inline="always")
def _place(kind, days, used, informed, error, outcome):  # noqa: PLR0911, PLR0917 - a table
    """Which figure a case counts in (-1: none), and what it adds to the numerator."""
    if 201 <= kind <= 243 or 321 <= kind <= 322:
        return 3, days
    if kind in (301, 311, 312):
        if informed == 1:
            return 3, days
        return (4, int(days <= 84)) if informed == 2 and kind != 312 else (-1, 0)
    if kind == 401:
        return 5, days
    if kind in (101, 111):
        return (0 if kind == 101 else 1), int(days <= 56)
    if kind == 251:
        return (-1, 0) if error == 2 and days > 28 else (2, int(days <= 28))
    if kind == 701:
        return 6, int(used <= 20)
    return (8, 1) if kind == 703 and outcome == 14 else (-1, 0)


@numba.njit(cache=True, inline="always")
def _count(cell, add, hi, lo):
    cell[0] += add
    cell[1] += np.uint64(1)
    low = cell[3] + lo
    cell[2] += hi + np.uint64(low < lo)
    cell[3] = low


def of_one_pass(out: np.ndarray) -> Answers:
    counted = out[..., :2].sum(axis=0)
    return {
        (name, one.name): (int(counted[measure, at, 0]), int(counted[measure, at, 1]))
        for measure, name in enumerate(SUBGOALS)
        for at, one in enumerate(QUARTERS)
    }
