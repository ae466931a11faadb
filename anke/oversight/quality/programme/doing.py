"""Recording that an activity of the wheel was done, or lapsed."""

from datetime import date, datetime

from django.db import transaction

from anke.events import commands as events
from anke.oversight.quality.models import Done
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused


@transaction.atomic
def record_done(
    *, activity: str, period: str, unit: str, happened_on: date, actor: str, recorded_at: datetime
) -> Done:
    """Set down that an activity was done for a unit (initials, an office's code, "agency") and a period
    ("2024-03", "2024H1", "2024"). Done once, it stays done; a second time changes nothing."""
    found = Done.objects.select_for_update().filter(activity=activity, period=period, unit=unit).first()
    if found is not None and not found.excused:
        return found
    found = found or Done(activity=activity, period=period, unit=unit)
    found.on, found.by, found.excused = happened_on, actor, ""
    found.save()
    _tell(found, "activity_done", {}, recorded_at)
    return found


@transaction.atomic
def excuse(
    *,
    activity: str,
    period: str,
    unit: str,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Done:
    """Set down that an activity lapsed for a unit and period, and why (leave, nobody to review)."""
    why = " ".join(reason.split())
    require_none(why)
    if not 3 <= len(why) <= 500:
        raise Refused(
            "Skriv, hvorfor den bortfalder: 3 til 500 tegn.", "Write why it lapses: 3 to 500 characters."
        )
    if Done.objects.filter(activity=activity, period=period, unit=unit).exists():
        raise Refused(
            "Der er allerede registreret noget for den periode.",
            "Something is recorded for that period already.",
        )
    made = Done.objects.create(
        activity=activity, period=period, unit=unit, on=happened_on, by=actor, excused=why
    )
    _tell(made, "activity_excused", {"reason": why}, recorded_at)
    return made


def _tell(done: Done, kind: str, more: dict[str, str], recorded_at: datetime) -> None:
    events.record(
        subject_kind="programme",
        subject_name=f"{done.activity}/{done.period}/{done.unit}",
        kind=kind,
        happened_on=done.on,
        actor=done.by,
        data={"activity": done.activity, "period": done.period, "unit": done.unit, **more},
        recorded_at=recorded_at,
    )
