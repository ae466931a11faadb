"""Merge fields: `{sagsnummer}` in a letter's text is replaced by the case's own value.

An explicit list: a name that is not on it is refused with its line and column, and nothing in a value is ever
read as a field. Only lower-case words in braces are fields; other braces are text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from anke.rules.readability import ABBREVIATIONS

# The fields there are, and what each stands for (Danish, English).
FIELDS: Final[Mapping[str, tuple[str, str]]] = {
    "sagsnummer": ("sagens nummer", "the case's number"),
    "sagstype": ("sagstypen", "the case type"),
    "modtager": ("modtagerens navn", "the recipient's name"),
    "klager": ("klagerens navn", "the appellant's name"),
    "førsteinstans": ("den myndighed, der traf afgørelsen", "the authority that made the decision"),
    "modtaget": ("den dag, vi modtog klagen", "the day we received the appeal"),
    "afgjort_i_førsteinstans": (
        "den dag, førsteinstansen traf afgørelse",
        "the day the first instance decided",
    ),
    "frist": (
        "fristen, eller den dag målet sigter mod",
        "the deadline, or the day the target aims at",
    ),
    "svarfrist": ("den dag, modtageren senest skal svare", "the day the recipient is to answer by"),
    "udfald": ("sagens udfald", "the outcome of the case"),
    "sagsbehandler": ("sagsbehandlerens navn", "the caseworker's name"),
    "kontor": ("kontorets navn", "the office's name"),
    "myndighed": ("vores navn", "our name"),
}
_FIELD: Final = re.compile(r"\{\s*([a-zæøå_]*)\s*\}")


@dataclass(frozen=True)
class Place:
    """Where a field stands in a text: line and column from 1."""

    name: str
    line: int
    column: int


class UnknownField(ValueError):  # noqa: N818 - told to the person who writes
    """A field that is not on the list, or has no value in this case. `da` and `en` say what to do."""

    def __init__(self, place: Place, da: str, en: str) -> None:
        super().__init__(en)
        self.place, self.da, self.en = place, da, en


def fields_in(text: str) -> list[Place]:
    """Every field of a text with its place.

    >>> fields_in("Sag\\n nr. {sagsnummer}")
    [Place(name='sagsnummer', line=2, column=6)]
    """
    found = []
    for match in _FIELD.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        found.append(Place(match[1], line, column))
    return found


def unknown(text: str) -> list[UnknownField]:
    """The fields of a text that are not on the list.

    >>> unknown("Kære {modtagr}")[0].en
    'Line 1, column 6: there is no field {modtagr}. Did you mean {modtager}?'
    """
    return [_no_such(place) for place in fields_in(text) if place.name not in FIELDS]


def merge(text: str, values: Mapping[str, str]) -> str:
    """The text with every field replaced, once. Raises `UnknownField` for the first that cannot be.

    >>> merge("Sag {sagsnummer}: {klager}", {"sagsnummer": "2025-000001", "klager": "{frist}"})
    'Sag 2025-000001: {frist}'
    """
    for place in fields_in(text):
        if place.name not in FIELDS:
            raise _no_such(place)
        if not values.get(place.name):
            raise _no_value(place)
    return _FIELD.sub(lambda match: _as_it_stands(values[match[1]], text[: match.start()]), text)


def merged_as_far_as_possible(text: str, values: Mapping[str, str]) -> str:
    """For the preview: fields without a value stay as they are written."""
    return _FIELD.sub(
        lambda match: _as_it_stands(values.get(match[1]) or match[0], text[: match.start()]), text
    )


def _as_it_stands(value: str, before: str) -> str:
    """A value with a capital where it begins a sentence or a line.

    >>> merge("{førsteinstans} decided. {førsteinstans} must act.", {"førsteinstans": "the board"})
    'The board decided. The board must act.'
    """
    said = before.rstrip(" ")
    begins = not said or said[-1] in ".!?\n"
    if said.endswith(".") and said.split()[-1].rstrip(".").lower() in ABBREVIATIONS:
        begins = False
    return value[:1].upper() + value[1:] if begins else value


def _no_such(place: Place) -> UnknownField:
    from difflib import get_close_matches

    near = get_close_matches(place.name, FIELDS, n=1)
    name = place.name[:40]
    hint_da = f"Mente du {{{near[0]}}}?" if near else f"Felterne er: {', '.join(FIELDS)}."
    hint_en = f"Did you mean {{{near[0]}}}?" if near else f"The fields are: {', '.join(FIELDS)}."
    return UnknownField(
        place,
        f"Linje {place.line}, tegn {place.column}: der er intet felt {{{name}}}. {hint_da}",
        f"Line {place.line}, column {place.column}: there is no field {{{name}}}. {hint_en}",
    )


def _no_value(place: Place) -> UnknownField:
    da, en = FIELDS[place.name]
    return UnknownField(
        place,
        f"Linje {place.line}, tegn {place.column}: sagen kender ikke {da} ({{{place.name}}}). "
        "Registrér det på sagen, eller skriv det i teksten.",
        f"Line {place.line}, column {place.column}: the case does not know {en} ({{{place.name}}}). "
        "Record it on the case, or write it in the text.",
    )
