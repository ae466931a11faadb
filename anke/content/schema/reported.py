"""Figures that come from outside: which parts each kind has, what may stand in them, and by which rule the
subgoal's figure is computed from them.

A form is for one kind of figure. Its `parts` are what people type or import; its `steps` compute from them,
in order, by the rules of `anke/rules/reported.py`; `goes_to` says which subgoal of which plan a step answers.
"""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import Id, Reference, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules.reported import RULES


class ReportedUnit(Strict):
    """A unit, and every way people write it behind a number."""

    id: Id
    title: Text
    spellings: tuple[str, ...] = ()
    before: Truth = False  # whether it stands before its number: "level 4"

    def with_number(self, number: str, lang: str) -> str:
        """A number with its unit, as people write it: "2,0 pct.", "2.0%", "level 4"."""
        title = self.title[lang]
        if self.before:
            return f"{title} {number}"
        return f"{number}{title}" if title == "%" else f"{number} {title}"


class Earlier(Strict):
    """Where a part may be found among what was reported before: that step, so many quarters back."""

    step: Id
    quarters: Whole = Field(ge=1, le=40)


class Part(Strict):
    """One thing to be told. `spread`: once, for each quarter the figure covers, or for each named area.

    `least` and `most` are what a number can be at all; outside `usual` it is asked about, not refused.
    """

    id: Id
    title: Text
    hint: Text | None = None
    kind: Literal["number", "day", "words"] = "number"
    unit: Id | None = None
    spread: Literal["one", "quarters", "areas"] = "one"
    expected: Whole | None = Field(default=None, ge=1, le=40)  # areas: how many there should be
    required: Truth = True
    whole: Truth = False
    sign: Literal["any", "not_negative", "positive"] = "any"
    least: Decimal | None = None
    most: Decimal | None = None
    usual: tuple[Decimal, Decimal] | None = None
    not_above: Id | None = None  # another part this one is a share of
    earlier: Earlier | None = None
    reference: Reference | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.kind != "number" and (self.unit or self.spread != "one" or self.usual):
            raise wrong(f"a part of kind {self.kind} with unit, spread or usual", "leave those out")
        if self.kind == "number" and self.unit is None:
            raise wrong("a number without a unit", "write unit:")
        if (self.expected is not None) != (self.spread == "areas"):
            raise wrong("expected and spread do not fit", "write expected: for areas, and only for them")
        if self.usual is not None and self.usual[0] > self.usual[1]:
            raise wrong("usual runs backwards", "write the lower bound first", ("usual",))
        return self


class Step(Strict):
    """A figure computed by a rule from parts and earlier steps. `aside`: areas that do not count."""

    id: Id
    title: Text
    rule: str
    of: tuple[Id, ...] = Field(min_length=1)
    aside: tuple[str, ...] = ()
    unit: Id
    decimals: Whole = Field(ge=0, le=4)

    @model_validator(mode="after")
    def _known_rule(self) -> Self:
        if self.rule not in RULES:
            raise wrong(f"there is no rule '{self.rule}'", f"write one of: {', '.join(RULES)}", ("rule",))
        if RULES[self.rule].takes not in (0, len(self.of)):
            raise wrong(f"{self.rule} takes {RULES[self.rule].takes} values", "name so many", ("of",))
        return self


class GoesTo(Strict):
    """Which subgoal a step answers: with its figure, or with what it is held against."""

    plan: str
    step: Id
    subgoal: str
    role: Literal["figure", "benchmark"]


def _once(name: str, known: set[str], at: tuple[str | int, ...]) -> None:
    if name in known:
        raise wrong(f"{name} stands twice", "give each its own id", at)
    known.add(name)


class Form(Strict):
    """One kind of figure. `asked`: how often; `covers`: which period the figure is about."""

    id: Id
    title: Text
    lead: Text
    asked: Literal["quarter", "year"]
    covers: Literal["year", "four_quarters", "year_to_date"]
    parts: tuple[Part, ...] = Field(min_length=1)
    steps: tuple[Step, ...] = Field(min_length=1)
    goes_to: tuple[GoesTo, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
    reference: Reference

    @model_validator(mode="after")
    def _names_what_is_there(self) -> Self:
        known: set[str] = set()
        for at, part in enumerate(self.parts):
            _once(part.id, known, ("parts", at, "id"))
        for at, step in enumerate(self.steps):
            for name in step.of:
                if name not in known:
                    said = f"step {step.id} uses {name}, which stands nowhere before it"
                    raise wrong(said, "name a part or an earlier step", ("steps", at, "of"))
            _once(step.id, known, ("steps", at, "id"))
        return self._sent_on({one.id for one in self.steps})

    def _sent_on(self, steps: set[str]) -> Self:
        parts = {one.id for one in self.parts}
        for at, one in enumerate(self.parts):
            if one.not_above is not None and one.not_above not in parts:
                raise wrong(f"there is no part '{one.not_above}'", "name one", ("parts", at, "not_above"))
            if one.earlier is not None and one.earlier.step not in steps:
                raise wrong(f"there is no step '{one.earlier.step}'", "name one", ("parts", at, "earlier"))
        for at, goes in enumerate(self.goes_to):
            if goes.step not in steps:
                raise wrong(f"there is no step '{goes.step}'", "name one", ("goes_to", at, "step"))
        return self

    def part(self, part_id: str) -> Part:
        return next(one for one in self.parts if one.id == part_id)

    def of_plan(self, plan: str) -> tuple[GoesTo, ...]:
        return tuple(one for one in self.goes_to if one.plan == plan)


class Reported(Strict):
    """Every kind of figure that comes from outside, and the rules for taking them in."""

    reference: Reference
    largest_import: Whole = Field(ge=1_000, le=1_000_000)  # bytes of a CSV or XLSX file
    evidence_needed: Truth  # a figure is approved only with a file that shows it
    units: tuple[ReportedUnit, ...] = Field(min_length=1)
    forms: tuple[Form, ...]
    delivery: tuple[Part, ...] = Field(min_length=3, max_length=3)  # document, prepared, received
    delivery_notes: tuple[Note, ...] = ()
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _units_known(self) -> Self:
        units = {one.id for one in self.units}
        do = f"write one of: {', '.join(sorted(units))}"
        for at, form in enumerate(self.forms):
            used = [("parts", place, part.unit) for place, part in enumerate(form.parts) if part.unit]
            used += [("steps", place, step.unit) for place, step in enumerate(form.steps)]
            for field, place, unit in used:
                if unit not in units:
                    raise wrong(f"there is no unit '{unit}'", do, ("forms", at, field, place, "unit"))
        if [one.id for one in self.delivery] != ["document", "prepared", "received"]:
            raise wrong(
                "delivery must tell document, prepared and received", "write these three", ("delivery",)
            )
        return self

    def unit(self, unit_id: str) -> ReportedUnit:
        return next(one for one in self.units if one.id == unit_id)
