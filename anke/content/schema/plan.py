"""A results plan (resultatplan): what the authority and the ministry have agreed for a year, as data.

Source of the shape: Resultatplan for Ankestyrelsen 2024 and 2025. Goal ids are strings: "1.10" is not 1.1.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import Day, Reference, Strict, Text, Whole, wrong
from anke.content.schema.measured import Codes
from anke.content.schema.notes import Note, Quote
from anke.content.schema.subgoal import Basis, Completeness, Subgoal
from anke.rules.definitions import Clause, Measure, Unit
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


class Scoring(Strict):
    """Every goal counts the same, and counts whole or not at all."""

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

    frequency: Literal["quarterly"]
    days: Annotated[int, Field(strict=True, gt=0)]
    shift: Literal["next", "previous", "no"]
    quotes: tuple[Quote, ...]
    annual: Text
    deviations: Text
    others: tuple[OtherReport, ...] = ()
    notes: tuple[Note, ...] = ()


class Goal(Strict):
    id: Annotated[str, Field(pattern=r"^\d+\.\d+$")]
    title: Text
    group: Literal["strategic_core", "economic_organisational"]
    logic: Logic
    logic_quote: Quote | None = None
    focus_area: str | None = None
    ressort: tuple[Text, ...] = ()
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
    focus_areas: tuple[FocusArea, ...]
    scoring: Scoring
    reporting: Reporting
    counting: tuple[Note, ...] = ()  # choices that hold for every figure computed from events
    goals: tuple[Goal, ...]
    gaps: tuple[Note, ...] = ()  # cases that no goal counts
    notes: tuple[Note, ...] = ()
    reference: Reference

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if len(self.goals) != self.scoring.goal_count:
            what = f"the plan has {len(self.goals)} goals, goal_count says {self.scoring.goal_count}"
            raise wrong(what, "write every goal the paper has", ("goals",))
        ids = [goal.id for goal in self.goals] + [one.id for one in self.subgoals()]
        twice = sorted({one for one in ids if ids.count(one) > 1})
        if twice:
            what = f"{', '.join(twice)} stands more than once"
            raise wrong(what, "give every goal and subgoal an id of its own", ("goals",))
        known = {area.id for area in self.focus_areas}
        for at, goal in enumerate(self.goals):
            if goal.focus_area is not None and goal.focus_area not in known:
                what = f"goal {goal.id} has the focus area {goal.focus_area}, which the plan has not"
                raise wrong(what, f"write one of: {', '.join(sorted(known))}", ("goals", at, "focus_area"))
        return self

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
