"""YAML with line numbers. A text becomes plain data, and every key and value keeps the line it stands on.

The part of YAML that surprises is refused: anchors and aliases (one can stand for a billion words), tags,
tabs, the same key twice, more than one document. Only `true` and `false` are truth values (`no` is a word), a
number with a point is a Decimal exactly as written, and `2025-01-31` is a date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import yaml

from anke.content.problem import Problem

Path = tuple[str | int, ...]
Event = Any  # one of yaml's events; their fields are unknown to the type checker
LARGEST = 5_000_000  # bytes
DEEPEST = 40  # levels
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"^[-+]?(0|[1-9][0-9]*)$")
_DECIMAL = re.compile(r"^[-+]?(0|[1-9][0-9]*)\.[0-9]+$")
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_WORDS = {"true": True, "false": False, "": None, "null": None, "~": None}


@dataclass(frozen=True)
class Mark:
    """Where a value stands: its key's line, the line it begins on (both from 1), its text as written."""

    key: int
    value: int
    raw: str | None = None


@dataclass
class Marked:
    """A file that has been read. `data` is None where it could not be; `marks` leads a path to its place."""

    file: str
    data: Any = None
    marks: dict[Path, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unusable: bool = False  # what is wrong makes the data mean something else than it says

    def wrong(self, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(self.file, line, what, do))

    def refuse(self, line: int, what: str, do: str) -> None:
        self.wrong(line, what, do)
        self.unusable = True

    def mark(self, path: Path) -> tuple[Mark, Path]:
        """The nearest place for a path, and how much of the path stands in the file."""
        found: Path = ()
        for step in path:
            if (*found, step) in self.marks:
                found = (*found, step)
        return self.marks.get(found, Mark(1, 1)), found

    def line(self, path: Path) -> int:
        return self.mark(path)[0].key


def read(file: str, raw: bytes) -> Marked:
    """Read a file's bytes; never raises."""
    found = Marked(file)
    text = _text(found, raw)
    if text is None:
        return found
    try:
        data = _Reader(found, yaml.parse(text, Loader=LOADER)).document()
        found.data = None if found.unusable else data
    except _TooDeep:
        return found
    except yaml.MarkedYAMLError as problem:
        _syntax(found, problem)
    except yaml.YAMLError:
        found.wrong(1, "a sign no text editor would write", "type the file again, without control characters")
    return found


def _text(found: Marked, raw: bytes) -> str | None:
    if len(raw) > LARGEST:
        found.wrong(1, f"the file is {len(raw)} bytes long", f"split it; {LARGEST} bytes are the most")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        found.wrong(line, f"byte {raw[problem.start]:#04x} is not UTF-8", "save the file as UTF-8")
        return None
    if "\t" not in text:
        return text
    for number, words in enumerate(text.split("\n"), 1):
        if "\t" in words:
            found.wrong(number, "a tab", "write spaces instead")
    return None


def _syntax(found: Marked, problem: yaml.MarkedYAMLError) -> None:
    mark = problem.problem_mark or problem.context_mark
    said = str(problem.problem or problem.context or "unreadable")
    do = "look at this line and the one above: quotes closed, two spaces a level, a space after each colon"
    if "mapping values are not allowed" in said:
        said, do = "a colon where none can stand", "put a text that holds ': ' in quotes"
    elif "did not find expected <document start>" in said:
        said, do = "a line that belongs nowhere", "begin it where the lines above it begin"
    found.wrong(mark.line + 1 if mark else 1, f"this is not YAML: {said}", do)


class _TooDeep(Exception):  # noqa: N818 - a way out of the recursion, never seen outside
    """Nothing more is read from this file."""


class _Reader:
    """Builds plain data from the parser's events, one level at a time."""

    def __init__(self, found: Marked, events: Iterator[Event]) -> None:
        self.found = found
        self.events = events

    def document(self) -> Any:
        next(self.events)  # the stream begins
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            self.found.wrong(1, "the file is empty", "write its content, or remove the file")
            return None
        data = self.value(next(self.events), (), None)
        next(self.events)  # the document ends
        following: Event = next(self.events)
        line: int = following.start_mark.line + 1
        if isinstance(following, yaml.DocumentStartEvent):
            self.found.refuse(line, "a second document begins", "keep one document in a file")
        if data is None and not self.found.problems:
            self.found.wrong(1, "the file is empty", "write its content, or remove the file")
        return data

    def value(self, event: Event, path: Path, key_line: int | None) -> Any:
        line = event.start_mark.line + 1
        raw = event.value if isinstance(event, yaml.ScalarEvent) else None
        self.found.marks[path] = Mark(key_line or line, line, raw)
        self._plain(event, line)
        if len(path) > DEEPEST:
            self.found.wrong(line, f"more than {DEEPEST} levels deep", "write it flatter")
            raise _TooDeep
        if isinstance(event, yaml.SequenceStartEvent):
            return [
                self.value(one, (*path, at), None)
                for at, one in enumerate(self._until(yaml.SequenceEndEvent))
            ]
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return _scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, path: Path) -> dict[str | int, Any]:
        built: dict[str | int, Any] = {}
        lines: dict[str | int, int] = {}
        for key in self._until(yaml.MappingEndEvent):
            line = key.start_mark.line + 1
            read_key = self.value(key, (*path, "a key"), None)
            name = self._name(key, read_key, line, lines)
            value = self.value(next(self.events), (*path, "a key" if name is None else name), line)
            if name is not None:
                built[name] = value
        self.found.marks.pop((*path, "a key"), None)
        return built

    def _name(self, key: Event, name: Any, line: int, lines: dict[str | int, int]) -> str | int | None:
        """The key itself; None where it cannot be one, which has then been said."""
        if isinstance(name, Decimal | date | bool):
            said = f"{key.value} as a key is read as a number, a date or a truth value"
            self.found.wrong(line, said, f'write "{key.value}" in quotes')
        elif not isinstance(name, str | int):
            self.found.wrong(line, "a key must be a word", "write one word and a colon")
        elif name in lines:
            said = f"the key '{name}' stands twice (first on line {lines[name]})"
            self.found.wrong(line, said, "keep one of them")
        else:
            lines[name] = line
            return name
        return None

    def _until(self, end: type[Event]) -> Iterator[Event]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _plain(self, event: Event, line: int) -> None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        if event.anchor is not None:
            what = f"'{sign}{event.anchor}' makes one value stand in several places"
            self.found.refuse(line, what, "write the value out where it is meant")
        if getattr(event, "tag", None) is not None:
            self.found.refuse(line, f"the tag '{event.tag}'", "remove it: only plain values are read")


def _scalar(event: Event) -> str | int | bool | Decimal | date | None:
    text: str = event.value
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _DECIMAL.match(text):
        return Decimal(text)
    return int(text) if _WHOLE.match(text) else _day_or_word(text)


def _day_or_word(text: str) -> date | str:
    """A day the calendar does not have stays a word; the field that wants a date says so."""
    try:
        return date.fromisoformat(text) if _DAY.match(text) else text
    except ValueError:
        return text
