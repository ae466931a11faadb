"""Holding the letters against the other files: the outcomes, areas and case types they name must be given."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from anke.content.crosscheck import area_ids, case_type_ids, documents, entries, known, once
from anke.content.schema.base import parts
from anke.content.schema.letter import Approval, LetterTemplate, Uploads, When
from anke.content.schema.outcome import Outcomes

if TYPE_CHECKING:
    from anke.content.load import Reading


def letters(reading: "Reading") -> None:
    once(reading, "letter", ((file, (), one) for file, one in documents(reading, LetterTemplate)), "id")
    once(reading, "kind of document", entries(reading, Uploads, "kinds"), "id")
    names = {
        "outcomes": ("outcome", [one.id for _, _, one in entries(reading, Outcomes, "outcomes")]),
        "areas": ("area", area_ids(reading)),
        "case_types": ("case type", case_type_ids(reading)),
    }
    for file, path, when in _conditions(reading):
        for field, (what, given) in names.items():
            for at, name in enumerate(getattr(when, field)):
                known(reading, (file, (*path, field, at)), what, name, given)


def _conditions(reading: "Reading") -> Iterator[tuple[str, tuple[Any, ...], When]]:
    for model in (LetterTemplate, Approval):
        for file, document in documents(reading, model):
            for path, piece in parts(document):
                if isinstance(piece, When):
                    yield file, path, piece
