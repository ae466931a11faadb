"""The decision a case was answered with, for somebody who reads it again: its text, and aids for reading."""

from dataclasses import dataclass
from datetime import date

from anke.casework.letters.advice import Advice, advice
from anke.casework.letters.composing import FinalText, Words
from anke.content.schema.letter import Shape
from anke.rules.letter_parts import Missing, missing


@dataclass(frozen=True)
class Reread:
    """`missing`: what the template, as it was when the letter was begun, asks for and the letter lacks."""

    final: FinalText
    sent_on: date
    advice: Advice
    missing: tuple[Missing, ...]


def lacking(shape: Shape, words: Words) -> tuple[Missing, ...]:
    """The statutory and other required parts that are not there."""
    return tuple(missing([part.rule() for part in shape.parts], words.parts))


def reread(
    final: FinalText, lacks: tuple[Missing, ...], sent_on: date, names: list[str], day: date
) -> Reread:
    """`names`: the case's own words, always right. `day`: whose lists of words count."""
    return Reread(final, sent_on, advice(final, day, names), lacks)
