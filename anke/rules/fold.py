"""From events to facts: every event is a sparse patch of its case's row, and the last word about a column
holds.

Facts lie column by column in numpy arrays with a place for every case. A batch of patches is one assignment
per column, `column[at] = values`; where a case is named twice numpy keeps the last (a test guards this), so
a batch in the order the events were recorded is folded as if event by event. Measured:
docs/decisions/0020-fold-by-scatter.md."""

from collections.abc import Mapping, MutableMapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from anke.rules.facts import COLUMNS, DATES

Column: TypeAlias = NDArray[Any]
Facts: TypeAlias = MutableMapping[str, Column]

HALVES = ("hash_hi", "hash_lo")  # the case's 128-bit number in digests; 0 where no case was born
KINDS: dict[str, type[np.integer[Any]]] = {**COLUMNS, **dict.fromkeys(HALVES, np.uint64)}
LIMBS = ("digest_0", "digest_1", "digest_2", "digest_3")  # the same in 32-bit parts, the highest first
STEMS = {day: day.removesuffix("_on") for day in DATES}
NEVER = 2**31 - 1  # `pending_until` of a case that has not ended
_LAST_DAY = 40_000  # days since 1970-01-01 that the look-up of months covers: to 2079


def month_numbers() -> NDArray[np.int16]:
    """Day → months since 1970-01; 0 for the unknown day 0."""
    return np.arange(_LAST_DAY).astype("datetime64[D]").astype("datetime64[M]").astype(np.int16)


def blank(size: int) -> Facts:
    """Facts of `size` places about which nothing is known."""
    return {name: np.zeros(size, kind) for name, kind in KINDS.items()}


def say(column: Column, at: NDArray[np.integer[Any]], values: Column, told: NDArray[np.uint8] | None) -> None:
    """Patch one column: row `i` of a batch says `values[i]` about the case at place `at[i]`.

    `told`: one bit a row, lowest bit first, set where the row says anything; None where every row does.
    """
    if told is None:
        column[at] = values
        return
    rows = np.flatnonzero(np.unpackbits(told, count=len(at), bitorder="little").view(np.bool_))
    column[at.take(rows)] = values.take(rows)


def arrange(facts: Facts, working: NDArray[np.int32]) -> dict[str, Column]:
    """The cases as a table: those that were born, laid beside their like, with the columns derived from
    theirs.

    Rows lie by case type and month of decision, so that a question about some types and months reads only
    those. Takes the columns out of `facts` as it goes, to hold each only once. `working` is
    `rules.working_days.WorkingDays.cumulative`."""
    born = np.flatnonzero(facts[HALVES[0]] | facts[HALVES[1]])
    order = born[np.argsort(_neighbourhood(facts, born), kind="stable")]
    table = {"subject": order.astype(np.int32)}
    for name in list(facts):
        table[name] = facts.pop(name)[order]
    return derive(table, working)


def _neighbourhood(facts: Mapping[str, Column], rows: NDArray[np.intp]) -> NDArray[np.uint16]:
    """A small number per row; rows with near numbers answer the same questions."""
    types = facts["case_type"][rows]
    there = np.bincount(types, minlength=1) > 0
    rank = np.cumsum(there) - 1
    places = 65_536 // max(1, int(there.sum()))  # for the months of each type; the oldest share one
    months = month_numbers().take(facts["decided_on"][rows], mode="clip").astype(np.int32)
    nearby = np.maximum(months - months.max(initial=0) + places - 1, 0)
    near: NDArray[np.uint16] = (rank[types] * places + nearby).astype(np.uint16)
    return near


def derive(table: Mapping[str, Column], working: NDArray[np.int32]) -> dict[str, Column]:
    """The same rows with the derived columns.

    For each date `<stem>_month` (int16, months since 1970-01), `<stem>_working` (int16, working days up to
    and including that day) and `<stem>_reached` (int16, working days before it, and one: a day off falls
    under the working day to come); `pending_until` (int32, NEVER where open); the limbs of the digest
    (uint32).
    """
    full = {name: column for name, column in table.items() if name not in HALVES}
    months, counted = month_numbers(), working.astype(np.int16)
    reached = np.concatenate([[0], counted[:-1] + 1]).astype(np.int16)
    for day, stem in STEMS.items():
        full[f"{stem}_month"] = months.take(table[day], mode="clip")
        full[f"{stem}_working"] = counted.take(table[day], mode="clip")
        full[f"{stem}_reached"] = reached.take(table[day], mode="clip")
    full["pending_until"] = np.where(table["closed_on"] == 0, np.int32(NEVER), table["closed_on"])
    for number, limb in enumerate(LIMBS):
        half = table[HALVES[number // 2]]
        full[limb] = (half >> np.uint64(32) if number % 2 == 0 else half).astype(np.uint32)  # the low 32 bits
    return full


def digest(limbs: tuple[int, int, int, int]) -> int:
    """The digest of a set of cases from the sums of its limbs: the sum of its numbers modulo 2**128.

    >>> digest((0, 0, 1, 2**32 + 5)) == (2 << 32) + 5
    True
    """
    high, upper, lower, low = limbs
    return ((high << 96) + (upper << 64) + (lower << 32) + low) % 2**128
