"""One promise that can be judged by itself: its figure or delivery, its target, and what has been printed."""

import re
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import Field, model_validator

from anke.content.schema.base import Day, Id, Reference, Strict, Text, Whole, wrong
from anke.content.schema.measured import Computed
from anke.content.schema.notes import Footnote, Note, Quote
from anke.rules import definitions
from anke.rules.scoring import Comparator


class Basis(StrEnum):
    """Where the answer comes from."""

    COMPUTED = "computed"  # from the authority's own events
    EXTERNAL = "external"  # a figure somebody else publishes or another system holds, reported as an event
    DELIVERABLE = "deliverable"  # a document or a change, done by a date
    ACTIVITY = "activity"  # something carried out during the year
    COMPLETENESS = "completeness"  # a report that holds every figure it must
    LOST = "lost"  # the paper's text no longer holds what would decide it


class PlanUnit(StrEnum):
    PERCENT = "percent"
    WEEKS = "weeks"
    CASES = "cases"
    DAYS_PER_FTE = "days_per_fte"  # sick days for each full-time equivalent
    LEVEL = "level"  # of maturity
    CELLS = "cells"  # figures delivered
    DONE = "done"


class TargetKind(StrEnum):
    VALUE = "value"
    BENCHMARK = "benchmark"  # the benchmark of the same year is the target
    BENCHMARK_MINUS = "benchmark_minus"  # … less `distance`
    DONE = "done"
    NONE = "none"  # printed as "-", or not printed: not set


_PRINTED = re.compile(r"(?:\+/- ?)?(-?[0-9.]+(?:,[0-9]+)?)(?:\*+| pct\.| sager)?")


def _as_printed(value: Decimal | None, printed: str | None) -> None:
    """A printed number, with its unit or mark and nothing else, is the value."""
    match = _PRINTED.fullmatch(printed or "")
    if match is None or value is None:
        return
    if Decimal(match[1].replace(".", "").replace(",", ".")) != value:
        raise wrong(
            f"value: {value} is not what is printed ({printed})",
            "correct one of the two after the paper",
            ("value",),
        )


class Target(Strict):
    """One cell of the row "Mål"."""

    year: Whole
    kind: TargetKind = TargetKind.VALUE
    value: Decimal | None = None
    distance: Decimal | None = None
    comparator: Comparator | None = None  # where this year's differs from the subgoal's
    printed: str | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind is TargetKind.VALUE) != (self.value is not None):
            raise wrong(
                f"kind {self.kind} and value do not fit", "write value: for kind value, and only for it"
            )
        if (self.kind is TargetKind.BENCHMARK_MINUS) != (self.distance is not None):
            raise wrong(
                f"kind {self.kind} and distance do not fit",
                "write distance: for kind benchmark_minus, and only for it",
            )
        _as_printed(self.value, self.printed)
        return self


class PrintedFigure(Strict):
    """One cell of the row "Resultat" (or of a benchmark). No value: printed as "-".

    An `inferred` figure is computed from printed ones; rounding hides it between `low` and `high`.
    """

    year: Whole
    value: Decimal | None = None
    printed: str | None = None
    preliminary: bool = False
    inferred: bool = False
    low: Decimal | None = None
    high: Decimal | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if self.inferred and (self.value is None or self.note is None):
            raise wrong(
                "an inferred figure without its arithmetic", "give its value, and the arithmetic as note:"
            )
        if (self.low is None) != (self.high is None):
            raise wrong("low and high go together", "write both, or neither")
        _as_printed(self.value, self.printed)
        return self


C = TypeVar("C", Target, PrintedFigure)


