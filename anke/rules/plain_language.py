"""Reading aids beside LIX: which sentences are the longest, and where nobody is said to do a thing.

Help for a person who reads; it gives no score and finds too much rather than too little.
"""

import re
from collections.abc import Iterable
from typing import Final

from anke.rules.readability import Hint, Readability, Sentence

# After these a Danish verb in -es is a passive infinitive: "skal betales", "kan
# sagen indbringes". One word may stand between; a name (Johannes) has a capital letter.
_MODAL: Final = "skal|skulle|kan|kunne|må|måtte|bør|burde|vil|ville"
_INFINITIVE: Final = re.compile(rf"(?<!\w)(?i:{_MODAL})(?:\s+\w+)?\s+(?P<verb>[a-zæøå]{{2,}}es)(?!\w)")
# They end in -es and are no passives: pronouns, and verbs that have no other form.
_OTHERS: Final = frozenset(
    (
        *("deres", "alles", "enkeltes", "andres", "begges", "fælles"),
        *("synes", "mødes", "enes", "mindes", "lykkes", "findes", "trives", "skændes"),
    )
)


def longest(told: Readability, most: int) -> tuple[Sentence, ...]:
    """The longest sentences, the longest first; of equals the one that stands first.

    >>> from anke.rules.readability import readability
    >>> [one.words for one in longest(readability("En to. En to tre fire. En to tre."), 2)]
    [4, 3]
    """
    return tuple(sorted(told.sentences, key=lambda one: -one.words)[:most])


def passives(told: Readability, verbs: Iterable[str]) -> tuple[Hint, ...]:
    """Every passive of a text in order: the verbs of a list, and infinitives in -es after a modal verb.

    >>> from anke.rules.readability import readability
    >>> text = readability("Sagen hjemvises. Beløbet kan ikke udbetales. Du kan læse deres brev.")
    >>> [(one.found, one.sentence) for one in passives(text, ["hjemvises"])]
    [('hjemvises', 0), ('udbetales', 1)]
    """
    wanted = sorted(verbs, key=len, reverse=True)
    listed = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, wanted)) + r")(?!\w)", re.IGNORECASE)
    found = []
    for at, one in enumerate(told.sentences):
        places = {match.start("verb"): match["verb"] for match in _INFINITIVE.finditer(one.text)}
        places = {start: verb for start, verb in places.items() if verb.lower() not in _OTHERS}
        if wanted:
            places |= {match.start(): match.group() for match in listed.finditer(one.text)}
        found += [Hint(places[start], "", at) for start in sorted(places)]
    return tuple(found)
