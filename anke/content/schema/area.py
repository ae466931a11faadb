"""Law areas and the types of case in them. The codes stand in the events and never change."""

from typing import Literal

from pydantic import Field

from anke.content.schema.base import Id, Reference, Strict, Text, Whole
from anke.content.schema.notes import Note

Kind = Literal["appeal", "board", "supervision", "imported"]


class CaseTypeEntry(Strict):
    id: Id
    code: Whole = Field(gt=0, le=32767)
    title: Text
    first_instance_kinds: tuple[Literal["municipality", "region"], ...] = ()  # whose decisions are tried …
    first_instances: tuple[Whole, ...] = ()  # … and single authorities, by code
    board: Id | None = None
    counting: Text | None = None  # what one case is, where it is not one complaint
    reference: Reference
    notes: tuple[Note, ...] = ()


class Area(Strict):
    id: Id
    title: Text
    kind: Kind
    reference: Reference
    case_types: tuple[CaseTypeEntry, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
