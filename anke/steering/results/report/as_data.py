"""The report as data, for programs: statuses by their names, figures as exact text and as numbers."""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

from anke.rules.scoring import Status
from anke.steering.results.answers import CellResult, Contract, GoalResult, Guards, SubgoalResult
from anke.steering.results.report import proof
from anke.steering.results.report.content import Report


def as_json(report: Report) -> str:
    """Indented JSON with a line feed at its end."""
    return json.dumps(data(report), ensure_ascii=False, indent=2) + "\n"


def data(report: Report) -> dict[str, Any]:
    contract = report.contract
    return {
        "title": report.title,
        "plan": contract.plan.id,
        "period": contract.period.name,
        "judged": {"from": contract.footing.first.isoformat(), "to": contract.footing.last.isoformat()},
        "printed": contract.printed,
        "closed": contract.closed,
        "warnings": list(report.warnings),
        "remarks": list(report.contract.remarks),
        "known_at": contract.known_at.isoformat() if contract.known_at else None,
        "known_until": contract.known_until.isoformat() if contract.known_until else None,
        "watermark": contract.watermark,
        "due": _due(contract),
        "score": _score(contract),
        "failing": [
            {"id": line.id, "title": line.title, "why": list(line.why)}
            for one in report.glance
            for line in one.lines
            if one.status is Status.NOT_MET
        ],
        "consequences": list(report.consequences),
        "final": contract.final,
        "standing": contract.standing_text,
        "goals": [_goal(goal, report.additions.explanations) for goal in contract.goals],
        "figures": [*proof.as_data(contract), *_of_duties(report)],
        "deviations": [
            {"area": one.area, "words": one.words, "by": one.by, "on": one.on.isoformat()}
            for one in report.additions.deviations
        ],
        "duties": [asdict(replace(one, figures=())) for one in report.additions.duties],
        "stamp": report.stamp,
        "fingerprint": report.fingerprint,
    }


def _of_duties(report: Report) -> list[dict[str, Any]]:
    return [dict(figure) for duty in report.additions.duties for figure in duty.figures]


def _score(contract: Contract) -> dict[str, Any]:
    found = contract.score
    return {
        "low": float(found.low),
        "high": float(found.high),
        "text": contract.score_text,
        "met": found.met,
        "not_met": found.not_met,
        "undecided": found.undecided,
    }


def _due(contract: Contract) -> dict[str, str] | None:
    due = contract.due
    if due is None:
        return None
    return {"nominal": due.nominal.isoformat(), "shifted": due.shifted.isoformat(), "shift": due.shift.value}


def _goal(goal: GoalResult, said: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": goal.id,
        "title": goal.title,
        "group": goal.group,
        "logic": goal.logic,
        "status": goal.status.value,
        "final": goal.final,
        "waiting_for": list(goal.waiting_for),
        "explanation": said.get(goal.id, ""),
        "notes": goal.note_count,
        "subgoals": [{**_subgoal(one), "explanation": said.get(one.id, "")} for one in goal.subgoals],
    }


def _subgoal(one: SubgoalResult) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": one.id,
        "title": one.title,
        "basis": one.basis,
        "status": one.status.value,
        "final": one.final,
        "figure": number(one.figure),
        "figure_text": one.figure_text,
        "unit": one.unit,
        "comparator": one.content.comparator.value,
        "target": number(one.target),
        "target_text": one.target_text,
        "distance": number(one.distance),
        "benchmark": number(one.benchmark),
        "preliminary": one.preliminary,
        "inferred": one.inferred,
        "judged": one.footing_text,
        "waiting_for": one.waiting_for,
        "deliveries": list(one.deliveries),
        "notes": len(one.notes),
        "origin": _origin(one),
    }
    if one.guards is not None:
        found["guards"] = _guards(one.guards)
    if one.cells:
        found["cells"] = [_cell(cell) for cell in one.cells]
    return found


def _origin(one: SubgoalResult) -> dict[str, Any] | None:
    seen = one.origin
    if seen is None:
        return None
    return {
        "kind": seen.kind,
        "source": seen.source,
        "measure": seen.measure.id if seen.measure else None,
        "definition": seen.definition,
        "numerator": seen.numerator,
        "denominator": seen.denominator,
        "digest": seen.digest,
        "watermark": seen.watermark,
    }


def _guards(found: Guards) -> dict[str, Any]:
    return {
        "pending": found.pending,
        "mean_age_days": number(found.mean_age),
        "median_age_days": found.median_age,
        "p90_age_days": found.p90_age,
        "oldest_age_days": found.oldest_age,
        "received": found.received,
        "decided": found.decided,
        "clearance": number(found.clearance),
    }


def _cell(cell: CellResult) -> dict[str, Any]:
    return {
        "board": cell.board,
        "figure": cell.figure,
        "unit": cell.unit,
        "value": number(cell.value),
        "delivered": cell.delivered,
        "cases": cell.denominator,
        "definition": cell.definition,
        "digest": cell.digest,
    }


def number(value: Decimal | None) -> float | None:
    """A Decimal as JSON's number, as near as that comes: to six decimals.

    >>> number(Decimal(199) / 7), number(Decimal("13.0")), number(None)
    (28.428571, 13.0, None)
    """
    return None if value is None else round(float(value), 6)
