"""Readability: LIX, sentence by sentence, and words that could be plainer. Help, never a verdict.

LIX is words per sentence + 100 × long words per word; a long word has more than six letters. Source of the
formula and its bands: C. H. Björnsson, *Läsbarhet* (1968).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

LONG_WORD: Final = 6  # letters; a word with more is long
# Björnsson's bands: the highest whole LIX of each, and its name in Danish and English.
BANDS: Final[tuple[tuple[int, str, str], ...]] = (
    (24, "meget let", "very easy"),
    (34, "let", "easy"),
    (44, "middel", "medium"),
    (54, "svær", "difficult"),
    (10_000, "meget svær", "very difficult"),
)
_ABBREVIATIONS: Final = (
    "adr afd afs alm ang art bek bl.a ca d.d dvs e.l eks ekskl el.lign etc evt f.eks fhv forb ff fork fx gl "
    "hhv if ift iht inkl jf jfr j.nr kap kl kr lbk lign ltr m.fl m.h.t m.m m.v max md mdr mht mia min mio mv "
    "nr o.l o.s.v osv pba pct pga pkt pr s.d s.u sml sr stk str tlf tv ugtl u.å vedr vejl vha ø.lgd å.kl "
    "div dr hr fr kgl no e.g i.e mr mrs ms sec para"
)
_CLOSING: Final = "osv o.s.v etc mv m.v m.m m.fl o.l e.l lign el.lign mio mia kr md mdr pct"
ABBREVIATIONS: Final = frozenset(_ABBREVIATIONS.split())  # a full stop after these ends no sentence …
_MAY_END: Final = frozenset(_CLOSING.split())  # … but after these it may
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:/-]\d+)*")
_END: Final = re.compile(r"[.!?]+[\"'”»«)\]]*(?=\s|$)")
_LAST: Final = re.compile(r"(\S+)$")
_BULLET: Final = re.compile(r"^\s*(?:[-•*]|\d+[.)])\s+")


@dataclass(frozen=True)
class Sentence:
    text: str
    words: int


@dataclass(frozen=True)
class Hint:
    """A word or turn of phrase that could be plainer. `instead` is empty where no single word would do."""

    found: str
    instead: str
    sentence: int  # its place among the sentences, from 0


@dataclass(frozen=True)
class Readability:
    """`lix` has one decimal; None where there are no words."""

    sentences: tuple[Sentence, ...]
    words: int
    long_words: int
    lix: Decimal | None

    @property
    def band(self) -> tuple[str, str] | None:
        """Björnsson's name for it, Danish and English."""
        return None if self.lix is None else band(self.lix)

    def longer_than(self, words: int) -> tuple[Sentence, ...]:
        return tuple(one for one in self.sentences if one.words > words)


def band(lix: Decimal) -> tuple[str, str]:
    """The band a LIX falls in, by its whole number.

    >>> band(Decimal("44.4")), band(Decimal("54.5"))
    (('middel', 'medium'), ('meget svær', 'very difficult'))
    """
    whole = lix.quantize(Decimal(1), ROUND_HALF_UP)
    danish, english = next((da, en) for most, da, en in BANDS if whole <= most)
    return danish, english


def sentences(text: str) -> list[str]:
    """The sentences of a text. A line of its own (heading, bullet) ends one; an abbreviation or a day of the
    month does not.

    >>> sentences("Vi har modtaget din klage, jf. § 66, stk. 1. Den kom den 3. marts 2025.")
    ['Vi har modtaget din klage, jf. § 66, stk. 1.', 'Den kom den 3. marts 2025.']
    >>> sentences("Du skal bl.a. sende:\\n- løn for maj\\n- din husleje m.v.")
    ['Du skal bl.a. sende:', 'løn for maj', 'din husleje m.v.']
    """
    return [one for block in _blocks(text) for one in _split(block)]


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs, bullets and headings: what a line break must end. A paragraph's lines belong together."""
    held: list[str] = []
    for line in [*text.splitlines(), ""]:
        bullet = _BULLET.match(line)
        if held and (bullet or not line.strip()):
            yield " ".join(held)
            held = []
        if line.strip():
            held.append((line[bullet.end() :] if bullet else line).strip())


def _split(block: str) -> Iterator[str]:
    start = 0
    for match in _END.finditer(block):
        after = block[match.end() :].lstrip()
        if match.group().startswith(".") and _goes_on(block[start : match.start()], after):
            continue
        yield block[start : match.end()].strip()
        start = match.end()
    if rest := block[start:].strip():
        yield rest


def _goes_on(before: str, after: str) -> bool:
    """Whether the sentence runs on over a full stop: an abbreviation, an ordinal, a single letter."""
    last = _LAST.search(before)
    if last is None or not after:
        return False
    word = last[1].lstrip("(\"'”»[").lower()
    if word in ABBREVIATIONS:
        # "osv. Det …" may end a sentence; "jf. § 3", "nr. 4" and "bl.a. også" may not.
        return not (after[0].isupper() and word in _MAY_END)
    if word.isdigit():
        return after[0].islower()  # den 3. marts
    return len(word) == 1 and word.isalpha() and word not in ("i", "å", "ø")  # initials: A. Hansen


def words(text: str) -> list[str]:
    """The words of a text; a number is a word.

    >>> words("E-mail om § 12 a, stk. 2, og 1.250 kr.")
    ['E-mail', 'om', '12', 'a', 'stk', '2', 'og', '1.250', 'kr']
    """
    return _WORD.findall(text)


def readability(text: str) -> Readability:
    """LIX of a text with what it is made of.

    >>> told = readability("Du får medhold. Kommunen skal behandle din ansøgning igen.")
    >>> told.words, told.long_words, told.lix, told.band[0]
    (9, 4, Decimal('48.9'), 'svær')
    """
    found = tuple(Sentence(one, len(words(one))) for one in sentences(text))
    found = tuple(one for one in found if one.words)
    every = [word for one in found for word in words(one.text)]
    long_words = sum(sum(letter.isalpha() for letter in word) > LONG_WORD for word in every)
    lix = None
    if every:
        exact = Decimal(len(every)) / len(found) + Decimal(100 * long_words) / len(every)
        lix = exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return Readability(found, len(every), long_words, lix)


def hints(told: Readability, plainer: Mapping[str, str]) -> tuple[Hint, ...]:
    """Where a turn of phrase of `plainer` (lower case → what to write instead) stands, in order.

    >>> hints(readability("Vi skal anmode om svar, såfremt du kan."), {"såfremt": "hvis"})[0].instead
    'hvis'
    """
    if not plainer:
        return ()
    longest_first = sorted(plainer, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
    return tuple(
        Hint(match.group(), plainer[match.group().lower()], at)
        for at, one in enumerate(told.sentences)
        for match in pattern.finditer(one.text)
    )
