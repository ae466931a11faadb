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

    def wrong(self, line: int, what: str, do: str) -> None:
        self.problems.append(Problem(self.file, line, what, do))

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
    if text is None or _surprises(found, text):
        return found
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as problem:
        _syntax(found, problem)
        return found
    except yaml.YAMLError as problem:
        found.wrong(1, f"this is not YAML: {problem}", "remove what no text editor would write")
        return found
    if node is None:
        found.wrong(1, "the file is empty", "write its content, or remove the file")
        return found
    found.marks[()] = Mark(node.start_mark.line + 1, node.start_mark.line + 1)
    found.data = _build(found, node, ())
    return found


def _text(found: Marked, raw: bytes) -> str | None:
    if len(raw) > LARGEST:
        found.wrong(1, f"the file is {len(raw)} bytes long", f"split it; {LARGEST} bytes are the most")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        found.wrong(line, f"byte {raw[problem.start]:#04x} is not UTF-8", "save the file as UTF-8")
        return None


def _surprises(found: Marked, text: str) -> bool:
    """Tabs, anchors and aliases: True where the file must not be read further."""
    if "\t" in text:
        for number, line in enumerate(text.splitlines(), 1):
            if "\t" in line:
                found.wrong(number, "a tab", "write spaces instead")
        return True
    if "&" not in text and "*" not in text:
        return False
    before = len(found.problems)
    try:
        for token in yaml.scan(text, Loader=LOADER):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken):
                sign = "&" if isinstance(token, yaml.AnchorToken) else "*"
                what = f"'{sign}{token.value}' makes one value stand in several places"
                found.wrong(token.start_mark.line + 1, what, "write the value out where it is meant")
    except yaml.YAMLError:
        return len(found.problems) > before  # composing it finds the fault again and says what it is
    return len(found.problems) > before


def _syntax(found: Marked, problem: yaml.MarkedYAMLError) -> None:
    mark = problem.problem_mark or problem.context_mark
    line = mark.line + 1 if mark else 1
    said = str(problem.problem or problem.context or "unreadable")
    do = "look at this line and the one above: quotes closed, two spaces a level, a space after each colon"
    if "expected a single document" in str(problem.context):
        said, do = "a second document begins", "keep one document in a file"
    elif "mapping values are not allowed" in said:
        said, do = "a colon where none can stand", "put a text that holds ': ' in quotes"
    found.wrong(line, f"this is not YAML: {said}", do)


def _build(found: Marked, node: yaml.Node, path: Path) -> Any:
    line = node.start_mark.line + 1
    if len(path) > DEEPEST:
        found.wrong(line, f"more than {DEEPEST} levels deep", "write it flatter")
        return None
    if not node.tag.startswith("tag:yaml.org,2002:"):
        found.wrong(line, f"the tag '{node.tag}'", "remove it: only plain values are read")
        return None
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return [_child(found, item, (*path, at), None) for at, item in enumerate(node.value)]
    built: dict[str | int, Any] = {}
    for key, value in _pairs(found, node):
        built[key] = _child(found, value[1], (*path, key), value[0])
    return built


def _child(found: Marked, node: yaml.Node, path: Path, key: yaml.Node | None) -> Any:
    line = node.start_mark.line + 1
    raw = node.value if isinstance(node, yaml.ScalarNode) else None
    found.marks[path] = Mark(key.start_mark.line + 1 if key else line, line, raw)
    return _build(found, node, path)


def _pairs(found: Marked, node: yaml.Node) -> Iterator[tuple[str | int, tuple[yaml.Node, yaml.Node]]]:
    seen: dict[str | int, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        name = _scalar(key) if isinstance(key, yaml.ScalarNode) else None
        if isinstance(name, Decimal | date | bool):
            found.wrong(
                line, f"{key.value} as a key is read as a number or a date", f'write "{key.value}" in quotes'
            )
        elif not isinstance(name, str | int):
            found.wrong(line, "a key must be a word", "write one word and a colon")
        elif name in seen:
            found.wrong(
                line, f"the key '{name}' stands twice (first on line {seen[name]})", "keep one of them"
            )
        else:
            seen[name] = line
            yield name, (key, value)


def _scalar(node: yaml.ScalarNode) -> str | int | bool | Decimal | date | None:
    text: str = node.value
    if node.style in ("'", '"', "|", ">"):
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
