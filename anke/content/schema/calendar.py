"""The calendar as data: which holidays the law gives, and which other days this authority keeps closed."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Reference, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules import calendar as rules


class Place(Strict):
    """Where a holiday falls: days after Easter Sunday, or a month and a day."""

    easter: Whole | None = None
    month: Whole | None = Field(default=None, ge=1, le=12)
    day: Whole | None = Field(default=None, ge=1, le=31)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        fixed = self.month is not None and self.day is not None
        if (self.easter is not None) == fixed or (self.month is None) != (self.day is None):
            raise wrong("a holiday falls in one way", "write easter: (days after it), or month: and day:")
        return self

    def in_year(self, year: int) -> date | None:
        """The day it is in a year; None where that year has no such day."""
        if self.easter is not None:
            return rules.easter_sunday(year) + timedelta(days=self.easter)
        try:
            return date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None


class Holiday(Strict):
    """A public holiday. `holds` says from when it is one, and from when no longer."""

    id: Id
    title: Text
    falls: Place
    holds: History[Truth]


class PublicHolidays(Strict):
    reference: Reference
    holidays: tuple[Holiday, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()


class SwitchedDay(Strict):
    """A day no law makes a public holiday; whether it counts as closed is the authority's dated choice."""

    day: Literal["ascension_friday", "constitution_day", "christmas_eve", "new_years_eve"]
    closed: History[Truth]
    notes: tuple[Note, ...] = ()


class Closings(Strict):
    """One calendar: what it is for, and the days closed in it besides weekends and public holidays."""

    name: Literal["working", "expiry"]
    title: Text
    purpose: Text
    reference: Reference
    days: tuple[SwitchedDay, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()

    def to_rules(self) -> rules.Calendar:
        closings = (
            rules.Closing(entry.since, one.day, entry.value)
            for one in self.days
            for entry in one.closed.values
        )
        return rules.Calendar(self.name, tuple(sorted(closings)))


class CalendarContent:
    """The holidays and the two calendars of an authority."""

    def __init__(self, holidays: PublicHolidays, calendars: Iterable[Closings]) -> None:
        self.holidays = {one.id: one for one in holidays.holidays}
        self.closings = {one.name: one for one in calendars}

    def to_rules(self) -> rules.Calendars:
        """What the deadline rules count by."""
        return rules.Calendars(
            working=self.closings["working"].to_rules(), expiry=self.closings["expiry"].to_rules()
        )

    def holiday_on(self, day: date, offset: int) -> Holiday | None:
        """The public holiday a day is, `offset` days after Easter Sunday of its year; None: it is none."""
        for one in self.holidays.values():
            fixed = (one.falls.month, one.falls.day) == (day.month, day.day)
            if (one.falls.easter == offset or fixed) and one.holds.on(day):
                return one
        return None
