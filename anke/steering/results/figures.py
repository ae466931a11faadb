"""The one place where results asks statistics: figures by measure, and what stands beside a mean."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from anke.rules.definitions import Kind, Measure
from anke.rules.periods import Period
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import Figure, Guards, Watermark

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
    return {one.id: statistics.guards(one, period, known_at) for one in means}


def watermark() -> Watermark | None:
    """How far the figures know the events; None where they know none."""
    return statistics.watermark()
