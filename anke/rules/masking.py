"""Blanking out what a protected person must not be known by in a text that others are shown."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from anke.rules.personal_numbers import GONE
from anke.rules.search_words import words

_SHORTEST = 4  # shorter particulars would blank out ordinary words


@dataclass(frozen=True)
class Protected:
    """What a protected person is known by; empty where it is not known."""

    name: str = ""
    address: str = ""
    email: str = ""
    phone: str = ""


def masked(text: str, people: Iterable[Protected]) -> str:
    """The text without names, addresses, e-mail and telephone of these people.

    A name goes word by word, in any case and in the genitive.

    >>> masked("Ib Skovs brev fra Elmevej 3", [Protected("Ib Skov", "Elmevej 3, 8000 Aarhus")])
    '[…] […] brev fra […]'
    """
    people = list(people)
    text = without_addresses(text, people)
    for one in people:
        text = _without(_without(text, one.email), one.phone)
    hidden = {word for one in people for word in words(one.name) if len(word) > 1}
    if not hidden:
        return text
    any_of = "|".join(re.escape(word) for word in sorted(hidden, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{any_of})(?:s|es)?(?!\w)", GONE, text, flags=re.IGNORECASE)


def without_addresses(text: str, people: Iterable[Protected]) -> str:
    """The text without these people's addresses, whole or their street alone."""
    for one in people:
        text = _without(_without(text, one.address), re.split(r"[,\n]", one.address)[0])
    return text


def _without(text: str, told: str) -> str:
    pieces = [piece for piece in re.split(r"[\s,]+", told) if piece]
    if len(told) < _SHORTEST or not pieces:
        return text
    return re.sub(r"[\s,]+".join(map(re.escape, pieces)), GONE, text, flags=re.IGNORECASE)
