"""A results plan (resultatplan): what the authority and the ministry have agreed for a year, as data.

Source of the shape: Resultatplan for Ankestyrelsen 2024 and 2025. Goal ids are strings: "1.10" is not 1.1.
"""

from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import Day, Id, Reference, Strict, Text, Whole, wrong
from anke.content.schema.measured import Codes
from anke.content.schema.notes import Note, Quote
from anke.content.schema.plan_faults import QUARTERS, faults
from anke.content.schema.subgoal import Basis, Completeness, Subgoal
from anke.rules.definitions import Clause, Measure, Unit
from anke.rules.periods import Period, quarter
from anke.rules.scoring import Logic


class PlanError(LookupError):
    """The plan has no such goal, or no such figure. The message says what it has."""


class FocusArea(Strict):
    id: str
    title: Text
    quote: Quote


class Signatory(Strict):
    role: Text
    name: str
    organisation: Text


class Validity(Strict):
    first: Day
    last: Day
    signed_on: Day | None = None
    signed_place: str | None = None


class Group(Strict):
    """A heading goals stand under, where the paper has others than the two of Ankestyrelsen's plans."""

    id: Id
    title: Text


class Scoring(Strict):
    """Every goal counts the same, unless goals have a `weight`; whole or not at all, but for `grades`."""

    goal_count: Whole
    default_logic: Logic
    quotes: tuple[Quote, ...]
    consequences: tuple[Text, ...]
    rounding: Note
    notes: tuple[Note, ...] = ()


class OtherReport(Strict):
    to: Text
    what: Text
    reference: Reference


class Reporting(Strict):
    """When and how figures are handed over. `shift`: where the last day is no working day."""

    frequency: Literal["quarterly", "half_yearly", "yearly"]
    days: Annotated[int, Field(strict=True, gt=0)]
    shift: Literal["next", "previous", "no"]
    quotes: tuple[Quote, ...]
    annual: Text
    deviations: Text
    others: tuple[OtherReport, ...] = ()
    notes: tuple[Note, ...] = ()


class Continues(Strict):
    """The goal of an earlier plan that a goal goes on with. Its parts go on with those of the same letter."""

    plan: Annotated[str, Field(pattern=r"^\d{4}$")]
    goal: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    reference: Reference


