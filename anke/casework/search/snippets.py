"""What is shown of a hit: a piece of its text around the words found, in parts that say which are hits.

A part is text and nothing else; the page escapes it. What must not be shown is out of the text already
(`gathering.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from anke.rules.search_words import Term, places

_BEFORE, _AFTER = 60, 180  # signs shown before the first hit and after it
MOST: Final = 2  # snippets of one case


@dataclass(frozen=True)
class Snippet:
    """A piece of a case's text: what it is from (parties, point, text), and its parts: (text, is a hit)."""

    what: str
    parts: tuple[tuple[str, bool], ...]


def snippets(parts: Iterable[Sequence[str]], terms: Sequence[Term]) -> tuple[Snippet, ...]:
    """The pieces of a case that hold most of the words asked for; none where only its particulars do."""
    found: list[tuple[int, int, Snippet]] = []
    for what, text in parts:
        hits = [(start, end) for start, end, word in places(text) if any(term.hits(word) for term in terms)]
        if hits:
            first, within = _best(hits)
            found.append((-within, len(found), Snippet(what, _cut(text, hits, first))))
    return tuple(snippet for _, _, snippet in sorted(found, key=lambda one: one[:2])[:MOST])


def _best(hits: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the piece with most hits begins, and how many it has. One pass: both ends only move on."""
    best, most, last = 0, 0, 0
    for at, (start, _) in enumerate(hits):
        while last < len(hits) and hits[last][1] <= start + _AFTER:
            last += 1
        if last - at > most:
            best, most = start, last - at
    return best, max(most, 1)


def _cut(text: str, hits: Sequence[tuple[int, int]], first: int) -> tuple[tuple[str, bool], ...]:
    begin, end = max(0, first - _BEFORE), min(len(text), first + _AFTER)
    if begin:
        begin = next((at + 1 for at in range(begin, first) if text[at].isspace()), first)
    if end < len(text):
        end = next((at for at in range(end, first, -1) if text[at].isspace()), end)
    parts, at = [], begin
    for start, stop in hits:
        if start >= begin and stop <= end:
            parts += [(text[at:start], False), (text[start:stop], True)]
            at = stop
    parts.append((text[at:end], False))
    if begin:
        parts.insert(0, ("… ", False))
    if end < len(text):
        parts.append((" …", False))
    return tuple(part for part in parts if part[0])
