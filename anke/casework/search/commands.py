"""The acts upon the index: bring cases in, follow the events, sweep up what a crash left, forget.

Nothing here is part of an act on a case. A row is made after the act is committed, from what is committed:
`follow` looks at the events since the watermark, `sweep` compares every case with its row. Both can die
anywhere and be run again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

from anke.casework.cases.queries import Case
from anke.casework.search import gathering
from anke.casework.search.models import Entry, Watermark
from anke.casework.search.queries import astray, behind
from anke.events import queries as events
from anke.rules.steps import Status

_BATCH: Final = 200  # cases brought in by one transaction
_EVENTS: Final = 2_000  # events looked at by one step of following


@dataclass(frozen=True)
class Swept:
    """What the sweeper found: how many cases there are, how many rows it made anew and took away, how many
    it left to whoever works on them just then."""

    cases: int
    mended: int
    removed: int
    left: int


def index_now(numbers: Iterable[str]) -> list[str]:
    """Bring cases in as they are now. Returns those that somebody is acting on: the next one who follows
    or sweeps brings them in."""
    wanted, left = list(dict.fromkeys(numbers)), list[str]()
    for start in range(0, len(wanted), _BATCH):
        left += _index(wanted[start : start + _BATCH])
    return left


def follow(*, most: int | None = None) -> int:
    """Bring in every case that has events after the watermark, at most `most` events of them; returns how
    many events are left. The watermark moves only past what has been brought in."""
    looked = 0
    while most is None or looked < most:
        step = _EVENTS if most is None else min(_EVENTS, most - looked)
        found = list(events.since(_seq(), limit=step))
        if not found:
            break
        looked += len(found)
        left = set(index_now(one.subject_name for one in found if one.subject_kind == "case"))
        held = next(
            (one.seq for one in found if one.subject_kind == "case" and one.subject_name in left), None
        )
        _move(found[-1].seq if held is None else held - 1)
        if held is not None:
            break
    return events.head_seq() - _seq()


def sweep(advance: Callable[[int], object] = lambda amount: None) -> Swept:
    """Compare every case with its row, by the position of its events; make anew what differs, take away what
    must not be there. Exact: afterwards nothing differs but what is being acted on."""
    head, removed = events.head_seq(), _forget(astray())
    mended, left, seen = 0, 0, ""
    while numbers := behind(after=seen, limit=_BATCH):
        missed = _index(numbers)
        mended, left, seen = mended + len(numbers) - len(missed), left + len(missed), numbers[-1]
        advance(len(numbers))
    if not left:
        _move(head)
    return Swept(Case.objects.count(), mended, removed, left)


def reindex(advance: Callable[[int], object] = lambda amount: None) -> Swept:
    """Throw the index away and make it anew."""
    with transaction.atomic():
        Entry.objects.all().delete()
        Watermark.objects.all().delete()
    return sweep(advance)


def forget(numbers: Iterable[str]) -> int:
    """Take cases out of the index at once; returns how many there were. What still exists comes back when it
    is swept."""
    found = Entry.objects.filter(subject__kind="case", subject__name__in=list(numbers))
    return _forget(list(found.values_list("pk", flat=True)))


def purge() -> None:
    """Leave no trace in the file of what was forgotten. SQLite's index keeps deleted words until it is
    rewritten; PostgreSQL's vacuum sees to its own."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
        transaction.on_commit(_settle)


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@transaction.atomic
def _index(numbers: Sequence[str]) -> list[str]:
    """Make the rows of some cases; returns those that are held by somebody.

    A case is held while its row is made, so that no destruction can come in between; one that is held
    already is passed over, so that nobody waits for two.
    """
    found = Case.objects.select_for_update(skip_locked=True).filter(number__in=numbers).order_by("pk")
    some = [case for case in found if case.status != Status.DESTROYED]
    Entry.objects.bulk_create(
        gathering.gathered(some),
        batch_size=90,
        update_conflicts=True,
        unique_fields=["subject"],
        update_fields=["position", "version", "names", "prose", "stems", "parts"],
    )
    held = set(numbers) - {case.number for case in found}
    return sorted(Case.objects.filter(number__in=held).values_list("number", flat=True)) if held else []


def _forget(subjects: Sequence[int]) -> int:
    with transaction.atomic():
        for start in range(0, len(subjects), _BATCH):
            Entry.objects.filter(pk__in=subjects[start : start + _BATCH]).delete()
    return len(subjects)


def _seq() -> int:
    return Watermark.objects.values_list("seq", flat=True).first() or 0


def _move(seq: int) -> None:
    """Forward only: whoever follows at the same time may be further on."""
    Watermark.objects.get_or_create(id=1)
    Watermark.objects.filter(id=1, seq__lt=seq).update(seq=seq)
