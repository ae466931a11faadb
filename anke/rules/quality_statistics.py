"""Honest statistics of a sample of rated cases: intervals, a weighted rate, agreement, and no empty ranking.

The arithmetic is SciPy's (intervals) and NLTK's (kappa, alpha), loaded when first asked: they take seconds.
Two formulas stand here, as no library that is kept up and may be used under EUPL has them: Wilson's interval
with a finite population, and Gwet's AC1. Shares are Decimals from 0 to 1 with six decimals, rounded half up.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import sqrt
from typing import Final

CONFIDENCE: Final = 0.95
_PLACES: Final = Decimal("0.000001")


@dataclass(frozen=True)
class Interval:
    """Where the true share lies, with the confidence asked for."""

    low: Decimal
    high: Decimal

    def overlaps(self, other: "Interval") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Rated:
    """What was found of one office: `good` of `of` rated cases, out of `population` it had decided."""

    office: int
    good: int
    of: int
    population: int

    def __post_init__(self) -> None:
        if not 0 <= self.good <= self.of <= self.population:
            raise ValueError(f"office {self.office}: good ≤ rated ≤ decided does not hold")


@dataclass(frozen=True)
class AgencyRate:
    """The agency's share of good cases, each office weighing as many cases as it decided.

    `design_effect` is Kish's: how many times more cases the uneven weights ask for than a plain random sample
    would. `unrated` are offices of which nothing is known; they weigh nothing and must be named.
    """

    rate: Decimal
    plain: Decimal  # every rated case weighing the same
    interval: Interval  # Wilson's, with of / design_effect cases and the finite population
    of: int
    design_effect: Decimal
    unrated: tuple[int, ...]


@dataclass(frozen=True)
class Agreement:
    """How far two reviewers agree on the same cases. None where all ratings are the same: chance explains
    everything then, and a coefficient says nothing."""

    of: int
    percent: Decimal  # share of cases on which they agree, 0 to 1
    kappa: Decimal | None  # Cohen 1960: falls when one answer is rare, however well they agree
    ac1: Decimal | None  # Gwet 2008: does not
    alpha: Decimal | None  # Krippendorff 1970, nominal: corrects for few cases


@dataclass(frozen=True)
class Ranking:
    """The offices from the best down; or nobody's place, and why (Danish, English)."""

    places: tuple[int, ...]
    refused: tuple[str, str] | None = None


