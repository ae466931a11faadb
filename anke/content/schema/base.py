"""What every content file is made of: words in two languages, references, and values with a date.

Source: dated parameters with their reference in each value are learnt from openfisca's country template.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

T = TypeVar("T")


def wrong(what: str, do: str, at: tuple[str | int, ...] = ()) -> PydanticCustomError:
    """An error that says what is wrong and what to do; `at` leads from the model to the very value."""
    return PydanticCustomError("wrong", "{what} — {do}", {"what": what, "do": do, "at": list(at)})


def _day(given: Any) -> date:
    if isinstance(given, date):
        return given
    raise wrong(
        f"{given!r} is no day of the calendar", "write year-month-day without quotes, for example 2025-02-28"
    )


Day = Annotated[date, BeforeValidator(_day)]
Whole = Annotated[int, Field(strict=True)]
Truth = Annotated[bool, Field(strict=True)]
ID = r"^[a-z][a-z0-9_]*$"
Id = Annotated[str, Field(pattern=ID)]


class Strict(BaseModel):
    """Unknown keys are refused: a misspelt key must never be a silent default."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


class Text(Strict):
    """Words for people, Danish and English."""

    da: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def __getitem__(self, language: str) -> str:
        return self.en if language.startswith("en") else self.da


class Reference(Strict):
    """Where a value comes from: a law (`href`) or one of the authority's papers (`file`, with lines)."""

    title: str = Field(min_length=1)
    href: str | None = None
    file: str | None = None
    lines: str | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.href or self.file):
            raise wrong(
                "a reference must lead somewhere",
                "write href: (an address) or file: (a paper's name) beside the title",
            )
        return self


class Dated(Strict, Generic[T]):
    """A value from a day on, until the next one."""

    since: Day = Field(alias="from")
    value: T
    reference: Reference
    note: Text | None = None


class History(Strict, Generic[T]):
    """A value through time. Dates ascend and none stands twice."""

    values: tuple[Dated[T], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for at, (before, after) in enumerate(zip(self.values, self.values[1:], strict=False), 1):
            if after.since == before.since:
                raise wrong(
                    f"from: {after.since} stands twice", "keep one value a day", ("values", at, "from")
                )
            if after.since < before.since:
                raise wrong(
                    f"from: {after.since} comes after {before.since} in the file but before it in time",
                    "put the earliest date first",
                    ("values", at, "from"),
                )
        return self

    def on(self, day: date) -> T | None:
        """The value in force on a day; None before the first."""
        entry = self.entry(day)
        return None if entry is None else entry.value

    def entry(self, day: date) -> Dated[T] | None:
        """The value in force on a day with its reference and note; None before the first."""
        found = None
        for entry in self.values:
            if entry.since > day:
                break
            found = entry
        return found


def parts(whole: Any) -> Iterator[tuple[tuple[str | int, ...], "Strict"]]:
    """Every model inside a model, itself included, each with the path that leads to it in the file."""
    stack: list[tuple[tuple[str | int, ...], Any]] = [((), whole)]
    while stack:
        path, here = stack.pop()
        if isinstance(here, Strict):
            yield path, here
            fields = type(here).model_fields
            stack.extend(
                ((*path, field.alias or name), getattr(here, name)) for name, field in fields.items()
            )
        elif isinstance(here, tuple | list):
            stack.extend(((*path, at), item) for at, item in enumerate(here))
        elif isinstance(here, dict):
            stack.extend(((*path, key), item) for key, item in here.items())
