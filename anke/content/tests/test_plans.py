"""The two results plans: all that the papers hold is there; nothing they leave open is settled in silence."""

from decimal import Decimal

import pytest
from pydantic import ValidationError

from anke.content import load
from anke.content.schema.base import parts
from anke.content.schema.notes import Note, Quote
from anke.content.schema.plan import Plan, PlanError
from anke.content.schema.subgoal import Basis, Comparator, DueDate, Subgoal
from anke.rules.definitions import Exclusion, Kind, Limit, Span
from anke.rules.scoring import Logic

YEARS = ("2024", "2025")


def plan(year: str) -> Plan:
    return load.content().plans[year]


@pytest.mark.parametrize("year", YEARS)
def test_fourteen_goals_ten_and_four(year: str) -> None:
    ids = [goal.id for goal in plan(year).goals]
    assert ids == [f"1.{n}" for n in range(1, 11)] + [f"2.{n}" for n in range(1, 5)]
    assert ids[9] == "1.10"


@pytest.mark.parametrize("year", YEARS)
def test_only_budget_and_sick_leave_need_one_part_of_two(year: str) -> None:
    assert [goal.id for goal in plan(year).goals if goal.logic is Logic.ANY_OF] == ["2.1", "2.2"]


@pytest.mark.parametrize("year", YEARS)
def test_every_quote_and_row_says_where_it_stands(year: str) -> None:
    for _, piece in parts(plan(year)):
        if isinstance(piece, Quote):
            assert piece.reference.lines
            assert piece.reference.file in ("resultatplan_2024", "resultatplan_2025")


@pytest.mark.parametrize("year", YEARS)
def test_every_choice_names_what_else_could_have_been(year: str) -> None:
    choices = [piece for _, piece in parts(plan(year)) if isinstance(piece, Note) and piece.kind == "choice"]
    assert len(choices) >= 15
    assert all(one.alternatives for one in choices)


def test_the_comparators_of_2025() -> None:
    """Read as: figure, comparator, target of 2025."""
    asked = {
        one.id: (one.comparator.value, cell.value if (cell := one.target(2025)) else None)
        for one in plan("2025").subgoals()
        if one.basis in (Basis.COMPUTED, Basis.EXTERNAL)
    }
    assert asked == {
        "1.1.a": (">=", Decimal("97.0")),
        "1.1.b": (">=", Decimal("97.0")),
        "1.1.c": (">=", Decimal("97.0")),
        "1.2.a": ("<=", Decimal("30.0")),
        "1.3.a": (">=", Decimal("90.0")),
        "1.4.a": ("<=", Decimal("26.0")),
        "1.6.a": (">=", Decimal("80.0")),
        "1.6.b": ("<=", Decimal(130)),
        "1.6.c": (">=", Decimal(10)),
        "1.7.a": ("<", None),
        "2.1.1": ("abs<=", Decimal("2.0")),
        "2.1.2": ("abs<=", Decimal("1.0")),
        "2.2.1": ("<=", None),
        "2.2.2": ("<=", Decimal("-5.0")),
        "2.3.a": (">=", Decimal(4)),
    }


def test_who_is_counted_by_which_clock() -> None:
    measures = plan("2025").measures()
    assert measures["1.1.b"].stop == "meeting_decided_on"
    assert measures["1.6.a"].limit == Limit(20, Span.WORKING_DAYS)
    assert (measures["1.6.b"].kind, measures["1.6.b"].stop) == (Kind.STOCK_OLDER_THAN, "closed_on")
    (leaving,) = measures["1.1.c"].exclusions
    assert isinstance(leaving, Exclusion)
    assert (leaving.reason, leaving.only_late, leaving.when.first_instance_error) == (
        "first_instance_error",
        True,
        True,
    )
    municipal = {code for clause in measures["1.2.a"].population for code in clause.case_types}
    assert municipal == {201, 202, 203, 211, 212, 213, 221, 231, 241, 242, 243, 301, 311, 312, 321, 322}
    not_informed = [clause for clause in measures["1.2.a"].population if clause.fully_informed is False]
    assert [clause.case_types for clause in not_informed] == [(301, 311, 312)]


