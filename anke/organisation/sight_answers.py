"""Questions about acts and sight: who somebody is to a command, which cases were granted, who read what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import F, Q, QuerySet

from anke.organisation.in_force import Held, held_and, held_by, row_of
from anke.organisation.models import Grant, Notice, Reading, Staff
from anke.organisation.scope import CaseScope
from anke.rules.roles import MACHINES, TRUSTED, Role

DATA_PROTECTION: Final = "data_protection"  # for whom a notice is: the data protection contact
# Asked for every list and every page, and so not built anew each time.
_GRANTED: Final = (
    f"SELECT g.number FROM {Grant._meta.db_table} g JOIN {Staff._meta.db_table} s ON s.id = g.staff_id "  # noqa: S608 - names of our own
    "WHERE s.initials = %s AND g.valid_from <= %s AND (g.valid_until IS NULL OR g.valid_until > %s)"
)


@dataclass(frozen=True)
class Actor:
    """Whoever does an act, as a command checks it. A machine has no role and reaches every case."""

    initials: str
    name: str
    role: Role | None
    scope: CaseScope
    office: int | None = None
    department: int | None = None
    weight: Decimal = Decimal(1)  # share of full time
    machine: bool = False


@dataclass(frozen=True)
class Read:
    """One reading of a case: who, what was shown, when."""

    number: str
    who: str
    what: str
    at: datetime
    request: str


@dataclass(frozen=True)
class Sight:
    """A sight of one case that a person was given or took (`kind`: named, drawn, break_glass)."""

    initials: str
    number: str
    kind: str
    reason: str
    granted_by: str
    valid_from: datetime
    valid_until: datetime | None


@dataclass(frozen=True)
class Told:
    """A notice: that somebody (`about`) did something to a case, why, and whether it was seen."""

    id: int
    kind: str
    number: str
    about: str
    reason: str
    made_at: datetime
    seen_at: datetime | None


def actor(initials: str) -> Actor | None:
    """Who acts under these initials, in one question. None for nobody, and for people without a role now."""
    if machine := _machine(initials):
        return machine
    held = held_by(initials)
    return actor_of(held) if held else None


def actor_and(
    initials: str, also: str, values: Sequence[Any], *, first: str = ""
) -> tuple[Actor | None, tuple[Any, ...] | None]:
    """Who acts, and the row that one more statement leads to (`also`: it gives one row or none, whose first
    column is never empty), asked together: what an act begins with. PostgreSQL only.

    `first` goes before the other statement, for it to build on: "name AS (…)". What they do is done whoever
    it is that asks: an act that is refused takes it back.
    """
    if machine := _machine(initials):
        return machine, row_of(f"WITH {first} {also}" if first else also, values)
    held, row = held_and(initials, also, values, first=first)
    return actor_of(held) if held else None, row


def _machine(initials: str) -> Actor | None:
    words = MACHINES.get(initials)
    return words and Actor(initials, words[0], None, CaseScope(everything=True), machine=True)


def actor_of(held: Held) -> Actor:
    """Whoever holds that role."""
    return Actor(held.initials, held.name, held.role, held.scope, held.office, held.department, held.weight)


def may_open(who: Actor, caseworker: str | None) -> bool:
    """Whether somebody within reach of a restricted case sees it by role, or because they have it: the one
    rule, for the register (`cases/sight.py`) and for floors that know none. A sight given opens it too."""
    return who.machine or who.role in TRUSTED or (caseworker is not None and caseworker == who.initials)


def granted_numbers(initials: str, *, at: datetime) -> frozenset[str]:
    """The cases a person sees at a moment beyond what the role gives."""
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(_GRANTED, [initials, moment, moment])
        return frozenset(number for (number,) in cursor.fetchall())


def is_granted(initials: str, number: str, *, at: datetime) -> bool:
    """Whether a person sees this case at a moment by a sight given or taken."""
    return _in_force(at).filter(staff__initials=initials, number=number).exists()


def sights_of(number: str) -> list[Sight]:
    """Every sight of a case that was ever given or taken, newest first: for the case's story."""
    found = Grant.objects.filter(number=number).select_related("staff").order_by("-valid_from", "-pk")
    return [
        Sight(
            one.staff.initials,
            one.number,
            one.kind,
            one.reason,
            one.granted_by,
            one.valid_from,
            one.valid_until,
        )
        for one in found
    ]


def readings_of(number: str, *, limit: int) -> list[Read]:
    """Who read a case, newest first."""
    return _told(Reading.objects.filter(number=number).order_by("-at", "-pk")[:limit])


def readings_by(who: str, *, since: datetime, limit: int) -> list[Read]:
    """What somebody has read from a moment on, newest first."""
    return _told(Reading.objects.filter(who=who, at__gte=since).order_by("-at", "-pk")[:limit])


def recipients_of(initials: str) -> tuple[str, ...]:
    """For whom somebody reads notices: oneself; the legal unit also for the data protection contact."""
    held = held_by(initials)
    if held is not None and held.role is Role.LEGAL_UNIT:
        return initials, DATA_PROTECTION
    return (initials,)


def notices_for(initials: str, *, limit: int) -> list[Told]:
    """The notices somebody reads, those not seen yet first, then newest first."""
    found = Notice.objects.filter(recipient__in=recipients_of(initials))
    rows = found.order_by(F("seen_at").desc(nulls_first=True), "-made_at", "-pk")[:limit]
    return [
        Told(one.pk, one.kind, one.number, one.about, one.reason, one.made_at, one.seen_at) for one in rows
    ]


def _told(rows: Iterable[Reading]) -> list[Read]:
    return [Read(row.number, row.who, row.what, row.at, row.request) for row in rows]


def _in_force(at: datetime) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=at), valid_from__lte=at)
