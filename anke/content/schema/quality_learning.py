"""What is learnt: the themes of findings, and the fixed procedures of inquiries after a decision."""

from typing import Final, Literal, Self

from pydantic import Field, model_validator

from anke.content.schema.base import Id, Reference, Strict, Text, Whole, wrong
from anke.content.schema.notes import Note, NoteKind
from anke.rules.roles import Role

StepKind = Literal["plain", "management", "answer", "learning", "similar"]
# What every procedure has: the memo asks for management's hand, learning, and a look at similar cases.
ALWAYS: Final[tuple[StepKind, ...]] = ("management", "answer", "learning", "similar")


class Theme(Strict):
    """What several findings have in common. `questions` (of the monthly follow-up) and `criteria` (of the
    central measurement, as A.correct) are those whose answers say how the theme stands."""

    id: Id
    title: Text
    questions: tuple[Id, ...] = ()
    criteria: tuple[str, ...] = ()
    reference: Reference | None = None
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _comes_from_somewhere(self) -> Self:
        if self.reference is None and not any(one.kind is NoteKind.CHOICE for one in self.notes):
            raise wrong("a theme from nowhere", "write reference:, or a note of kind choice")
        return self


class ProcedureStep(Strict):
    """One step. `by`: the roles that may take it; left out: whoever handles the inquiry."""

    id: Id
    title: Text
    kind: StepKind = "plain"
    by: tuple[Role, ...] = ()


class Procedure(Strict):
    """The fixed procedure of one kind of inquiry, step by step; the days it has where nobody sets a day; and
    the cases it can be about: decided ones, closed ones, or any."""

    inquiry: str = Field(pattern=r"^Q[0-9]\.[0-9]$")
    cases: Literal["decided", "closed", "any"]
    days: Whole = Field(ge=1, le=366)
    steps: tuple[ProcedureStep, ...] = Field(min_length=4)
    reference: Reference
    notes: tuple[Note, ...] = ()

    @model_validator(mode="after")
    def _complete(self) -> Self:
        kinds = [one.kind for one in self.steps]
        for kind in ALWAYS:
            if kinds.count(kind) != 1:
                raise wrong(f"a procedure needs one {kind} step", f"write one step with kind: {kind}")
        if not all(one.by for one in self.steps if one.kind == "management"):
            raise wrong("a management step without management", "write by: and the roles that take it")
        if kinds.index("management") > kinds.index("answer"):
            raise wrong("an answer before management's step", "put the management step first")
        return self

    def step(self, name: str) -> ProcedureStep | None:
        return next((one for one in self.steps if one.id == name), None)
