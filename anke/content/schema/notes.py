"""What is said about a value: the paper's own words, its footnotes, and every doubt it leaves open.

A doubt is never settled in silence. Where the program must choose to be able to count at all, the note is a
`choice`: it says what is done and why, and lists what else the paper could mean.
"""

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from anke.content.schema.base import Reference, Strict, Text, wrong


class NoteKind(StrEnum):
    AMBIGUITY = "ambiguity"  # the paper can be read in more than one way, or does not say
    CHOICE = "choice"  # … and here is what the program does about it
    OBSERVATION = "observation"  # something a reader should know
    MISPRINT = "misprint"  # the paper contradicts itself or has a slip of the pen
    GAP = "gap"  # cases no goal counts
    LOST = "lost"  # the paper's text has lost this
    OUTSIDE = "outside"  # known from somewhere else than the paper
    TO_CHECK = "to_check"  # carried from memory: to be held against the law's text


class Quote(Strict):
    """The paper's own words, letter for letter, and where they stand. Never translated: they are evidence."""

    da: str = Field(min_length=1)
    reference: Reference


class Note(Strict):
    """Something to know before a value is believed. A choice names its alternatives."""

    kind: NoteKind
    text: Text
    alternatives: tuple[Text, ...] = ()
    reference: Reference | None = None

    @model_validator(mode="after")
    def _choice_has_alternatives(self) -> Self:
        if self.kind is NoteKind.CHOICE and not self.alternatives:
            raise wrong(
                "a choice without alternatives", "add alternatives: and what else could have been chosen"
            )
        if self.kind is not NoteKind.CHOICE and self.alternatives:
            raise wrong(f"alternatives in a note of kind {self.kind}", "write kind: choice, or remove them")
        return self


class Footnote(Strict):
    """A footnote of the paper, with its mark."""

    mark: str
    quote: Quote
    meaning: Text
