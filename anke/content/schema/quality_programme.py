"""How the quality programme is run where its paper does not say: when each activity is due and who sees to
it, what may be drawn, and how the central measurement is scored."""

from typing import Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import Day, Id, Reference, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.content.schema.quality_areas import Areas, OfficeReports, Reasonings, Thematics
from anke.content.schema.quality_form import Criterion
from anke.content.schema.quality_learning import Procedure, Theme
from anke.rules.roles import Role

Unit = Literal["employee", "office", "agency"]
Period = Literal["month", "quarter", "half_year", "year"]


class Wheel(Strict):
    """When an activity is due: once for every unit and period, so many days after the period's last day."""

    activity: str
    each: Unit
    period: Period
    days_after: Whole = Field(ge=0, le=366)
    responsible: Role
    notes: tuple[Note, ...] = ()


class Drawing(Strict):
    """What an activity draws: cases decided in a year, by office, so many of each or so many in all.

    Half-yearly: of chosen offices, decided in the half year before. `offices` is set when such a draw is
    planned; empty, every office counts.
    """

    activity: str
    per: Literal["year", "half_year"] = "year"
    per_office: Whole | None = Field(default=None, ge=1)
    total: Whole | None = Field(default=None, ge=1)  # shared in proportion to the offices' cases
    reserve: Whole = Field(ge=0)  # further tickets of each office
    area_kinds: tuple[Literal["appeal", "board", "supervision", "imported"], ...] = Field(min_length=1)
    private_only: Truth = False
    not_private: tuple[Id, ...] = ()  # law areas whose decisions go to no private citizen
    offices: tuple[Whole, ...] = ()
    restricted: Truth = False  # whether cases of restricted access may be drawn
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _one_size(self) -> Self:
        if (self.per_office is None) == (self.total is None):
            raise wrong("a draw needs one size", "write per_office: or total:, not both")
        return self


class Part(Strict):
    """One part of the central measurement."""

    id: Literal["A", "B"]
    activity: str
    title: Text
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    scale: Text  # the part's score in words
    most: Whole = Field(gt=0)  # points at most

    def criterion(self, name: str) -> Criterion | None:
        return next((one for one in self.criteria if one.id == name), None)


class Monthly(Strict):
    """The monthly follow-up of each employee: who is reviewed, on what, and when nobody needs to be."""

    roles: tuple[Role, ...] = Field(min_length=1)  # who counts as case-processing
    fewest_days: Whole = Field(ge=1, le=20)  # weekdays at work in the month; with fewer there is no review
    months_back: Whole = Field(ge=0, le=12)  # where nothing was decided in the month, how far back is looked
    questions: tuple[Criterion, ...] = Field(min_length=1)
    reference: Reference
    notes: tuple[Note, ...] = ()

    def question(self, name: str) -> Criterion | None:
        return next((one for one in self.questions if one.id == name), None)


class Central(Strict):
    """The central measurement: its two parts, and how their scores become one."""

    parts: tuple[Part, ...] = Field(min_length=2, max_length=2)
    total: Text  # the rule in words
    notes: tuple[Note, ...] = ()

    def part(self, name: str) -> Part:
        return next(one for one in self.parts if one.id == name)


class Programme(Strict):
    """`valid_from`: the first day of the first period it counts for. `asked_from`: periods that had begun
    before that day are asked of nobody; what was done in them all the same stands as done."""

    valid_from: Day
    asked_from: Day | None = None
    wheel: tuple[Wheel, ...] = Field(min_length=1)
    drawings: tuple[Drawing, ...] = ()
    monthly: Monthly | None = None
    areas: Areas | None = None
    office_reports: OfficeReports | None = None
    thematics: Thematics | None = None
    reasonings: Reasonings | None = None
    central: Central
    themes: tuple[Theme, ...] = ()  # what findings are gathered under
    inquiries: tuple[Procedure, ...] = ()  # how inquiries after a decision are handled
    reference: Reference
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _employees_by_month(self) -> Self:
        if self.monthly and any(one.each == "employee" and one.period != "month" for one in self.wheel):
            raise wrong("employees are followed up on by month", "write period: month, or leave monthly: out")
        return self

    def drawing(self, activity: str) -> Drawing | None:
        return next((one for one in self.drawings if one.activity == activity), None)

    def theme(self, name: str) -> Theme | None:
        return next((one for one in self.themes if one.id == name), None)

    def procedure(self, inquiry: str) -> Procedure | None:
        return next((one for one in self.inquiries if one.inquiry == inquiry), None)
