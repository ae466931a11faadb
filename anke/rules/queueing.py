"""A queue of cases, day by day: what comes in, who is at work, whose turn it is.

Time is whole days from a first day (day 0); work is hours. Nothing here knows how long a case should take in
the queue: waiting time is what is left when the work that comes in meets the hours there are.

The order of work is the authority's own: the lowest priority number first (statutory deadlines have 0), and
within a priority the oldest case. A case that waits for somebody else (information, a consultant) keeps its
age and takes no hours. The tests hold it against Little's law (J. D. C. Little, "A Proof for the Queuing
Formula: L = λW", Operations Research 9, 1961).
"""

from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

NEVER = -1
_ENOUGH = 1e-9  # hours; less than this left to do is done


def intensity(yearly: Real, season: Real, weekday: Real) -> Real:
    """Expected arrivals of each day.

    `yearly`: the annual rate in force that day (growth lies here); `season`: that day's weight in its year,
    mean 1; `weekday`: that day's weight in its week, mean 1. All of one length, one entry a day.

    >>> intensity(np.array([730.0]), np.array([1.5]), np.array([1.0]))
    array([3.])
    """
    return yearly / 365.0 * season * weekday


def draw_arrivals(expected: Real, rng: np.random.Generator, block: Whole | None = None) -> Whole:
    """The number of arrivals of each day: Poisson with the expected number as its mean.

    With `block` (a number for each day, the same within a block) the process is conditioned on its total: a
    block gets its expected number, rounded up or down by chance, and its days share it as a Poisson process
    with a known total does. A small authority is then as busy as a large one, and only the days are luck.
    """
    if block is None:
        return rng.poisson(expected).astype(np.int64)
    counts = np.zeros(len(expected), dtype=np.int64)
    for number in np.unique(block):
        days = np.flatnonzero(block == number)
        weight = expected[days]
        whole = weight.sum()
        if whole > 0:
            counts[days] = rng.multinomial(int(whole + rng.random()), weight / whole)
    return counts


def spread(count: int, rng: np.random.Generator, step: float) -> Real:
    """Evenly spread numbers in [0, 1), a Kronecker sequence from a random start.

    Any stretch of them is nearly exactly uniform, so that a short stretch of cases has the shares it should.
    `step` must be irrational; draws that must not depend on one another take different roots of primes.

    >>> evenly = spread(1000, np.random.default_rng(1), 2 ** 0.5)
    >>> [int((evenly[start:start + 200] < 0.25).sum()) for start in (0, 300, 800)]
    [49, 50, 49]
    """
    return np.asarray((rng.random() + step * np.arange(count)) % 1.0)


def daily_hours(staff: Real, presence: Real, working: NDArray[np.bool_], hours_a_day: float) -> Real:
    """Hours for case work on each day: people × share of them present × hours a day, on working days only."""
    return np.asarray(np.where(working, staff * presence * hours_a_day, 0.0))


@dataclass(frozen=True)
class Work:
    """The work a team is given. One row a case; stages are done in order, one column each.

    received: day of receipt, shape (cases,). The age that decides whose turn it is; may lie before day 0.
    stages: how many stages the case has, shape (cases,).
    wait: days from the stage before (or from receipt) until this stage can begin; hours: its work;
    priority: lower goes first. All shape (cases, most stages).
    leaves: day on which the case is withdrawn unless it is finished before, shape (cases,); NEVER for most.
    """

    received: Whole
    stages: Whole
    wait: Whole
    hours: Real
    priority: Whole
    leaves: Whole


@dataclass(frozen=True)
class Served:
    """What became of it. `done`: day each stage was finished (cases, most stages), NEVER where it was not;
    `left`: day of withdrawal (cases,), NEVER for the rest; `idle`: hours nobody needed, one for each day."""

    done: Whole
    left: Whole
    idle: Real


def serve(work: Work, capacity: Real) -> Served:
    """Let one team work through its cases with the hours of each day (`capacity`, from day 0 on).

    Hours are not carried over; a case begun and not finished goes on where it was left, when its turn comes.
    A withdrawal takes effect at the start of its day.
    """
    return _Desk(work, len(capacity)).work_through(capacity)


