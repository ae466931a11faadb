"""What a distribution does to an office: the spread of the load, the deadlines likely to be missed, the ages.

Each is computed alike for the office as it is, as proposed, and as proposed with other levers, so that they
can be compared. It is an estimate for choosing between proposals, not a figure of the results contract.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from anke.rules.distribution import Candidate, Levers

DAYS_A_MONTH: Final = 30


@dataclass(frozen=True, slots=True)
class Held:
    """An open case as somebody has it, or as it waits. `burden` in hundredths of an ordinary case."""

    number: str
    received_on: date
    due_on: date | None
    burden: int = 100
    registered_competence: bool = False  # the one who has it is registered as mastering its type


@dataclass(frozen=True)
class Effect:
    """An office after a distribution. Loads are hundredths of an ordinary case for each full-time person."""

    people: tuple[tuple[str, int], ...]  # initials, load for each full time
    most: int
    least: int
    gini: int  # thousandths: 0 all alike, 1000 one has everything
    breaches: int  # open cases likely to miss their deadline
    unassigned: int  # they count as open and as likely breaches: nobody works on them
    mean_age: int  # days since receipt of the unassigned; 0 where there are none
    oldest: int
    matched: int  # percent of assigned cases whose caseworker is registered for the type


def effect(
    people: Sequence[Candidate],
    portfolios: Mapping[str, Sequence[Held]],
    unassigned: Sequence[Held],
    levers: Levers,
    *,
    as_of: date,
) -> Effect:
    """The office with these cases in these hands."""
    loads = tuple(
        (who.initials, sum(held.burden for held in portfolios.get(who.initials, ())) * 100 // who.weight)
        for who in sorted(people, key=lambda who: who.initials)
    )
    values = [load for _, load in loads]
    ages = [(as_of - held.received_on).days for held in unassigned]
    held = [one for who in people for one in portfolios.get(who.initials, ())]
    late = sum(
        _late(portfolios.get(who.initials, ()), who, levers.cases_a_month, as_of) for who in people
    ) + sum(one.due_on is not None for one in unassigned)
    return Effect(
        loads,
        max(values, default=0),
        min(values, default=0),
        gini(values),
        late,
        len(unassigned),
        sum(ages) // len(ages) if ages else 0,
        max(ages, default=0),
        sum(one.registered_competence for one in held) * 100 // len(held) if held else 0,
    )


def gini(values: Sequence[int]) -> int:
    """How unevenly something is spread, in thousandths (Gini): mean difference over twice the mean.

    >>> gini([5, 5, 5]), gini([0, 0, 0, 12])
    (0, 750)
    """
    total, count = sum(values), len(values)
    if not total:
        return 0
    weighted = sum(place * value for place, value in enumerate(sorted(values), 1))
    return (2 * weighted - (count + 1) * total) * 1000 // (count * total)


def _late(cases: Sequence[Held], who: Candidate, cases_a_month: int, as_of: date) -> int:
    """How many of a person's cases will be late if they are closed one after the other, nearest deadline
    first, from the first day the person is there."""
    start, done, late = _first_day_there(who, as_of), 0, 0
    for one in sorted(cases, key=lambda held: (held.due_on or date.max, held.received_on, held.number)):
        done += one.burden
        days = -(-done * DAYS_A_MONTH // (cases_a_month * who.weight)) if cases_a_month else 36_500
        late += one.due_on is not None and one.due_on < start + timedelta(days=days)
    return late


def _first_day_there(who: Candidate, as_of: date) -> date:
    """The first day from `as_of` on that no absence covers; a year on where nobody knows."""
    day = as_of
    for first, last in sorted(who.away, key=lambda span: span[0]):
        if first <= day and (last is None or day <= last):
            if last is None:
                return as_of + timedelta(days=365)
            day = last + timedelta(days=1)
    return day