class Goal(Strict):
    id: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    title: Text
    group: Id
    logic: Logic
    weight: Annotated[Decimal, Field(gt=0)] | None = (
        None  # against the other goals'; none: all weigh the same
    )
    requires: tuple[str, ...] = ()  # goals without which this one is not met, whatever its own parts say
    logic_quote: Quote | None = None
    focus_area: str | None = None
    ressort: tuple[Text, ...] = ()
    continues: Continues | None = None  # none: a new goal
    quotes: tuple[Quote, ...]
    context: tuple[Text, ...] = ()
    lost: Note | None = None  # what the paper's text no longer holds
    subgoals: tuple[Subgoal, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
    reference: Reference

    @model_validator(mode="after")
    def _own_subgoals(self) -> Self:
        for at, subgoal in enumerate(self.subgoals):
            if not subgoal.id.startswith(self.id + "."):
                what = f"subgoal {subgoal.id} stands under goal {self.id}"
                raise wrong(what, f"begin its id with {self.id}.", ("subgoals", at, "id"))
        if self.logic is Logic.ANY_OF and len(self.subgoals) < 2:
            raise wrong("any_of with one subgoal", "write all_of, or add the others", ("logic",))
        return self


class Plan(Strict):
    id: Annotated[str, Field(pattern=r"^\d{4}$")]
    year: Whole
    title: Text
    agency: Text
    ministry: Text
    valid: Validity
    signatories: tuple[Signatory, ...] = ()
    strategy: Text
    vision: Quote | None = None
    mission: Quote | None = None
    focus_areas: tuple[FocusArea, ...] = ()
    groups: tuple[Group, ...] = ()
    scoring: Scoring
    reporting: Reporting
    counting: tuple[Note, ...] = ()  # choices that hold for every figure computed from events
    goals: tuple[Goal, ...]
    gaps: tuple[Note, ...] = ()  # cases that no goal counts
    notes: tuple[Note, ...] = ()
    reference: Reference

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        found = faults(self.model_dump(by_alias=True, exclude_unset=True))
        if found:
            raise wrong(found[0].what, found[0].do, found[0].path)
        return self

    @property
    def weighted(self) -> bool:
        """Whether the goals count differently."""
        return len({goal.weight for goal in self.goals}) > 1

    @property
    def graded(self) -> bool:
        """Whether a goal can count in part."""
        return any(one.grades for one in self.subgoals())

    def reports(self) -> tuple[Period, ...]:
        """The quarters after which a report is due, in order; each judges the year to date."""
        return tuple(quarter(self.year, number) for number in QUARTERS[self.reporting.frequency])

    def subgoals(self) -> tuple[Subgoal, ...]:
        return tuple(subgoal for goal in self.goals for subgoal in goal.subgoals)

    def goal(self, goal_id: str) -> Goal:
        for goal in self.goals:
            if goal.id == goal_id:
                return goal
        has = ", ".join(goal.id for goal in self.goals)
        raise PlanError(f"Plan {self.id} has no goal {goal_id}. It has {has}.")

    def subgoal(self, subgoal_id: str) -> Subgoal:
        for subgoal in self.subgoals():
            if subgoal.id == subgoal_id:
                return subgoal
        has = ", ".join(one.id for one in self.subgoals())
        raise PlanError(f"Plan {self.id} has no subgoal {subgoal_id}. It has {has}.")

    def computed(self) -> tuple[Subgoal, ...]:
        """The subgoals answered by one figure from the events."""
        return tuple(one for one in self.subgoals() if one.basis is Basis.COMPUTED)

    def measure(self, subgoal_id: str, year: int | None = None, *, codes: Codes | None = None) -> Measure:
        """A subgoal's figure as a complete definition, by the limit in force in `year` (default: the plan's).

        Its id is `2025/1.2.a`; where another year's limit makes another definition, `2025/1.3.a@2024`.
        PlanError where the subgoal does not exist or is not computed from events.
        """
        subgoal = self.subgoal(subgoal_id)
        if subgoal.computed is None:
            has = ", ".join(one.id for one in self.computed())
            raise PlanError(
                f"{subgoal_id} is not computed from events ({subgoal.basis}). Those that are: {has}."
            )
        wanted = year or self.year
        other = subgoal.computed.limit_in(wanted) != subgoal.computed.limit_in(self.year)
        name = f"{self.id}/{subgoal_id}" + (f"@{wanted}" if other else "")
        return subgoal.computed.to_measure(name, Unit(subgoal.unit.value), wanted, codes or _codes())

    def measures(self, *, codes: Codes | None = None) -> dict[str, Measure]:
        """Every computed subgoal's figure, by subgoal id."""
        known = codes or _codes()
        return {one.id: self.measure(one.id, codes=known) for one in self.computed()}

    def cells(self, subgoal_id: str, *, codes: Codes | None = None) -> dict[tuple[str, str], Measure]:
        """The figures a completeness subgoal asks for, by (board's case type, figure id)."""
        subgoal = self.subgoal(subgoal_id)
        if subgoal.completeness is None:
            raise PlanError(f"{subgoal_id} asks for no set of figures ({subgoal.basis}).")
        return _cells(f"{self.id}/{subgoal_id}", subgoal.completeness, codes or _codes())


def _cells(name: str, asked: Completeness, codes: Codes) -> dict[tuple[str, str], Measure]:
    return {
        (board, cell.id): Measure(
            id=f"{name}/{board}/{cell.id}",
            kind=cell.kind,
            unit=cell.unit,
            population=(Clause(case_types=(codes.case_types[board],)),),
            stop=cell.stop,
        )
        for board in asked.boards
        for cell in asked.figures
    }


def _codes() -> Codes:
    # Asked for when used: the loader reads this file's models before it knows any code.
    from anke.content import load

    content = load.content()
    by_area: dict[str, list[int]] = {area: [] for area in content.areas}
    for one in content.case_types.values():
        by_area[one.area].append(one.code)
    return Codes(
        areas={area: tuple(sorted(codes)) for area, codes in by_area.items()},
        case_types={name: one.code for name, one in content.case_types.items()},
        outcomes={name: one.code for name, one in content.outcomes.items()},
    )
