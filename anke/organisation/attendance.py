"""Acts about who can be given work: absence, competence, recusal.

Each is registered by somebody who leads the person (a recusal also by the person), says what happened by an
event, and is ended or cancelled by a new act.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from anke.content.load import content
from anke.events import commands as events
from anke.organisation.models import Absence, Appointment, Competence, Recusal, Staff
from anke.organisation.sight_answers import Actor, actor
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.roles import LEADERS
from anke.rules.steps import Refused

LONGEST_ABSENCE: Final = 400  # days; a longer one is an appointment that ended
LONGEST_REASON: Final = 500


@transaction.atomic
def register_absence(
    *, initials: str, kind: str, first_on: date, last_on: date | None, actor: str, recorded_at: datetime
) -> int:
    """Register that a person is away from a day to a day (None: nobody knows yet). Returns its number.

    It may begin in the past, as far back as the levers of distribution allow on the day it is registered.
    """
    staff = _led(initials, actor)
    today = local_date(recorded_at)
    levers = content().distribution
    back = LONGEST_ABSENCE if levers is None else levers.levers_on(today).absence_back_days
    if kind not in Absence.Kind.values:
        raise Refused("Vælg ferie, sygdom eller andet.", "Choose vacation, sickness or other.")
    if first_on < today - timedelta(days=back):
        raise Refused(
            f"Fravær kan registreres op til {back} dage tilbage. Skriv en senere dag.",
            f"Absence can be registered up to {back} days back. Write a later day.",
        )
    _require_span(first_on, last_on)
    held = Absence.objects.filter(staff=staff, cancelled_at__isnull=True)
    overlap = held.filter(Q(last_on__isnull=True) | Q(last_on__gte=first_on))
    if other := (overlap if last_on is None else overlap.filter(first_on__lte=last_on)).first():
        raise Refused(
            f"{initials} er allerede fraværende fra {other.first_on:%d.%m.%Y}. Annullér det fravær først.",
            f"{initials} is registered absent from {other.first_on} already. Cancel that first.",
        )
    made = Absence.objects.create(
        staff=staff,
        kind=kind,
        first_on=first_on,
        last_on=last_on,
        registered_by=actor,
        registered_at=recorded_at,
    )
    data = {"absence": str(made.pk), "first_on": first_on.isoformat(), "why": kind}
    if last_on is not None:
        data["last_on"] = last_on.isoformat()
    _tell(initials, "absence_registered", data, actor, recorded_at)
    return made.pk


@transaction.atomic
def end_absence(*, absence: int, last_on: date, actor: str, recorded_at: datetime) -> None:
    """Say when an absence ended, or ends: earlier or later than was known."""
    held = _held_absence(absence, actor)
    _require_span(held.first_on, last_on)
    later = Absence.objects.filter(staff=held.staff, cancelled_at__isnull=True, first_on__gt=held.first_on)
    if later.filter(first_on__lte=last_on).exists():
        raise Refused(
            "Personen er registreret fraværende igen inden da. Skriv en tidligere dag.",
            "The person is registered absent again before then. Write an earlier day.",
        )
    held.last_on = last_on
    held.save(update_fields=["last_on"])
    data = {"absence": str(held.pk), "first_on": held.first_on.isoformat(), "last_on": last_on.isoformat()}
    _tell(held.staff.initials, "absence_ended", data, actor, recorded_at)


@transaction.atomic
def cancel_absence(*, absence: int, actor: str, recorded_at: datetime) -> None:
    """Cancel an absence: it never was, or will not be. It stays in the books as cancelled."""
    held = _held_absence(absence, actor)
    held.cancelled_by, held.cancelled_at = actor, recorded_at
    held.save(update_fields=["cancelled_by", "cancelled_at"])
    data = {"absence": str(held.pk), "first_on": held.first_on.isoformat()}
    _tell(held.staff.initials, "absence_cancelled", data, actor, recorded_at)


@transaction.atomic
def set_competences(
    *, initials: str, case_types: Iterable[str], since: date, actor: str, recorded_at: datetime
) -> None:
    """Say which case types a person masters from a day on, in place of those known before.

    Types that were known and are not named end the day before; each change is an event of its own.
    """
    staff = _led(initials, actor)
    wanted = set(case_types)
    if unknown := sorted(wanted - content().case_types.keys()):
        raise Refused(f"Sagstypen {unknown[0]} findes ikke.", f"There is no case type called {unknown[0]}.")
    held = Competence.objects.select_for_update().filter(staff=staff, valid_until__isnull=True)
    had = set(held.values_list("case_type", flat=True))
    for case_type in sorted(had - wanted):
        row = held.get(case_type=case_type)
        row.valid_until = since - timedelta(days=1)  # before its first day: it never held
        row.save(update_fields=["valid_until"])
        _tell(initials, "competence_ended", {"case_type": case_type}, actor, recorded_at)
    for case_type in sorted(wanted - had):
        Competence.objects.create(staff=staff, case_type=case_type, valid_from=since)
        data = {"case_type": case_type, "since_on": since.isoformat()}
        _tell(initials, "competence_given", data, actor, recorded_at)


@transaction.atomic
def register_recusal(
    *,
    initials: str,
    number: str = "",
    party_key: str = "",
    reason: str,
    actor: str,
    recorded_at: datetime,
) -> int:
    """Register that a person may not handle a case, or any case of a party. The person may say so, too.

    Returns the recusal's number. It counts from now on; a case the person has is given to somebody else.
    """
    staff = _led(initials, actor, or_self=True)
    why = " ".join(reason.split())
    require_none(why)
    if bool(number) == bool(party_key):
        raise Refused("Skriv enten en sag eller en part.", "Name either a case or a party.")
    if not 0 < len(why) <= LONGEST_REASON:
        raise Refused(
            f"Skriv, hvorfor: højst {LONGEST_REASON} tegn.",
            f"Write why: at most {LONGEST_REASON} characters.",
        )
    same = Recusal.objects.filter(staff=staff, number=number, party_key=party_key, ended_at__isnull=True)
    if same.exists():
        raise Refused(f"{initials} er allerede registreret inhabil.", f"{initials} is recused already.")
    made = Recusal.objects.create(
        staff=staff,
        number=number,
        party_key=party_key,
        reason=why,
        registered_by=actor,
        registered_at=recorded_at,
    )
    data = {"recusal": str(made.pk), "reason": why}
    data |= {"number": number} if number else {"party": party_key}
    _tell(initials, "recusal_registered", data, actor, recorded_at)
    return made.pk


@transaction.atomic
def end_recusal(*, recusal: int, actor: str, recorded_at: datetime) -> None:
    """Lift a recusal. Only those who lead the person can: nobody clears themselves."""
    held = Recusal.objects.select_for_update().filter(pk=recusal, ended_at__isnull=True).first()
    if held is None:
        raise Refused("Inhabiliteten gælder ikke længere.", "The recusal no longer holds.")
    _led(held.staff.initials, actor)
    held.ended_at = recorded_at
    held.save(update_fields=["ended_at"])
    data = {"recusal": str(held.pk)} | ({"number": held.number} if held.number else {})
    _tell(held.staff.initials, "recusal_ended", data, actor, recorded_at)


def leads(who: Actor, office: int | None) -> bool:
    """Whether somebody leads an office's people: its head, its deputy director, the director, a machine."""
    return who.machine or (who.role in LEADERS and who.scope.admits(office))


