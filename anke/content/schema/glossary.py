"""The field's words: Danish on the screen, English in the code, and what they mean."""

from pydantic import Field

from anke.content.schema.base import Id, Reference, Strict, Text
from anke.content.schema.notes import Note


class Entry(Strict):
    """A term. `id` is the word in the code, where there is one."""

    id: Id
    term: Text
    definition: Text
    abbreviation: str | None = None
    see: tuple[Id, ...] = ()
    reference: Reference
    notes: tuple[Note, ...] = ()


class Glossary(Strict):
    entries: tuple[Entry, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