class Row(Strict, Generic[C]):
    """A row of a table in the paper: its cells, and the lines it stands on."""

    reference: Reference
    cells: tuple[C, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _years_once(self) -> Self:
        years = [cell.year for cell in self.cells]
        if years != sorted(set(years)):
            raise wrong("the years are not in order, each once", "put the cells in the order of their years")
        return self

    def cell(self, year: int) -> C | None:
        return next((one for one in self.cells if one.year == year), None)


class Benchmark(Strict):
    """What others reach: a row of figures from outside."""

    title: Text
    source: Text
    figures: Row[PrintedFigure]


class SeriesBreak(Strict):
    """From this day figures mean something else; comparing across it is refused."""

    since: Day = Field(alias="from")
    reason: Text
    reference: Reference


class DueDate(Strict):
    """When a delivery must be prepared, or received: on a day, with a quarter's report, or unstated.

    `met_by`: the kind of event that does it when it happens in the plan's year, whoever recorded it.
    """

    act: Literal["prepared", "received"]
    met_by: Literal["measurement_completed"] | None = None
    due: Day | None = None
    with_report: Annotated[str, Field(pattern=r"^\d{4}Q[1-4]$")] | None = None
    text: Text

    @model_validator(mode="after")
    def _not_both(self) -> Self:
        if self.due is not None and self.with_report is not None:
            raise wrong("due and with_report both stand", "keep one: a date, or a quarter")
        return self


class Cell(Strict):
    """One figure that must stand in the report, for every board."""

    id: str
    short: Text  # for the head of a column
    title: Text
    kind: definitions.Kind
    stop: Literal["received_on", "decided_on", "closed_on"] = "decided_on"
    unit: definitions.Unit


class Completeness(Strict):
    """A report is complete when every board has every figure. A board is named by its case type."""

    boards: tuple[Id, ...] = Field(min_length=1)
    figures: tuple[Cell, ...] = Field(min_length=1)
    expected: Whole

    @model_validator(mode="after")
    def _counted(self) -> Self:
        cells = len(self.boards) * len(self.figures)
        if self.expected != cells:
            raise wrong(f"expected: {self.expected} is not boards × figures", f"write {cells}", ("expected",))
        return self


class Grade(Strict):
    """What a part counts that misses its target and still reaches this: `share` per cent of the whole."""

    value: Decimal
    share: Annotated[int, Field(strict=True, ge=1, le=99)]


class External(Strict):
    """A figure that comes from outside, in words."""

    definition: Text
    reported_by: Text
    covers: Text


class Subgoal(Strict):
    id: Annotated[str, Field(pattern=r"^\d+\.\d+\.[a-z0-9]+$")]
    short: Text  # for tables
    label: Text | None = None
    table: str | None = None
    title: Text  # as the paper says it
    basis: Basis
    unit: PlanUnit
    comparator: Comparator
    decimals: Annotated[int, Field(strict=True, ge=0, le=4)] = 1
    quotes: tuple[Quote, ...] = ()
    computed: Computed | None = None
    external: External | None = None
    due: tuple[DueDate, ...] = ()
    completeness: Completeness | None = None
    targets: Row[Target] | None = None
    grades: tuple[Grade, ...] = ()  # read with the comparator, as the target is; the best first
    results: Row[PrintedFigure] | None = None
    inferred: PrintedFigure | None = None
    benchmark: Benchmark | None = None
    series_breaks: tuple[SeriesBreak, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _has_its_parts(self) -> Self:
        parts: dict[str, tuple[tuple[Basis, ...], object]] = {
            "computed": ((Basis.COMPUTED,), self.computed),
            "external": ((Basis.EXTERNAL,), self.external),
            "completeness": ((Basis.COMPLETENESS,), self.completeness),
            "due": ((Basis.DELIVERABLE, Basis.ACTIVITY), self.due or None),
        }
        for name, (bases, part) in parts.items():
            if self.basis in bases and part is None:
                raise wrong(f"basis {self.basis} without {name}", f"add {name}:", ("basis",))
            if self.basis not in bases and part is not None:
                raise wrong(
                    f"basis {self.basis} with {name}", f"write basis: {bases[0]}, or remove it", (name,)
                )
        return self

    @model_validator(mode="after")
    def _grades_fall(self) -> Self:
        if self.grades and self.comparator not in (Comparator.AT_LEAST, Comparator.AT_MOST):
            raise wrong(
                f"grades with comparator {self.comparator}", "grades need >= or <=; remove them", ("grades",)
            )
        sign = 1 if self.comparator is Comparator.AT_LEAST else -1
        order = [(sign * one.value, one.share) for one in self.grades]
        for at, (better, worse) in enumerate(pairwise(order), 1):
            if not (better[0] > worse[0] and better[1] > worse[1]):
                raise wrong(
                    "the grades are not in order",
                    "put the best first; each further one is easier to reach and counts less",
                    ("grades", at),
                )
        return self

    @model_validator(mode="after")
    def _benchmark_where_needed(self) -> Self:
        kinds = {cell.kind for cell in (self.targets.cells if self.targets else ())}
        if kinds & {TargetKind.BENCHMARK, TargetKind.BENCHMARK_MINUS} and self.benchmark is None:
            raise wrong("a target that is a benchmark, and no benchmark", "add benchmark: and its figures")
        if self.inferred is not None and not self.inferred.inferred:
            raise wrong("an inferred figure that does not say so", "write inferred: true", ("inferred",))
        return self

    def target(self, year: int) -> Target | None:
        return self.targets.cell(year) if self.targets else None

    def result(self, year: int) -> PrintedFigure | None:
        """The printed figure of a year; where none is printed, the inferred one."""
        printed = self.results.cell(year) if self.results else None
        if (printed is None or printed.value is None) and self.inferred and self.inferred.year == year:
            return self.inferred
        return printed

    def benchmark_figure(self, year: int) -> PrintedFigure | None:
        return self.benchmark.figures.cell(year) if self.benchmark else None
