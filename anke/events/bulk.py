"""The fast door for writing: many events in the order they were recorded, for imports and demonstration."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.db import transaction

from anke.events.writing import NewEvent, Writer


def _silent(amount: int) -> None:
    return None


def load(
    events: Iterable[NewEvent], *, batch: int = 50_000, advance: Callable[[int], object] = _silent
) -> int:
    """Record events, each with its own `recorded_at`: the same checks, the same chain as `commands.record`.

    One transaction per batch: what was loaded when a process dies stays loaded and whole. Call it inside
    `transaction.atomic()` to have all or nothing. `advance` is told how many events each batch held.
    Returns how many were recorded. Raises `EventError`; the batch it lies in is not recorded.
    """
    writer, source, loaded = Writer(exact=True), iter(events), 0
    try:
        while some := list(islice(source, batch)):
            with transaction.atomic(), _no_collection():
                writer.write(some)
            gc.freeze()  # what is remembered stays; the collector need not walk through it again and again
            loaded += len(some)
            advance(len(some))
    finally:
        gc.unfreeze()
    return loaded


@contextmanager
def _no_collection() -> Iterator[None]:
    """A batch makes a million small things and no cycles: looking for them would take a fifth longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
