"""Every question about what can be found. One access rule: each answer is a part of `cases.queries.visible`,
in the database's own question, counts included. Nothing is filtered afterwards."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case, Party
from anke.casework.search import gathering
from anke.casework.search.asking import Asked, asked
from anke.casework.search.matching import Sql, excluding, matching, ranking
from anke.casework.search.models import Entry, Watermark
from anke.casework.search.snippets import Snippet, snippets
from anke.events import queries as events
from anke.organisation.queries import User
from anke.rules.personal_numbers import first_number, without_numbers
from anke.rules.search_words import Question, question
from anke.rules.steps import Status

__all__ = ["Asked", "Found", "Hit", "asked", "astray", "behind", "parted", "search", "unfollowed"]

PAGE: Final = 20
MOST: Final = 1_000  # hits counted and shown at most
PAGES: Final = MOST // PAGE


@dataclass(frozen=True)
class Hit:
    """A case found."""

    number: str
    case_type: str
    authority: int
    status: str
    received_on: date
    caseworker: str | None
    parties: tuple[str, ...]  # names of those who are not protected
    protected: bool
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True)
class Found:
    """One page of what was found. `count` is at most `MOST`; `more`: there are more than that."""

    hits: tuple[Hit, ...]
    count: int
    more: bool
    page: int
    pages: int


NOTHING: Final = Found((), 0, False, 1, 1)


@sensitive_variables()
def parted(text: str) -> tuple[str, str | None]:
    """What somebody typed, parted into words without any personal number, and the pseudonym of the person
    whose number stood in it. The number itself goes no further than here."""
    number = first_number(text)
    return without_numbers(text, " ").strip() if number else text, number and events.pseudonym(number)


def search(wanted: Asked, *, user: User, at: datetime, page: int = 1) -> Found:
    """The cases somebody sees that answer to a search: the one with that very number first, then by how well
    the words fit, then the newest."""
    asking = question(wanted.text)
    seen = _seen(wanted, asking, user, at)
    try:
        count = _count(seen, asking)
        pages = max(1, -(-min(count, MOST) // PAGE))
        page = min(max(page, 1), pages)
        numbers = _page(seen, asking, page, crowded=count > MOST)
    except EmptyResultSet:  # somebody who sees no case
        return NOTHING
    return Found(_hits(numbers, asking), min(count, MOST), count > MOST, page, pages)


def _seen(wanted: Asked, asking: Question, user: User, at: datetime) -> QuerySet[Case]:
    """The cases somebody sees, narrowed by the filters."""
    seen = cases.visible(user, at=at).filter(status__in=[str(status) for status in wanted.statuses()])
    if (types := wanted.case_types()) is not None:
        seen = seen.filter(case_type__in=types)
    if wanted.authority is not None:
        seen = seen.filter(authority=wanted.authority)
    if wanted.caseworker:
        seen = seen.filter(caseworker=wanted.caseworker)
    if wanted.since:
        seen = seen.filter(received_on__gte=wanted.since)
    if wanted.until:
        seen = seen.filter(received_on__lte=wanted.until)
    if wanted.person:
        seen = seen.filter(pk__in=Party.objects.filter(person_key=wanted.person).values("case"))
    if unwanted := excluding(asking):
        seen = seen.exclude(pk__in=RawSQL(*unwanted))  # noqa: S611 - our own SELECT; words are parameters
    return seen


def _count(seen: QuerySet[Case], asking: Question) -> int:
    """How many there are, counted to one more than is ever shown."""
    match = matching(asking, ranked=False)
    if match is None:
        return seen[: MOST + 1].count()
    sql, values = _joined(match, seen)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM (SELECT 1 {sql} LIMIT %s) found", [*values, MOST + 1])  # noqa: S608 - as joined
        return int(cursor.fetchone()[0])


def _page(seen: QuerySet[Case], asking: Question, page: int, *, crowded: bool) -> list[int]:
    """The cases of one page, by id, in the order they are shown. `crowded`: there are more than `MOST`."""
    first = (page - 1) * PAGE
    if not asking.wanted:
        newest = seen.order_by("-received_on", "-number").values_list("pk", flat=True)
        return list(newest[first : first + PAGE])
    if crowded and connection.vendor == "postgresql":
        return _crowded(seen, asking, first)
    match = matching(asking, ranked=True)
    assert match is not None
    sql, values = _joined(match, seen)
    order = "ORDER BY CASE WHEN v.number = %s THEN 0 ELSE 1 END, m.score, v.received_on DESC, v.number DESC"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT v.subject_id {sql} {order} LIMIT %s OFFSET %s",
            [*values, asking.number or "", PAGE, first],
        )
        return [number for (number,) in cursor.fetchall()]


def _crowded(seen: QuerySet[Case], asking: Question, first: int) -> list[int]:
    """The same where too much matches to be ranked in time: PostgreSQL reads every row it ranks, and so
    ranks the newest `MOST` alone. More than those are never shown."""
    match = matching(asking, ranked=False)
    assert match is not None
    sql, values = _joined(match, seen)
    score, asked_for = ranking(asking)
    own = "CASE WHEN number = %s THEN 0 ELSE 1 END"
    newest = (
        f"SELECT v.subject_id, v.number, v.received_on {sql} "
        f"ORDER BY {own}, v.received_on DESC, v.number DESC LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT n.subject_id FROM ({newest}) n JOIN search_entry e ON e.subject_id = n.subject_id "  # noqa: S608 - as joined
            f"ORDER BY {own}, {score}, n.received_on DESC, n.number DESC LIMIT %s OFFSET %s",
            [*values, asking.number or "", MOST, asking.number or "", *asked_for, PAGE, first],
        )
        return [number for (number,) in cursor.fetchall()]


def _joined(match: Sql, seen: QuerySet[Case]) -> Sql:
    """FROM what matches, joined to what somebody sees. SQLite is told to begin with the index."""
    found, asked_for = match
    within, values = seen.values("subject_id", "number", "received_on").query.sql_with_params()
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    return f"FROM ({found}) m {join} ({within}) v ON v.subject_id = m.id", [*asked_for, *values]


def _hits(subjects: list[int], asking: Question) -> tuple[Hit, ...]:
    found = Case.objects.in_bulk(subjects)
    rows = Entry.objects.filter(pk__in=subjects).values_list("pk", "position", "parts")
    # A row that lags behind its case may hold what is protected by now: then no piece of it is shown.
    parts = {pk: told for pk, position, told in rows if pk in found and position == found[pk].position}
    people: dict[int, list[str]] = {}
    named = Party.objects.filter(case__in=subjects, protected=False).exclude(name="").order_by("case", "key")
    for subject, name in named.values_list("case", "name"):
        people.setdefault(subject, []).append(name)
    return tuple(
        _hit(found[subject], people.get(subject, []), parts.get(subject, []), asking)
        for subject in subjects
        if subject in found
    )


def _hit(case: Case, people: list[str], parts: list[Any], asking: Question) -> Hit:
    return Hit(
        case.number,
        case.case_type,
        case.authority,
        case.status,
        case.received_on,
        case.caseworker,
        tuple(people),
        case.protected,
        snippets(parts, asking.wanted),
    )


def unfollowed() -> int:
    """How many events lie after the watermark: 0 where everything committed can be found."""
    return events.head_seq() - (Watermark.objects.values_list("seq", flat=True).first() or 0)


def behind(*, after: str = "", limit: int | None = None) -> list[str]:
    """Cases whose row is missing, or was made from another number of events or in an older way; by number."""
    sql = (
        "SELECT c.number FROM cases_case c LEFT JOIN search_entry e ON e.subject_id = c.subject_id "
        "AND e.position = c.position AND e.version = %s "
        "WHERE e.subject_id IS NULL AND c.status <> %s AND c.number > %s ORDER BY c.number"
    )
    values: list[Any] = [gathering.VERSION, str(Status.DESTROYED), after]
    with connection.cursor() as cursor:
        cursor.execute(sql + (" LIMIT %s" if limit else ""), [*values, *([limit] if limit else [])])
        return [number for (number,) in cursor.fetchall()]


def astray() -> list[int]:
    """Rows that must not be there: of cases that are destroyed, or in no register."""
    kept = Case.objects.exclude(status=str(Status.DESTROYED))
    return list(Entry.objects.exclude(pk__in=kept.values("pk")).values_list("pk", flat=True))


def differences(advance: Callable[[float], None]) -> list[str]:
    """What the index says otherwise than it claims: cases it has followed and lacks or knows as they were,
    and rows that must not be there. One line each, `_MOST` of either kind; a last line for those beyond.

    What happened after the watermark is not followed yet (`anke work`), and no difference.
    """
    mark = Watermark.objects.values_list("seq", flat=True).first() or 0
    late: list[str] = []
    if mark:
        since = {one.subject_name for one in events.since(mark, subject_kind="case")}
        late = [number for number in behind() if number not in since]
    stray = astray()
    told = [f"case {number}: cannot be found as it is; run: anke reindex" for number in late[:_MOST]]
    told += [f"row {row}: of a case that is destroyed or in no register" for row in stray[:_MOST]]
    advance(len(told))
    beyond = max(0, len(late) - _MOST) + max(0, len(stray) - _MOST)
    return [*told, f"… and {beyond} more"] if beyond else told


_MOST: Final = 100
