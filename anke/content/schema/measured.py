"""A figure computed from the events, as a plan describes it, and its translation to a `Measure`.

Populations are written with the names of content files (areas, case types, outcomes); measures have codes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Reference, Strict, Text, wrong
from anke.content.schema.notes import Quote
from anke.rules import definitions
from anke.rules.definitions import Kind, Span, Unit

StopDate = Literal["received_on", "meeting_decided_on", "decided_on", "closed_on"]
LIMITED = (Kind.SHARE_WITHIN, Kind.STOCK_OLDER_THAN)
STOCKS = (Kind.STOCK, Kind.STOCK_OLDER_THAN)


@dataclass(frozen=True)
class Codes:
    """The integers behind the names: name → code, and area → the codes of all its case types."""

    areas: Mapping[str, tuple[int, ...]]
    case_types: Mapping[str, int]
    outcomes: Mapping[str, int]


class Cohort(StrEnum):
    """Which cases a period's figure is about."""

    STOPPED_IN_PERIOD = "stopped_in_period"  # the clock stopped in the period
    RECEIVED_IN_PERIOD = "received_in_period"
    STOCK_AT_END = "stock_at_end"  # pending on the period's last day


class LimitValue(Strict):
    value: Annotated[int, Field(strict=True, gt=0)]
    unit: Span


class PopulationClause(Strict):
    """One way of belonging. Everything that is set must hold; a case belongs where any clause holds."""

    areas: tuple[str, ...] = ()
    case_types: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    fully_informed: bool | None = None
    first_instance_error: bool | None = None
    title: Text | None = None
    reference: Reference | None = None

    def to_clause(self, codes: Codes) -> definitions.Clause:
        of_areas = [code for area in self.areas for code in codes.areas[area]]
        types = {*of_areas, *(codes.case_types[name] for name in self.case_types)}
        return definitions.Clause(
            case_types=tuple(sorted(types)),
            outcomes=tuple(sorted(codes.outcomes[name] for name in self.outcomes)),
            fully_informed=self.fully_informed,
            first_instance_error=self.first_instance_error,
        )


class ExclusionClause(Strict):
    """Cases that leave the figure, with a code for the reason and the paper's words for it."""

    reason: Id
    title: Text
    when: PopulationClause
    only_late: bool = False
    quote: Quote


class Computed(Strict):
    """How a figure is computed: who, by which clock, against which limit."""

    kind: Kind
    population: tuple[PopulationClause, ...] = Field(min_length=1)
    start: Literal["received_on"] = "received_on"
    stop: StopDate = "decided_on"
    cohort: Cohort
    limit: History[LimitValue] | None = None
    exclusions: tuple[ExclusionClause, ...] = ()
    hits: PopulationClause | None = None

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if (self.kind in LIMITED) != (self.limit is not None):
            raise wrong(
                f"kind {self.kind} and limit do not fit",
                "give share_within and stock_older_than a limit, and no other kind",
            )
        if (self.kind is Kind.RATE) != (self.hits is not None):
            raise wrong(f"kind {self.kind} and hits do not fit", "write hits: for kind rate, and only for it")
        if (self.kind in STOCKS) != (self.cohort is Cohort.STOCK_AT_END):
            raise wrong(
                f"cohort {self.cohort} does not fit kind {self.kind}",
                "write cohort: stock_at_end for stocks, and only for them",
            )
        if (self.stop == "received_on") != (self.cohort is Cohort.RECEIVED_IN_PERIOD):
            raise wrong(
                f"cohort {self.cohort} does not fit stop {self.stop}",
                "write cohort: received_in_period with stop: received_on, and only with it",
            )
        return self

    def limit_in(self, year: int) -> LimitValue | None:
        """The limit in force on 31 December of a year; before the first dated value, the first."""
        if self.limit is None:
            return None
        return self.limit.on(date(year, 12, 31)) or self.limit.values[0].value

    def to_measure(self, name: str, unit: Unit, year: int, codes: Codes) -> definitions.Measure:
        limit = self.limit_in(year)
        leaving = [(one.reason, one.when.to_clause(codes), one.only_late) for one in self.exclusions]
        return definitions.Measure(
            id=name,
            kind=self.kind,
            unit=unit,
            population=tuple(clause.to_clause(codes) for clause in self.population),
            start=self.start,
            stop=self.stop,
            limit=None if limit is None else definitions.Limit(limit.value, limit.unit),
            exclusions=tuple(definitions.Exclusion(*one) for one in leaving),
            hits=None if self.hits is None else self.hits.to_clause(codes),
        )
