"""A plan and a definition as canonical text, its digest, and how two such texts differ, place by place.

Only what stands in the file is written, so that a new version of the program, which may know more keys, does
not make an old plan look changed.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Final

from anke.content.schema.plan import Plan
from anke.rules.chain import canonical
from anke.rules.definitions import Measure

# Keys under which stand words about a promise, not the promise: what is judged does not hang on them.
WORDS: Final = frozenset(
    {
        "title",
        "short",
        "label",
        "quotes",
        "quote",
        "notes",
        "note",
        "text",
        "reference",
        "footnotes",
        "context",
        "deviations",
        "annual",
        "definition",
        "meaning",
        "reason",
        "alternatives",
        "rounding",
        "signatories",
        "vision",
        "mission",
        "printed",
        "counting",
        "gaps",
        "lost",
        "logic_quote",
        "ressort",
        "consequences",
        "continues",
        "covers",
        "reported_by",
        "agency",
        "ministry",
        "strategy",
        "groups",
        "source",
    }
)
_NAMES: Final = (
    "id",
    "year",
    "mark",
    "name",
    "number",
    "from",
    "act",
)  # by which an entry of a list is known
_TEXTS: dict[str, tuple[Plan, str]] = {}
SHOWN: Final = 80  # characters of a value in a list of differences


@dataclass(frozen=True)
class Difference:
    """A place of a plan where two texts differ. Values are None where there is nothing."""

    path: str  # goals[1.2].subgoals[1.2.a].targets.cells[2025].value
    old: str | None
    new: str | None
    judged: bool  # whether what is judged can hang on it, not only words


def text_of(plan: Plan) -> str:
    """A plan as one canonical text. Remembered for the plans that are loaded."""
    known = _TEXTS.get(plan.id)
    if known is None or known[0] is not plan:
        text = canonical(plan.model_dump(mode="json", by_alias=True, exclude_unset=True))
        known = _TEXTS[plan.id] = (plan, text)
    return known[1]


def text_of_measure(measure: Measure) -> str:
    return canonical(asdict(measure))


def digest(text: str) -> str:
    """SHA-256 of a text as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@lru_cache(maxsize=16)
def differences(old: str, new: str) -> tuple[Difference, ...]:
    """Every place where two canonical texts differ, in the order of their keys.

    >>> [(one.path, one.old, one.new, one.judged) for one in differences(
    ...     '{"goals":[{"id":"1.1","target":97,"title":"a"}]}',
    ...     '{"goals":[{"id":"1.1","target":79,"title":"b"}]}')]
    [('goals[1.1].target', '97', '79', True), ('goals[1.1].title', 'a', 'b', False)]
    """
    return tuple(_differences(json.loads(old), json.loads(new), ()))


def _differences(old: Any, new: Any, path: tuple[str, ...]) -> Iterator[Difference]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from _differences(old.get(key), new.get(key), (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        before, after = _named(old), _named(new)
        for name in dict.fromkeys((*before, *after)):
            yield from _differences(before.get(name), after.get(name), (*path, f"[{name}]"))
    else:
        judged = not any(step in WORDS for step in path)
        yield Difference(_path(path), _shown(old), _shown(new), judged)


def _named(entries: list[Any]) -> dict[str, Any]:
    """The entries of a list by what they are called; by their place where they are called nothing."""
    found: dict[str, Any] = {}
    for at, one in enumerate(entries):
        called = next((str(one[key]) for key in _NAMES if isinstance(one, dict) and key in one), str(at))
        found[called if called not in found else f"{called} #{at}"] = one
    return found


def _path(steps: tuple[str, ...]) -> str:
    return "".join(step if step.startswith("[") else f".{step}" for step in steps).removeprefix(".")


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
