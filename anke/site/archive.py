"""The file a backup is: a compressed tar whose first member, `manifest.json`, names the others and hashes.

Nothing in an archive is trusted: names are checked before anything is written, sizes are those the manifest
says, and every SHA-256 is computed while unpacking. Links, devices and members the manifest does not name are
refused.
"""

import gzip
import hashlib
import io
import os
import re
import shutil
import tarfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Final, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

MANIFEST: Final = "manifest.json"
_LONGEST_MANIFEST: Final = 64 * 2**20  # bytes
_CHUNK: Final = 2**20
_SAFE: Final = re.compile(r"[\w=@+.,-]+(/[\w=@+.,-]+)*")

Advance = Callable[[int], object]


class BadArchive(Exception):  # noqa: N818 - told to the person who typed the command
    """The file is no backup, is cut short, or is not what its manifest says."""


class Changed(Exception):  # noqa: N818 - the one who packs tries again
    """A file was replaced while it was being copied."""


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    path: str
    bytes: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(BaseModel):
    """What a backup holds. Kept elsewhere, its last event's hash is also a witness of the whole chain."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    format: Literal["anke-backup-1"] = "anke-backup-1"
    made_at: str
    program: str  # the version of anke that made it
    content: str  # SHA-256 over the content files it worked with
    engine: Literal["sqlite", "postgresql"]
    events: int
    last_event: str  # the hash of the last event
    synthetic: bool
    with_keys: bool
    parts: tuple[Part, ...]


def is_safe(name: str) -> bool:
    """A plain path inside the house: no way up, nothing hidden, no drive, no odd letters.

    >>> [is_safe(name) for name in ("statistics/a.parquet", "../etc/passwd", "/etc/passwd", "a//b", ".ssh/x")]
    [True, False, False, False, False]
    """
    parts = PurePosixPath(name).parts
    return bool(_SAFE.fullmatch(name)) and not any(part.startswith(".") for part in parts)


class _Counted:
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._digest, self._size = file, hashlib.sha256(), 0

    def read(self, size: int = _CHUNK) -> bytes:
        chunk = self._file.read(size)
        self._digest.update(chunk)
        self._size += len(chunk)
        return chunk

    def part(self, path: str) -> Part:
        return Part(path=path, bytes=self._size, sha256=self._digest.hexdigest())


def parts_of(files: Mapping[str, Path]) -> tuple[Part, ...]:
    """Size and hash of every file. Raises `Changed` where one has gone meanwhile."""
    found = []
    for name, path in files.items():
        try:
            with path.open("rb") as file:
                counted = _Counted(file)
                while counted.read():
                    pass
        except FileNotFoundError:
            raise Changed(name) from None
        found.append(counted.part(name))
    return tuple(found)


def write(out: Path, manifest: Manifest, files: Mapping[str, Path], advance: Advance) -> None:
    """Write the archive beside `out`, bring it to disk, then give it its name: whole or not at all.

    Raises `Changed` where a file is no longer what the manifest says.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            with (
                gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=file, mtime=0) as packed,
                tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
            ):
                words = manifest.model_dump_json(indent=1).encode()
                _add(tar, MANIFEST, len(words), io.BytesIO(words))
                for part in manifest.parts:
                    _add_file(tar, part, files[part.path])
                    advance(part.bytes)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(out)
    finally:
        draft.unlink(missing_ok=True)


def _add_file(tar: tarfile.TarFile, part: Part, path: Path) -> None:
    try:
        with path.open("rb") as file:
            counted = _Counted(file)
            _add(tar, part.path, part.bytes, cast(IO[bytes], counted))
            if file.read(1) or counted.part(part.path) != part:
                raise Changed(part.path)
    except (FileNotFoundError, OSError) as problem:
        if isinstance(problem, FileNotFoundError) or "unexpected end of data" in str(problem):
            raise Changed(part.path) from None
        raise


def _add(tar: tarfile.TarFile, name: str, size: int, source: IO[bytes]) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, source)


def read_manifest(archive: Path) -> Manifest:
    """What the archive says it holds. Raises `BadArchive` with what to do instead."""
    with _opened(archive) as tar:
        return _manifest(archive, tar)


def unpack(archive: Path, into: Path, advance: Advance) -> Manifest:
    """Write every part under the empty folder `into`, checking each hash. Raises `BadArchive`."""
    with _opened(archive) as tar:
        manifest = _manifest(archive, tar)
        room = shutil.disk_usage(into).free
        if (needed := sum(part.bytes for part in manifest.parts)) > room:
            raise BadArchive(
                f"{archive} holds {needed:,} bytes, but only {room:,} are free at {into}. Make room."
            )
        left = {part.path: part for part in manifest.parts}
        while (member := tar.next()) is not None:
            part = left.pop(member.name, None)
            if part is None or not member.isreg() or member.size != part.bytes:
                raise BadArchive(
                    f"{archive} holds '{member.name}', which its manifest does not name like that. "
                    "It was changed after it was written; use another backup."
                )
            _unpack_one(archive, tar, member, part, into)
            advance(part.bytes)
        _read_to_the_end(tar)
        if left:
            raise BadArchive(f"{archive} lacks '{min(left)}'. It is cut short; use another backup.")
    return manifest


def _read_to_the_end(tar: tarfile.TarFile) -> None:
    """Past the last member too: only there gzip says whether the file is whole."""
    while tar.fileobj is not None and tar.fileobj.read(_CHUNK):
        pass


def _unpack_one(archive: Path, tar: tarfile.TarFile, member: tarfile.TarInfo, part: Part, into: Path) -> None:
    source = tar.extractfile(member)
    target = into.joinpath(*PurePosixPath(part.path).parts)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    digest = hashlib.sha256()
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while source is not None and (chunk := source.read(_CHUNK)):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if digest.hexdigest() != part.sha256:
        raise BadArchive(
            f"'{part.path}' in {archive} does not have the SHA-256 its manifest names: "
            "the file was damaged or changed. Use another backup."
        )


def _manifest(archive: Path, tar: tarfile.TarFile) -> Manifest:
    foreign = f"{archive} is no backup made by anke backup."
    first = tar.next()
    if first is None or first.name != MANIFEST or not first.isreg() or first.size > _LONGEST_MANIFEST:
        raise BadArchive(foreign)
    source = tar.extractfile(first)
    try:
        manifest = Manifest.model_validate_json(source.read() if source else b"")
    except ValidationError as problem:
        raise BadArchive(f"{foreign} Its manifest cannot be read: {problem.errors()[0]['msg']}.") from None
    names = [part.path for part in manifest.parts]
    if unsafe := [name for name in names if not is_safe(name)]:
        raise BadArchive(f"{archive} names '{unsafe[0]}', which would lie outside the house. Do not use it.")
    if len(set(names)) != len(names):
        raise BadArchive(foreign)
    return manifest


@contextmanager
def _opened(archive: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(archive, mode="r:gz") as tar:
            yield tar
    except FileNotFoundError:
        raise BadArchive(f"There is no file {archive}. Give the path of a backup.") from None
    except (EOFError, zlib.error, tarfile.ReadError, gzip.BadGzipFile) as problem:
        raise BadArchive(
            f"{archive} cannot be read to its end ({problem}). "
            "It is cut short, or no backup made by anke backup."
        ) from None
