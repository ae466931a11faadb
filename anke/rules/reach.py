"""What a year's figure can still become, given what is decided already. Exact bounds; no forecast.

What is already decided stays decided. Of the cases that wait, any number may be decided on any day that is
left, or none. `low` and `high` are the ends of what the waiting cases alone can bring about; `floor` and
`ceiling` add cases not received yet, of which nobody knows the number. Facts are taken as they are known:
a later correction of what is recorded is not foreseen.

Days are whole numbers (days since 1970-01-01). Values are in the measure's unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from anke.rules.definitions import Kind, Measure, Unit
from anke.rules.limits import oldest_passed
from anke.rules.scoring import Comparator
from anke.rules.working_days import WorkingDays, number_day

SIDES = (Comparator.AT_LEAST, Comparator.AT_MOST, Comparator.BELOW)


class Chance(StrEnum):
    """What can still happen to a promise."""

    SECURED = "secured"  # no course of what is left can take it away
    OPEN = "open"  # the cases that wait can bring it home, and need not
    ONLY_NEW = "only_new"  # only with cases that are not received yet
    LOST = "lost"  # nothing can save it


@dataclass(frozen=True)
class Waiting:
    """The cases that began on one day and wait still. `excused`: those of them that leave the figure if
    late."""

    start: int
    cases: int
    excused: int = 0


@dataclass(frozen=True)
class Sofar:
    """A figure so far, and the days that are left: decisions may still fall on `earliest` … `last`."""

    numerator: int
    denominator: int
    first: int
    earliest: int
    last: int

    @property
    def days_gone(self) -> int:
        return max(0, min(self.earliest, self.last + 1) - self.first)

    @property
    def days_left(self) -> int:
        return max(0, self.last - self.earliest + 1)

    @property
    def usual(self) -> int:
        """How many more are decided in the days left if as many are decided a day as until now (half up)."""
        if not self.days_gone:
            return 0
        return floor(Fraction(self.denominator * self.days_left, self.days_gone) + Fraction(1, 2))


@dataclass(frozen=True)
class Reach:
    """How far a figure can still move. None: no value at all, or no end (`floor`, `ceiling`).

    `if_all`: the figure if everything that wait past its limit (of a mean: everything that waits) were
    decided on the first day left. `lost`, `in_time`, `turning`: waiting cases already past the limit; still
    within it; of these, those whose limit runs out before the year does. `needed`: how many more must be in
    time with none late; of a count, how many more; of a stock, how many must be closed; of a mean, how many
    more decided on the day they come. `needed_with_lost`: the same if the lost ones are decided too.
    `usual`: how many more are decided at the year's pace; `of_usual`: how many of them must be in time, or
    the mean they may have."""

    chance: Chance
    low: Fraction | None
    high: Fraction | None
    floor: Fraction | None
    ceiling: Fraction | None
    if_all: Fraction | None
    waiting: int
    lost: int = 0
    in_time: int = 0
    turning: int = 0
    needed: int | None = None
    needed_with_lost: int | None = None
    usual: int = 0
    of_usual: Fraction | None = None


@dataclass(frozen=True)
class _Asked:
    comparator: Comparator
    wanted: Fraction


@dataclass(frozen=True)
class _Ends:
    """The ends of what is possible, and whether the outer ones are reached or only neared."""

    low: Fraction | None
    high: Fraction | None
    floor: Fraction | None
    ceiling: Fraction | None
    floor_reached: bool = True
    ceiling_reached: bool = True


def reach(
    measure: Measure,
    so_far: Sofar,
    waiting: Sequence[Waiting],
    comparator: Comparator,
    target: Decimal,
    *,
    working: WorkingDays,
) -> Reach:
    """What the figure can become by the year's last day. ValueError for a comparator with two sides.

    >>> from anke.rules.calendar import WORKING
    >>> from anke.rules.definitions import Clause, Limit, Span
    >>> week = Measure("x", Kind.SHARE_WITHIN, Unit.PERCENT, (Clause(),), limit=Limit(1, Span.WEEKS))
    >>> found = reach(week, Sofar(90, 100, 20000, 20180, 20364), [Waiting(20170, 5), Waiting(20178, 5)],
    ...               Comparator.AT_LEAST, Decimal(95), working=WORKING.index)
    >>> found.chance.value, found.lost, found.in_time, found.needed, found.needed_with_lost
    ('only_new', 5, 5, 100, 195)
    """
    if comparator not in SIDES:
        raise ValueError(f"What can still be reached is not told for '{comparator}'.")
    asked, left = _Asked(comparator, Fraction(target)), list(waiting) if so_far.days_left else []
    match measure.kind:
        case Kind.SHARE_WITHIN:
            return _share(measure, so_far, left, asked, working)
        case Kind.MEAN_DURATION:
            return _mean(measure, so_far, left, asked)
        case Kind.RATE:
            return _rate(so_far, left, asked)
        case Kind.COUNT:
            return _count(measure, so_far, left, asked)
        case Kind.STOCK | Kind.STOCK_OLDER_THAN:
            return _stock(measure, so_far, left, asked, working)


def _passed(measure: Measure, day: int, working: WorkingDays) -> int:
    """The last day of receipt that is late if decided on `day`."""
    return 0 if measure.limit is None else oldest_passed(number_day(day), measure.limit, working)


def _share(
    measure: Measure,
    so_far: Sofar,
    left: Sequence[Waiting],
    asked: _Asked,
    working: WorkingDays,
) -> Reach:
    n, d = so_far.numerator, so_far.denominator
    now, end = (_passed(measure, day, working) for day in (so_far.earliest, so_far.last))
    lost = sum(one.cases - one.excused for one in left if one.start <= now)
    in_time = sum(one.cases for one in left if one.start > now)
    turning = sum(one.cases - one.excused for one in left if now < one.start <= end)
    low = _part(n, d + lost + turning) if d + lost + turning else (Fraction(100) if in_time else None)
    high = _part(n + in_time, d + in_time) if d + in_time else (Fraction(0) if lost else None)
    late_later = bool(so_far.days_left) and so_far.earliest <= end  # a case that comes now can still be late
    ends = _Ends(
        low,
        high,
        floor=Fraction(0) if late_later else low,
        ceiling=Fraction(100) if so_far.days_left else high,
        floor_reached=not late_later or n == 0,
        ceiling_reached=not so_far.days_left or n == d,
    )
    more = so_far.usual
    return _told(
        ends,
        asked,
        if_all=_part(n, d + lost),
        waiting=sum(one.cases for one in left),
        lost=lost,
        in_time=in_time,
        turning=turning,
        needed=_in_time_needed(n, d, asked),
        needed_with_lost=_in_time_needed(n, d + lost, asked),
        usual=more,
        of_usual=Fraction(max(0, ceil(asked.wanted / 100 * (d + more) - n))),
    )


def _part(numerator: int, denominator: int) -> Fraction | None:
    return Fraction(100 * numerator, denominator) if denominator else None


def _in_time_needed(n: int, d: int, asked: _Asked) -> int | None:
    """How many more in time, and none late, lift a share to what is wanted. None: no number does."""
    part = asked.wanted / 100
    if asked.comparator is not Comparator.AT_LEAST:
        return None
    if n >= part * d:
        return 0
    return None if part >= 1 else ceil((part * d - n) / (1 - part))


def _mean(measure: Measure, so_far: Sofar, left: Sequence[Waiting], asked: _Asked) -> Reach:
    unit = 7 if measure.unit is Unit.WEEKS else 1
    days, d = so_far.numerator, so_far.denominator
    youngest = sorted((so_far.earliest - one.start, one.cases) for one in left)
    oldest = sorted(((so_far.last - one.start, one.cases) for one in left), reverse=True)
    low, high = _drawn(days, d, youngest, -1), _drawn(days, d, oldest, 1)
    can_grow = Fraction(so_far.days_left - 1 if so_far.days_left else 0)  # the age a new case can reach
    above = None if high is None else max(high, can_grow)
    ends = _Ends(
        _in_unit(low, unit),
        _in_unit(high, unit),
        floor=Fraction(0) if so_far.days_left else _in_unit(low, unit),
        ceiling=_in_unit(above, unit),
        floor_reached=not so_far.days_left or days == 0,
        ceiling_reached=high is not None and high >= can_grow,
    )
    everything, cases = (
        days + sum(age * some for age, some in youngest),
        d + sum(some for _, some in youngest),
    )
    more = so_far.usual
    return _told(
        ends,
        asked,
        if_all=Fraction(everything, cases * unit) if cases else None,
        waiting=cases - d,
        needed=_quick_needed(days, d, asked, unit),
        usual=more,
        of_usual=(asked.wanted * (d + more) - Fraction(days, unit)) / more if more else None,
    )


def _quick_needed(days: int, cases: int, asked: _Asked, unit: int) -> int | None:
    """How many more, decided on the day they come, bring a mean down to what is wanted. None: no number."""
    if asked.wanted <= 0 or asked.comparator is Comparator.AT_LEAST:
        return None
    exact = days / (asked.wanted * unit) - cases
    return max(0, ceil(exact) if asked.comparator is Comparator.AT_MOST else floor(exact) + 1)


def _drawn(days: int, cases: int, ages: Sequence[tuple[int, int]], side: int) -> Fraction | None:
    """The lowest (side -1) or highest (1) mean that some of these ages can draw it to, nearest ends first."""
    for age, some in ages:
        if cases and side * (age * cases - days) <= 0:
            break
        days, cases = days + age * some, cases + some
    return Fraction(days, cases) if cases else None


def _in_unit(days: Fraction | None, unit: int) -> Fraction | None:
    return None if days is None else days / unit


def _rate(so_far: Sofar, left: Sequence[Waiting], asked: _Asked) -> Reach:
    n, d, some = so_far.numerator, so_far.denominator, sum(one.cases for one in left)
    going_on = bool(so_far.days_left)
    ends = _Ends(
        _part(n, d + some),
        _part(n + some, d + some),
        floor=Fraction(0) if going_on else _part(n, d),
        ceiling=Fraction(100) if going_on else _part(n, d),
        floor_reached=not going_on or n == 0,
        ceiling_reached=not going_on or n == d,
    )
    more = so_far.usual
    return _told(
        ends,
        asked,
        if_all=_part(n, d),
        waiting=some,
        needed=_in_time_needed(n, d, asked),
        usual=more,
        of_usual=Fraction(max(0, ceil(asked.wanted / 100 * (d + more) - n))),
    )


def _count(measure: Measure, so_far: Sofar, left: Sequence[Waiting], asked: _Asked) -> Reach:
    now = Fraction(so_far.denominator)
    some = 0 if measure.stop == "received_on" else sum(one.cases for one in left)
    ends = _Ends(now, now + some, floor=now, ceiling=None if so_far.days_left else now)
    return _told(
        ends,
        asked,
        if_all=now,
        waiting=some,
        needed=max(0, ceil(asked.wanted - now)),
        usual=so_far.usual,
    )


def _stock(
    measure: Measure,
    so_far: Sofar,
    left: Sequence[Waiting],
    asked: _Asked,
    working: WorkingDays,
) -> Reach:
    """The numerator is what stands in the figure today, which only tells `if_all`."""
    aged = measure.kind is Kind.STOCK_OLDER_THAN
    end = _passed(measure, so_far.last, working) if aged else so_far.last
    if so_far.days_left:
        most = sum(one.cases - (one.excused if aged else 0) for one in left if one.start <= end)
        least, endless = 0, so_far.earliest <= end
    else:
        most = least = so_far.numerator
        endless = False
    ends = _Ends(
        Fraction(least), Fraction(most), floor=Fraction(least), ceiling=None if endless else Fraction(most)
    )
    return _told(
        ends,
        asked,
        if_all=Fraction(so_far.numerator),
        waiting=sum(one.cases for one in left),
        needed=_to_close(most, asked),
    )


def _to_close(most: int, asked: _Asked) -> int | None:
    if asked.comparator is Comparator.AT_LEAST:
        return None
    most_allowed = floor(asked.wanted) if asked.comparator is Comparator.AT_MOST else ceil(asked.wanted) - 1
    return max(0, most - most_allowed)


def _told(
    ends: _Ends,
    asked: _Asked,
    *,
    if_all: Fraction | None,
    waiting: int,
    lost: int = 0,
    in_time: int = 0,
    turning: int = 0,
    needed: int | None = None,
    needed_with_lost: int | None = None,
    usual: int = 0,
    of_usual: Fraction | None = None,
) -> Reach:
    return Reach(
        _chance(ends, asked), ends.low, ends.high, ends.floor, ends.ceiling, if_all, waiting,
        lost, in_time, turning, needed, needed_with_lost, usual, of_usual,
    )  # fmt: skip


def _chance(ends: _Ends, asked: _Asked) -> Chance:
    comparator, wanted = asked.comparator, asked.wanted
    upward = comparator is Comparator.AT_LEAST
    near, far = (ends.high, ends.low) if upward else (ends.low, ends.high)
    best, best_reached = (ends.ceiling, ends.ceiling_reached) if upward else (ends.floor, ends.floor_reached)
    worst, worst_reached = (
        (ends.floor, ends.floor_reached) if upward else (ends.ceiling, ends.ceiling_reached)
    )
    if far is not None and worst is not None:
        short = not worst_reached and worst == wanted  # only neared: every value lies on the right side of it
        if short or meets(worst, comparator, wanted):
            return Chance.SECURED
    never = best == wanted and not best_reached  # only neared, and so never met
    if best is not None and (never or not meets(best, comparator, wanted)):
        return Chance.LOST
    if near is not None and meets(near, comparator, wanted):
        return Chance.OPEN
    return Chance.ONLY_NEW


def meets(value: Fraction, comparator: Comparator, wanted: Fraction) -> bool:
    """Whether a value is on the right side, exactly.

    >>> meets(Fraction(2), Comparator.AT_MOST, Fraction(2)), meets(Fraction(2), Comparator.BELOW, Fraction(2))
    (True, False)
    """
    if comparator is Comparator.AT_LEAST:
        return value >= wanted
    return value <= wanted if comparator is Comparator.AT_MOST else value < wanted
