"""How an authority works its cases where no law says: waits, limits of back-dating, which outcome counts."""

from datetime import date
from typing import Final, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import History, Id, Strict, Text, Truth, wrong
from anke.content.schema.deadline import Term
from anke.content.schema.notes import Note
from anke.rules.deadlines import DeadlineRule, Roll

WITHOUT_MERITS: Final = ("dismissed", "referred")  # the outcomes of a case closed without a decision


class Wait(History[Term]):
    """How long something may wait before somebody must look at it again."""

    id: Literal["pause", "approval", "dispatch", "review"]
    title: Text

    def rule_on(self, day: date) -> DeadlineRule | None:
        """How the wait is counted from an event on a day; None before the first dated value."""
        term = self.on(day)
        return None if term is None else DeadlineRule(term.value, term.unit, 0, Roll.NEXT, "working")


class BackDating(History[Term]):
    """How far back something can be said to have happened when it is recorded."""

    id: Literal["pause", "extension", "decision", "dispatch", "other"]
    title: Text


class TwoPersons(Strict):
    """What two must agree on: cases that end with one of these outcomes (dismissed and referred among them),
    and decisions in one of these case types; `without_merits`: and when such a case is dismissed or referred.
    """

    outcomes: tuple[Id, ...] = ()
    case_types: tuple[Id, ...] = ()
    without_merits: Truth = False

    def asks(self, case_type: str, outcome: str | None) -> bool:
        """Whether two must agree where a case of that type ends so.

        >>> rule = TwoPersons(outcomes=("changed",), case_types=("adoption",))
        >>> [rule.asks("adoption", one) for one in ("affirmed", "dismissed")], rule.asks("pension", "changed")
        ([True, False], True)
        """
        of_its_kind = case_type in self.case_types and (self.without_merits or outcome not in WITHOUT_MERITS)
        return of_its_kind or outcome in self.outcomes


class Casework(Strict):
    waits: tuple[Wait, ...] = Field(min_length=4, max_length=4)
    back_dating: tuple[BackDating, ...] = Field(min_length=5, max_length=5)
    two_persons: History[TwoPersons]
    most_far_reaching: History[tuple[Id, ...]]
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        for where in ("waits", "back_dating"):
            ids = [one.id for one in getattr(self, where)]
            if len(set(ids)) < len(ids):
                raise wrong("one stands twice", "give each its own id", (where,))
        return self

    def back_dated(self, name: str) -> BackDating:
        return next(one for one in self.back_dating if one.id == name)

    def wait(self, name: str) -> Wait:
        return next(one for one in self.waits if one.id == name)
