"""The events of cases as Parquet: one schema, one way of writing, one way of checking a file.

A row is a sparse patch of a case's facts (`rules/facts.py`): null says nothing, 0 takes back. A case's
first row also carries its name and the first 16 bytes of SHA-256 of the name as two unsigned 64-bit halves,
big-endian; the sums of those halves are the digest of a set of cases."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from anke.rules.facts import COLUMNS

ROW_GROUP = 1 << 20  # rows; what a fold holds in memory at a time
HASHES = ("hash_hi", "hash_lo")

SCHEMA = pa.schema(
    [
        ("seq", pa.int64()),
        ("subject", pa.int64()),
        ("kind", pa.int16()),
        ("happened_on", pa.date32()),
        ("recorded_at", pa.timestamp("us", tz="UTC")),
        *((column, pa.from_numpy_dtype(np.dtype(kind))) for column, kind in COLUMNS.items()),
        ("name", pa.string()),
        *((half, pa.uint64()) for half in HASHES),
    ]
)
_RISING = dict.fromkeys(("seq", "subject", "recorded_at"), "DELTA_BINARY_PACKED")
_SPREAD = dict.fromkeys((*HASHES, *COLUMNS), "PLAIN") | {"name": "DELTA_BYTE_ARRAY"}


@dataclass(frozen=True)
class File:
    """One file of events, as the manifest has it. `path` is relative to the folder of all events."""

    path: str
    first_seq: int
    last_seq: int
    rows: int
    sha256: str


class Writer:
    """Writes one file of events: to a temporary name first, `finish` brings it to disk and to its own
    name.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._part = path.with_suffix(".part")
        self._writer = pq.ParquetWriter(
            self._part,
            SCHEMA,
            compression="lz4",
            use_dictionary=["kind", "happened_on"],
            column_encoding=_RISING | _SPREAD,
            write_statistics=["seq", "subject"],
        )

    def write(self, table: pa.Table) -> None:
        self._writer.write_table(table.cast(SCHEMA), row_group_size=ROW_GROUP)

    def finish(self, path: Path) -> str:
        """The file is complete, on disk, and bears the name `path`. Returns its SHA-256 in hex."""
        self._writer.close()
        with self._part.open("rb+") as file:
            os.fsync(file.fileno())
        digest = sha256(self._part)
        self._part.rename(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return digest


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def halves(name: str) -> tuple[int, int]:
    """The two halves of a case's number in digests.

    >>> "".join(f"{half:016x}" for half in halves("2025-000123")) == (
    ...     hashlib.sha256(b"2025-000123").hexdigest()[:32])
    True
    """
    first = hashlib.sha256(name.encode()).digest()[:16]
    return int.from_bytes(first[:8], "big"), int.from_bytes(first[8:], "big")