def test_the_limit_of_ten_weeks_became_twelve() -> None:
    weeks = {year: plan("2025").measure("1.3.a", year).limit for year in (2023, 2024, 2025, 2026)}
    assert weeks == {year: Limit(10 if year < 2025 else 12, Span.WEEKS) for year in weeks}
    assert plan("2025").measure("1.3.a", 2024).id == "2025/1.3.a@2024"
    assert plan("2024").measure("1.3.a").limit == Limit(10, Span.WEEKS)
    (cut,) = plan("2025").subgoal("1.3.a").series_breaks
    assert cut.since.isoformat() == "2025-01-01"


def test_the_boards_have_24_cells() -> None:
    cells = plan("2025").cells("1.5.a")
    assert len(cells) == 24
    assert {one.id for one in cells.values()} >= {
        "2025/1.5.a/board_su/I",
        "2025/1.5.a/board_psychologists/IV",
    }
    kinds = {figure: measure.kind for (_, figure), measure in cells.items()}
    assert kinds == {"I": Kind.MEAN_DURATION, "II": Kind.STOCK, "III": Kind.COUNT, "IV": Kind.COUNT}


def test_what_is_lost_from_2024_says_so() -> None:
    lost = [goal.id for goal in plan("2024").goals if goal.lost is not None]
    assert lost == [goal.id for goal in plan("2024").goals]
    bases = {one.id for one in plan("2024").subgoals() if one.basis is Basis.LOST}
    assert bases == {"1.5.a", "1.8.a", "1.9.a", "1.10.a", "2.3.a", "2.4.a"}


def test_asking_for_what_a_plan_does_not_compute_names_what_it_does() -> None:
    with pytest.raises(
        PlanError, match=r"1\.7\.a is not computed from events \(external\).*1\.1\.a, 1\.1\.b"
    ):
        plan("2025").measure("1.7.a")
    with pytest.raises(PlanError, match=r"no subgoal 1\.1\.d"):
        plan("2025").measure("1.1.d")
    with pytest.raises(PlanError, match=r"no goal 1\.11"):
        plan("2025").goal("1.11")
    with pytest.raises(PlanError, match="asks for no set of figures"):
        plan("2025").cells("1.1.a")


TEXT = {"da": "ord", "en": "words"}
REFERENCE = {"title": "paper", "file": "paper"}
SUBGOAL = {"id": "1.1.a", "short": TEXT, "title": TEXT, "unit": "done", "comparator": "=="}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"basis": "computed"}, "basis computed without computed"),
        ({"basis": "deliverable"}, "basis deliverable without due"),
        ({"basis": "lost", "due": [{"act": "prepared", "text": TEXT}]}, "basis lost with due"),
        ({"basis": "lost", "id": 1.1}, "valid string"),
        (
            {
                "basis": "lost",
                "targets": {"reference": REFERENCE, "cells": [{"year": 2025, "kind": "benchmark"}]},
            },
            "a target that is a benchmark, and no benchmark",
        ),
        (
            {
                "basis": "lost",
                "targets": {"reference": REFERENCE, "cells": [{"year": 2025, "kind": "value"}]},
            },
            "kind value and value do not fit",
        ),
        (
            {"basis": "lost", "results": {"reference": REFERENCE, "cells": [{"year": 2025}, {"year": 2024}]}},
            "not in order",
        ),
        ({"basis": "lost", "comparator": "=>"}, "Input should be"),
    ],
)
def test_a_subgoal_that_does_not_hang_together_is_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Subgoal.model_validate(SUBGOAL | changed)


def test_a_due_date_is_a_day_or_a_report_not_both() -> None:
    both = {"act": "prepared", "due": "2025-04-01", "with_report": "2025Q1", "text": TEXT}
    with pytest.raises(ValidationError, match=r"both stand|no day"):
        DueDate.model_validate(both)
    assert Comparator("abs<=") is Comparator.WITHIN
