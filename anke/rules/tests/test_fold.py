"""Folding by assignment: the last word holds, cases lie beside their like, numbers add up."""

import hashlib
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from anke.rules.calendar import WORKING
from anke.rules.facts import COLUMNS, DATES
from anke.rules.fold import LIMBS, NEVER, arrange, blank, digest, say

CUMULATIVE = WORKING.index.cumulative


def bits(told: list[bool]) -> NDArray[np.uint8]:
    return np.packbits(np.array(told, bool), bitorder="little")


def facts_of(*cases: dict[str, int]) -> dict[str, NDArray[Any]]:
    facts = dict(blank(len(cases)))
    for place, case in enumerate(cases):
        for name, value in ({"hash_lo": 1} | case).items():
            facts[name][place] = value
    return facts


def test_the_last_word_about_a_case_holds() -> None:
    column = np.zeros(3, np.int32)
    say(column, np.array([1, 2, 1]), np.array([10, 20, 11], np.int32), None)
    assert column.tolist() == [0, 11, 20]


def test_a_row_that_says_nothing_changes_nothing() -> None:
    column = np.array([7, 7, 7], np.int32)
    say(column, np.array([0, 1, 2]), np.array([1, 2, 3], np.int32), bits([True, False, True]))
    assert column.tolist() == [1, 7, 3]


def test_zero_takes_a_value_back() -> None:
    column = np.array([7], np.int32)
    say(column, np.array([0]), np.array([0], np.int32), bits([True]))
    assert column.tolist() == [0]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 99), st.booleans()), max_size=60))
def test_a_batch_is_folded_as_if_event_by_event(rows: list[tuple[int, int, bool]]) -> None:
    one_by_one = [0] * 5
    for at, value, told in rows:
        if told:
            one_by_one[at] = value
    column = np.zeros(5, np.int32)
    at, values, told = zip(*rows, strict=True) if rows else ((), (), ())
    say(column, np.array(at, np.int64), np.array(values, np.int32), bits(list(told)))
    assert column.tolist() == one_by_one


def test_numpy_keeps_the_last_of_a_million_repeated_places() -> None:
    """What the whole fold rests on and numpy's manual does not promise: an assignment runs in order."""
    draw = np.random.default_rng(1)
    for kind in sorted({*COLUMNS.values(), np.uint64}, key=str):
        at = draw.integers(0, 1000, 1_000_000)
        values = draw.integers(0, 100, len(at)).astype(kind)
        column = np.zeros(1000, kind)
        say(column, at, values, None)
        last = np.full(1000, -1)
        np.maximum.at(last, at, np.arange(len(at)))
        assert (column == values[last]).all()


def test_cases_that_were_never_born_are_left_out() -> None:
    table = arrange(facts_of({}, {"hash_lo": 0}, {}), CUMULATIVE)
    assert table["subject"].tolist() == [0, 2]


def test_no_cases_at_all_make_an_empty_table() -> None:
    table = arrange(blank(1), CUMULATIVE)
    assert {len(column) for column in table.values()} == {0}


def test_cases_lie_by_type_and_then_by_month_of_decision() -> None:
    may, june = 19_844, 19_875  # 2024-05-01, 2024-06-01
    cases = [(211, june), (101, june), (211, 0), (101, may), (211, may)]
    table = arrange(facts_of(*({"case_type": t, "decided_on": d} for t, d in cases)), CUMULATIVE)
    ordered = list(zip(table["case_type"].tolist(), table["decided_on"].tolist(), strict=True))
    assert ordered == [(101, may), (101, june), (211, 0), (211, may), (211, june)]


def test_derived_columns() -> None:
    """A case received on Friday 28 February 2025 and closed the Monday after."""
    received = (np.datetime64("2025-02-28") - np.datetime64("1970-01-01")).astype(int)
    cases = facts_of({"received_on": received, "closed_on": received + 3}, {"received_on": received})
    table = arrange(cases, CUMULATIVE)
    month = (2025 - 1970) * 12 + 1
    assert table["received_month"].tolist() == [month, month]
    assert table["closed_month"].tolist() == [month + 1, 0]
    assert (table["closed_working"] - table["received_working"])[0] == 1
    assert table["pending_until"].tolist() == [received + 3, NEVER]


@given(st.lists(st.integers(0, 2**31 - 1), min_size=4, max_size=4))
def test_no_date_is_too_strange_to_be_looked_up(days: list[int]) -> None:
    table = arrange(facts_of(dict(zip(DATES, days, strict=True))), CUMULATIVE)
    assert [table[day].tolist() for day in DATES] == [[day] for day in days]


@given(st.lists(st.text(min_size=1), max_size=20, unique=True))
def test_a_digest_is_the_sum_of_sha256_by_the_standard_library(names: list[str]) -> None:
    numbers = [int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big") for name in names]
    cases = [{"hash_hi": number >> 64, "hash_lo": number & (2**64 - 1)} for number in numbers]
    table = arrange(facts_of(*cases), CUMULATIVE)
    first, second, third, fourth = (int(table[limb].sum(dtype=np.int64)) for limb in LIMBS)
    assert digest((first, second, third, fourth)) == sum(numbers) % 2**128
