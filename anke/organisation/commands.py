"""The acts by which the organisation changes. Each writes its rows and ends by recording what happened.

Every act takes who does it (`actor`), the day it counts from, and the moment it is recorded (UTC). What has
not happened yet cannot be recorded: an appointment is recorded on its first day or later.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from django.contrib.auth.models import User
from django.db import transaction

from anke.events import commands as events
from anke.organisation.attendance import (
    cancel_absence,
    end_absence,
    end_recusal,
    register_absence,
    register_recusal,
    set_competences,
)
from anke.organisation.forgetting import forget_notices, forget_readings
from anke.organisation.models import Appointment, Department, Office, OfficeArea, Staff
from anke.organisation.sight import (
    begin_reading,
    break_glass,
    close_glass,
    end_sight,
    grant_sight,
    record_reading,
    see_notice,
)
from anke.organisation.sight_answers import DATA_PROTECTION, granted_numbers
from anke.rules.local import require_past
from anke.rules.roles import MACHINES, POWERS, Reach, Role
from anke.rules.steps import Refused

__all__ = [
    "appoint_staff",
    "begin_reading",
    "break_glass",
    "cancel_absence",
    "close_glass",
    "end_absence",
    "end_appointment",
    "end_recusal",
    "end_sight",
    "establish_department",
    "establish_office",
    "forget_notices",
    "forget_readings",
    "grant_sight",
    "open_account",
    "record_reading",
    "register_absence",
    "register_recusal",
    "see_notice",
    "set_competences",
]


@transaction.atomic
def establish_department(
    *, code: int, title_da: str, title_en: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Make a department that offices can belong to."""
    require_past(happened_on, recorded_at)
    if Department.objects.filter(code=code).exists():
        raise Refused(f"Afdeling {code} findes allerede.", f"Department {code} exists already.")
    Department.objects.create(code=code, title_da=title_da, title_en=title_en)
    events.record(
        subject_kind="department",
        subject_name=str(code),
        kind="department_established",
        data={"da": title_da, "en": title_en},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def establish_office(
    *,
    code: int,
    title_da: str,
    title_en: str,
    department: int,
    areas: Sequence[str],
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Make an office in a department, for law areas by their ids in the content files."""
    require_past(happened_on, recorded_at)
    if Office.objects.filter(code=code).exists():
        raise Refused(f"Kontor {code} findes allerede.", f"Office {code} exists already.")
    if not Department.objects.filter(code=department).exists():
        raise Refused(
            f"Afdeling {department} findes ikke. Opret den først.",
            f"There is no department {department}. Establish it first.",
        )
    office = Office.objects.create(
        code=code,
        title_da=title_da,
        title_en=title_en,
        department_id=department,
        established_on=happened_on,
    )
    handled = sorted(set(areas))
    OfficeArea.objects.bulk_create(OfficeArea(office=office, area=area) for area in handled)
    events.record(
        subject_kind="office",
        subject_name=str(code),
        kind="office_established",
        data={"da": title_da, "en": title_en, "department": str(department), "areas": ", ".join(handled)},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def appoint_staff(
    *,
    initials: str,
    name: str,
    role: Role,
    office: int | None = None,
    department: int | None = None,
    weight: Decimal = Decimal(1),
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Give a person a role from a day on. A new person becomes known by it; one who left may come back."""
    require_past(happened_on, recorded_at)
    _require_a_persons(initials)
    _require_place(role, office, department)
    _require_share(weight)
    staff, _ = Staff.objects.select_for_update().get_or_create(initials=initials, defaults={"name": name})
    if Appointment.objects.filter(staff=staff, valid_until__isnull=True).exists():
        raise Refused(
            f"{initials} har allerede en rolle. Afslut den først.",
            f"{initials} holds a role already. End it first.",
        )
    place = {"office_id": office, "department_id": department}
    Appointment.objects.create(staff=staff, role=str(role), weight=weight, valid_from=happened_on, **place)
    places = {"office": office, "department": None if department is None else str(department)}
    data = {"role": str(role), "part_time": str(weight)}
    events.record(
        subject_kind="staff",
        subject_name=initials,
        kind="staff_joined",
        data=data | {unit: code for unit, code in places.items() if code is not None},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def end_appointment(*, initials: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """End a person's role; `happened_on` is the last day. The person sees no case from now on, and a sight
    that was given does not come back with another role."""
    require_past(happened_on, recorded_at)
    held = (
        Appointment.objects.select_for_update()
        .filter(staff__initials=initials, valid_until__isnull=True)
        .first()
    )
    if held is None:
        raise Refused(f"{initials} har ingen rolle at afslutte.", f"{initials} holds no role to end.")
    if happened_on < held.valid_from:
        raise Refused(
            f"{initials} fik rollen den {held.valid_from:%d.%m.%Y} og kan ikke have mistet den før.",
            f"{initials} took the role on {held.valid_from} and cannot have left it before.",
        )
    held.valid_until = happened_on
    held.save(update_fields=["valid_until"])
    for number in sorted(granted_numbers(initials, at=recorded_at)):
        end_sight(initials=initials, number=number, actor=actor, at=recorded_at)
    events.record(
        subject_kind="staff",
        subject_name=initials,
        kind="staff_left",
        data={},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


@transaction.atomic
def open_account(
    *,
    initials: str,
    username: str,
    password: str | None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """Let a person log in. Without a password the account cannot be used until one is set."""
    require_past(happened_on, recorded_at)
    staff = Staff.objects.select_for_update().filter(initials=initials).first()
    if staff is None:
        raise Refused(
            f"Ingen hedder {initials}. Giv personen en rolle først.",
            f"Nobody is called {initials}. Appoint the person first.",
        )
    if staff.user_id is not None:
        raise Refused(f"{initials} har allerede en konto.", f"{initials} has an account already.")
    if User.objects.filter(username=username).exists():
        raise Refused(f"Brugernavnet {username} er taget.", f"The user name {username} is taken.")
    staff.user = User.objects.create_user(username, password=password)
    staff.save(update_fields=["user"])
    events.record(
        subject_kind="staff",
        subject_name=initials,
        kind="account_opened",
        data={},
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )


def _require_a_persons(initials: str) -> None:
    """Raise `Refused` for a name that stands for the house itself: acts in it are checked as a machine's."""
    if initials.casefold() in {*MACHINES, DATA_PROTECTION}:
        raise Refused(
            f"{initials} står for systemet selv. Vælg andre initialer.",
            f"{initials} stands for the system itself. Choose other initials.",
        )


def _require_share(weight: Decimal) -> None:
    if not 0 < weight <= 1:
        raise Refused(
            "Arbejdstiden skal være over 0 og højst 1 (fuld tid).",
            "The share of full time must be above 0 and at most 1.",
        )


def _require_place(role: Role, office: int | None, department: int | None) -> None:
    """Raise `Refused` unless the role is held where its reach says: an office, a department, nowhere."""
    wanted = POWERS[role].cases
    if wanted == Reach.OFFICE and (office is None or not Office.objects.filter(code=office).exists()):
        raise Refused(
            f"Rollen {role} kræver et kontor, der findes.", f"The role {role} needs an office that exists."
        )
    if wanted == Reach.DEPARTMENT and (
        department is None or not Department.objects.filter(code=department).exists()
    ):
        raise Refused(
            f"Rollen {role} kræver en afdeling, der findes.",
            f"The role {role} needs a department that exists.",
        )
    if (office is not None and wanted != Reach.OFFICE) or (
        department is not None and wanted != Reach.DEPARTMENT
    ):
        raise Refused(
            f"Rollen {role} hører ikke til der. Lad stedet være tomt.",
            f"The role {role} is not held there. Leave the place empty.",
        )
