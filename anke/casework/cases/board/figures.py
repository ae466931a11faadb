"""The figures of the board, from the register as it stands: what one leads, counted in a few questions.

These are no figures of the results plan: those are put to the events (steering). Here is what waits now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from anke.casework.cases.models import Case
from anke.casework.cases.worklist import filters
from anke.casework.cases.worklist.listing import waiting
from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, Person
from anke.rules.local import local_date
from anke.rules.next_step import Stage
from anke.rules.steps import OPEN

AGES: Final = ("0-4", "4-8", "8-13", "13-26", "26-52", "52-")  # weeks since receipt, from–to
WEEKS: Final = 8
TOUCHED: Final = 28  # days within which a case has been touched
OLDEST: Final = 500  # cases looked at for that, at most
_OPEN: Final = [str(status) for status in OPEN]


@dataclass(frozen=True)
class Load:
    """A person's cases; `per_full_time` by the share of full time, one decimal."""

    person: Person
    cases: int
    late: int
    past: int
    risk: int
    per_full_time: Decimal


@dataclass(frozen=True)
class Week:
    """An ISO week: its name ("2025-W42"), Monday, and what is counted in it."""

    name: str
    monday: date
    counts: tuple[int, ...]


@dataclass(frozen=True)
class Board:
    """`oldest`: (the oldest tenth, those touched in the last `TOUCHED` days, the week they are as old as)."""

    total: int
    waiting: Mapping[str, int]  # the names of `_NAMED`
    loads: tuple[Load, ...]
    elsewhere: int  # cases of people who hold no role in these offices
    ages: tuple[tuple[str, int], ...]
    oldest: tuple[int, int]
    flow: tuple[Week, ...]  # received, closed
    coming: tuple[Week, ...]  # deadlines falling, of which at risk


def board(who: Actor, *, office: int | None, today: date, at: datetime) -> Board:
    """The board of the cases somebody sees, or of one office of theirs."""
    cases = waiting(who, at)
    if office is not None:
        cases = cases.filter(office=office)
    counted = cases.aggregate(**_questions(who, today))
    by_person = {
        row["caseworker"]: row
        for row in cases.filter(caseworker__isnull=False)
        .order_by()
        .values("caseworker")
        .annotate(
            cases=Count("pk"),
            late=_count("late", today),
            past=_count("past", today),
            risk=_count("risk", today),
        )
    }
    people = _people(who, office)
    loads = [_load(one, by_person.get(one.initials)) for one in people]
    here = {one.initials for one in people}
    ahead = ((monday, (counted[f"due_{n}"], counted[f"risk_{n}"])) for n, monday in _ahead(today))
    return Board(
        total=counted["total"],
        waiting={name: counted[name] for name in _NAMED},
        loads=tuple(sorted(loads, key=lambda one: (-one.per_full_time, one.person.initials))),
        elsewhere=sum(row["cases"] for name, row in by_person.items() if name not in here),
        ages=tuple((age, counted[f"age_{at}"]) for at, age in enumerate(AGES)),
        oldest=_oldest(cases, counted["open"], today),
        flow=_flow(who, office, today, at),
        coming=tuple(_week(monday, counts) for monday, counts in ahead),
    )


_NAMED: Final = ("unassigned", "approval", "stuck", "sending", "late", "past", "risk")


def _questions(who: Actor, today: date) -> dict[str, Count]:
    """Every count of the board that one pass through the rows can answer."""
    asked = {
        "total": Q(),
        "open": Q(status__in=_OPEN),
        "unassigned": Q(caseworker__isnull=True),
        "approval": filters.of_list("approval", who),
        "sending": Q(stage=str(Stage.SENDING)),
        "stuck": filters.of_due("stuck", today),
        "late": filters.of_due("late", today),
        "past": filters.of_due("past", today),
        "risk": filters.of_due("risk", today),
    }
    for at, age in enumerate(AGES):
        asked[f"age_{at}"] = filters.of_age(age, today)
    for number, monday in _ahead(today):
        week = filters.of_due(_name(monday), today)
        asked[f"due_{number}"] = week
        asked[f"risk_{number}"] = filters.of_due(f"{_name(monday)}-risk", today)
    return {name: Count("pk", filter=condition) for name, condition in asked.items()}


def _count(due: str, today: date) -> Count:
    return Count("pk", filter=filters.of_due(due, today))


def _people(who: Actor, office: int | None) -> list[Person]:
    """Whoever can have cases in these offices."""
    codes = {one.code for one in organisation.offices() if who.scope.admits(one.code)}
    wanted = codes if office is None else codes & {office}
    return [one for one in organisation.people() if one.office in wanted]


def _load(person: Person, row: Mapping[str, Any] | None) -> Load:
    cases, late, past, risk = (row[name] if row else 0 for name in ("cases", "late", "past", "risk"))
    share = (Decimal(cases) / person.weight).quantize(Decimal("0.1"))
    return Load(person, cases, late, past, risk, share)


def _oldest(cases: QuerySet[Case], open_cases: int, today: date) -> tuple[int, int]:
    """The oldest tenth of the pending cases (at most `OLDEST`), and those of them somebody touched lately."""
    tenth = min(OLDEST, -(-open_cases // 10))
    pending = cases.filter(status__in=_OPEN).order_by("received_on", "number")
    subjects = list(pending.values_list("pk", flat=True)[:tenth])
    since = today - timedelta(days=TOUCHED)
    touched = {
        event.subject_id
        for event in events.of_subjects(subjects, upto=events.head_seq())
        if local_date(event.recorded_at) >= since or event.happened_on >= since
    }
    return len(subjects), len(touched)


def _flow(who: Actor, office: int | None, today: date, at: datetime) -> tuple[Week, ...]:
    """Received and closed in each of the last weeks, this one included.

    What came in since a day and is closed was closed since that day: so the open cases and those closed since
    hold every case received, and no older row need be looked at.
    """
    mondays = [_monday(today) - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    seen = filters.sighted(who, at)
    if office is not None:
        seen = seen.filter(office=office)
    since = mondays[0]
    closed = seen.filter(closed_on__gte=since, closed_on__lte=today).values_list("received_on", "closed_on")
    pending = seen.filter(filters.WAITING, closed_on__isnull=True, received_on__gte=since)
    received = Counter(_monday(day) for day in pending.values_list("received_on", flat=True))
    left: Counter[date] = Counter()
    for came, went in closed:
        left[_monday(went)] += 1  # type: ignore[arg-type]  # the filter lets no open case through
        if came >= since:
            received[_monday(came)] += 1
    return tuple(_week(monday, (received[monday], left[monday])) for monday in mondays)


def _ahead(today: date) -> Iterable[tuple[int, date]]:
    return enumerate(_monday(today) + timedelta(weeks=ahead) for ahead in range(WEEKS))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _week(monday: date, counts: tuple[int, ...]) -> Week:
    return Week(_name(monday), monday, counts)


def _name(monday: date) -> str:
    """
    >>> _name(date(2025, 10, 13))
    '2025-W42'
    """
    year, week, _day = monday.isocalendar()
    return f"{year}-W{week:02d}"
