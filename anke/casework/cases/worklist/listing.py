"""One page of a list: the rows in order of risk, where the pages before and after begin, and the counts.

The order is (day to act by, number), and a page begins where the one before ended: no row is left out or
shown twice, however many are written meanwhile. The number of questions does not grow with the rows.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from anke.casework.cases.models import Case, Party
from anke.casework.cases.worklist import filters
from anke.casework.cases.worklist.asked import Asked
from anke.events import queries as events
from anke.organisation import queries as organisation
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


class Question(NamedTuple):
    """All that the rows of a list depend on, but for the moment."""

    who: Actor
    granted: frozenset[str]
    asked: Asked
    today: date


MOST_STATEMENTS: Final = 2_048  # kept by a process
_statements: OrderedDict[tuple[Question, str, int], tuple[str, tuple[Any, ...]]] = OrderedDict()


@dataclass(frozen=True)
class Leaf:
    """A page of rows. `appellants`: (name, protected) by subject. `after`, `before`: places, or ""."""

    rows: tuple[Shown, ...]
    appellants: Mapping[int, tuple[tuple[str, bool], ...]]
    waits: Mapping[int, Wait]
    after: str
    before: str


def waiting(who: Actor, at: datetime, granted: frozenset[str] | None = None) -> QuerySet[Case]:
    """The cases somebody sees that somebody must act on: where every list and every count of lists begins."""
    return filters.sighted(who, at, granted).filter(filters.WAITING)


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
    granted: frozenset[str] | None = None,
) -> Leaf:
    """The page asked for. `granted`: the sights given to the person, where they are known already."""
    if granted is None:
        granted = organisation.granted_numbers(who.initials, at=at)
    rows = _rows(Question(who, granted, asked, today), at, size + 1)
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


def _rows(question: Question, at: datetime, most: int) -> list[Shown]:
    """So many rows from the place asked for. One's own cases and those nobody has are asked for one after the
    other: each comes in order from an index, while together they would be sorted each time."""
    asked = question.asked
    name = asked.list or filters.lists_of(question.who)[0]
    parts = ("mine", "unassigned") if name == "day" else (name,)
    rows = [Shown(*row) for part in parts for row in _part(question, part, at, most)]
    if len(parts) > 1:
        back = bool(asked.before and not asked.after)
        rows.sort(key=lambda row: (getattr(row, asked.column), row.number), reverse=back)
    return rows[:most]


def _part(question: Question, part: str, at: datetime, most: int) -> Iterable[tuple[Any, ...]]:
    """The rows of one part. The same person's same question on the same day is the same statement: it is
    built once (PostgreSQL gives back the very values; SQLite's days would have to be read)."""
    if connection.vendor != "postgresql":
        return _built(question, part, at, most)
    key = (question, part, most)
    if (known := _statements.get(key)) is None:
        try:
            known = _built(question, part, at, most).query.sql_with_params()
        except EmptyResultSet:  # the rule alone says that there is none
            return ()
        _statements[key] = known
        while len(_statements) > MOST_STATEMENTS:
            _statements.popitem(last=False)
    with connection.cursor() as cursor:
        cursor.execute(*known)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def _built(question: Question, part: str, at: datetime, most: int) -> QuerySet[Case, tuple[Any, ...]]:
    who, granted, asked, today = question
    seen = waiting(who, at, granted).filter(filters.of_list(part, who))
    return filters.paged(filters.filtered(seen, asked, today), asked).values_list(*_COLUMNS)[:most]


def _place(row: Shown, asked: Asked) -> str:
    return f"{getattr(row, asked.column)}.{row.number}"


def appellants(rows: Sequence[Shown]) -> dict[int, tuple[tuple[str, bool], ...]]:
    """The appellants of these cases by name, and whether the name is protected."""
    found: dict[int, tuple[tuple[str, bool], ...]] = {}
    if not rows:
        return found
    marks = ", ".join(["%s"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT case_id, name, protected FROM {Party._meta.db_table} "  # noqa: S608 - names of our own
            f"WHERE case_id IN ({marks}) AND kind = 'appellant' ORDER BY case_id, id",
            [row.subject_id for row in rows],
        )
        for subject_id, name, protected in cursor.fetchall():
            found[subject_id] = (*found.get(subject_id, ()), (name, bool(protected)))
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
