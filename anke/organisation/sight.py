"""The acts by which somebody comes to see one case more than the role gives, and the log of who read what.

A sight is given by somebody (named), drawn for quality reading (drawn), or taken in an emergency
(break_glass): that one ends by itself, needs a reason, and is told to the head of the case's office and to
the data protection contact. The caller says which office the case lies in: cases are a floor above.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models import F

from anke.events import commands as events
from anke.organisation.models import Appointment, Grant, Notice, Reading, Staff
from anke.organisation.sight_answers import DATA_PROTECTION, recipients_of
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.roles import POWERS, Role
from anke.rules.steps import Refused

GLASS_LASTS: Final = timedelta(hours=24)
SHORTEST_REASON: Final = 10  # characters
LONGEST_REASON: Final = 500
_READ: Final = (
    f'INSERT INTO {Reading._meta.db_table} (number, who, what, "at", request) VALUES ($1, $2, $3, $4, $5)'  # noqa: S608 - names of our own
)
_ROWS: Final = 150  # rows of readings in one statement: within every database's limit of values


def record_reading(*, who: str, numbers: Iterable[str], what: str, at: datetime, request: str = "") -> None:
    """Set down that somebody read something of these cases: one insert, whatever their number.

    `who` is initials, or the name of a token; `what` says how it was shown (page, list, document, search,
    api, export, cpr, break_glass). Nothing is written where no case was shown.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    rows = [(number, who, what, moment, request) for number in dict.fromkeys(numbers)]
    table = Reading._meta.db_table
    if len(rows) > 1 and connection.vendor == "postgresql":  # one statement for any number of cases
        with connection.cursor() as cursor:
            cursor.execute(
                f'INSERT INTO {table} (number, who, what, "at", request) '  # noqa: S608 - names of our own
                "SELECT number, %s, %s, %s::timestamptz, %s FROM unnest(%s::text[]) AS number",
                [who, what, moment, request, [number for number, *_ in rows]],
            )
        return
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _ROWS):
            some = rows[start : start + _ROWS]
            places = ", ".join(["(%s, %s, %s, %s, %s)"] * len(some))
            cursor.execute(
                f'INSERT INTO {table} (number, who, what, "at", request) VALUES {places}',  # noqa: S608 - names of our own
                [value for row in some for value in row],
            )


def begin_reading(*, who: str, number: str, what: str, at: datetime) -> None:
    """Set down that somebody reads something of a case while it is made ready to be shown. An answer leaves
    the house when that is on disk, and not at all where it cannot be written (docs/decisions/0212)."""
    there: Any = connections[DEFAULT_DB_ALIAS]  # of site/postgresql, where it is PostgreSQL
    if there.vendor != "postgresql":
        record_reading(who=who, numbers=[number], what=what, at=at)
        return
    there.send(_READ, [number, who, what, at.isoformat(), ""])


@transaction.atomic
def grant_sight(
    *,
    initials: str,
    number: str,
    kind: str = "named",
    reason: str,
    until: datetime | None = None,
    actor: str,
    at: datetime,
) -> None:
    """Let a person see one case from now on, until a moment or until it is taken back.

    `kind` is named or drawn.
    Raises `Refused` for nobody, for a role that never sees a case, and where no reason is given.
    """
    staff, role = _who(initials)
    if not POWERS[role].glass or kind not in ("named", "drawn"):
        raise Refused(
            f"{initials} kan ikke få adgang til sager: rollen giver aldrig adgang til en sag.",
            f"{initials} cannot be given sight of cases: the role never sees a case.",
        )
    if until is not None and until <= at:
        raise Refused("Adgangen skal slutte senere end nu.", "The sight must end later than now.")
    why = _reason(reason, 1)
    Grant.objects.create(
        staff=staff,
        number=number,
        kind=kind,
        reason=why,
        granted_by=actor,
        valid_from=at,
        valid_until=until,
    )
    data: dict[str, object] = {"number": number, "grant": kind, "reason": why}
    if until is not None:
        data["until"] = local_date(until).isoformat()
    _tell(initials, "sight_granted", data, actor, at)


@transaction.atomic
def end_sight(*, initials: str, number: str, actor: str, at: datetime) -> None:
    """Take back every sight of a case a person was given or took. Raises `Refused` where there is none."""
    held = Grant.objects.select_for_update().filter(staff__initials=initials, number=number)
    held = held.filter(valid_from__lte=at).exclude(valid_until__lte=at)
    if not held.update(valid_until=at):
        raise Refused(
            f"{initials} har ingen særlig adgang til sag {number}.",
            f"{initials} has no sight of its own of case {number}.",
        )
    _tell(initials, "sight_ended", {"number": number}, actor, at)


