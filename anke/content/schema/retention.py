"""How long closed cases are kept: rules in order, of which the first that fits a case holds."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Reference, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules.retention import Keeping


class Years(Strict):
    """Years after the matter ended; left out: for good, or never archived."""

    destroy_after: Whole | None = Field(default=None, ge=1, le=200)
    archive_after: Whole | None = Field(default=None, ge=0, le=200)
    counted_from_year_end: Truth = True

    @model_validator(mode="after")
    def _archived_before(self) -> Self:
        if self.destroy_after and self.archive_after and self.archive_after > self.destroy_after:
            raise wrong(
                "a case would be archived after it is destroyed", "write fewer years to archive_after"
            )
        return self


class RetentionRule(Strict):
    """A rule and the cases it is for: those that fit each list that is not empty."""

    id: Id
    title: Text
    areas: tuple[Id, ...] = ()
    case_types: tuple[Id, ...] = ()
    procedures: tuple[Id, ...] = ()
    outcomes: tuple[Id, ...] = ()
    history: History[Years]
    notes: tuple[Note, ...] = ()

    def fits(self, *, area: str, case_type: str, procedure: str | None, outcome: str | None) -> bool:
        wanted = (
            (self.areas, area),
            (self.case_types, case_type),
            (self.procedures, procedure),
            (self.outcomes, outcome),
        )
        return all(not given or value in given for given, value in wanted)

    def on(self, day: date) -> Keeping | None:
        """The rule in force on a day; None before its first."""
        years = self.history.on(day)
        if years is None:
            return None
        title = {"da": self.title.da, "en": self.title.en}
        return Keeping(title, years.destroy_after, years.archive_after, years.counted_from_year_end)


class Trace(Strict):
    """How long something the house keeps about its own work is kept: years from the day it was made."""

    id: Literal["readings", "runs", "notices"]
    title: Text
    history: History[Whole]
    notes: tuple[Note, ...] = ()


class Retention(Strict):
    """Every rule of keeping. The last one is for all cases no other rule fits."""

    reference: Reference
    longest_list: Whole = Field(ge=1, le=10_000)
    rules: tuple[RetentionRule, ...] = Field(min_length=1)
    traces: tuple[Trace, ...] = Field(default=(), max_length=3)
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _each_trace_once(self) -> Self:
        ids = [one.id for one in self.traces]
        if len(set(ids)) < len(ids):
            raise wrong("a trace stands twice", "give each one rule", ("traces",))
        if any(entry.value < 1 for one in self.traces for entry in one.history.values):
            raise wrong("a trace is kept for no time", "write at least one year", ("traces",))
        return self

    @model_validator(mode="after")
    def _closed(self) -> Self:
        last = self.rules[-1]
        if last.areas or last.case_types or last.procedures or last.outcomes:
            at = ("rules", len(self.rules) - 1)
            raise wrong("the last rule does not fit every case", "let the last rule name no cases", at)
        return self

    def rule_for(
        self, *, area: str, case_type: str, procedure: str | None, outcome: str | None, day: date
    ) -> Keeping | None:
        """The rule a case falls under on a day."""
        for one in self.rules:
            if one.fits(area=area, case_type=case_type, procedure=procedure, outcome=outcome):
                return one.on(day)
        return None

    def shortest(self) -> int | None:
        """The fewest years after which any case is destroyed; None where none ever is."""
        return min(
            (
                entry.value.destroy_after
                for one in self.rules
                for entry in one.history.values
                if entry.value.destroy_after is not None
            ),
            default=None,
        )
