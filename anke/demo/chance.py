"""Chance with a seed. Every question has a stream of its own: a new question changes no earlier answer."""

from collections.abc import Mapping
from functools import cache
from statistics import NormalDist
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from anke.demo.assumed import Wait
from anke.rules.queueing import Real, Whole, spread

_FINE = 4096
# One irrational step for each question, so that the answers to two questions do not depend on one another.
_STEPS = {
    question: float(np.sqrt(prime)) % 1.0
    for question, prime in {
        "team": 2,
        "authority": 3,
        "informed": 5,
        "information": 7,
        "heard": 11,
        "hearing": 13,
        "further": 17,
        "further_wait": 19,
        "registration": 23,
        "late_registration": 29,
        "error": 31,
        "error_wait": 37,
        "withdraws": 41,
        "withdrawal": 43,
        "early": 47,
        "outcome": 53,
        "hours": 59,
        "further_hours": 61,
        "reversed_as": 67,
        "early_as": 71,
    }.items()
}


def stream(seed: int, *names: str) -> np.random.Generator:
    """A generator of its own for each seed and name."""
    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])


class Dice:
    """Answers about the cases of one kind in the order they came in, evenly spread over any stretch."""

    def __init__(self, seed: int, kind: str, count: int) -> None:
        self.seed, self.kind, self.count = seed, kind, count

    def even(self, question: str) -> Real:
        """Numbers in [0, 1), one a case."""
        return spread(self.count, stream(self.seed, self.kind, question), _STEPS[question])

    def happens(self, question: str, share: float | Real) -> NDArray[np.bool_]:
        return self.even(question) < share

    def days(self, question: str, wait: Wait) -> Whole:
        """Whole days, log-normal."""
        return np.rint(log_normal(self.even(question), wait.median, wait.sigma)).astype(np.int64)

    def choice(self, question: str, shares: Mapping[Any, float]) -> Whole:
        """The index of the answer, each as often as its share says."""
        edges = np.cumsum(list(shares.values()))
        place = np.searchsorted(edges / edges[-1], self.even(question), side="right")
        return np.minimum(place, len(edges) - 1).astype(np.int64)


def log_normal(even: Real, median: float, sigma: float) -> Real:
    """The quantiles of a log-normal distribution at `even`."""
    return np.asarray(median * np.exp(sigma * _normal(even)))


def _normal(even: Real) -> Real:
    grid, quantiles = _quantiles()
    return np.interp(even, grid, quantiles)


@cache
def _quantiles() -> tuple[Real, Real]:
    """The standard normal's quantiles at fine steps (and finer in the tails)."""
    tail = np.geomspace(1e-6, 1.0 / _FINE, 64)
    grid = np.unique(np.concatenate([tail, np.arange(1, _FINE) / _FINE, 1 - tail]))
    standard = NormalDist()
    return grid, np.array([standard.inv_cdf(float(point)) for point in grid])