def _led(initials: str, by: str, *, or_self: bool = False) -> Staff:
    """The person, held; raises `Refused` unless `by` leads the person."""
    held = Appointment.objects.filter(staff__initials=initials).select_related("staff")
    found = held.order_by(F("valid_until").desc(nulls_first=True)).first()
    who = actor(by)
    if found is None:
        raise Refused(f"Ingen hedder {initials}.", f"Nobody is called {initials}.")
    if who is None or not (leads(who, found.office_id) or (or_self and by == initials)):
        raise Refused(
            f"Kun den, der leder {initials}, kan gøre det.",
            f"Only somebody who leads {initials} can do that.",
        )
    return Staff.objects.select_for_update().get(pk=found.staff_id)


def _held_absence(number: int, by: str) -> Absence:
    held = Absence.objects.filter(pk=number, cancelled_at__isnull=True).select_related("staff").first()
    if held is None:
        raise Refused("Fraværet er allerede annulleret.", "The absence is cancelled already.")
    _led(held.staff.initials, by)
    return held


def _require_span(first_on: date, last_on: date | None) -> None:
    if last_on is not None and not 0 <= (last_on - first_on).days < LONGEST_ABSENCE:
        raise Refused(
            f"Sidste dag skal ligge fra den første dag og højst {LONGEST_ABSENCE} dage frem.",
            f"The last day must lie between the first day and {LONGEST_ABSENCE} days later.",
        )


def _tell(initials: str, kind: str, data: dict[str, str], by: str, at: datetime) -> None:
    events.record(
        subject_kind="staff",
        subject_name=initials,
        kind=kind,
        data=data,
        happened_on=local_date(at),
        actor=by,
        recorded_at=at,
    )
