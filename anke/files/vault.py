"""Where sealed files lie: `ANKE_HOME/documents/ab/cdef…`, each named by the SHA-256 of its sealed bytes.

Each room that keeps files has a `store` of its own, a folder of ANKE_HOME. A file is there whole or not at
all: it is written to a draft, flushed to the disk, and renamed. What is written is never written again. A
file without a row is what a crash left; the sweeper takes it when old.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

DOCUMENTS: Final = "documents"  # of cases
DRAFTS: Final = "drafts"
_ADDRESS: Final = re.compile(r"[0-9a-f]{64}")


class Damaged(Exception):  # noqa: N818 - told to the person who opens the document
    """A file is gone, or its bytes are not those its name says."""


def home(store: str = DOCUMENTS) -> Path:
    return Path(settings.ANKE_HOME) / store


def place(address: str, store: str = DOCUMENTS) -> Path:
    """Where the file of an address lies. Raises `ValueError` for what is no address."""
    if not _ADDRESS.fullmatch(address):
        raise ValueError("an address is 64 hexadecimal digits")
    return home(store) / address[:2] / address[2:]


def put(sealed: bytes, store: str = DOCUMENTS) -> str:
    """Write sealed bytes; returns their address. Raises `OSError` (no room, no access) and leaves nothing."""
    address = hashlib.sha256(sealed).hexdigest()
    target = place(address, store)
    if target.exists():
        return address
    drafts = home(store) / DRAFTS
    drafts.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.parent.mkdir(exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=drafts)
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    for folder in (target.parent, home(store)):
        _settle(folder)
    return address


def _settle(folder: Path) -> None:
    """Let the disk keep the folder's new name too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def get(address: str, store: str = DOCUMENTS) -> bytes:
    """The sealed bytes of an address. Raises `Damaged` where they are gone or are others."""
    try:
        sealed = place(address, store).read_bytes()
    except FileNotFoundError:
        raise Damaged(f"The file {address[:12]}… is not in the store of {store}.") from None
    if hashlib.sha256(sealed).hexdigest() != address:
        raise Damaged(f"The file {address[:12]}… is not what was stored.")
    return sealed


def drop(address: str, store: str = DOCUMENTS) -> None:
    """Remove a file for good. Only the sweeper does this."""
    place(address, store).unlink(missing_ok=True)


def addresses(store: str = DOCUMENTS) -> Iterator[tuple[str, float]]:
    """Every file there is, with the moment it was written (seconds since 1970)."""
    for folder in sorted(home(store).glob("[0-9a-f][0-9a-f]")):
        for file in sorted(folder.iterdir()):
            if _ADDRESS.fullmatch(folder.name + file.name):
                yield folder.name + file.name, file.stat().st_mtime


def drafts(store: str = DOCUMENTS) -> Iterator[tuple[Path, float]]:
    """Drafts that a crash left, with the moment they were written."""
    folder = home(store) / DRAFTS
    if folder.is_dir():
        for file in sorted(folder.iterdir()):
            yield file, file.stat().st_mtime
