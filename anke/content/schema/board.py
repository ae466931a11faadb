"""The boards (nævn) the authority is secretariat for."""

from pydantic import Field

from anke.content.schema.base import Id, Reference, Strict, Text
from anke.content.schema.notes import Note


class Board(Strict):
    id: Id
    title: Text
    notes: tuple[Note, ...] = ()


class Figure(Strict):
    """One of the figures a quarterly report must hold for each board."""

    id: str = Field(min_length=1)
    title: Text
    notes: tuple[Note, ...] = ()


class Boards(Strict):
    reference: Reference
    boards: tuple[Board, ...] = Field(min_length=1)
    figures: tuple[Figure, ...] = ()
    figures_reference: Reference | None = None
    notes: tuple[Note, ...] = ()
