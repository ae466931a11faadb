"""The door for writing: what is reported from outside on a promise. Each act ends by recording its
event, and answers with its number."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from anke.content import load
from anke.content.schema.plan import Plan, PlanError
from anke.content.schema.subgoal import Basis, Subgoal
from anke.events import commands as events
from anke.rules.periods import Period
from anke.steering.results.evidence import BENCHMARK, DELIVERED, FIGURE, SUBJECT, name_of

PREPARED, RECEIVED = DELIVERED


class NotAskedError(ValueError):
    """The plan does not ask for that. The message says what it asks for instead."""


def report_figure(
    *,
    plan_id: str,
    subgoal_id: str,
    period: Period,
    value: Decimal,
    source: str,
    preliminary: bool,
    reported_on: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """The figure of an external subgoal for the plan's year, covering `period`. The last word counts."""
    plan, subgoal = _asked(plan_id, subgoal_id, Basis.EXTERNAL)
    data = _figure(plan, subgoal, period, value=value, source=source, preliminary=preliminary)
    return _record(name_of(plan.id, subgoal.id), FIGURE, data, on=reported_on, actor=actor, at=recorded_at)


def report_benchmark(
    *,
    plan_id: str,
    subgoal_id: str,
    period: Period,
    value: Decimal,
    source: str,
    preliminary: bool,
    reported_on: date,
    actor: str,
    recorded_at: datetime,
) -> int:
    """What others reached in the plan's year, for a subgoal whose target leans on it."""
    plan, subgoal = _asked(plan_id, subgoal_id, Basis.EXTERNAL)
    if subgoal.benchmark is None:
        has = ", ".join(one.id for one in plan.subgoals() if one.benchmark is not None)
        raise NotAskedError(f"{subgoal_id} has no benchmark. Those of plan {plan_id} that have: {has}.")
    data = _figure(plan, subgoal, period, value=value, source=source, preliminary=preliminary)
    return _record(name_of(plan.id, subgoal.id), BENCHMARK, data, on=reported_on, actor=actor, at=recorded_at)


def prepare_deliverable(
    *, plan_id: str, subgoal_id: str, document: str, prepared_on: date, actor: str, recorded_at: datetime
) -> int:
    """A delivery is ready, or an activity carried out. `document` names what shows it."""
    plan, subgoal = _due(plan_id, subgoal_id, "prepared")
    data = {"subgoal": subgoal.id, "document": document}
    return _record(name_of(plan.id, subgoal.id), PREPARED, data, on=prepared_on, actor=actor, at=recorded_at)


def receive_deliverable(
    *, plan_id: str, subgoal_id: str, received_on: date, actor: str, recorded_at: datetime
) -> int:
    """The one it was for has received a delivery."""
    plan, subgoal = _due(plan_id, subgoal_id, "received")
    return _record(
        name_of(plan.id, subgoal.id),
        RECEIVED,
        {"subgoal": subgoal.id},
        on=received_on,
        actor=actor,
        at=recorded_at,
    )


def _asked(plan_id: str, subgoal_id: str, *bases: Basis) -> tuple[Plan, Subgoal]:
    plans = load.content().plans
    if plan_id not in plans:
        raise PlanError(f"There is no plan '{plan_id}'. There are: {', '.join(sorted(plans))}.")
    plan = plans[plan_id]
    subgoal = plan.subgoal(subgoal_id)
    if subgoal.basis not in bases:
        has = ", ".join(one.id for one in plan.subgoals() if one.basis in bases) or "none"
        raise NotAskedError(f"{subgoal_id} is not answered so ({subgoal.basis}). Those that are: {has}.")
    return plan, subgoal


def _due(plan_id: str, subgoal_id: str, act: str) -> tuple[Plan, Subgoal]:
    plan, subgoal = _asked(plan_id, subgoal_id, Basis.DELIVERABLE, Basis.ACTIVITY)
    if act not in {one.act for one in subgoal.due}:
        raise NotAskedError(f"Plan {plan_id} does not ask that {subgoal_id} be {act}.")
    return plan, subgoal


def _figure(
    plan: Plan, subgoal: Subgoal, period: Period, *, value: Decimal, source: str, preliminary: bool
) -> Mapping[str, str | int | bool]:
    if not value.is_finite():
        raise NotAskedError(f"'{value}' is no figure. Write a number, with a point for the decimals.")
    return {
        "subgoal": subgoal.id,
        "year": plan.year,
        "period": period.name,
        "value": str(value),
        "preliminary": preliminary,
        "source": source,
    }


def _record(
    name: str, kind: str, data: Mapping[str, str | int | bool], *, on: date, actor: str, at: datetime
) -> int:
    recorded = events.record(
        subject_kind=SUBJECT,
        subject_name=name,
        kind=kind,
        happened_on=on,
        actor=actor,
        data=data,
        recorded_at=at,
    )
    return int(recorded.seq)
