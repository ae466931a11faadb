"""Who gets which case. Seeded and replayable: the same cases, people, levers, day and seed give the same
answer, in whatever order they are handed in; and each case says why it went where it went.

Cases are taken one by one, the most pressing first: absolute statutory deadlines, then the day by which the
case must move, then age. Each goes to the person with most points among those who may have it at all. So no
case is passed over for a younger one of its kind, and nobody needs to solve an equation to see why.

Burdens and loads are whole hundredths of an ordinary case, shares of full time whole hundredths, points whole
numbers: nothing is rounded differently on another machine.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

FAR: Final = date(9999, 12, 31)
Others = tuple[tuple[str, "Why", int | None], ...]  # initials, why not, points where the person could have it


class Why(StrEnum):
    """Why somebody did not get a case, or nobody did."""

    LOWER = "lower"  # others have more points
    AWAY = "away"  # absent on the day
    AWAY_SOON = "away_soon"  # absent too much of the time ahead
    RECUSED = "recused"
    INCOMPETENT = "incompetent"  # does not master the case type
    FULL = "full"  # would pass the maximum load
    OTHER_OFFICE = "other_office"  # the partner office takes no cases now
    RESTRICTED = "restricted"  # the case: only somebody who may see it gives it out, by name


class Part(StrEnum):
    """What gives a person points for a case."""

    SAME_PERSON = "same_person"  # has another open case of the same person
    EARLIER = "earlier"  # had an earlier case of the same person
    ROOM = "room"  # the share of the maximum load that is still free
    COMPETENCE = "competence"  # the case type is registered as mastered
    AWAY_DAYS = "away_days"  # working days of absence ahead; takes points away
    PARTNER = "partner"  # belongs to the partner office; takes points away


@dataclass(frozen=True)
class Levers:
    """What management may turn. Points are compared with each other and with nothing else."""

    max_load: int  # ordinary cases at full time
    same_person: int
    earlier: int
    room: int  # points of somebody without any case
    competence: int
    away_day: int  # points lost for each working day of absence ahead
    away_horizon: int  # days ahead that are looked at
    away_limit: int  # working days of absence in them from which nobody gets a new case
    assume_competence: int  # 1: who has no competence registered is held to master what the office handles
    partner_from: int  # percent of the office's limits from which it may send cases to its partner
    partner_until: int  # percent of the partner's limits up to which it takes them
    partner_loss: int  # points somebody of the partner office has fewer
    cases_a_month: int  # ordinary cases a full-time person closes in a month; for the expected breaches
    absence_back_days: int  # how far back an absence may be registered


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be given cases. `away` is (first day, last day or None)."""

    initials: str
    office: int
    weight: int = 100
    load: int = 0
    competences: frozenset[str] | None = None  # None: nothing registered
    away: tuple[tuple[date, date | None], ...] = ()
    recused_cases: frozenset[str] = frozenset()
    recused_parties: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case that waits for somebody. `parties`: keys of everybody in it; `persons`: of those it is about."""

    number: str
    case_type: str
    received_on: date
    due_on: date | None = None
    absolute: bool = False  # the deadline stands in law and cannot be moved
    act_by: date | None = None
    burden: int = 100
    parties: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    same_person: frozenset[str] = frozenset()  # who has another open case of one of its people
    earlier: frozenset[str] = frozenset()  # who had an earlier case of one of them
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What was found for one case: who gets it, by which points, and why the others do not."""

    number: str
    rank: int  # the case's place in the order, from 1
    caseworker: str | None
    office: int | None
    points: int
    parts: tuple[tuple[Part, int], ...]
    others: Others
    left: Why | None = None  # why nobody got it


@dataclass(slots=True)
class _Seat:
    """A candidate while cases are given out."""

    who: Candidate
    limit: int
    load: int
    closed: Why | None  # why this person gets nothing at all
    fixed: tuple[tuple[Part, int], ...]  # points that are the same for every case
    fixed_sum: int
    standing: int = 0  # points for any case, at the load of the moment


