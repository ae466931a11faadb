"""First instances: those whose decisions are appealed. A municipality's region depends on the day."""

from typing import Literal

from pydantic import Field

from anke.content.schema.base import Day, History, Reference, Strict, Text, Whole
from anke.content.schema.notes import Note

Kind = Literal["municipality", "region", "state", "other"]


class AuthorityEntry(Strict):
    code: Whole = Field(gt=0, le=99999)
    title: Text
    kind: Kind
    iso: str | None = None
    members: History[tuple[Whole, ...]] | None = None  # of a region: the municipalities in it, by code
    since: Day | None = Field(default=None, alias="from")
    until: Day | None = None  # the last day
    notes: tuple[Note, ...] = ()


class Authorities(Strict):
    """A file of first instances that share one source."""

    reference: Reference
    authorities: tuple[AuthorityEntry, ...] = Field(min_length=1)
    notes: tuple[Note, ...] = ()
