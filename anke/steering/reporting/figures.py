"""The figures of a report as plain data: what is frozen of each, and what is compared later."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from anke.rules.definitions import Measure
from anke.rules.scoring import Status, Worth, weigh
from anke.steering.results import queries as results
from anke.steering.results.queries import CellResult, Contract, SubgoalResult

Plain = dict[str, Any]
# What makes two statements of a figure the same; the rest says where each came from.
COMPARED = (
    "value",
    "numerator",
    "denominator",
    "digest",
    "definition",
    "target",
    "comparator",
    "preliminary",
    "status",
    "done",
)


def figures_of(contract: Contract) -> dict[str, Plain]:
    """Every figure by its id: the goals' parts, and the boards' figures as 1.5.a/board/figure."""
    found: dict[str, Plain] = {}
    for goal in contract.goals:
        for one in goal.subgoals:
            found[one.id] = _figure(one)
            for cell in one.cells:
                found[f"{one.id}/{cell.board}/{cell.figure}"] = _cell(one, cell)
    return found


def goals_of(contract: Contract) -> dict[str, Plain]:
    """Each goal's status, its weight, and what it counts at least and at most, in per cent."""
    return {
        goal.id: {name: _text(value) for name, value in asdict(goal.worth).items()} for goal in contract.goals
    }


def bearings_of(contract: Contract, today: date) -> dict[str, dict[str, str]]:
    """How each goal and each part stands in one of six words (rules/bearing.py)."""
    found = results.outlooks(contract, today)
    return {
        "goals": {name: one.bearing.value for name, one in found.goals.items()},
        "parts": {name: one.bearing.value for name, one in found.subgoals.items()},
    }


def score_of(goals: Iterable[Plain]) -> Plain:
    """The score of goals in that shape: lowest and highest, per cent, and the counts it is made of."""
    worths = (
        Worth(Status(one["status"]), *(Decimal(one[name]) for name in ("weight", "low", "high")))
        for one in goals
    )
    return {name: _text(value) for name, value in asdict(weigh(worths)).items()}


def definitions_of(contract: Contract) -> dict[str, Plain]:
    """Every definition the figures were counted by, by its version: what a later reader needs to count so."""
    measures: list[Measure] = []
    for goal in contract.goals:
        for one in goal.subgoals:
            measures += [one.origin.measure] if one.origin and one.origin.measure else []
            measures += [cell.measure for cell in one.cells]
    return {one.version: asdict(one) for one in measures}


def same(one: Plain, other: Plain) -> bool:
    """Whether two statements of a figure say the same."""
    return all(one.get(name) == other.get(name) for name in COMPARED)


def _figure(one: SubgoalResult) -> Plain:
    seen = one.origin
    return {
        "goal": one.goal,
        "basis": one.basis,
        "unit": one.unit,
        "value": _text(one.figure),
        "numerator": seen.numerator if seen else None,
        "denominator": seen.denominator if seen else None,
        "digest": seen.digest if seen else None,
        "measure": seen.measure.id if seen and seen.measure else None,
        "definition": seen.definition if seen else None,
        "source": seen.source if seen else None,
        "watermark": seen.watermark if seen else None,
        "target": _text(one.target),
        "comparator": one.content.comparator.value,
        "benchmark": _text(one.benchmark),
        "preliminary": one.preliminary,
        "status": one.status.value,
        "final": one.final,
        "done": list(one.deliveries),
    }


def _cell(part: SubgoalResult, cell: CellResult) -> Plain:
    return {
        "goal": part.goal,
        "basis": "computed",
        "unit": str(cell.unit),
        "value": _text(cell.value),
        "numerator": None,
        "denominator": cell.denominator,
        "digest": cell.digest,
        "measure": cell.measure.id,
        "definition": cell.definition,
        "status": "",
        "preliminary": False,
    }


def _text(value: Any) -> Any:
    """A Decimal as exact text, a status by its name; whole numbers stay numbers."""
    return str(value) if isinstance(value, Decimal | Status) else value
