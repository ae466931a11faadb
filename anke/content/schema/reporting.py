"""How reports to the ministry are prepared: when people are reminded, and what no plan says."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Reference, Strict, Whole, wrong
from anke.content.schema.notes import Note

Days = Annotated[int, Field(strict=True, ge=1, le=60)]


class Reminders(Strict):
    """On which days before the due date people are reminded; once more when it has passed."""

    days_before: tuple[Days, ...]

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if list(self.days_before) != sorted(set(self.days_before), reverse=True):
            raise wrong("the days do not fall", "write each number once, the largest first", ("days_before",))
        return self


class AnnualDay(Strict):
    """The day of the following year on which the annual report is due."""

    month: Whole = Field(ge=1, le=12)
    day: Whole = Field(ge=1, le=28)


class AnnualDue(Strict):
    """When the annual report over all goals is due; left out where no paper says."""

    due: AnnualDay | None = None


class ReportingRules(Strict):
    """reporting.yaml."""

    reference: Reference
    reminders: History[Reminders]
    annual: History[AnnualDue]
    notes: tuple[Note, ...] = ()
