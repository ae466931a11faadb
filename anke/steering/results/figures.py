"""The one place where results asks statistics: figures by measure, and what stands beside a mean."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from anke.content import load
from anke.rules.definitions import Kind, Measure
from anke.rules.periods import Period
from anke.rules.reach import Waiting
from anke.rules.working_days import WorkingDays
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import Figure, Guards, Part, Watermark

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


def guards(
    measures: Iterable[Measure], period: Period, known_at: datetime | None, until: date | None = None
) -> dict[str, Guards]:
    """For every mean, by measure id: the cases still waiting, and whether the pile grows."""
    means = [one for one in measures if one.kind is Kind.MEAN_DURATION]
    return {one.id: statistics.guards(one, period, known_at, until=until) for one in means}


def beside(measure: Measure, period: Period, known_at: datetime | None, until: date | None) -> Guards:
    """For one figure: the same, and how many of the oldest were touched lately."""
    return statistics.touched(measure, period, known_at, until=until)


def waiting(measure: Measure, day: date, known_at: datetime | None) -> tuple[Waiting, ...]:
    """The cases that wait when a day is over, by the day they began."""
    return statistics.waiting(measure, day, known_at)


def weekly(measure: Measure, weeks: Sequence[Period], known_at: datetime | None) -> list[Part]:
    return statistics.weekly(measure, weeks, known_at)


def parts(measure: Measure, period: Period, by: str, known_at: datetime | None) -> dict[int, Part]:
    """A figure by office, authority or case type."""
    return statistics.parts(measure, period, by, known_at)


def working() -> WorkingDays:
    """The authority's working days, by which limits are counted."""
    return load.content().calendar.to_rules().working.index


def watermark() -> Watermark | None:
    """How far the figures know the events; None where they know none."""
    return statistics.watermark()
