"""Telling statistics which figures the contracts ask for, so that it keeps their sums ready."""

from collections.abc import Iterable

from anke.rules.definitions import Measure
from anke.steering.statistics import commands as statistics


def announce() -> None:
    """Called once, when the program starts; the plans are read only when the figures are exported."""
    statistics.set_standard(_measures)


def _measures() -> Iterable[Measure]:
    from anke.steering.results.queries import standard_measures

    return standard_measures()
