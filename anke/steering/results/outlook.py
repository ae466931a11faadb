"""What a contract's promises can still become by the end of the year, and how each stands in six words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Protocol

from anke.content.schema.plan import Goal, Plan
from anke.content.schema.subgoal import Basis, TargetKind
from anke.rules.bearing import Bearing, Signs, bearing, combined
from anke.rules.definitions import Kind
from anke.rules.local import local_date
from anke.rules.periods import Period
from anke.rules.reach import SIDES, Reach, Sofar, meets, reach
from anke.rules.scoring import Comparator, Logic, Status
from anke.rules.working_days import day_number
from anke.steering.results import figures, phrases
from anke.steering.results.answers import Contract, SubgoalResult


@dataclass(frozen=True)
class Outlook:
    """One promise's word, and what is still possible where that can be told. `day`: the last day known."""

    bearing: Bearing
    words: str
    reach: Reach | None = None
    so_far: Sofar | None = None
    day: date | None = None


class Judged(Protocol):
    """As much of a contract as one promise's outlook rests on."""

    @property
    def plan(self) -> Plan: ...
    @property
    def period(self) -> Period: ...
    @property
    def known_at(self) -> datetime | None: ...
    @property
    def lang(self) -> str: ...
    @property
    def printed(self) -> bool: ...
    @property
    def closed(self) -> bool: ...


@dataclass(frozen=True)
class Outlooks:
    subgoals: Mapping[str, Outlook]
    goals: Mapping[str, Outlook]

    def count(self, word: Bearing) -> int:
        return sum(one.bearing is word for one in self.goals.values())


def of(contract: Contract, today: date | None = None) -> Outlooks:
    """Every promise of a contract. `today`: the day the statistics have come to, while the period runs."""
    parts = {one.id: of_subgoal(contract, one, today) for goal in contract.goals for one in goal.subgoals}
    found: dict[str, Outlook] = {}

    def word(goal: Goal) -> Bearing:
        own = combined(goal.logic, [parts[one.id].bearing for one in goal.subgoals])
        needed = [word(contract.plan.goal(one)) for one in goal.requires]
        return combined(Logic.ALL_OF, [own, *needed])

    for goal in contract.plan.goals:
        found[goal.id] = _said(word(goal), contract.lang)
    return Outlooks(parts, found)


def through(contract: Judged, today: date | None) -> date:
    """The last day whose decisions are known: the period's, or an earlier one while it runs."""
    known = today if contract.known_at is None else local_date(contract.known_at)
    return contract.period.last if contract.closed or known is None else min(contract.period.last, known)


def of_subgoal(contract: Judged, part: SubgoalResult, today: date | None) -> Outlook:
    over = contract.printed or (contract.closed and contract.period.last >= contract.plan.valid.last)
    delivered = part.content.basis in (Basis.DELIVERABLE, Basis.ACTIVITY)
    signs = Signs(part.status, settled=part.final and (over or delivered), outside=_outside(part))
    day = through(contract, today)
    told = None if contract.printed else _reach(contract, part, day)
    if told is None:
        return _said(bearing(signs), contract.lang)
    so_far, found = told
    target = part.target
    assert target is not None
    beside = None if found.if_all is None else meets(found.if_all, part.content.comparator, Fraction(target))
    signs = Signs(
        part.status,
        settled=over,
        chance=found.chance if so_far.denominator else None,
        if_all=beside,
        pace=_pace(part, so_far, target=Fraction(target)) if not over else None,
    )
    word = bearing(signs)
    return Outlook(word, phrases.BEARING[word][contract.lang], found, so_far, day)


def _said(word: Bearing, lang: str) -> Outlook:
    return Outlook(word, phrases.BEARING[word][lang])


def _outside(part: SubgoalResult) -> bool:
    """Whether what lacks is a figure from outside, and not the plan's own words."""
    cell = part.content.targets.cells[-1] if part.content.targets else None
    asked = cell is None or cell.kind is not TargetKind.NONE
    return part.content.basis is Basis.EXTERNAL and asked


def _reach(contract: Judged, part: SubgoalResult, day: date) -> tuple[Sofar, Reach] | None:
    origin, comparator = part.origin, part.content.comparator
    if origin is None or origin.measure is None or part.target is None or comparator not in SIDES:
        return None
    so_far = Sofar(
        numerator=origin.numerator or 0,
        denominator=origin.denominator or 0,
        first=day_number(contract.period.year_to_date.first),
        earliest=day_number(day) + 1,
        last=day_number(contract.plan.valid.last),
    )
    waiting = figures.waiting(origin.measure, day, contract.known_at)
    return so_far, reach(origin.measure, so_far, waiting, comparator, part.target, working=figures.working())


def _pace(part: SubgoalResult, so_far: Sofar, target: Fraction) -> bool | None:
    """Of a number that grows: whether it has come as far towards its target as the year has gone."""
    measure = part.origin.measure if part.origin else None
    if (
        measure is None
        or measure.kind is not Kind.COUNT
        or part.content.comparator is not Comparator.AT_LEAST
    ):
        return None
    if part.status is Status.MET or so_far.denominator >= target:
        return None
    gone = Fraction(so_far.days_gone, so_far.last - so_far.first + 1)
    return so_far.denominator >= target * gone
