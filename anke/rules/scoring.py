"""Judging a results contract: met, not met, not yet decidable. Its score is an interval until it is a number.

Source: Resultatplan for Ankestyrelsen 2025, lines 385–387: every goal counts 0 or 100 per cent, all count
the same (100 divided by their number), and a goal is met where all its parts are. Two ask for one part only.

Another contract may give its goals weights, and count a part that misses its target by how near it came
(`grades`): `weigh`, `share` and `joined` are for those.

Rounding rule, stated: figures are compared unrounded, and rounded (half away from zero) only to be shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum


class Status(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    UNDECIDED = "undecided"


HUNDRED = Decimal(100)
SHARES = {
    Status.MET: (HUNDRED, HUNDRED),
    Status.NOT_MET: (Decimal(0), Decimal(0)),
    Status.UNDECIDED: (Decimal(0), HUNDRED),
}


class Logic(StrEnum):
    ALL_OF = "all_of"
    ANY_OF = "any_of"


class Comparator(StrEnum):
    """Read as: figure, comparator, target."""

    AT_LEAST = ">="
    AT_MOST = "<="
    BELOW = "<"
    WITHIN = "abs<="  # the deviation, whichever way, is at most the target
    EQUAL = "=="


def compare(figure: Decimal, comparator: Comparator, target: Decimal) -> bool:
    """Whether a figure meets its target, both as they are.

    >>> def row(figure, comparator, target):
    ...     met = compare(Decimal(figure), Comparator(comparator), Decimal(target))
    ...     print(figure, comparator, target, met)
    >>> row("97.0", ">=", "97.0")   # just met
    97.0 >= 97.0 True
    >>> row("96.95", ">=", "97.0")  # would round to 97.0, but figures are compared unrounded
    96.95 >= 97.0 False
    >>> row("30.04", "<=", "30.0")
    30.04 <= 30.0 False
    >>> row("1.8", "<", "1.8")      # must be lower: the same is not enough
    1.8 < 1.8 False
    >>> row("-1.6", "abs<=", "2.0")  # 1.6 per cent below the budget
    -1.6 abs<= 2.0 True
    >>> row("-2.1", "abs<=", "2.0")
    -2.1 abs<= 2.0 False
    >>> row("24", "==", "24")
    24 == 24 True
    """
    match comparator:
        case Comparator.AT_LEAST:
            return figure >= target
        case Comparator.AT_MOST:
            return figure <= target
        case Comparator.BELOW:
            return figure < target
        case Comparator.WITHIN:
            return abs(figure) <= target
        case Comparator.EQUAL:
            return figure == target


def judge(figure: Decimal | None, comparator: Comparator, target: Decimal | None) -> Status:
    """Met or not; undecided where the figure or the target is missing. No figure is never 0 and never 100.

    >>> judge(None, Comparator.AT_LEAST, Decimal("97.0")), judge(Decimal("4"), Comparator.AT_LEAST, None)
    (<Status.UNDECIDED: 'undecided'>, <Status.UNDECIDED: 'undecided'>)
    """
    if figure is None or target is None:
        return Status.UNDECIDED
    return Status.MET if compare(figure, comparator, target) else Status.NOT_MET


def judge_between(low: Decimal, high: Decimal, comparator: Comparator, target: Decimal) -> Status:
    """For a figure known only to lie from `low` to `high`: decided where every value in between agrees.

    >>> def row(low, high, comparator, target):
    ...     print(judge_between(Decimal(low), Decimal(high), Comparator(comparator), Decimal(target)))
    >>> row("-2.97", "-1.50", "<=", "-5.0")  # sick leave 2024, whatever the rounding
    not_met
    >>> row("-5.2", "-4.8", "<=", "-5.0")
    undecided
    >>> row("-1.5", "1.9", "abs<=", "2.0")
    met
    >>> row("-2.5", "2.5", "abs<=", "2.0")   # could be 0
    undecided
    """
    ends = [low, high]
    if comparator is Comparator.EQUAL and low < target < high:
        return Status.UNDECIDED
    if comparator is Comparator.WITHIN and low < 0 < high:
        ends.append(Decimal(0))
    answers = {compare(end, comparator, target) for end in ends}
    if len(answers) > 1:
        return Status.UNDECIDED
    return Status.MET if answers.pop() else Status.NOT_MET


def judge_delivery(done_on: date | None, due: date | None, judged_on: date) -> Status:
    """Met where done in time, not met where done late or not done when the due date has passed.

    >>> due, after = date(2025, 4, 22), date(2025, 4, 23)
    >>> def row(done_on, due, judged_on):
    ...     print(judge_delivery(done_on, due, judged_on))
    >>> row(date(2025, 4, 22), due, after)  # on the last day
    met
    >>> row(after, due, after)              # the day after
    not_met
    >>> row(None, due, due)                 # may still come today
    undecided
    >>> row(None, due, after)
    not_met
    >>> row(date(2025, 4, 1), None, after)  # done, but nobody has said by when
    undecided
    """
    if due is None:
        return Status.UNDECIDED
    if done_on is not None:
        return Status.MET if done_on <= due else Status.NOT_MET
    return Status.NOT_MET if judged_on > due else Status.UNDECIDED


def combine(logic: Logic, parts: Iterable[Status]) -> Status:
    """A goal's status from its parts'. One part can settle it though others are open.

    >>> M, N, U = Status.MET, Status.NOT_MET, Status.UNDECIDED
    >>> def row(*parts):
    ...     print(f"all of: {combine(Logic.ALL_OF, parts):<9}  any of: {combine(Logic.ANY_OF, parts)}")
    >>> row(M, M)
    all of: met        any of: met
    >>> row(M, N)
    all of: not_met    any of: met
    >>> row(N, N)
    all of: not_met    any of: not_met
    >>> row(M, U)
    all of: undecided  any of: met
    >>> row(N, U)
    all of: not_met    any of: undecided
    >>> row(U, U)
    all of: undecided  any of: undecided
    """
    found = set(parts)
    if not found:
        return Status.UNDECIDED
    settles, otherwise = (
        (Status.NOT_MET, Status.MET) if logic is Logic.ALL_OF else (Status.MET, Status.NOT_MET)
    )
    if settles in found:
        return settles
    return Status.UNDECIDED if Status.UNDECIDED in found else otherwise


def shown(figure: Decimal, decimals: int) -> Decimal:
    """A figure as it is shown: half away from zero, as people are taught.

    >>> shown(Decimal("96.95"), 1), shown(Decimal("-2.25"), 1), shown(Decimal("213"), 0)
    (Decimal('97.0'), Decimal('-2.3'), Decimal('213'))
    """
    return figure.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@dataclass(frozen=True)
class Worth:
    """What one goal brings to a score: its weight against the others', and the share of it that is certain
    and that is still possible, both in per cent."""

    status: Status
    weight: Decimal = Decimal(1)
    low: Decimal = Decimal(0)
    high: Decimal = HUNDRED

    @classmethod
    def whole(cls, status: Status, weight: Decimal = Decimal(1)) -> "Worth":
        """A goal that counts whole or not at all."""
        return cls(status, weight, *SHARES[status])


def share(
    figure: Decimal | None, comparator: Comparator, status: Status, grades: Iterable[tuple[Decimal, int]]
) -> tuple[Decimal, Decimal]:
    """What a part counts, in per cent, at least and at most: whole where met, by the best grade it reaches
    where not.

    >>> grades = [(Decimal(90), 75), (Decimal(80), 50)]
    >>> def row(figure, status):
    ...     print(*share(Decimal(figure), Comparator.AT_LEAST, Status(status), grades))
    >>> row("95", "met"), row("91", "not_met"), row("80", "not_met"), row("79.9", "not_met")
    100 100
    75 75
    50 50
    0 0
    (None, None, None, None)
    """
    if status is not Status.NOT_MET or figure is None:
        return SHARES[status]
    reached = [Decimal(part) for value, part in grades if compare(figure, comparator, value)]
    best = max(reached, default=Decimal(0))
    return best, best


def joined(logic: Logic, parts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    """What a goal counts, from what its parts count: the least of them, or the most where one is enough.

    >>> half, open_ = (Decimal(50), Decimal(50)), (Decimal(0), Decimal(100))
    >>> whole = (Decimal(100), Decimal(100))
    >>> print(*joined(Logic.ALL_OF, [half, whole])), print(*joined(Logic.ANY_OF, [half, open_]))
    50 50
    50 100
    (None, None)
    """
    lows, highs = zip(*parts, strict=True)
    choose = min if logic is Logic.ALL_OF else max
    return choose(lows), choose(highs)


@dataclass(frozen=True)
class Score:
    """From what is met for certain to what could be met still, in per cent with two decimals."""

    low: Decimal
    high: Decimal
    met: int
    not_met: int
    undecided: int

    @property
    def settled(self) -> bool:
        """Whether it is one number."""
        return self.undecided == 0


def score(goals: Iterable[Status]) -> Score:
    """The score of a contract. Every goal weighs 100 divided by the number of goals.

    >>> print_ = lambda goals: print(score(goals).low, "–", score(goals).high)
    >>> print_([Status.MET] * 2 + [Status.NOT_MET] * 4 + [Status.UNDECIDED] * 8)  # 2024, as printed
    14.29 – 71.43
    >>> print_([Status.MET] * 14)
    100.00 – 100.00
    >>> print_([Status.UNDECIDED] * 14)
    0.00 – 100.00
    """
    return weigh(Worth.whole(status) for status in goals)


def weigh(goals: Iterable[Worth]) -> Score:
    """The score of a contract whose goals may weigh differently, and count in part.

    >>> half = Worth(Status.NOT_MET, Decimal(40), Decimal(50), Decimal(50))
    >>> found = weigh([Worth.whole(Status.MET, Decimal(60)), half])
    >>> print(found.low, "–", found.high, found.met, found.not_met)
    80.00 – 80.00 1 1
    """
    found = list(goals)
    if not found:
        raise ValueError("a contract without goals has no score")
    statuses = [one.status for one in found]
    met, undecided = statuses.count(Status.MET), statuses.count(Status.UNDECIDED)
    whole = sum(one.weight for one in found)
    low, high = (
        shown(sum((one.weight * part for one, part in zip(found, parts, strict=True)), Decimal(0)) / whole, 2)
        for parts in ([one.low for one in found], [one.high for one in found])
    )
    return Score(low, high, met, len(found) - met - undecided, undecided)
