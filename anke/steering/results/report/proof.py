"""Every computed figure of a report with all that somebody else needs to compute it again from its cases.

`docs/proofs/figures.py` does that with a standard library, and `docs/how-to/prove-a-figure.md` says what each
name means.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from anke.content import load
from anke.rules.definitions import Limit, Measure, Span
from anke.rules.periods import Period
from anke.steering.results import definition
from anke.steering.results.answers import CellResult, Contract, SubgoalResult
from anke.steering.statistics.queries import Figure

YEARS = 4  # closed days are told that far back: a limit of working days has long passed before
SATURDAY = 5  # as date.weekday() counts


@dataclass(frozen=True)
class Counted:
    """A figure and the question it answers: by this measure, for this period."""

    id: str  # a subgoal, or a board's figure: 1.5.a/board_su/II
    measure: Measure
    period: Period
    numerator: int
    denominator: int
    value: Decimal | None
    digest: str
    words: tuple[str, ...]


def counted(contract: Contract) -> Iterator[Counted]:
    """The figures computed from cases, in the order of the goals."""
    for goal in contract.goals:
        for one in goal.subgoals:
            yield from _of_subgoal(one, contract)
            for cell in one.cells:
                if cell.delivered:
                    yield _of_cell(one, cell, contract.footing)


def _of_subgoal(one: SubgoalResult, contract: Contract) -> Iterator[Counted]:
    origin = one.origin
    if origin is None or origin.measure is None or origin.digest is None:
        return
    assert origin.numerator is not None and origin.denominator is not None
    yield Counted(
        id=one.id,
        measure=origin.measure,
        period=contract.footing,
        numerator=origin.numerator,
        denominator=origin.denominator,
        value=one.figure,
        digest=origin.digest,
        words=definition.in_words(one.content, contract.plan.year, contract.lang),
    )


def _of_cell(one: SubgoalResult, cell: CellResult, period: Period) -> Counted:
    return Counted(
        id=f"{one.id}/{cell.board}/{cell.figure}",
        measure=cell.measure,
        period=period,
        numerator=cell.numerator,
        denominator=cell.denominator,
        value=cell.value,
        digest=cell.digest,
        words=(f"{cell.board_title}: {cell.figure_title}",),
    )


def as_data(contract: Contract) -> list[dict[str, Any]]:
    """The figures for programs."""
    return [told(one) for one in counted(contract)]


def of_figure(measure: Measure, figure: Figure, words: tuple[str, ...]) -> Counted:
    """A figure that belongs to no goal."""
    return Counted(
        id=measure.id,
        measure=measure,
        period=figure.period,
        numerator=figure.numerator,
        denominator=figure.denominator,
        value=figure.value,
        digest=figure.digest,
        words=words,
    )


def told(one: Counted) -> dict[str, Any]:
    """One figure. The value is text, so that no digit is lost."""
    measure = one.measure
    return {
        "id": one.id,
        "definition": measure.version,
        "words": list(one.words),
        "kind": measure.kind.value,
        "unit": measure.unit.value,
        "start": measure.start,
        "stop": measure.stop,
        "limit": None if measure.limit is None else _limit(measure.limit, one.period),
        "first": one.period.first.isoformat(),
        "last": one.period.last.isoformat(),
        "numerator": one.numerator,
        "denominator": one.denominator,
        "value": None if one.value is None else f"{one.value:f}",
        "digest": one.digest,
    }


def _limit(limit: Limit, period: Period) -> dict[str, Any]:
    found: dict[str, Any] = {"value": limit.value, "unit": limit.span.value}
    if limit.span is Span.WORKING_DAYS:
        working = load.content().calendar.to_rules().working
        years = range(period.first.year - YEARS, period.last.year + 1)
        closed = [day for year in years for day in working.holidays(year) if day.weekday() < SATURDAY]
        found["closed_days"] = [day.isoformat() for day in closed]
    return found
