"""The one place where results asks statistics: figures by measure, and what stands beside a mean."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from anke.rules.definitions import Kind, Measure
from anke.rules.periods import Period
from anke.steering.results.answers import Guards
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import Figure

Asked = tuple[str, Period]


def ask(
    measures: Iterable[Measure], periods: Iterable[Period], known_at: datetime | None
) -> Mapping[Asked, Figure]:
    """Every measure in every period, asked in one question."""
    wanted, over = list(measures), list(periods)
    return statistics.figures(wanted, over, known_at) if wanted and over else {}


def in_period(measures: Iterable[Measure], period: Period, known_at: datetime | None) -> dict[str, Figure]:
    """By measure id."""
    return {name: figure for (name, _), figure in ask(measures, [period], known_at).items()}


def guards(measures: Iterable[Measure], period: Period, known_at: datetime | None) -> dict[str, Guards]:
    """For every mean, by measure id: the cases still waiting, and whether the pile grows."""
    means = [one for one in measures if one.kind is Kind.MEAN_DURATION]
    return {one.id: _guards(one, period, known_at) for one in means}


def _guards(measure: Measure, period: Period, known_at: datetime | None) -> Guards:
    found = statistics.guards(measure, period, known_at)
    return Guards(
        pending=found.pending,
        mean_age=found.mean_age,
        median_age=found.median_age,
        p90_age=found.p90_age,
        oldest_age=found.oldest,
        received=found.received,
        decided=found.decided,
        clearance=found.clearance,
    )
