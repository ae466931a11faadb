"""The check of the store itself: every hash, every link, numbers without gaps, time never running back.

What it can see: any change to an event, an event taken out, put in or moved, an end cut off. What no chain
kept in one place can see: a whole store written anew by somebody who holds it. Against that, keep a backup's
manifest (it names the last event's hash) somewhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection

from anke.events.store import instant_of, plain
from anke.rules.chain import BEGINNING, link

_PAGE: Final = 20_000


@dataclass(frozen=True)
class Break:
    """Something that does not hold. Without a subject it concerns the store as a whole."""

    what: str
    subject: str | None = None
    position: int | None = None
    seq: int | None = None

    def __str__(self) -> str:
        where = [
            *([self.subject] if self.subject else []),
            *([f"position {self.position}"] if self.position is not None else []),
            *([f"event {self.seq}"] if self.seq is not None else []),
        ]
        return f"{', '.join(where)}: {self.what}" if where else self.what


@dataclass(frozen=True)
class Verified:
    """What was checked, and what does not hold: the first break of each subject, as the events come."""

    events: int
    subjects: int
    breaks: list[Break]


@dataclass(slots=True)
class _Walk:
    """Where the walk through the events has come."""

    breaks: list[Break] = field(default_factory=list)
    heads: dict[int, tuple[int, str]] = field(default_factory=dict)  # subject → position, hash
    broken: set[int] = field(default_factory=set)
    seq: int = 0
    moment: str = ""


def _silent(amount: int) -> None:
    return None


def verify_chain(advance: Callable[[int], object] = _silent) -> list[Break]:
    """Everything that does not hold in the store; empty where it is whole. `advance` is told how many."""
    return verify_store(advance).breaks


def verify_store(advance: Callable[[int], object] = _silent) -> Verified:
    """Check the events as they stand now. Others may write meanwhile; what they add is not looked at."""
    end, subjects = _register()
    walk = _Walk()
    for rows in _pages(end):
        for row in rows:
            _check(walk, row)
        advance(len(rows))
    if walk.seq < end:
        walk.breaks.append(Break(f"the ledger counts {end} events, but the last one found is {walk.seq}"))
    _compare_heads(walk, subjects)
    _look_beyond(walk, end)
    return Verified(end, len(subjects), walk.breaks)


def _register() -> tuple[int, dict[int, tuple[str, str, int, str]]]:
    """The ledger's last number and the subjects' heads, read in one question so that they belong together."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.seq, s.id, s.kind, s.name, s.position, s.head "
            "FROM events_ledger l LEFT JOIN events_subject s ON TRUE ORDER BY s.id"
        )
        rows = cursor.fetchall()
    end = rows[0][0] if rows else 0
    return end, {row[1]: row[2:] for row in rows if row[1] is not None}


def _pages(end: int) -> Iterator[list[tuple[Any, ...]]]:
    last, question = 0, _question()
    while last < end:
        with connection.cursor() as cursor:
            cursor.execute(question, [last, end, _PAGE])
            rows = cursor.fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]


def _question() -> str:
    return (
        "SELECT e.seq, e.subject_id, s.kind, s.name, e.position, e.kind, "  # noqa: S608 - columns of our own
        f"{plain('e.happened_on')}, {plain('e.recorded_at')}, e.actor, e.data, e.previous, e.hash "
        "FROM events_event e LEFT JOIN events_subject s ON s.id = e.subject_id "
        "WHERE e.seq > %s AND e.seq <= %s ORDER BY e.seq LIMIT %s"
    )


def _check(walk: _Walk, row: tuple[Any, ...]) -> None:
    seq, number, subject_kind, name, position, kind, day, moment, actor, data, previous, head = row
    if seq != walk.seq + 1:
        missing = (
            f"event {walk.seq + 1} is" if seq == walk.seq + 2 else f"events {walk.seq + 1} to {seq - 1} are"
        )
        walk.breaks.append(Break(f"{missing} missing", seq=seq))
    walk.seq = seq
    instant = instant_of(moment)
    if instant < walk.moment:
        walk.breaks.append(
            Break(
                f"recorded at {instant}, before the event ahead of it",
                f"{subject_kind} {name}",
                position,
                seq,
            )
        )
    walk.moment = instant
    if number in walk.broken:
        return
    position_before, head_before = walk.heads.get(number, (0, BEGINNING))
    walk.heads[number] = (position, head)
    if (
        position == position_before + 1
        and previous == head_before
        and head == link(previous, seq, subject_kind, name, position, kind, str(day), instant, actor, data)
    ):
        return
    walk.broken.add(number)
    if name is None:
        what = f"belongs to subject {number}, which does not exist"
    elif position != position_before + 1:
        what = f"follows position {position_before}: an event is missing or was put in"
    elif previous != head_before:
        what = "does not hang on the event before it: one of the two was changed"
    else:
        what = "was changed after it was recorded: its content does not give its hash"
    walk.breaks.append(Break(what, None if name is None else f"{subject_kind} {name}", position, seq))


def _compare_heads(walk: _Walk, subjects: dict[int, tuple[str, str, int, str]]) -> None:
    """The end of each chain against what its subject says: an end cut off shows here."""
    for number, (kind, name, position, head) in subjects.items():
        if number in walk.broken or walk.heads.get(number) == (position, head):
            continue
        found = walk.heads.get(number, (0, BEGINNING))[0]
        if found == position:
            what = "its last event is not the one the subject's head names"
        else:
            what = f"its events end at position {found}, but it is to have {position}"
        walk.breaks.append(Break(what, f"{kind} {name}", found))


def _look_beyond(walk: _Walk, end: int) -> None:
    """Events after the ledger's end are somebody's work of this moment, or were put in past the ledger."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(e.seq), (SELECT seq FROM events_ledger) FROM events_event e")
        last, counted = cursor.fetchone()
    if (last or 0) > (counted or 0):
        walk.breaks.append(
            Break(f"the ledger counts {counted or 0} events, but there is an event {last}", seq=last)
        )
