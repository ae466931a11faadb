"""How an authority works its cases where no law says: waits, limits of back-dating, which outcome counts."""

from datetime import date
from typing import Literal

from pydantic import Field

from anke.content.schema.base import History, Id, Strict, Text
from anke.content.schema.deadline import Term
from anke.content.schema.notes import Note
from anke.rules.deadlines import DeadlineRule, Roll


class Wait(History[Term]):
    """How long something may wait before somebody must look at it again."""

    id: Literal["pause", "approval", "dispatch", "review"]
    title: Text

    def rule_on(self, day: date) -> DeadlineRule | None:
        """How the wait is counted from an event on a day; None before the first dated value."""
        term = self.on(day)
        return None if term is None else DeadlineRule(term.value, term.unit, 0, Roll.NEXT, "working")


class BackDating(History[Term]):
    title: Text


class TwoPersons(Strict):
    """Decisions that two must agree on: with one of these outcomes, or in one of these case types."""

    outcomes: tuple[Id, ...] = ()
    case_types: tuple[Id, ...] = ()


class Casework(Strict):
    waits: tuple[Wait, ...] = Field(min_length=4, max_length=4)
    back_dating: BackDating
    two_persons: History[TwoPersons]
    most_far_reaching: History[tuple[Id, ...]]
    notes: tuple[Note, ...] = ()

    def wait(self, name: str) -> Wait:
        return next(one for one in self.waits if one.id == name)
