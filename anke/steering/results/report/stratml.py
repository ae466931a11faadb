"""What writing and reading StratML share: the standard's names, stable identifiers, and the extension.

StratML Part 2 (ISO 17469, PerformancePlanOrReport) has no place for elements of others; for what it does
not address it has `OtherInformation`, a text. There stands what we add: words for people, and after `MARK`
the rest of the plan as JSON: comparator, logic, population, exclusions, clock, quotes, notes. What an element
of the standard says stands in that element alone, so whoever changes it there changes the plan.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
ROOT = "PerformancePlanOrReport"
EXTENSION = uuid5(NAMESPACE_URL, "urn:anke:stratml:1")  # of this extension, in this version
MARK = f"urn:uuid:{EXTENSION}"
DAY = "@day"  # a date in the extension: {"@day": "2025-01-01"}
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 has no place for


class StratmlError(ValueError):
    """The file is not what we can read. The message says what is wrong and what to do."""


def tag(name: str) -> str:
    """
    >>> tag("Goal")
    '{urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport}Goal'
    """
    return f"{{{NAMESPACE}}}{name}"


def identifier(*names: str) -> str:
    """The identifier of a part of a plan: the same for the same names, wherever and whenever it is made.

    >>> identifier("2025", "1.2.a") == identifier("2025", "1.2.a") != identifier("2024", "1.2.a")
    True
    """
    return f"_{uuid5(EXTENSION, '/'.join(names))}"


def fit(words: str) -> str:
    """Words as XML can hold them.

    >>> fit("a\\x0bb")
    'a b'
    """
    return _UNFIT.sub(" ", words)


def extended(words: str, data: Mapping[str, Any]) -> str:
    """Words for people, and the extension after them."""
    rest = json.dumps(data, ensure_ascii=False, default=_plain)
    rest = _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", rest)
    return f"{fit(words)}\n{MARK} {rest}" if words else f"{MARK} {rest}"


def extension(text: str | None) -> dict[str, Any]:
    """The extension out of a text. Raises StratmlError where there is none, or none that can be read."""
    _, mark, rest = (text or "").rpartition(MARK)
    if not mark:
        raise StratmlError(
            "The file is StratML but lacks what the standard has no place for (comparator, logic, "
            "population, quotes). Read one that was written by: anke report --format stratml"
        )
    try:
        found = json.loads(rest, object_hook=_read)
    except (ValueError, RecursionError):
        raise StratmlError(f"The extension after {MARK} is no JSON. Write the file anew.") from None
    if not isinstance(found, dict):
        raise StratmlError(f"The extension after {MARK} is no object. Write the file anew.")
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{value!r} has no place in the extension")


def _read(found: dict[str, Any]) -> Any:
    return date.fromisoformat(found[DAY]) if set(found) == {DAY} else found
