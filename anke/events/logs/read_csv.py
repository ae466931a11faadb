"""Reading a CSV log row by row, in little memory whatever its size.

Encoding: as stated; else UTF-8 (with or without a mark), and cp1252 from the first line that is no UTF-8,
provided that no line before it held letters outside ASCII. Delimiter: as stated; else of , ; tab | the one
that finds the mapping's columns in the first line.
"""

import csv
from collections.abc import Collection, Iterator
from itertools import chain

from anke.events.logs.opening import Stream
from anke.events.logs.problem import LogError
from anke.events.logs.row import LogRow

DELIMITERS = (",", ";", "\t", "|")
_SHOWN = 30  # columns named in an error


class Lines:
    """The lines of a stream as text. `number` is that of the line last given."""

    def __init__(self, stream: Stream, encoding: str | None) -> None:
        self._stream, self._stated = stream, encoding
        self._encoding = encoding or "utf-8"
        self._letters = False  # whether letters outside ASCII have been read as UTF-8
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while raw := self._stream.line(self.number + 1):
            self.number += 1
            if self.number == 1:
                raw = self._without_mark(raw)
            if b"\0" in raw:
                raise LogError(
                    f"{self._stream.name}, line {self.number} holds a NUL byte: this is not text. "
                    "Save the log as CSV in UTF-8."
                )
            yield self._decoded(raw)

    def _without_mark(self, raw: bytes) -> bytes:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise LogError(f"{self._stream.name} is UTF-16. Save it as UTF-8.")
        return raw.removeprefix(b"\xef\xbb\xbf")

    def _decoded(self, raw: bytes) -> str:
        if raw.isascii():
            return raw.decode("ascii")
        try:
            text = raw.decode(self._encoding)
        except UnicodeDecodeError:
            if self._stated or self._letters:
                raise self._unreadable(raw) from None
        else:
            self._letters = True
            return text
        self._encoding = self._stated = "cp1252"
        return self._decoded(raw)

    def _unreadable(self, raw: bytes) -> LogError:
        name = "cp1252" if self._encoding == "cp1252" else "UTF-8"
        return LogError(
            f"{self._stream.name}, line {self.number} is not {name} (it holds {_odd(raw, self._encoding)}). "
            "Write csv: {encoding: …} in the mapping (utf-8, utf-8-sig or cp1252), or save the log as UTF-8."
        )


def _odd(raw: bytes, encoding: str) -> str:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError as problem:
        return f"byte {raw[problem.start]:#04x}"
    return "bytes it cannot hold"


def read_csv(
    stream: Stream,
    columns: Collection[str],
    *,
    delimiter: str | None = None,
    encoding: str | None = None,
) -> Iterator[LogRow]:
    """The rows of a CSV log with the columns asked for. Raises `LogError`, as soon as something is wrong."""
    lines = Lines(stream, None if encoding == "utf-8-sig" else encoding)
    source = iter(lines)
    first = next((line for line in source if line.strip()), None)
    if first is None:
        raise LogError(f"{stream.name} is empty: it has no first line with the columns' names.")
    used = delimiter or _delimiter(first, columns)
    reader = csv.reader(chain([first], source), delimiter=used, strict=True)
    before = lines.number - 1
    try:
        header = next(reader)
        places = _places(stream.name, [name.strip() for name in header], columns)
        begun = before + reader.line_num
        for cells in reader:
            line, begun = begun + 1, before + reader.line_num
            if cells:
                found = {name: cells[at] for name, at in places.items() if at < len(cells)}
                yield LogRow(line, found, whole=len(cells) == len(header))
    except csv.Error as problem:
        raise LogError(
            f"{stream.name}, line {before + reader.line_num} cannot be read as CSV: {problem}. "
            "Look for a quotation mark that is not closed, or another delimiter."
        ) from None


def _delimiter(first: str, columns: Collection[str]) -> str:
    """The delimiter that finds most of the columns; among equals the one that makes most columns."""

    def found(delimiter: str) -> tuple[int, int]:
        cells = [cell.strip() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        return len(set(columns) & set(cells)), len(cells)

    return max(DELIMITERS, key=found)


def _places(name: str, header: list[str], columns: Collection[str]) -> dict[str, int]:
    for column in columns:
        if column not in header:
            there = ", ".join(header[:_SHOWN]) + (", …" if len(header) > _SHOWN else "")
            raise LogError(f"{name} has no column '{column}'. Its columns are: {there}. Correct the mapping.")
        if header.count(column) > 1:
            raise LogError(f"{name} has two columns called '{column}'. Give each its own name.")
    return {column: header.index(column) for column in columns}
