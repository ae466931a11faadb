"""How many cases each filter would show: one grouped question, whatever the number of filters.

A count says how many rows come when that value is chosen and every other filter stays. Very long lists are
not counted anew at each click: their groups are kept for `FRESH`, and the page says so.
"""

from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, Q, QuerySet

from anke.casework.cases.models import Case
from anke.casework.cases.sight import trusted, within
from anke.casework.cases.worklist import filters
from anke.casework.cases.worklist.asked import DUE, NOBODY, Asked
from anke.content.load import content
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.next_step import Stage

LARGE: Final = 2_000  # cases from which counts are kept
FRESH: Final = timedelta(seconds=30)
_MOST: Final = 64  # lists kept by a process
_COLUMNS: Final = ("stage", "case_type", "office", "fully_informed", "restricted", "protected")
Values = dict[str, tuple[str, ...]]


class Group(NamedTuple):
    """Cases that no filter tells apart, and how many they are. `hand`: initials, "" for nobody."""

    stage: str
    case_type: str
    office: int | None
    informed: bool | None
    restricted: bool
    protected: bool
    bucket: str
    risk: bool
    in_week: bool
    hand: str
    cases: int


@dataclass(frozen=True)
class Facets:
    """Counts by filter and value; `total` is how many the list holds. `counted_at`: the moment, if kept."""

    total: int
    counts: Mapping[str, Mapping[str, int]]
    counted_at: datetime | None

    @cached_property
    def key(self) -> tuple[Any, ...]:
        """All it says, as a part of a page is kept by it."""
        told = ((name, tuple(sorted(counts.items()))) for name, counts in self.counts.items())
        return (self.total, self.counted_at, *told)

    def of(self, filter_: str, value: str) -> int:
        return self.counts[filter_].get(value, 0)


@dataclass(frozen=True)
class Counted:
    """The groups of a list with the values they show, since when they are kept, and what was told of them."""

    groups: list[tuple[Group, Values]]
    kept_at: datetime | None
    told: dict[tuple[str, ...], Facets]


_kept: OrderedDict[tuple[Any, ...], Counted] = OrderedDict()


def facets(
    cases: Callable[[], QuerySet[Case]] | QuerySet[Case],
    who: Actor,
    asked: Asked,
    *,
    today: date,
    at: datetime,
    granted: frozenset[str] | None = None,
) -> Facets:
    """The counts of a list's filters. `cases` are those the person sees that somebody must act on (or give
    them, if they are needed); `granted`: the sights given to the person, where they are known already."""
    if granted is None:
        granted = organisation.granted_numbers(who.initials, at=at)
    counted = _counted(cases if granted else None, who, asked, today, at)
    wanted = {name: getattr(asked, name) for name in _DIMENSIONS} | {
        "list": asked.list or filters.lists_of(who)[0]
    }
    if asked.due and asked.due not in DUE:
        wanted["due"] = _THE_WEEK
    place = (who.initials, *wanted.values())
    if (known := counted.told.get(place)) is not None:
        return known
    counts: dict[str, Counter[str]] = {name: Counter() for name in _DIMENSIONS}
    total, sees_all = 0, trusted(who)
    for group, common in counted.groups:
        if group.restricted and not sees_all and group.hand != who.initials:
            continue
        values = {"list": _lists(group, who), **common}
        missed = [name for name, value in wanted.items() if value and value not in values[name]]
        if len(missed) > 1:
            continue
        total += 0 if missed else group.cases
        for name in missed or _DIMENSIONS:
            for value in values[name]:
                counts[name][value] += group.cases
    made = Facets(total, counts, counted.kept_at)
    counted.told[place] = made
    return made


_DIMENSIONS: Final = ("list", "stage", "area", "type", "office", "who", "due", "informed", "guarded")


def _values(group: Group) -> Values:
    """The values of each filter that would show the group, whoever asks; the lists depend on that."""
    due = (("paused", "stuck") if group.bucket == "stuck" else (group.bucket,)) + (
        ("risk",) if group.risk else ()
    )
    informed = "unknown" if group.informed is None else "yes" if group.informed else "no"
    kept = (("restricted",) if group.restricted else ()) + (("protected",) if group.protected else ())
    return {
        "stage": (group.stage,),
        "area": (content().case_types[group.case_type].area,),
        "type": (group.case_type,),
        "office": ("" if group.office is None else str(group.office),),
        "who": (group.hand or NOBODY,),
        "due": (*due, _THE_WEEK) if group.in_week else due,
        "informed": (informed,),
        "guarded": kept,
    }


_THE_WEEK: Final = "the week asked for"


def _lists(group: Group, who: Actor) -> tuple[str, ...]:
    found = ["reach"]
    if group.hand in ("", who.initials):
        found += ["day", "mine" if group.hand else "unassigned"]
    if group.stage == Stage.APPROVAL and group.hand != who.initials:
        found.append("approval")
    return tuple(found)


def _counted(
    alone: Callable[[], QuerySet[Case]] | QuerySet[Case] | None,
    who: Actor,
    asked: Asked,
    today: date,
    at: datetime,
) -> Counted:
    """The groups of a list. All whose reach is the same share them; who was given sight of a case more is
    counted for `alone`."""
    # What no count is shown of is left to the database.
    narrow = replace(asked, **dict.fromkeys(_DIMENSIONS, ""))
    # In a list of every office, people are told apart in the office asked for, and the person asked for.
    told = (asked.office, asked.who) if who.scope.everything else None
    week = asked.due if asked.due not in DUE else ""
    me = who.initials if alone is not None or told is not None else ""
    key = (me, who.scope, asked.find, asked.age, week, told, today)
    if (kept := _kept.get(key)) and kept.kept_at and timedelta(0) <= at - kept.kept_at < FRESH:
        return kept
    if alone is None:
        seen = Case.objects.filter(within(who.scope)).filter(filters.WAITING)
    else:
        seen = alone() if callable(alone) else alone
    groups = _ask(filters.filtered(seen, narrow, today), who, week, told, today)
    large = sum(group.cases for group in groups) >= LARGE
    made = Counted([(group, _values(group)) for group in groups], at if large else None, {})
    if large:
        _kept[key] = made
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return made


def _ask(
    found: QuerySet[Case], who: Actor, week: str, told: tuple[str, str] | None, today: date
) -> list[Group]:
    within = filters.of_due(week, today) if week else Q(clock_on__isnull=True)  # which none here is
    rows = (
        found.annotate(
            bucket=filters.bucket(today),
            risk=_truth(filters.of_due("risk", today)),
            in_week=_truth(within),
            hand=filters.person() if told is None else filters.hand(who.initials, *told),
        )
        .order_by()
        .values_list(*_COLUMNS, "bucket", "risk", "in_week", "hand")
        .annotate(cases=Count("pk"))
    )
    return [Group(*row) for row in rows]


def _truth(condition: Q) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(condition, output_field=BooleanField())


def forget() -> None:
    """Forget the counts kept."""
    _kept.clear()
