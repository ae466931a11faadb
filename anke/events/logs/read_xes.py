"""Reading an XES log (IEEE 1849) event by event, in little memory whatever its size.

A trace's own attributes are called `case:` and their key, an event's by their key, as other tools do when
they turn XES into CSV. Document types are refused altogether: XES has none, and with them go entity bombs
and external entities.
"""

from collections.abc import Collection, Iterator
from typing import NoReturn
from xml.parsers import expat

from anke.events.logs.opening import LONGEST, Stream
from anke.events.logs.problem import LogError
from anke.events.logs.row import LogRow

_PIECE = 65_536
_DEEPEST = 64
_ATTRIBUTES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_KEPT, _SHOWN = 200, 30  # attribute names remembered, and named in an error


class _Traces:
    """Collects rows from the parser's calls."""

    def __init__(self, name: str, columns: Collection[str]) -> None:
        self.name, self.columns = name, frozenset(columns)
        self.rows: list[LogRow] = []
        self.seen: dict[str, None] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refused
        self.parser.EntityDeclHandler = self._refused
        self.parser.ExternalEntityRefHandler = self._refused
        self._path: list[str] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._line = 0
        self._events = 0

    def _refused(self, *_: object) -> NoReturn:
        raise LogError(
            f"{self.name}, line {self.parser.CurrentLineNumber} declares a document type or an entity. An "
            "event log needs none, and they can be used to attack whoever reads it: remove it."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        where = self._path[-1] if self._path else ""
        if not self._path and tag != "log":
            raise LogError(f"{self.name} is XML, but no XES: it begins with <{tag}> and not with <log>.")
        if len(self._path) >= _DEEPEST:
            raise LogError(
                f"{self.name}, line {self.parser.CurrentLineNumber}: elements nested too deep for XES."
            )
        if tag == "trace":
            self._trace, self._line, self._events = {}, self.parser.CurrentLineNumber, 0
        elif tag == "event":
            self._event, self._line = {}, self.parser.CurrentLineNumber
        elif tag in _ATTRIBUTES and where in ("trace", "event") and "key" in attributes:
            self._attribute(where, attributes["key"], attributes.get("value", ""))
        self._path.append(tag)

    def _attribute(self, where: str, key: str, value: str) -> None:
        name = f"case:{key}" if where == "trace" else key
        if len(self.seen) < _KEPT:
            self.seen[name] = None
        if name in self.columns:
            self.seen[name] = None
            (self._trace if where == "trace" else self._event)[name] = value

    def _end(self, tag: str) -> None:
        ended = self._path.pop()
        if ended == "event":
            self._events += 1
            self.rows.append(LogRow(self._line, self._trace | self._event))
        elif ended == "trace" and not self._events:
            self.rows.append(LogRow(self._line, dict(self._trace), event=False))


def read_xes(stream: Stream, columns: Collection[str], required: Collection[str]) -> Iterator[LogRow]:
    """The events of an XES log with the attributes asked for; those `required` must stand somewhere in it.

    Raises `LogError`, as soon as something is wrong.
    """
    traces = _Traces(stream.name, columns)
    silent = 0
    try:
        while piece := stream.read(_PIECE):
            before = traces.parser.CurrentByteIndex
            traces.parser.Parse(piece, False)
            silent = silent + len(piece) if traces.parser.CurrentByteIndex == before else 0
            if silent > LONGEST:
                raise LogError(
                    f"{stream.name}, line {traces.parser.CurrentLineNumber}: one element is longer than "
                    f"{LONGEST:,} bytes. This is no event log as anke reads them."
                )
            yield from traces.rows
            traces.rows.clear()
        traces.parser.Parse(b"", True)
    except expat.ExpatError as problem:
        said = expat.ErrorString(problem.code)
        raise LogError(
            f"{stream.name}, line {problem.lineno} is not well-formed XML ({said}). The file is damaged or "
            "cut off: export it again."
        ) from None
    except (ValueError, LookupError) as problem:  # an encoding Python does not know
        raise LogError(f"{stream.name} cannot be read: {problem}.") from None
    yield from traces.rows
    missing = [column for column in required if column not in traces.seen]
    if missing and traces.seen:
        there = ", ".join(list(traces.seen)[:_SHOWN])
        raise LogError(
            f"No event or trace in {stream.name} has '{missing[0]}'. There are: {there}. Correct the mapping."
        )
