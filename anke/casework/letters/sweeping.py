"""Keeping the store of documents and its rows together: what a crash left, and what must be forgotten."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from anke.casework.letters.models import Document
from anke.events.queries import opener
from anke.files import vault

_IN: Final = 500
OLD: Final = timedelta(days=1)  # no act takes this long: a file without a row is what a crash left


@dataclass(frozen=True)
class Swept:
    orphans: int
    drafts: int
    forgotten: int


def batched(addresses: Iterable[str]) -> Iterator[list[str]]:
    """Parts small enough to be named in one question."""
    left = iter(addresses)
    while some := list(islice(left, _IN)):
        yield some


def sweep(*, now: datetime) -> Swept:
    """Remove files a crash left without a row, drafts that were never finished, and what is forgotten.

    Younger than a day, a file without a row is left alone: somebody may be about to write it.
    """
    before = (now - OLD).timestamp()
    unfinished = [path for path, written in vault.drafts() if written < before]
    for path in unfinished:
        path.unlink(missing_ok=True)
    on_disk = dict(vault.addresses())
    known: dict[str, str] = {}
    for some in batched(on_disk):
        known.update(Document.objects.filter(address__in=some).values_list("address", "subject__name"))
    orphans = {address for address, written in on_disk.items() if address not in known and written < before}
    gone = {name for name in set(known.values()) if opener("case", name) is None}
    forgotten = {address for address, name in known.items() if name in gone}
    for address in (*orphans, *forgotten):
        vault.drop(address)
    return Swept(len(orphans), len(unfinished), len(forgotten))


def differences(advance: Callable[[int], object] = lambda amount: None, *, most: int = 1000) -> list[str]:
    """Every row whose file is missing or is not what was stored; cases that were forgotten are left out.

    `advance` is told of each document that was looked at.
    """
    found: list[str] = []
    rows = Document.objects.order_by("id").values_list("subject__name", "number", "version", "address")
    forgotten: dict[str, bool] = {}
    for name, number, version, address in rows.iterator(2000):
        advance(1)
        try:
            vault.get(address)
        except vault.Damaged as problem:
            if name not in forgotten:
                forgotten[name] = opener("case", name) is None
            if not forgotten[name]:
                found.append(f"case {name}, document {number} version {version}: {problem}")
        if len(found) >= most:
            break
    return found
