"""An event as a sentence for the reader, in Danish or English."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Final

from anke.content.load import content
from anke.events.vocabulary import KINDS
from anke.rules.trace import day_in_words

_OPTIONAL: Final = re.compile(r"\[([^\]]*)\]")
_NAME: Final = re.compile(r"\{(\w+)\}")
_DAYS: Final = ("until", "before", "after", "answer_by")
_PARTY_KINDS: Final = {
    "appellant": ("klager", "appellant"),
    "representative": ("partsrepræsentant", "representative"),
    "first_instance": ("førsteinstans", "first instance"),
    "other": ("anden part", "other party"),
}
_CHANNELS: Final = {
    "digital_post": ("Digital Post", "Digital Post"),
    "letter": ("almindeligt brev", "letter"),
    "e-mail": ("sikker e-mail", "secure e-mail"),
}
_NATURES: Final = {"bounded": ("tidsafgrænset", "bounded in time"), "ongoing": ("løbende", "ongoing")}
_WORDS: Final = {"kind": _PARTY_KINDS, "channel": _CHANNELS, "nature": _NATURES}
_COLUMNS: Final = {
    "case_type": ("sagstype", "case type"),
    "authority": ("førsteinstans", "first instance"),
    "office": ("kontor", "office"),
    "outcome": ("udfald", "outcome"),
    "fully_informed": ("fuldt oplyst ved modtagelsen", "fully informed at receipt"),
    "first_instance_error": ("fejl i førsteinstansens fremsendelse", "error in the first instance's sending"),
    "received_on": ("modtaget", "received"),
    "meeting_decided_on": ("besluttet om møde", "decided on meeting"),
    "decided_on": ("afgjort", "decided"),
    "closed_on": ("afsluttet", "closed"),
}


def say(kind: str, data: Mapping[str, Any], language: str = "da") -> str:
    """What happened, as a sentence. Personal values are never part of it.

    >>> say("deadline_extended", {"until": "2025-03-01", "reason": "vi venter på lægen"})
    'Fristen blev forlænget til lørdag den 1. marts 2025: vi venter på lægen.'
    """
    english = language.startswith("en")
    pattern = KINDS[kind].sentence[english]
    whole = _OPTIONAL.sub(lambda part: part[1] if set(_NAME.findall(part[1])) <= set(data) else "", pattern)
    return _NAME.sub(lambda name: show(name[1], data[name[1]], english=english), whole)


def show(column: str, value: Any, *, english: bool) -> str:
    """A value in words: titles for ids and codes, days written out, yes and no."""
    if value is None:
        return "nothing" if english else "intet"
    if isinstance(value, bool):
        return ("yes" if value else "no") if english else ("ja" if value else "nej")
    if column == "changes":
        changes = ((_COLUMNS[name][english], show(name, new, english=english)) for name, new in value.items())
        return "; ".join(f"{name}: {new}" for name, new in changes)
    if column in _DAYS or column.endswith("_on"):
        return day_in_words(date.fromisoformat(value), "en" if english else "da")
    return _titles(column, "en" if english else "da").get(value) or str(value)


@cache
def _titles(column: str, language: str) -> dict[Any, str]:
    """The titles the content files give to a column's ids or codes; none for a column they do not know."""
    if column in _WORDS:
        return {name: words[language == "en"] for name, words in _WORDS[column].items()}
    books: dict[str, Mapping[Any, Any]] = {
        "case_type": content().case_types,
        "outcome": content().outcomes,
        "authority": content().authorities,
        "template": content().letters,
        "document_kind": {one.id: one for one in uploads.kinds} if (uploads := content().uploads) else {},
    }
    return {name: entry.title[language] for name, entry in books.get(column, {}).items()}
