"""Words the Danish dictionary does not know, with what else they could be. Help, never a verdict."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from django.conf import settings

from anke.content.load import content
from anke.rules.readability import ABBREVIATIONS

_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SKIPPED: Final = re.compile(r"\{[^{}]*\}|\[(?:skriv|write):[^\]]*\]|\S+@\S+|https?://\S+", re.IGNORECASE)
MOST: Final = 12  # words shown
_SUGGESTED: Final = 4


@dataclass(frozen=True)
class Unknown:
    """A word the dictionary lacks, and what it may have been meant to be."""

    word: str
    perhaps: tuple[str, ...]


def is_there() -> bool:
    """Whether there is a dictionary here at all: it is brought by `python -m anke.site.assets`."""
    return (settings.ANKE_DICTIONARIES / "da" / "da.dic").exists()


def unknown_words(text: str, names: Iterable[str] = ()) -> list[Unknown]:
    """The first `MOST` words of a Danish text nobody knows; `names` are the case's own and always right."""
    if not is_there():
        return []
    names = (*names, *_words_of_the_field(), *ABBREVIATIONS)
    known = {part.lower() for name in names for part in _WORD.findall(name)}
    found: dict[str, None] = {}
    for word in _WORD.findall(_SKIPPED.sub(" ", text)):
        if len(word) > 1 and word.lower() not in known and not word.isupper() and not _is_right(word):
            found.setdefault(word)
    return [Unknown(word, _perhaps(word)) for word in list(found)[:MOST]]


def _words_of_the_field() -> tuple[str, ...]:
    plain = content().plain_words
    return plain.known if plain else ()


@cache
def _dictionary() -> Any:
    """Hunspell's dictionary; a third of a second to open, so once for each process."""
    import hunspell

    return hunspell.Hunspell("da", hunspell_data_dir=str(settings.ANKE_DICTIONARIES / "da"))


@lru_cache(maxsize=20_000)
def _is_right(word: str) -> bool:
    return bool(_dictionary().spell(word)) or all(bool(_dictionary().spell(part)) for part in word.split("-"))


@lru_cache(maxsize=2_000)
def _perhaps(word: str) -> tuple[str, ...]:
    """What else it could be; up to half a second for a word never met before, so kept."""
    return tuple(_dictionary().suggest(word)[:_SUGGESTED])
