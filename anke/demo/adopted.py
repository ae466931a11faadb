"""The plans of the synthetic authority, each fixed at noon on the day after it was signed; and a remark."""

from datetime import UTC, date, datetime, time, timedelta

from anke.content import load
from anke.content.schema.plan import Plan
from anke.demo.days import TODAY
from anke.events.commands import NewEvent
from anke.steering.guarding.commands import adoption

ACTOR = "styring"
REMARKED = date(2025, 8, 4)


def adopted_plans() -> list[NewEvent]:
    """In the order recorded. A plan that says nothing of its signing is fixed on its first day."""
    found = [_of(plan) for plan in load.content().plans.values()]
    return [*(event for some in sorted(found, key=_moment) for event in some), _remark()]


def _remark() -> NewEvent:
    """One change of what a goal rests on, made up."""
    remark = "Tilgangen af sager steg, da en kommune samlede sine klager (opdigtet)."
    data = {"goal": "1.2", "remark": remark}
    at = datetime.combine(REMARKED, time(12), UTC)
    return NewEvent("plan", "2025", "basis_changed", REMARKED, ACTOR, data, at)


def _of(plan: Plan) -> list[NewEvent]:
    day = (plan.valid.signed_on or plan.valid.first - timedelta(days=1)) + timedelta(days=1)
    at = datetime.combine(day, time(12), UTC)
    return adoption(plan, happened_on=day, actor=ACTOR, recorded_at=at) if day <= TODAY else []


def _moment(some: list[NewEvent]) -> date:
    return some[0].happened_on if some else date.max
