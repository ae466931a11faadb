"""The activities of the programme that end in words: an office's main areas (Q3), its half-yearly report
(Q4), a thematic follow-up (Q6) and the good reasoning (Q7). Who does what, what is asked, and the limits."""

from pydantic import Field

from anke.content.schema.base import Id, Reference, Strict, Text, Truth, Whole
from anke.content.schema.notes import Note
from anke.content.schema.quality_form import Criterion
from anke.rules.roles import Role


class WordPart(Strict):
    """A part of a report that people write."""

    id: Id
    title: Text
    help: Text | None = None


class Areas(Strict):
    """The follow-up on an office's main areas."""

    done_by: tuple[Role, ...] = Field(min_length=1)  # the office's management team
    fewest_cases: Whole = Field(ge=1)
    most_cases: Whole = Field(ge=1)
    reference: Reference
    notes: tuple[Note, ...] = ()


class OfficeReports(Strict):
    """The half-yearly report of an office. `fewest_employees`: with fewer people behind them, the answers of
    the monthly follow-up are not told, for they would tell of one."""

    written_by: tuple[Role, ...] = Field(min_length=1)
    discussed_with: tuple[Role, ...] = Field(min_length=1)
    read_by: tuple[Role, ...] = ()  # whoever else reads it, once it has been discussed
    fewest_employees: Whole = Field(ge=1)
    parts: tuple[WordPart, ...] = Field(min_length=1)
    reference: Reference
    notes: tuple[Note, ...] = ()


class Member(Strict):
    """Who a working group must have: so many in a role at least, or everybody who holds it."""

    role: Role
    at_least: Whole = Field(default=0, ge=0)
    every: Truth = False


class Thematics(Strict):
    """The thematic follow-up. How many a year at most stands in the model itself (Q6's frequency)."""

    recommended_by: tuple[Role, ...] = Field(min_length=1)
    decided_by: tuple[Role, ...] = Field(min_length=1)
    members: tuple[Member, ...] = Field(min_length=1)
    days_to_reply: Whole = Field(ge=1, le=366)  # proposed; whoever asks may set another day
    label: Text  # stands wherever the cases are shown
    reference: Reference
    notes: tuple[Note, ...] = ()


class Reasonings(Strict):
    """The good reasoning: what is asked of each case, and what the report of an office says."""

    read_by: tuple[Role, ...] = Field(min_length=1)
    handed_to: tuple[Role, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)
    parts: tuple[WordPart, ...] = Field(min_length=1)
    reference: Reference
    notes: tuple[Note, ...] = ()

    def criterion(self, name: str) -> Criterion | None:
        return next((one for one in self.criteria if one.id == name), None)
