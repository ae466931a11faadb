"""Forgetting what the house keeps about its own work – readings, runs, notices – once its time is over."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.db import transaction

from anke.casework.distribution import commands as distribution
from anke.casework.retention.acting import keeper, tell
from anke.content.load import content
from anke.organisation import commands as organisation
from anke.rules.local import DENMARK, local_date

_ACTS: Final[dict[str, Callable[..., int]]] = {
    "readings": organisation.forget_readings,
    "runs": distribution.forget_runs,
    "notices": organisation.forget_notices,
}


@dataclass(frozen=True)
class Forgotten:
    """What was forgotten: `id` and titles as the content has them, from before which day, how many."""

    id: str
    title_da: str
    title_en: str
    before: date
    count: int


@transaction.atomic
def forget_traces(*, actor: str, recorded_at: datetime, dry_run: bool = False) -> list[Forgotten]:
    """Forget all whose time is over by the rules of that day, and record it; with `dry_run` only count.

    What the content has no rule for is kept. Raises `Refused` for those who do not answer for keeping.
    """
    keeper(actor)
    today, found = local_date(recorded_at), list[Forgotten]()
    told = content().retention
    for one in told.traces if told else ():
        years = one.history.on(today)
        if years is None:
            continue
        before = _years_before(today, years)
        with transaction.atomic():
            count = _ACTS[one.id](before=datetime.combine(before, time(), tzinfo=DENMARK))
            transaction.set_rollback(dry_run)
        found.append(Forgotten(one.id, one.title.da, one.title.en, before, count))
        if count and not dry_run:
            data = {"what": one.id, "before": before.isoformat(), "count": str(count)}
            tell("traces", today.isoformat(), "traces_forgotten", data, actor=actor, recorded_at=recorded_at)
    return found


def _years_before(day: date, years: int) -> date:
    """
    >>> _years_before(date(2028, 2, 29), 5)
    datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
