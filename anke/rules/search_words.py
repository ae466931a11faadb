"""How a text is cut into words for searching, and how what somebody types is read as a question.

A question is words that must all be there; "words in quotes" must stand together; `word*` is the beginning
of a word; a minus before any of them means that it must not be there. Nothing somebody types is wrong: a
sign without a meaning is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

from anke.rules.personal_numbers import plain

LONGEST_QUESTION: Final = 200  # characters
MOST_TERMS: Final = 12
_LONGEST_WORD: Final = 64
_WORD: Final = re.compile(r"[^\W_]+")
_TERM: Final = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))(?P<star>\*)?')
_NUMBER: Final = re.compile(r"(\d{4})-(\d{1,6})")
_DANISH: Final = snowballstemmer.stemmer("danish")


@dataclass(frozen=True)
class Term:
    """One thing asked for: a word, or words that stand together. `exact`: as written, no other inflection."""

    words: tuple[str, ...]
    prefix: bool = False
    negative: bool = False
    exact: bool = False

    def hits(self, word: str) -> bool:
        """Whether one word of a text, in lower case, is one that was asked for."""
        if self.negative:
            return False
        if word in self.words or (self.prefix and word.startswith(self.words[-1])):
            return True
        return not (self.exact or self.prefix) and stem(word) in {stem(one) for one in self.words}


@dataclass(frozen=True)
class Question:
    """What somebody asks: the terms, and the number of a case where the whole question is one."""

    terms: tuple[Term, ...] = ()
    number: str | None = None

    @property
    def wanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if not term.negative)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        return tuple(term for term in self.terms if term.negative)


def words(text: str) -> list[str]:
    """The words of a text in lower case, letters and digits only; å is not a.

    >>> words("Sag 2025-000123: Kontanthjælpen, Åse")
    ['sag', '2025', '000123', 'kontanthjælpen', 'åse']
    """
    return [word[:_LONGEST_WORD] for word in _WORD.findall(plain(text).lower())]


def places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where each word of a text stands, and the word in lower case. The text is taken as it is."""
    for found in _WORD.finditer(text):
        yield found.start(), found.end(), found.group().lower()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem of a Danish word, by which its inflections find each other.

    >>> stem("kontanthjælpen") == stem("kontanthjælp"), stem("afgørelserne") == stem("afgørelse")
    (True, True)
    """
    return str(_DANISH.stemWord(word))


def question(text: str) -> Question:
    """What somebody typed, read as a question.

    >>> question('afgørelse "ret til" -retssag flyt*').terms
    (Term(words=('afgørelse',), ...), Term(words=('ret', 'til'), ... exact=True),
    Term(words=('retssag',), ... negative=True, ...), Term(words=('flyt',), prefix=True, ...))
    >>> question("2025-123").number
    '2025-000123'
    """
    text = plain(text)[:LONGEST_QUESTION].strip()
    if found := _NUMBER.fullmatch(text):
        number = f"{found[1]}-{int(found[2]):06d}"
        return Question((Term(tuple(number.split("-")), exact=True),), number)
    terms = tuple(term for found in _TERM.finditer(text) if (term := _term(found)))
    return Question(terms[:MOST_TERMS])


def _term(found: re.Match[str]) -> Term | None:
    given = found["phrase"] if found["phrase"] is not None else found["word"]
    cut = tuple(words(given))
    if not cut:
        return None
    prefix = bool(found["star"]) or given.endswith("*")
    exact = found["phrase"] is not None or len(cut) > 1
    return Term(cut, prefix=prefix, negative=bool(found["minus"]), exact=exact)
