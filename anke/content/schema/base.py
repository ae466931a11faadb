"""What every content file is made of: words in two languages, references, and values with a date.

Source: the way dated parameters carry their reference inside each value is learnt from openfisca's country template.
"""

from datetime import date
from typing import Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field, model_validator

T = TypeVar("T")


class Strict(BaseModel):
    """Unknown keys are refused: a misspelt key must never be a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Strict):
    """Words for people, Danish and English."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


class Reference(Strict):
    """Where a value comes from: a law (`href`), or one of the authority's papers (`file`, with lines or page)."""

    title: str = Field(min_length=1)
    href: str | None = None
    file: str | None = None
    lines: str | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.href or self.file):
            raise ValueError("a reference must lead somewhere: write href: (an address) or file: (a paper's name)")
        return self


class Dated(Strict, Generic[T]):
    """A value from a day on, until the next one."""

    since: date = Field(alias="from")
    value: T
    reference: Reference
    note: Text | None = None


class History(Strict, Generic[T]):
    """A value through time. Dates ascend and none stands twice."""

    values: tuple[Dated[T], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [entry.since for entry in self.values]
        for before, after in zip(days, days[1:], strict=False):
            if after <= before:
                raise ValueError(f"from: {after} must come after {before}: put the dates in order, each once")
        return self

    def on(self, day: date) -> T | None:
        """The value in force on a day; None before the first."""
        found = None
        for entry in self.values:
            if entry.since > day:
                break
            found = entry.value
        return found
