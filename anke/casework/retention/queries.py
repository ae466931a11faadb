"""Every question about what is kept and destroyed. For those who answer for it: `may_keep`; cases themselves
are only told of where the person sees them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case
from anke.casework.retention import listing
from anke.casework.retention.certificate import Certificate, certificate
from anke.casework.retention.judging import Judged, candidates, judged
from anke.casework.retention.models import Archived, DestructionList, ListedCase
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, User
from anke.rules.steps import MAY, Act

__all__ = [
    "Archived",
    "Certificate",
    "Judged",
    "ListPage",
    "ListedCase",
    "candidates",
    "certificate",
    "due",
    "held",
    "judge",
    "keeper",
    "list_page",
    "lists",
    "recorder",
]


@dataclass(frozen=True)
class ListedRow:
    """A case of a list: as it was frozen, and what became of it."""

    number: str
    case_type: str
    closed_on: date
    destroy_on: date
    why: tuple[str, ...]
    state: str
    kept: str


@dataclass(frozen=True)
class ListPage:
    """A list with one page of its cases."""

    list: DestructionList
    intact: bool
    rows: tuple[ListedRow, ...]
    count: int
    waiting: int
    destroyed: int
    kept: int


def keeper(user: User) -> Person | None:
    """Who has logged in, where that is somebody who answers for archiving and destruction."""
    return _in(user, Act.DESTROY)


def recorder(user: User) -> Person | None:
    """Who has logged in, where that is somebody who may hand a party its data."""
    return _in(user, Act.ADD_PARTY)


def _in(user: User, act: Act) -> Person | None:
    who = organisation.person_for(user)
    return who if who and who.role in MAY[act] else None


def due(day: date) -> int:
    """How many cases the next list would hold."""
    return len(listing.due(day))


def lists() -> list[DestructionList]:
    """Every destruction list, newest first."""
    return list(DestructionList.objects.order_by("-made_at", "-pk"))


def list_page(number: str, *, lang: str, start: int, limit: int) -> ListPage | None:
    """A list with some of its cases; None where there is no such list."""
    found = DestructionList.objects.filter(number=number).first()
    if found is None:
        return None
    frozen = {one["number"]: one for one in json.loads(found.frozen)["cases"]}
    rows = list(found.cases.order_by("place")[start : start + limit])
    states = [state for (state,) in found.cases.values_list("state")]
    return ListPage(
        found,
        listing.intact(found),
        tuple(_row(row, frozen[row.number], lang) for row in rows if row.number in frozen),
        len(states),
        states.count(ListedCase.State.WAITING),
        states.count(ListedCase.State.DESTROYED),
        states.count(ListedCase.State.KEPT),
    )


def _row(row: ListedCase, frozen: dict[str, Any], lang: str) -> ListedRow:
    english = lang.startswith("en")
    return ListedRow(
        row.number,
        frozen["case_type"],
        date.fromisoformat(frozen["closed_on"]),
        date.fromisoformat(frozen["destroy_on"]),
        tuple(frozen["why"]["en" if english else "da"]),
        row.state,
        row.why_en if english else row.why_da,
    )


def held(*, user: User, at: datetime) -> list[Case]:
    """The cases under a legal hold that the person sees, oldest first."""
    return list(cases.visible(user, at=at).filter(held=True).order_by("received_on", "number")[:500])


def judge(number: str, *, user: User, at: datetime, day: date) -> tuple[Judged, Archived | None] | None:
    """What the rules say of one case the person sees, and its archive."""
    found: Sequence[Case] = list(cases.visible(user, at=at).filter(number=number)[:1])
    if not found:
        return None
    [one] = judged(found, day)
    return one, Archived.objects.filter(number=number).first()
