"""Which periods have a frozen report, and as known when: what those may read who see finished reports only.

The room of reports records `report_frozen` on the subject `report`, named plan/period; this room reads it
there and knows nothing else of that room."""

from dataclasses import dataclass
from datetime import datetime

from anke.content.schema.plan import Plan
from anke.events import queries as events
from anke.rules.periods import Period, whole_year

SUBJECT, FROZEN = "report", "report_frozen"


@dataclass(frozen=True)
class Frozen:
    """A report that was frozen. `known_at`: what its figures knew; `watermark`: the last event they did."""

    period: Period
    known_at: datetime
    watermark: int
    fingerprint: str


def reports(plan: Plan) -> tuple[Frozen, ...]:
    """Every frozen report of a plan, the latest period first; the year's comes before its last quarter's."""
    asked = [*plan.reports(), whole_year(plan.year)]
    found = (_of(plan, period) for period in asked)
    return tuple(one for one in reversed(list(found)) if one is not None)


def _of(plan: Plan, period: Period) -> Frozen | None:
    told = [one for one in events.events_of(SUBJECT, f"{plan.id}/{period.name}") if one.kind == FROZEN]
    if not told:
        return None
    data = told[-1].data
    known_at = datetime.fromisoformat(data["known_at"])
    return Frozen(period, known_at, int(data["watermark"]), data["fingerprint"])
