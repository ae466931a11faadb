"""Deadlines: how long somebody has, from which event, counted how. The rules do the counting."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Strict, Text, Truth, Whole, wrong
from anke.content.schema.notes import Note
from anke.rules.deadlines import DeadlineRule, Roll
from anke.rules.definitions import Limit, Span

Nature = Literal["absolute", "statutory", "agreed", "practice", "report"]
Column = Literal["received_on", "meeting_decided_on", "decided_on", "closed_on"]


class Term(Strict):
    """How long: a number and its unit. Each deadline states its own unit."""

    value: Whole = Field(gt=0)
    unit: Span

    def limit(self) -> Limit:
        return Limit(self.value, self.unit)


class Applies(Strict):
    """Which cases: everything that is set must hold."""

    areas: tuple[Id, ...] = ()
    case_types: tuple[Id, ...] = ()
    fully_informed: Truth | None = None  # at receipt


class Clock(Strict):
    """From which date of a case to which; in the words of the facts."""

    start: Column = "received_on"
    stop: Column = "decided_on"


class Deadline(Strict):
    """One deadline and everything that decides where it falls.

    nature: absolute = statutory and the law describes no exception · statutory = by law · agreed = between
    ministry and authority · practice = how things are done · report = what the authority must hand in.
    binds: each_case = every case by itself · mean = the average of the cases · stock = what is still pending.
    """

    id: Id
    title: Text
    nature: Nature
    binds: Literal["each_case", "mean", "stock", "act"]
    who: Text  # who must act
    begins: Text  # the event it runs from
    ends: Text  # what must have happened
    applies: tuple[Applies, ...] = ()
    clock: Clock | None = None
    term: History[Term]
    first_day: Literal[0, 1] = 0  # which day the day of the event is
    roll: Roll  # where the last day is closed
    calendar: Literal["working", "expiry"] = "working"
    pausable: Truth | None = None  # None: the source does not say
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _case_or_act(self) -> Self:
        if (self.binds == "act") != (self.clock is None):
            raise wrong(
                f"binds: {self.binds} does not fit the clock",
                "give clock: {start, stop} where cases are bound, and none where binds is act",
                ("binds",),
            )
        if self.clock is not None and not self.applies:
            raise wrong("no cases are bound", "add applies: and the areas or case types", ("binds",))
        return self

    @property
    def is_target(self) -> bool:
        """Whether it is for many cases taken together: no single case is late by it."""
        return self.binds in ("mean", "stock")

    def rule_on(self, day: date) -> DeadlineRule | None:
        """What the calendar engine counts by, for an event on a day; None before the first dated value."""
        term = self.term.on(day)
        if term is None:
            return None
        return DeadlineRule(term.value, term.unit, self.first_day, self.roll, self.calendar)


class Deadlines(Strict):
    deadlines: tuple[Deadline, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