class _Desk:
    """The state of a team while it works."""

    def __init__(self, work: Work, days: int) -> None:
        cases, most = work.wait.shape
        self.cases, self.most, self.days = cases, most, days
        self.stages: list[int] = work.stages.tolist()
        self.wait: list[list[int]] = work.wait.tolist()
        self.hours: list[list[float]] = work.hours.tolist()
        self.key: list[list[int]] = self._turns(work).tolist()
        self.stage = [0] * cases
        self.rest = [row[0] if row else 0.0 for row in self.hours]
        self.done = [[NEVER] * most for _ in range(cases)]
        self.left = [NEVER] * cases
        self.queue: list[int] = []
        self.ready: list[list[int]] = [[] for _ in range(days)]
        self.leaving: list[list[int]] = [[] for _ in range(days)]
        for case, (day, leaves) in enumerate(zip(work.received.tolist(), work.leaves.tolist(), strict=True)):
            self._at(self.ready, max(0, day + self.wait[case][0]), case)
            if leaves != NEVER:
                self._at(self.leaving, max(0, leaves), case)

    def _turns(self, work: Work) -> Whole:
        """A whole number for each stage of each case, the lowest is next: priority, then age, then number."""
        oldest = int(work.received.min()) if len(work.received) else 0
        age = (work.received - oldest)[:, None]
        span = int(age.max()) + 1 if len(age) else 1
        turn: Whole = (work.priority * span + age) * self.cases + np.arange(self.cases)[:, None]
        return turn

    def _at(self, calendar: list[list[int]], day: int, case: int) -> None:
        if day < self.days:
            calendar[day].append(case)

    def _line_up(self, case: int) -> None:
        heappush(self.queue, self.key[case][self.stage[case]])

    def work_through(self, capacity: Real) -> Served:
        idle = np.zeros(self.days)
        for day, hours in enumerate(capacity.tolist()):
            for case in self.leaving[day]:
                if self.stage[case] < self.stages[case]:
                    self.left[case] = day
            for case in self.ready[day]:
                self._line_up(case)
            idle[day] = self._one_day(day, hours)
        done = np.array(self.done, dtype=np.int64).reshape(self.cases, self.most)
        return Served(done, np.array(self.left, dtype=np.int64), idle)

    def _one_day(self, day: int, hours: float) -> float:
        """Work until the hours or the cases are used up; the hours left over."""
        queue, rest, left, cases = self.queue, self.rest, self.left, self.cases
        while queue and hours > _ENOUGH:
            case = queue[0] % cases
            if left[case] != NEVER:
                heappop(queue)
                continue
            if rest[case] > hours + _ENOUGH:
                rest[case] -= hours
                return 0.0
            hours -= rest[case]
            heappop(queue)
            self._finish(case, day)
        return max(hours, 0.0)

    def _finish(self, case: int, day: int) -> None:
        stage = self.stage[case]
        self.done[case][stage] = day
        stage += 1
        self.stage[case] = stage
        if stage == self.stages[case]:
            return
        self.rest[case] = self.hours[case][stage]
        if self.wait[case][stage] <= 0:
            self._line_up(case)
        else:
            self._at(self.ready, day + self.wait[case][stage], case)


@dataclass(frozen=True)
class Balance:
    """Every case is somewhere: `arrived` = `decided` + `withdrawn` + `pending`."""

    arrived: int
    decided: int
    withdrawn: int
    pending: int


def balance(work: Work, served: Served, day: int) -> Balance:
    """Where the cases received up to and including a day stood when it ended."""
    ended = finished_on(work, served)
    came = work.received <= day
    decided = came & (ended != NEVER) & (ended <= day)
    withdrawn = came & (served.left != NEVER) & (served.left <= day)
    pending = came & ~decided & ~withdrawn
    return Balance(int(came.sum()), int(decided.sum()), int(withdrawn.sum()), int(pending.sum()))


def finished_on(work: Work, served: Served) -> Whole:
    """The day the last stage of each case was finished; NEVER where it was not. Shape (cases,)."""
    if not len(work.stages):
        return np.zeros(0, dtype=np.int64)
    last: Whole = np.take_along_axis(served.done, (work.stages - 1)[:, None], axis=1)[:, 0]
    return last