@dataclass(frozen=True, slots=True)
class _Table:
    """Those who sit around it, and what was given out just now: person -> who got a case."""

    seats: tuple[_Seat, ...]
    levers: Levers
    seed: int
    given: dict[str, set[str]]
    explain: bool


def order_key(case: Waiting) -> tuple[int, date, date, str]:
    """Which case comes first: absolute deadlines by their day, then by the day to act by, then by age.

    >>> day = date(2025, 1, 2)
    >>> order_key(Waiting("b", "t", day, due_on=day, absolute=True)) < order_key(Waiting("a", "t", day))
    True
    """
    if case.absolute and case.due_on is not None:
        return 0, case.due_on, case.received_on, case.number
    return 1, case.act_by or FAR, case.received_on, case.number


def limit_of(weight: int, levers: Levers) -> int:
    """The most a person may have, in hundredths of an ordinary case."""
    return levers.max_load * weight


def away_days(away: Iterable[tuple[date, date | None]], as_of: date, horizon: int) -> int:
    """Working days (Monday to Friday) of absence in the days from `as_of` on.

    >>> away_days([(date(2025, 7, 4), date(2025, 7, 8))], date(2025, 7, 1), 28)
    3
    """
    spans = tuple(away)
    days = (as_of + timedelta(days=number) for number in range(horizon))
    return sum(
        day.weekday() < 5 and any(first <= day and (last is None or day <= last) for first, last in spans)
        for day in days
    )


def is_away(away: Iterable[tuple[date, date | None]], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in away)


def pressure(people: Iterable[Candidate], waiting: int, levers: Levers, as_of: date) -> int:
    """What an office has and what waits there, in percent of what those present may have. A full percent is
    reached, not approached; an office with nobody present has the highest pressure there is."""
    held, limits = waiting, 0
    for who in people:
        held += who.load
        limits += 0 if is_away(who.away, as_of) else limit_of(who.weight, levers)
    return held * 100 // limits if limits else 10_000


def partner_is_open(
    waiting: Iterable[Waiting], people: Iterable[Candidate], levers: Levers, *, office: int, as_of: date
) -> bool:
    """Whether the office may send cases to its partner: it is pressed, and the partner is not."""
    known = list(people)
    own = [who for who in known if who.office == office]
    others = [who for who in known if who.office != office]
    if not others:
        return False
    pressed = pressure(own, sum(case.burden for case in waiting), levers, as_of) >= levers.partner_from
    return pressed and pressure(others, 0, levers, as_of) < levers.partner_until


def distribute(
    waiting: Sequence[Waiting],
    people: Sequence[Candidate],
    levers: Levers,
    *,
    office: int,
    as_of: date,
    seed: int,
    explain: bool = True,
) -> list[Choice]:
    """Give each case to somebody, the most pressing first. People of another office are its partner's.

    Without `explain`, those who could have had a case and had fewer points are not listed: it is quicker.
    """
    is_open = partner_is_open(waiting, people, levers, office=office, as_of=as_of)
    known = sorted(people, key=lambda who: who.initials)
    seats = tuple(_seat(who, levers, office, as_of, is_open) for who in known)
    table = _Table(seats, levers, seed, {}, explain)
    choices = []
    for rank, case in enumerate(sorted(waiting, key=order_key), 1):
        choice = _choose(table, case, rank)
        choices.append(choice)
        if choice.caseworker is not None:
            for person in case.persons:
                table.given.setdefault(person, set()).add(choice.caseworker)
    return choices


def _seat(who: Candidate, levers: Levers, office: int, as_of: date, is_open: bool) -> _Seat:
    days = away_days(who.away, as_of, levers.away_horizon)
    closed = None
    if who.office != office and not is_open:
        closed = Why.OTHER_OFFICE
    elif is_away(who.away, as_of):
        closed = Why.AWAY
    elif days >= levers.away_limit:
        closed = Why.AWAY_SOON
    fixed = []
    if days:
        fixed.append((Part.AWAY_DAYS, -days * levers.away_day))
    if who.office != office:
        fixed.append((Part.PARTNER, -levers.partner_loss))
    limit = limit_of(who.weight, levers)
    seat = _Seat(who, limit, who.load, closed, tuple(fixed), sum(points for _, points in fixed))
    seat.standing = _standing(seat, levers)
    return seat


