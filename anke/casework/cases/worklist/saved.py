"""Lists somebody keeps by a name: one's own, and those a colleague shares with the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, connection, transaction
from django.http import QueryDict

from anke.casework.cases.models import SavedView
from anke.casework.cases.worklist.asked import asked_of
from anke.organisation.queries import Actor
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.roles import LEADERS

MOST: Final = 50  # one person's
_SEEN: Final = f"SELECT id FROM {SavedView._meta.db_table} WHERE owner = %s OR office = %s"  # noqa: S608 - a name of our own
LONGEST: Final = 60  # characters of a name


@dataclass(frozen=True)
class View:
    """A kept list: its name, its query string, whose it is, whether the office shares it."""

    id: int
    name: str
    query: str
    owner: str
    shared: bool
    changeable: bool


def views_of(who: Actor) -> list[View]:
    """The person's own lists, then those shared in the office, by name."""
    with connection.cursor() as cursor:  # asked for every list, and mostly there is none
        cursor.execute(_SEEN, [who.initials, who.office])
        found = [number for (number,) in cursor.fetchall()]
    rows = SavedView.objects.filter(pk__in=found).order_by("name", "pk") if found else ()
    made = [
        View(row.pk, row.name, row.query, row.owner, row.office is not None, _changes(who, row))
        for row in rows
    ]
    return sorted(made, key=lambda one: one.owner != who.initials)


@transaction.atomic
def keep(who: Actor, *, name: str, query: str, shared: bool, at: datetime) -> None:
    """Keep a list by a name. Raises `Refused` for an empty name, one that is taken, or one list too many."""
    if SavedView.objects.filter(owner=who.initials).count() >= MOST:
        raise Refused(
            f"Du har allerede {MOST} gemte lister. Slet en, du ikke bruger.",
            f"You keep {MOST} lists already. Delete one you do not use.",
        )
    wanted = asked_of(_given(query)).elsewhere()
    office = who.office if shared else None
    if shared and office is None:
        raise Refused(
            "Kun den, der har et kontor, kan dele en liste med det.",
            "Only somebody in an office can share a list with it.",
        )
    try:
        with transaction.atomic():
            SavedView.objects.create(
                owner=who.initials, office=office, name=_named(name), query=wanted, made_at=at
            )
    except IntegrityError:
        raise _taken(name) from None


@transaction.atomic
def rename(who: Actor, *, view: int, name: str) -> None:
    row, new = _mine(who, view), _named(name)
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=row.pk).update(name=new)
    except IntegrityError:
        raise _taken(name) from None


@transaction.atomic
def drop(who: Actor, *, view: int) -> None:
    _mine(who, view).delete()


def _changes(who: Actor, row: SavedView) -> bool:
    leads = who.role in LEADERS and row.office is not None and who.scope.admits(row.office)
    return row.owner == who.initials or leads


def _mine(who: Actor, view: int) -> SavedView:
    row = SavedView.objects.select_for_update().filter(pk=view).first()
    if row is None or not _changes(who, row):
        raise Refused(
            "Den liste findes ikke, eller den er en andens.",
            "There is no such list, or it is somebody else's.",
        )
    return row


def _named(name: str) -> str:
    plain = " ".join(name.split())
    require_none(plain)
    if not 0 < len(plain) <= LONGEST or not plain.isprintable():
        raise Refused(
            f"Giv listen et navn på højst {LONGEST} tegn.",
            f"Give the list a name of at most {LONGEST} characters.",
        )
    return plain


def _taken(name: str) -> Refused:
    plain = " ".join(name.split())[:LONGEST]
    return Refused(
        f"Du har allerede en liste, der hedder “{plain}”.", f"You have a list called “{plain}” already."
    )


def _given(query: str) -> Mapping[str, Any]:
    return QueryDict(query.removeprefix("?")[:2_000]).dict()
