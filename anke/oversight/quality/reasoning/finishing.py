"""Where an office's report goes: handed over to its management team, presented at the managers' meeting."""

from datetime import date, datetime

from django.db import transaction

from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, require_role, tell, text_of
from anke.oversight.quality.models import Reasoning
from anke.oversight.quality.programme import doing
from anke.oversight.quality.programme.wheel import AGENCY
from anke.oversight.quality.reasoning.acting import ACTIVITY, Stage, held_of, rules_of
from anke.rules.refusal import Refused


@transaction.atomic
def hand_over_reasoning(
    *, period: str, office: int, to: str, happened_on: date, actor: str, recorded_at: datetime
) -> Reasoning:
    """Hand the report over to somebody of the office's management team."""
    rules = rules_of(period)
    require_role(actor, rules.read_by)
    found = held_of(period, office, Stage.REPORTED)
    taker = organisation.actor(to)
    if taker is None or taker.role not in rules.handed_to or taker.office != office:
        raise Refused(
            "Vælg en fra kontorets ledelsesteam.", "Choose somebody of the office's management team."
        )
    _require_after(found.reported_on, happened_on)
    found.stage, found.handed_to, found.handed_on = Stage.HANDED, to, happened_on
    found.save()
    tell(found, "reasoning_handed_over", {"who": to}, by(happened_on, actor, recorded_at))
    return found


@transaction.atomic
def present_reasoning(
    *, period: str, office: int, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> Reasoning:
    """The management team presented the results at a managers' meeting that day: what was said. With the last
    office of the half year, Q7 is done."""
    require_role(actor, rules_of(period).handed_to, office=office)
    found = held_of(period, office, Stage.HANDED)
    _require_after(found.handed_on, happened_on)
    found.meeting, found.presented_by = text_of(words, most=2000), actor
    found.stage, found.presented_on = Stage.PRESENTED, happened_on
    found.save()
    done = by(happened_on, actor, recorded_at)
    tell(found, "reasoning_presented", {}, done)
    if not Reasoning.objects.filter(period=period).exclude(stage=Stage.PRESENTED).exists():
        doing.mark_done(activity=ACTIVITY, period=period, unit=AGENCY, **done)
    return found


def _require_after(before: date | None, day: date) -> None:
    if before is not None and day < before:
        raise Refused(
            f"Det skete tidligst den {before:%d.%m.%Y}.", f"It happened on {before} at the earliest."
        )
