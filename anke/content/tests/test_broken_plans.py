"""What a person is told who wrote a plan wrongly: file, line, what is wrong, what to write instead.

The table is broken_plans.md.
"""

import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from anke.content import load
from anke.content.load import Problem
from anke.content.schema.plan_faults import faults

EXAMPLE = load.HERE.parents[1] / "docs" / "examples" / "harbour_appeals"
FILE = "plans/2026.yaml"
Row = list[str]


def rows() -> list[Row]:
    """The rows of broken_plans.md, every cell as plain text."""
    lines = (Path(__file__).parent / "broken_plans.md").read_text(encoding="utf-8").splitlines()
    table = [
        line for line in lines if line.startswith("| ") and not line.startswith(("| the fault", "| ---"))
    ]
    return [
        [
            cell.removeprefix(" ").removesuffix(" ").strip("`").replace("⏎", "\n")
            for cell in row.split("|")[1:-1]
        ]
        for row in table
    ]


def told(place: Path, text: str) -> list[Problem]:
    """The problems of the example with this text as its plan."""
    if not place.is_dir():
        shutil.copytree(EXAMPLE, place)
    (place / FILE).write_text(text, encoding="utf-8")
    return load.check(place)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_a_broken_plan_is_told_where_what_and_how(row: Row, tmp_path: Path) -> None:
    _, there, instead, line, what, do = row
    text = (EXAMPLE / FILE).read_text(encoding="utf-8")
    assert there in text
    found = told(tmp_path / "place", text.replace(there, instead, 1))
    right = [one for one in found if what in one.what and do in one.do]
    assert [(one.file, one.line) for one in right] == [(FILE, int(line))], [str(one) for one in found]
    assert {one.file for one in found} == {FILE}  # nobody else is accused


def test_every_fault_is_told_in_one_run(tmp_path: Path) -> None:
    """Every fault of the table that can stand beside the others, all in one file: all are told at once."""
    text = (EXAMPLE / FILE).read_text(encoding="utf-8")
    apart = [row for row in rows() if row[0] in TOGETHER]
    for _, there, instead, *_ in apart:
        assert there in text
        text = text.replace(there, instead, 1)
    found = told(tmp_path / "place", text)
    for _, _, _, _, what, do in apart:
        assert any(what in one.what and do in one.do for one in found), (what, [str(one) for one in found])
    assert len(apart) == len(TOGETHER)


TOGETHER = (
    "a ring of two goals",
    "a target for another year",
    "an unknown predicate",
    "a goal twice",
    "a wrong goal_count",
    "a group nobody wrote",
    "a report the plan does not ask for",
    "a comparator that is none",
)


def test_a_whole_plan_has_no_fault() -> None:
    assert load.check(EXAMPLE) == []


KEYS = (
    "goals",
    "subgoals",
    "id",
    "requires",
    "targets",
    "cells",
    "year",
    "basis",
    "weight",
    "scoring",
    "goal_count",
    "groups",
    "group",
    "focus_area",
    "focus_areas",
    "reporting",
    "frequency",
    "due",
    "with_report",
)


@pytest.mark.slow
@given(
    some.recursive(
        some.none() | some.booleans() | some.integers() | some.text(max_size=3) | some.just("1.1"),
        lambda inner: (
            some.lists(inner, max_size=3)
            | some.dictionaries(
                some.sampled_from(KEYS),
                inner,
                max_size=5,
            )
        ),
        max_leaves=30,
    )
)
@settings(max_examples=300)
def test_whatever_stands_in_a_plan_is_looked_at_without_breaking_down(data: object) -> None:
    for what, do, path in faults(data):
        assert what and do and path
