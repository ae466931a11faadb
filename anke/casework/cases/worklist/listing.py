"""One page of a list: the rows in order of risk, where the pages before and after begin, and the counts.

The order is (day to act by, number), and a page begins where the one before ended: no row is left out or
shown twice, however many are written meanwhile. The number of questions does not grow with the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from anke.casework.cases.models import Case, Party
from anke.casework.cases.worklist import filters
from anke.casework.cases.worklist.asked import Asked
from anke.events import queries as events
from anke.organisation.queries import Actor

PAGE: Final = 25
_ASKED: Final = ("information_requested", "party_heard", "consultant_asked", "clock_paused")
_COLUMNS: Final = (
    "subject_id",
    "number",
    "case_type",
    "authority",
    "office",
    "caseworker",
    "received_on",
    "fully_informed",
    "stage",
    "clock",
    "clock_on",
    "act_by",
    "due_on",
    "next_role",
    "next_person",
    "restricted",
    "protected",
    "position",
)


class Shown(NamedTuple):
    """A row as the register has it."""

    subject_id: int
    number: str
    case_type: str
    authority: int
    office: int | None
    caseworker: str | None
    received_on: date
    fully_informed: bool | None
    stage: str
    clock: str
    clock_on: date
    act_by: date
    due_on: date | None
    next_role: str
    next_person: str | None
    restricted: bool
    protected: bool
    position: int


class Wait(NamedTuple):
    """Whom or what a paused case waits for: the kind of the last event that says so, and its words."""

    kind: str
    words: str


@dataclass(frozen=True)
class Leaf:
    """A page of rows. `appellants`: (name, protected) by subject. `after`, `before`: places, or ""."""

    rows: tuple[Shown, ...]
    appellants: Mapping[int, tuple[tuple[str, bool], ...]]
    waits: Mapping[int, Wait]
    after: str
    before: str


def waiting(who: Actor, at: datetime) -> QuerySet[Case]:
    """The cases somebody sees that somebody must act on: where every list and every count of lists begins."""
    return filters.sighted(who, at).filter(filters.WAITING)


def listed(who: Actor, asked: Asked, *, today: date, at: datetime) -> QuerySet[Case]:
    """Every case of the list asked for, in no order."""
    of_list = filters.of_list(asked.list or filters.lists_of(who)[0], who)
    return filters.filtered(waiting(who, at).filter(of_list), asked, today)


def leaf(
    who: Actor,
    asked: Asked,
    *,
    today: date,
    at: datetime,
    size: int = PAGE,
    seen: QuerySet[Case] | None = None,
) -> Leaf:
    """The page asked for. `seen`: the cases of `waiting`, where they are known."""
    rows = _rows(waiting(who, at) if seen is None else seen, who, asked, today, size + 1)
    more, rows = len(rows) > size, rows[:size]
    back = bool(asked.before and not asked.after)
    if back:
        rows.reverse()
    first, last = (_place(rows[0], asked), _place(rows[-1], asked)) if rows else ("", "")
    return Leaf(
        tuple(rows),
        appellants(rows),
        waits(rows),
        after=last if more or back else "",
        before=first if (more if back else asked.after) else "",
    )


def _rows(seen: QuerySet[Case], who: Actor, asked: Asked, today: date, most: int) -> list[Shown]:
    """So many rows from the place asked for. One's own cases and those nobody has are asked for one after the
    other: each comes in order from an index, while together they would be sorted each time."""
    name = asked.list or filters.lists_of(who)[0]
    parts = ("mine", "unassigned") if name == "day" else (name,)
    rows = [
        Shown(*row)
        for part in parts
        for row in filters.paged(
            filters.filtered(seen.filter(filters.of_list(part, who)), asked, today), asked
        ).values_list(*_COLUMNS)[:most]
    ]
    if len(parts) > 1:
        back = bool(asked.before and not asked.after)
        rows.sort(key=lambda row: (getattr(row, asked.column), row.number), reverse=back)
    return rows[:most]


def _place(row: Shown, asked: Asked) -> str:
    return f"{getattr(row, asked.column)}.{row.number}"


def appellants(rows: Sequence[Shown]) -> dict[int, tuple[tuple[str, bool], ...]]:
    """The appellants of these cases by name, and whether the name is protected."""
    found: dict[int, tuple[tuple[str, bool], ...]] = {}
    named = Party.objects.filter(case_id__in=[row.subject_id for row in rows], kind="appellant")
    for subject_id, name, protected in named.order_by("case_id", "pk").values_list(
        "case_id", "name", "protected"
    ):
        found[subject_id] = (*found.get(subject_id, ()), (name, protected))
    return found


def waits(rows: Iterable[Shown]) -> dict[int, Wait]:
    """What each paused case among them waits for: whom was asked last, or why it was paused."""
    paused = [row.subject_id for row in rows if row.stage == "waiting"]
    if not paused:
        return {}
    told = events.of_subjects(paused, upto=events.head_seq())
    return {one.subject_id: Wait(one.kind, _words(one.data)) for one in told if one.kind in _ASKED}


def _words(data: Mapping[str, Any]) -> str:
    return str(data.get("source") or data.get("reason") or "")