def wilson(hits: int, of: int, population: int | None = None, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's interval of a share (Wilson 1927). `population`: drawn without replacement out of so many.

    A finite population of N lets n cases count as n(N−1)/(N−n) (Cochran 1977, 2.6). All N rated: no doubt.

    >>> found = wilson(19, 20)
    >>> str(found.low), str(found.high)
    ('0.763869', '0.991119')
    """
    _check(hits, of, population)
    if population is None:
        from scipy.stats import binomtest

        found = binomtest(hits, of).proportion_ci(confidence, method="wilson")
        return _interval(found.low, found.high)
    if of == population:
        return _interval(hits / of, hits / of)
    return _wilson(hits / of, of * (population - 1) / (population - of), confidence)


def exact(hits: int, of: int, population: int | None = None, confidence: float = CONFIDENCE) -> Interval:
    """The exact interval: Clopper and Pearson's (1934), or, for a draw without replacement from `population`,
    the hypergeometric one: every number of good cases that neither tail rules out.

    >>> found = exact(20, 20, population=20)
    >>> str(found.low), str(found.high)
    ('1.000000', '1.000000')
    """
    _check(hits, of, population)
    if population is None:
        from scipy.stats import binomtest

        found = binomtest(hits, of).proportion_ci(confidence, method="exact")
        return _interval(found.low, found.high)
    from scipy.stats import hypergeom

    tail, size = (1 - confidence) / 2, population
    possible = range(hits, size - (of - hits) + 1)
    least = bisect_left(possible, True, key=lambda good: bool(hypergeom.sf(hits - 1, size, good, of) > tail))
    beyond = bisect_left(possible, True, key=lambda good: bool(hypergeom.cdf(hits, size, good, of) <= tail))
    return _interval(possible[least] / size, possible[beyond - 1] / size)


def agency_rate(offices: Iterable[Rated], confidence: float = CONFIDENCE) -> AgencyRate | None:
    """The rate over all offices, each weighing the cases it decided; None where no case is rated.

    >>> found = agency_rate([Rated(1, 20, 20, 3000), Rated(2, 10, 20, 1000)])
    >>> str(found.rate), str(found.plain), str(found.design_effect)
    ('0.875000', '0.750000', '1.250000')
    """
    every = list(offices)
    rated = [one for one in every if one.of]
    if not rated:
        return None
    cases, weights = sum(one.of for one in rated), sum(one.population for one in rated)
    rate = sum(one.population * one.good / one.of for one in rated) / weights
    design = cases * sum(one.population**2 / one.of for one in rated) / weights**2
    counting = cases / design
    known = all(one.of == one.population for one in rated)
    if known:
        interval = _interval(rate, rate)
    else:
        interval = _wilson(rate, counting * (weights - 1) / max(weights - cases, 1), confidence)
    unrated = tuple(one.office for one in every if not one.of)
    plain = sum(one.good for one in rated) / cases
    return AgencyRate(_share(rate), _share(plain), interval, cases, _share(design), unrated)


def agreement(pairs: Sequence[tuple[str, str]]) -> Agreement | None:
    """Percent, Cohen's kappa, Gwet's AC1 and Krippendorff's alpha together, since each alone misleads; None
    without cases. `pairs`: the two reviewers' answers on each case.

    >>> found = agreement([("yes", "yes")] * 18 + [("yes", "no"), ("no", "yes")])
    >>> [str(round(one, 2)) for one in (found.percent, found.kappa, found.ac1, found.alpha)]
    ['0.90', '-0.05', '0.89', '-0.03']
    """
    if not pairs:
        return None
    percent = sum(one == other for one, other in pairs) / len(pairs)
    answers = Counter(answer for pair in pairs for answer in pair)
    if len(answers) == 1:
        return Agreement(len(pairs), _share(percent), None, None, None)
    from nltk.metrics.agreement import AnnotationTask

    told = [
        (who, at, answer) for at, pair in enumerate(pairs) for who, answer in zip("ab", pair, strict=True)
    ]
    task = AnnotationTask(data=told)
    kappa, alpha, ac1 = float(task.kappa()), float(task.alpha()), _ac1(percent, answers)
    return Agreement(len(pairs), _share(percent), _share(kappa), _share(ac1), _share(alpha))


def _ac1(percent: float, answers: Counter[str]) -> float:
    """Gwet's AC1 (2008) for two reviewers: chance agrees as Σπ(1−π)/(q−1), π the mean share of
    each of the q answers that were given."""
    every = answers.total()
    shares = [count / every for count in answers.values()]
    by_chance = sum(share * (1 - share) for share in shares) / (len(shares) - 1)
    return (percent - by_chance) / (1 - by_chance)


def ranking(offices: Iterable[Rated], confidence: float = CONFIDENCE) -> Ranking:
    """The offices by their share of good cases, only where chance cannot explain the order.

    >>> ranking([Rated(1, 19, 20, 900), Rated(2, 17, 20, 900)]).refused[1]
    'The offices are not ranked: the intervals of offices 1 and 2 overlap, so chance may explain the order.'
    >>> ranking([Rated(1, 2, 20, 900), Rated(2, 19, 20, 900)]).places
    (2, 1)
    """
    every = list(offices)
    if empty := [one.office for one in every if not one.of]:
        da = f"Kontorerne rangordnes ikke: der er ingen vurderede sager i kontor {empty[0]}."
        en = f"The offices are not ranked: no case of office {empty[0]} is rated."
        return Ranking((), (da, en))
    held = sorted(every, key=lambda one: (-one.good / one.of, one.office))
    spans = [wilson(one.good, one.of, one.population, confidence) for one in held]
    for at, span in enumerate(spans):
        for place in range(at + 1, len(spans)):
            if span.overlaps(spans[place]):
                return Ranking((), _too_close(held[at].office, held[place].office))
    return Ranking(tuple(one.office for one in held))


def _too_close(one: int, other: int) -> tuple[str, str]:
    da = f"Kontorerne rangordnes ikke: intervallerne for kontor {one} og {other} overlapper, så"
    en = f"The offices are not ranked: the intervals of offices {one} and {other} overlap, so chance"
    return f"{da} rækkefølgen kan være tilfældig.", f"{en} may explain the order."


def _wilson(share: float, of: float, confidence: float) -> Interval:
    """Wilson's interval where the number of cases is no whole number."""
    from scipy.stats import norm

    z = float(norm.ppf((1 + confidence) / 2))
    middle, half = share + z**2 / (2 * of), z * sqrt(share * (1 - share) / of + z**2 / (4 * of**2))
    whole = 1 + z**2 / of
    return _interval(max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole))


def _check(hits: int, of: int, population: int | None) -> None:
    if not 0 <= hits <= of or of < 1 or (population is not None and population < of):
        raise ValueError(f"{hits} of {of}, out of {population}: 0 ≤ hits ≤ rated ≤ population does not hold")


def _interval(low: float, high: float) -> Interval:
    return Interval(_share(low), _share(high))


def _share(value: float) -> Decimal:
    return Decimal(repr(float(value))).quantize(_PLACES, ROUND_HALF_UP)
