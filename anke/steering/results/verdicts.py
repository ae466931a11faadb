"""Judging one promise from what is known of it. Pure: figures, dates and content in, a verdict out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from anke.content.schema.subgoal import DueDate, PrintedFigure, Subgoal, TargetKind
from anke.rules.scoring import Comparator, Logic, Status, combine, judge, judge_between, judge_delivery


class Missing(StrEnum):
    """Why a promise cannot be decided yet."""

    CASES = "cases"
    YEAR = "year"
    FIGURE = "figure"
    BENCHMARK = "benchmark"
    TARGET = "target"
    DELIVERY = "delivery"
    DUE_DATE = "due_date"
    CELLS = "cells"
    PRECISION = "precision"
    LOST = "lost"
    PRINTED = "printed"
    PRINTED_BENCHMARK = "printed_benchmark"


@dataclass(frozen=True)
class Target:
    """What a figure is held against in a year; `value` is None where it is not known."""

    kind: TargetKind
    value: Decimal | None
    comparator: Comparator
    benchmark: Decimal | None = None
    distance: Decimal | None = None


@dataclass(frozen=True)
class Verdict:
    status: Status
    final: bool
    missing: tuple[Missing, ...] = ()
    figure: Decimal | None = None
    target: Target | None = None
    preliminary: bool = False
    inferred: bool = False
    open_acts: tuple[str, ...] = ()  # deliveries not yet registered


def target_of(subgoal: Subgoal, year: int, benchmark: Decimal | None) -> Target:
    """The target of a year. Where it leans on a benchmark, it is unknown until that is."""
    cell = subgoal.target(year)
    if cell is None:
        return Target(TargetKind.NONE, None, subgoal.comparator)
    value = cell.value
    if cell.kind is TargetKind.BENCHMARK:
        value = benchmark
    elif cell.kind is TargetKind.BENCHMARK_MINUS and benchmark is not None and cell.distance is not None:
        value = benchmark - cell.distance
    return Target(cell.kind, value, cell.comparator or subgoal.comparator, benchmark, cell.distance)


def of_figure(
    figure: Decimal | None, target: Target, *, final: bool, preliminary: bool = False, without: Missing
) -> Verdict:
    """A figure against its target. `without`: what is missing where there is no figure."""
    status = judge(figure, target.comparator, target.value)
    missing = [without] if figure is None else []
    missing += _missing_of(target)
    done = final and not preliminary and status is not Status.UNDECIDED
    return Verdict(status, done, tuple(missing), figure, target, preliminary)


def of_count(figure: Decimal | None, target: Target, *, year_over: bool, without: Missing) -> Verdict:
    """A count that only grows: until it has reached its target, or the year is over, it is not decided.

    >>> ten, seven = Target(TargetKind.VALUE, Decimal(10), Comparator.AT_LEAST), Decimal(7)
    >>> [of_count(seven, ten, year_over=over, without=Missing.CASES).status.value for over in (False, True)]
    ['undecided', 'not_met']
    """
    verdict = of_figure(figure, target, final=year_over, without=without)
    if year_over or target.comparator is not Comparator.AT_LEAST or verdict.status is not Status.NOT_MET:
        return verdict
    return replace(verdict, status=Status.UNDECIDED, final=False, missing=(Missing.YEAR,))


def of_printed(printed: PrintedFigure | None, target: Target) -> Verdict:
    """A printed (or inferred) figure against its printed target, both as they stand."""
    if printed is None or printed.value is None:
        verdict = of_figure(None, target, final=False, without=Missing.PRINTED)
        return replace(verdict, missing=_as_printed(verdict.missing))
    verdict = of_figure(
        printed.value, target, final=True, preliminary=printed.preliminary, without=Missing.PRINTED
    )
    status, missing = verdict.status, _as_printed(verdict.missing)
    if printed.low is not None and printed.high is not None and target.value is not None:
        status = judge_between(printed.low, printed.high, target.comparator, target.value)
        missing = (Missing.PRECISION,) if status is Status.UNDECIDED else ()
    return Verdict(
        status,
        verdict.final and status is not Status.UNDECIDED,
        missing,
        printed.value,
        target,
        printed.preliminary,
        printed.inferred,
    )


def _as_printed(missing: tuple[Missing, ...]) -> tuple[Missing, ...]:
    return tuple(Missing.PRINTED_BENCHMARK if one is Missing.BENCHMARK else one for one in missing)


def of_delivery(
    acts: tuple[DueDate, ...],
    done: Mapping[str, date | None],
    due: Mapping[str, date | None],
    judged_on: date,
) -> Verdict:
    """A delivery with one date or two. `done` and `due` by act (prepared, received)."""
    statuses = {one.act: judge_delivery(done[one.act], due[one.act], judged_on) for one in acts}
    status = combine(Logic.ALL_OF, statuses.values())
    open_acts = tuple(one.act for one in acts if statuses[one.act] is Status.UNDECIDED)
    missing = []
    if status is Status.UNDECIDED:
        dated = {act for act in open_acts if due[act] is not None}
        missing += [Missing.DELIVERY] if dated else []
        missing += [Missing.DUE_DATE] if dated != set(open_acts) else []
    return Verdict(status, status is not Status.UNDECIDED, tuple(missing), open_acts=open_acts)


def of_cells(delivered: int, target: Target, *, final: bool) -> Verdict:
    """A report that must hold every figure. What cannot be computed yet is missing, not wrong."""
    expected = target.value
    if expected is not None and delivered < expected:
        return Verdict(Status.UNDECIDED, False, (Missing.CELLS,), Decimal(delivered), target)
    return of_figure(Decimal(delivered), target, final=final, without=Missing.CELLS)


def lost() -> Verdict:
    """The paper no longer says what would decide it."""
    return Verdict(Status.UNDECIDED, False, (Missing.LOST,))


def distance(figure: Decimal | None, target: Target | None) -> Decimal | None:
    """How far a figure is from its target, positive on the right side of it.

    >>> at_most = Target(TargetKind.VALUE, Decimal("30.0"), Comparator.AT_MOST)
    >>> distance(Decimal("27.5"), at_most), distance(Decimal("31.0"), at_most)
    (Decimal('2.5'), Decimal('-1.0'))
    """
    if figure is None or target is None or target.value is None:
        return None
    match target.comparator:
        case Comparator.AT_LEAST | Comparator.EQUAL:
            return figure - target.value
        case Comparator.AT_MOST | Comparator.BELOW:
            return target.value - figure
        case Comparator.WITHIN:
            return target.value - abs(figure)


def _missing_of(target: Target) -> list[Missing]:
    if target.value is not None or target.kind is TargetKind.DONE:
        return []
    leaning = target.kind in (TargetKind.BENCHMARK, TargetKind.BENCHMARK_MINUS)
    return [Missing.BENCHMARK if leaning else Missing.TARGET]
