"""Help for whoever writes or reviews: how the text reads, what could be plainer, what the dictionary does not
know.

It is shown to the writer, and to a reviewer beside what was sent; it is kept nowhere, and stops nothing
(docs/decisions/0066).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from anke.casework.letters import spelling
from anke.casework.letters.composing import FinalText
from anke.casework.letters.spelling import Unknown
from anke.content.load import content
from anke.rules.plain_language import longest, passives
from anke.rules.readability import Hint, Sentence, hints, readability

SHOWN = 10  # of each kind
LONGEST = 3


@dataclass(frozen=True)
class Advice:
    """`lix` is None where nothing is written. `band` is Björnsson's name for it, Danish and English."""

    words: int
    sentences: int
    lix: Decimal | None
    band: tuple[str, str] | None
    average: Decimal | None  # words in a sentence
    long_sentences: tuple[Sentence, ...]
    longest: tuple[Sentence, ...]  # the longest of all, whether long or not
    limit: int  # words from which a sentence counts as long
    plainer: tuple[Hint, ...]
    passive: tuple[Hint, ...]
    unknown: tuple[Unknown, ...]
    spelling: bool  # whether there is a dictionary, and the letter is in its language


def advice(letter: FinalText, day: date, names: Iterable[str] = ()) -> Advice:
    """What can be said of a letter's text as it stands. Words and spelling for Danish letters only."""
    text, language = _body(letter), letter.language
    told = readability(text)
    plain = content().plain_words
    lists = plain.danish.on(day) if plain and language == "da" else None
    limit = lists.long_sentence if lists else 25
    average = None
    if told.sentences:
        average = (Decimal(told.words) / len(told.sentences)).quantize(Decimal("0.1"))
    danish = language == "da" and spelling.is_there()
    return Advice(
        words=told.words,
        sentences=len(told.sentences),
        lix=told.lix,
        band=told.band,
        average=average,
        long_sentences=told.longer_than(limit)[:SHOWN],
        longest=longest(told, LONGEST),
        limit=limit,
        plainer=_once(hints(told, lists.words) if lists else ()),
        passive=_once(passives(told, lists.passive) if lists else ()),
        unknown=tuple(spelling.unknown_words(text, _names(letter, names)) if danish else ()),
        spelling=danish,
    )


def _body(letter: FinalText) -> str:
    """The words somebody wrote: neither the address nor the greeting."""
    parts = [letter.title]
    for section in letter.sections:
        for block in section.blocks:
            mark = "- " if block.kind == "list" else ""
            parts.append("\n".join(f"{mark}{line}" for line in block.lines))
    return "\n\n".join(parts)


def _names(letter: FinalText, names: Iterable[str]) -> list[str]:
    return [letter.recipient, *letter.address, letter.signer, letter.office, letter.authority, *names]


def _once(found: Iterable[Hint]) -> tuple[Hint, ...]:
    """Each turn of phrase once, where it stands first."""
    first: dict[str, Hint] = {}
    for one in found:
        first.setdefault(one.found.lower(), one)
    return tuple(first.values())[:SHOWN]