@transaction.atomic
def break_glass(
    *, initials: str, number: str, reason: str, at: datetime, office: int | None = None
) -> datetime:
    """Take sight of a case for 24 hours in an emergency; returns when it ends.

    `office` is where the case lies: its head is told, and the data protection contact always. Raises
    `Refused` for roles that can never do it (the ministry, the system administrator) and for a reason that
    is none.
    """
    staff, role = _who(initials)
    if not POWERS[role].glass:
        raise Refused(
            "Din rolle kan ikke tage adgang til en sag, heller ikke i en nødsituation.",
            "Your role cannot take sight of a case, not even in an emergency.",
        )
    why, until = _reason(reason, SHORTEST_REASON), at + GLASS_LASTS
    Grant.objects.create(
        staff=staff,
        number=number,
        kind=Grant.Kind.BREAK_GLASS,
        reason=why,
        granted_by=initials,
        valid_from=at,
        valid_until=until,
    )
    _notify(_to_tell(office), initials, number, why, at)
    record_reading(who=initials, numbers=[number], what="break_glass", at=at)
    _tell(initials, "glass_broken", {"number": number, "reason": why}, initials, at)
    return until


def close_glass() -> int:
    """End every sight that was taken in an emergency, whatever its own end; how many they were.

    For a made-up authority, whose one day never comes to the end of the 24 hours. What was told stays told.
    """
    broken = Grant.objects.filter(kind=Grant.Kind.BREAK_GLASS, valid_until__gt=F("valid_from"))
    return broken.update(valid_until=F("valid_from"))


def _to_tell(office: int | None) -> list[str]:
    """The head of the office (the directors where the case lies in none), and the data protection contact."""
    held = Appointment.objects.filter(valid_until__isnull=True)
    heads = (
        held.filter(role=str(Role.DIRECTOR))
        if office is None
        else held.filter(role=str(Role.HEAD_OF_OFFICE), office=office)
    )
    return [*heads.order_by("staff__initials").values_list("staff__initials", flat=True), DATA_PROTECTION]


def _notify(recipients: list[str], about: str, number: str, why: str, at: datetime) -> None:
    """Leave a notice for each, and say by e-mail that it is there."""
    Notice.objects.bulk_create(
        Notice(recipient=told, kind="glass_broken", number=number, about=about, reason=why, made_at=at)
        for told in recipients
    )
    _mail(recipients, about, number)


def _mail(recipients: list[str], about: str, number: str) -> None:
    """Say by e-mail that a notice waits, to those whose address is known. No reason stands in it: it may be
    about a person. It is written with the act and sent after it; what the server refuses is tried again."""
    people = User.objects.filter(staff__initials__in=recipients).exclude(email="")
    to = [*people.order_by("email").values_list("email", flat=True)]
    if settings.ANKE_DATA_PROTECTION_MAIL:
        to.append(settings.ANKE_DATA_PROTECTION_MAIL)
    if to:
        text = (
            f"{about} har skaffet sig adgang til sag {number} i en nødsituation. Begrundelsen står under "
            f"Underretninger.\n\n{about} has taken sight of case {number} in an emergency. The reason stands "
            "under Notices."
        )
        EmailMessage(f"Adgang taget til sag {number} / Sight taken of case {number}", text, to=to).send()


@transaction.atomic
def see_notice(*, notice: int, actor: str, at: datetime) -> None:
    """Say that a notice was read, by whoever it is for (the legal unit: also the data protection contact)."""
    held = Notice.objects.select_for_update().filter(pk=notice).first()
    if held is None or held.recipient not in recipients_of(actor):
        raise Refused("Der er ingen sådan underretning til dig.", "There is no such notice for you.")
    if held.seen_at is None:
        held.seen_at = at
        held.save(update_fields=["seen_at"])


def _who(initials: str) -> tuple[Staff, Role]:
    held = Appointment.objects.filter(staff__initials=initials, valid_until__isnull=True)
    found = held.select_related("staff").first()
    if found is None:
        raise Refused(f"{initials} har ingen rolle her.", f"{initials} holds no role here.")
    return found.staff, Role(found.role)


def _reason(text: str, shortest: int) -> str:
    why = " ".join(text.split())
    require_none(why)
    if not shortest <= len(why) <= LONGEST_REASON:
        raise Refused(
            f"Skriv, hvorfor: mindst {shortest} og højst {LONGEST_REASON} tegn.",
            f"Write why: at least {shortest} and at most {LONGEST_REASON} characters.",
        )
    return why


def _tell(initials: str, kind: str, data: dict[str, object], actor: str, at: datetime) -> None:
    events.record(
        subject_kind="staff",
        subject_name=initials,
        kind=kind,
        data=data,
        happened_on=local_date(at),
        actor=actor,
        recorded_at=at,
    )