def _choose(table: _Table, case: Waiting, rank: int) -> Choice:
    if case.restricted:
        return Choice(case.number, rank, None, None, 0, (), (), Why.RESTRICTED)
    levers, same = table.levers, set(case.same_person)
    for person in case.persons:
        same |= table.given.get(person, set())
    able: list[tuple[int, _Seat]] = []
    others: list[tuple[str, Why, int | None]] = []
    for seat in table.seats:
        if why := _barred(seat, case, levers):
            others.append((seat.who.initials, why, None))
        else:
            able.append((_points(seat, case, levers, same), seat))
    if not able:
        return Choice(case.number, rank, None, None, 0, (), tuple(others), _commonest(others))
    most = max(points for points, _ in able)
    best = [seat for points, seat in able if points == most]
    chosen = best[0]
    if best[1:]:
        chosen = min(best, key=lambda seat: _lot(table.seed, case.number, seat.who.initials))
    if table.explain:
        others += [(seat.who.initials, Why.LOWER, points) for points, seat in able if seat is not chosen]
        others.sort()
    parts = _parts(chosen, case, levers, same)
    chosen.load += case.burden
    chosen.standing = _standing(chosen, levers)
    who = chosen.who
    return Choice(case.number, rank, who.initials, who.office, most, parts, tuple(others))


def _barred(seat: _Seat, case: Waiting, levers: Levers) -> Why | None:
    """Why a person may not have the case at all; the first reason counts."""
    who = seat.who
    if seat.closed is not None:
        return seat.closed
    if case.number in who.recused_cases or not who.recused_parties.isdisjoint(case.parties):
        return Why.RECUSED
    if who.competences is None:
        if not levers.assume_competence:
            return Why.INCOMPETENT
    elif case.case_type not in who.competences:
        return Why.INCOMPETENT
    return Why.FULL if seat.load + case.burden > seat.limit else None


def _standing(seat: _Seat, levers: Levers) -> int:
    """The points a person has for any case, at the load of the moment."""
    mastered = levers.competence if seat.who.competences is not None else 0
    return seat.fixed_sum + levers.room * (seat.limit - seat.load) // seat.limit + mastered


def _points(seat: _Seat, case: Waiting, levers: Levers, same: set[str]) -> int:
    points = seat.standing
    if seat.who.initials in same:
        points += levers.same_person
    if seat.who.initials in case.earlier:
        points += levers.earlier
    return points


def _parts(seat: _Seat, case: Waiting, levers: Levers, same: set[str]) -> tuple[tuple[Part, int], ...]:
    """The points of `_points`, one by one, without those that are nothing."""
    who = seat.who
    told = [
        (Part.SAME_PERSON, levers.same_person if who.initials in same else 0),
        (Part.EARLIER, levers.earlier if who.initials in case.earlier else 0),
        (Part.ROOM, levers.room * (seat.limit - seat.load) // seat.limit),
        (Part.COMPETENCE, levers.competence if who.competences is not None else 0),
        *seat.fixed,
    ]
    return tuple((part, points) for part, points in told if points)


def _lot(seed: int, number: str, initials: str) -> bytes:
    """The lot that decides between equals: it depends on the seed, the case and the person alone."""
    return sha256(f"{seed}/{number}/{initials}".encode()).digest()


def _commonest(others: Iterable[tuple[str, Why, int | None]]) -> Why:
    """Why nobody could have the case: the reason most people share; with nobody there at all, absence."""
    counts: dict[Why, int] = {}
    for _, why, _ in others:
        counts[why] = counts.get(why, 0) + 1
    if len(counts) > 1:
        counts.pop(Why.OTHER_OFFICE, None)
    return max(sorted(counts), key=lambda why: counts[why], default=Why.AWAY)
