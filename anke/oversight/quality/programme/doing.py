"""Recording that an activity of the wheel was done, or lapsed; and who may."""

from datetime import date, datetime

from django.db import transaction

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import reason_of
from anke.oversight.quality.models import Done
from anke.oversight.quality.programme.content import programme_of
from anke.oversight.quality.programme.wheel import AGENCY
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.wheel import periods


def record_done(
    *, activity: str, period: str, unit: str, happened_on: date, actor: str, recorded_at: datetime
) -> Done:
    """Set down that an activity was done for a unit (initials, an office's code, "agency") and a period
    ("2024-03", "2024H1", "2024"). Done once, it stays done; a second time changes nothing.

    For whoever the wheel asks it of, in the office it is about, and the deputy director or director above.
    Raises `Refused` for others, and for what the wheel does not ask for.
    """
    begins_on = _require(activity, period, unit, actor)
    if happened_on < begins_on:
        raise Refused("Perioden er ikke begyndt.", "The period has not begun.")
    return mark_done(
        activity=activity,
        period=period,
        unit=unit,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def mark_done(
    *, activity: str, period: str, unit: str, happened_on: date, actor: str, recorded_at: datetime
) -> Done:
    """As `record_done`, for the room's own acts: each has asked already who acts, and is itself the doing."""
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
    """Set down that an activity lapsed for a unit and period, and why (nobody to review). For the same people
    as `record_done`. Whoever was hardly at work needs none: that lapses by rule."""
    _require(activity, period, unit, actor)
    why = reason_of(reason)
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


def _require(activity: str, period: str, unit: str, actor: str) -> date:
    """The first day of the period. Raises `Refused` where the wheel asks no such thing, or not of them."""
    year = period[:4]
    if not (year.isascii() and year.isdigit() and 2000 < int(year) < 3000):
        raise _unknown(activity, period, unit)
    programme = programme_of(int(year))
    for row in programme.wheel:
        begins = {name: first for name, first, _last in periods(row.period, int(year))}
        if row.activity == activity and period in begins:
            office = None if row.each == "agency" else _office_of(row.each, unit)
            if (unit == AGENCY) != (row.each == "agency") or (office is None and row.each != "agency"):
                break
            _require_role(actor, row.responsible, office)
            return begins[period]
    raise _unknown(activity, period, unit)


def _office_of(each: str, unit: str) -> int | None:
    if each == "office":
        return next((one.code for one in organisation.offices() if str(one.code) == unit), None)
    return next((one.office for one in organisation.people() if one.initials == unit), None)


def _require_role(actor: str, responsible: Role, office: int | None) -> None:
    who = organisation.actor(actor)
    if who is None:
        raise _not_yours()
    if who.machine or who.role is Role.DIRECTOR or (who.role is responsible and who.office == office):
        return
    if office is None and who.role is responsible:
        return
    department = next((one.department for one in organisation.offices() if one.code == office), None)
    if not (who.role is Role.DEPUTY_DIRECTOR and department is not None and who.department == department):
        raise _not_yours()


def _not_yours() -> Refused:
    return Refused(
        "Det kan kun den, årshjulet har givet opgaven, eller ledelsen over.",
        "Only whoever the wheel gives the task to, or the management above, can do that.",
    )


def _unknown(activity: str, period: str, unit: str) -> Refused:
    return Refused(
        f"Årshjulet har ikke {activity} for {unit} i {period}. Perioden skrives 2024-03, 2024H1 eller 2024.",
        f"The wheel has no {activity} of {unit} in {period}. Write the period as 2024-03, 2024H1 or 2024.",
    )


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
