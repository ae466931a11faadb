"""A log as a stream of bytes, packed or not. Whatever breaks while it is read becomes a `LogError`."""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from anke.events.logs.problem import LogError

LONGEST = 1_048_576  # bytes in one line of a CSV, or in one element of an XES
_GZIP = b"\x1f\x8b"


class Stream:
    """Reads a log piece by piece. `taken` is how many bytes of the file itself have been read so far."""

    def __init__(self, name: str, raw: BinaryIO, unpacked: BinaryIO) -> None:
        self.name = name
        self._raw, self._unpacked = raw, unpacked

    @property
    def taken(self) -> int:
        return self._raw.tell()

    def read(self, size: int) -> bytes:
        with self._said():
            return self._unpacked.read(size)

    def line(self, number: int) -> bytes:
        """The next line with its line feed; empty at the end. One longer than `LONGEST` is refused unread."""
        with self._said():
            found = self._unpacked.readline(LONGEST + 1)
        if len(found) > LONGEST:
            raise LogError(
                f"{self.name}, line {number} is longer than {LONGEST:,} bytes: this is no event log as anke "
                "reads them. Look for a missing line break."
            )
        return found

    @contextmanager
    def _said(self) -> Iterator[None]:
        try:
            yield
        except EOFError:
            raise LogError(
                f"{self.name} is cut off: the gzip file ends in the middle. Copy it again."
            ) from None
        except (gzip.BadGzipFile, zlib.error) as problem:
            raise LogError(f"{self.name} is damaged: {problem}. Copy it again.") from None
        except OSError as problem:
            raise LogError(f"{self.name} cannot be read: {problem.strerror or problem}.") from None


@contextmanager
def open_log(path: Path) -> Iterator[Stream]:
    """Open a log; gzip is known by its first bytes, whatever the file is called."""
    if not path.is_file():
        raise LogError(
            f"There is no file {path}. Write the path of an event log (.xes, .xes.gz, .csv or .csv.gz)."
        )
    try:
        raw = path.open("rb")
    except OSError as problem:
        raise LogError(f"{path} cannot be read: {problem.strerror}.") from None
    with raw:
        packed = raw.read(2) == _GZIP
        raw.seek(0)
        unpacked = cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw
        yield Stream(path.name, raw, unpacked)


def kind_of_log(path: Path, said: str | None) -> str:
    """`csv` or `xes`: what the mapping says, else by the file's name."""
    if path.is_dir():
        raise LogError(f"{path} is a folder. Name the log itself: a .xes or .csv file in it.")
    name = path.name.lower().removesuffix(".gz")
    for kind in ("csv", "xes"):
        if said == kind or (said is None and name.endswith(f".{kind}")):
            return kind
    raise LogError(
        f"{path.name} is neither .xes nor .csv (packed with gzip or not). If it is one of them by another "
        "name, write format: xes or format: csv in the mapping."
    )
