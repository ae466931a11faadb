"""Work in hands it should not be in: of somebody recused from it, or of somebody away when it must move on.

Each is told to whoever leads the office; nothing moves by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from anke.casework.cases import queries as cases
from anke.casework.distribution.gathering import HANDLERS, IN_HAND, levers_file
from anke.organisation import queries as organisation


@dataclass(frozen=True)
class Concern:
    """One thing to act on. `what`: recused (from a case, `number`) or away (with `cases` that must move)."""

    what: str
    initials: str
    number: str = ""
    cases: int = 0
    until: date | None = None  # last day away; None while nobody knows


def concerns_of(office: int, *, as_of: date) -> list[Concern]:
    """What the office's head should look at on a day: recusals first."""
    initials = [one.initials for one in organisation.people(office=office) if one.role in HANDLERS]
    return [*_recused(initials), *_away(initials, as_of)]


def _recused(initials: Iterable[str]) -> list[Concern]:
    wrong = Q(pk__in=())
    for one in organisation.recusals(initials):
        about = Q(number=one.number) if one.number else Q(people__person_key=one.party_key)
        wrong |= Q(about, caseworker=one.initials)
    found = cases.Case.objects.filter(wrong, status__in=IN_HAND).distinct().order_by("number")
    return [
        Concern("recused", who or "", number) for number, who in found.values_list("number", "caseworker")
    ]


def _away(initials: Iterable[str], as_of: date) -> list[Concern]:
    """Absences within the days the levers look ahead, with how many cases must move before they end."""
    soon = as_of + timedelta(days=levers_file().levers_on(as_of).away_horizon)
    away = [one for one in organisation.absences(initials, since=as_of) if one.first_on <= soon]
    last = {one.initials: one.last_on or date.max for one in away}
    in_time = Q(pk__in=())
    for who, day in last.items():
        in_time |= Q(caseworker=who, act_by__lte=day)
    counted = cases.Case.objects.filter(in_time, status__in=IN_HAND).order_by().values("caseworker")
    amounts = {row["caseworker"]: row["n"] for row in counted.annotate(n=Count("pk"))}
    return [
        Concern("away", one.initials, cases=amounts[one.initials], until=one.last_on)
        for one in away
        if amounts.get(one.initials)
    ]
