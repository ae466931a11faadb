"""Which periods have a report that was handed over, and as known when: what those may read who see finished
reports only. Between freeze and hand-over a report is the house's own.

The room of reports records `report_frozen`, and later `report_handed_over`, on the subject `report`, named
plan/period; this room reads them there and knows nothing else of that room."""

from dataclasses import dataclass
from datetime import datetime

from anke.content.schema.plan import Plan
from anke.events import queries as events
from anke.rules.periods import Period, whole_year

SUBJECT, FROZEN, HANDED_OVER = "report", "report_frozen", "report_handed_over"


@dataclass(frozen=True)
class Frozen:
    """A report that was handed over. `known_at`: what its figures knew; `watermark`: their last event."""

    period: Period
    known_at: datetime
    watermark: int
    fingerprint: str


def reports(plan: Plan) -> tuple[Frozen, ...]:
    """Every report of a plan that was handed over, the latest period first; the year's comes before its last
    quarter's."""
    asked = [*plan.reports(), whole_year(plan.year)]
    found = (_of(plan, period) for period in asked)
    return tuple(one for one in reversed(list(found)) if one is not None)


def _of(plan: Plan, period: Period) -> Frozen | None:
    told = {one.kind: one for one in events.events_of(SUBJECT, f"{plan.id}/{period.name}")}
    if FROZEN not in told or HANDED_OVER not in told:
        return None
    data = told[FROZEN].data
    known_at = datetime.fromisoformat(data["known_at"])
    return Frozen(period, known_at, int(data["watermark"]), data["fingerprint"])
