"""The door for reading: what happened, in the order it was recorded."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection

from anke.events import personal, sentences
from anke.events.apply import CaseState, Draft, advance, fold
from anke.events.fields import holds_cpr
from anke.events.models import Ledger, PersonalKey, Subject
from anke.events.sealing import Sealer, opener
from anke.events.store import day_of, happened_to, in_parts, moment_of, plain
from anke.events.vocabulary import KINDS

SHREDDED = personal.SHREDDED  # what stands where a personal value has been forgotten

__all__ = [
    "SHREDDED",
    "Recorded",
    "Sealer",
    "case_states",
    "closed_keys",
    "events_of",
    "head_seq",
    "heads",
    "holds_cpr",
    "of_subjects",
    "opener",
    "restricted_among",
    "reveal",
    "say",
    "seq_at",
    "since",
    "subject_id",
]

_PAGE = 10_000  # rows fetched at a time
_CASES = 900  # cases replayed at a time


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it was recorded. Personal values in `data` are sealed; `reveal` opens them."""

    seq: int
    subject_id: int
    subject_kind: str
    subject_name: str
    position: int
    kind: str
    happened_on: date
    recorded_at: datetime
    actor: str
    data: dict[str, Any] = field(repr=False)
    hash: str


def head_seq() -> int:
    """The last event's number; 0 where there is none."""
    return Ledger.objects.values_list("seq", flat=True).first() or 0


def subject_id(kind: str, name: str) -> int:
    """The number of a subject's chain. Raises `LookupError` where there is none."""
    found = Subject.objects.filter(kind=kind, name=name).values_list("id", flat=True).first()
    if found is None:
        raise LookupError(f"there is no {kind} {name}")
    return found


def events_of(subject_kind: str, subject_name: str) -> list[Recorded]:
    """Every event of one subject, in order."""
    where = "WHERE s.kind = %s AND s.name = %s ORDER BY e.position"
    with connection.cursor() as cursor:
        cursor.execute(_select() + where, [subject_kind, subject_name])
        return [_recorded(row) for row in cursor.fetchall()]


def since(seq: int, limit: int | None = None, *, subject_kind: str | None = None) -> Iterator[Recorded]:
    """The events after number `seq`, at most `limit`, in order. None committed later comes before them.

    Read page by page: nothing is held open, memory does not grow, and what is committed meanwhile comes too.
    """
    left = limit
    while left is None or left > 0:
        page = _PAGE if left is None else min(_PAGE, left)
        found = _after(seq, page, subject_kind)
        yield from found
        if len(found) < page:
            return
        seq = found[-1].seq
        left = None if left is None else left - len(found)


def of_subjects(subjects: Sequence[int], *, upto: int) -> Iterator[Recorded]:
    """The events of these subjects (ids) up to number `upto`, each subject's in order."""
    with connection.cursor() as cursor:
        for some in in_parts(subjects):
            marks = ", ".join(["%s"] * len(some))
            where = f"WHERE e.subject_id IN ({marks}) AND e.seq <= %s ORDER BY e.subject_id, e.position"
            cursor.execute(_select() + where, [*some, upto])
            yield from (_recorded(row) for row in cursor.fetchall())


def restricted_among(numbers: Sequence[str]) -> dict[str, str | None]:
    """Those of these cases whose access is restricted now, each with the initials of who has it (None:
    nobody): for lists on floors that know no register."""
    now: dict[str, bool] = {}
    kinds = ("case_restricted", "restriction_lifted")
    with connection.cursor() as cursor:
        for some in in_parts(numbers):
            marks = ", ".join(["%s"] * len(some))
            where = f"WHERE s.kind = 'case' AND s.name IN ({marks}) AND e.kind IN (%s, %s)"
            cursor.execute(f"{_select()}{where} ORDER BY e.subject_id, e.position", [*some, *kinds])
            now |= {one.subject_name: one.kind == kinds[0] for one in map(_recorded, cursor.fetchall())}
    guarded = [number for number, restricted in now.items() if restricted]
    states = ((number, fold(events_of("case", number))) for number in guarded)
    return {number: state.caseworker for number, state in states if state is not None}


def _after(seq: int, limit: int, subject_kind: str | None) -> list[Recorded]:
    # `|| ''` keeps SQLite from starting at the subjects, to sort all their events anew for each page.
    only = "AND s.kind || '' = %s " if subject_kind else ""
    values: list[Any] = [seq, *([subject_kind] if subject_kind else []), limit]
    with connection.cursor() as cursor:
        cursor.execute(f"{_select()}WHERE e.seq > %s {only}ORDER BY e.seq LIMIT %s", values)
        return [_recorded(row) for row in cursor.fetchall()]


def _select() -> str:
    return (
        f"SELECT e.seq, s.id, s.kind, s.name, e.position, e.kind, {plain('e.happened_on')}, "  # noqa: S608 - columns of our own
        f"{plain('e.recorded_at')}, e.actor, e.data, e.hash "
        "FROM events_event e JOIN events_subject s ON s.id = e.subject_id "
    )


def _recorded(row: tuple[Any, ...]) -> Recorded:
    seq, number, subject_kind, name, position, kind, day, moment, actor, data, head = row
    return Recorded(
        seq,
        number,
        subject_kind,
        name,
        position,
        kind,
        day_of(day),
        moment_of(moment),
        actor,
        {} if data == "{}" else json.loads(data),
        head,
    )


def seq_at(known_at: datetime) -> int:
    """The last event recorded at or before that moment; 0 where there is none.

    `recorded_at` never goes back as `seq` goes up and `seq` has no gaps: a search by halves, some twenty
    look-ups.
    """
    low, high = 0, head_seq()
    question = f"SELECT {plain('recorded_at')} FROM events_event WHERE seq = %s"  # noqa: S608 - a column of ours
    with connection.cursor() as cursor:
        while low < high:
            middle = (low + high + 1) // 2
            cursor.execute(question, [middle])
            if moment_of(cursor.fetchone()[0]) <= known_at:
                low = middle
            else:
                high = middle - 1
    return low


def count_subjects(subject_kind: str) -> int:
    """How many subjects of a kind have events."""
    return Subject.objects.filter(kind=subject_kind).count()


def heads(subject_kind: str) -> Iterator[tuple[str, int, int, str]]:
    """(name, id, position, head) of every subject of a kind."""
    found = Subject.objects.filter(kind=subject_kind).order_by("id")
    yield from found.values_list("name", "id", "position", "head").iterator(_PAGE)


class _Told(NamedTuple):
    """As much of an event as its case's state depends on."""

    subject_name: str
    kind: str
    happened_on: date
    data: dict[str, Any]


def case_states(
    broken: Callable[[str, str], object] | None = None,
) -> Iterator[tuple[int, str, CaseState]]:
    """(subject id, head, state) of every case as its events make it, by subject id.

    Read some hundred cases at a time: memory does not grow with the store. A case whose events cannot be
    replayed (somebody has changed them) raises; with `broken`, that is told its name and why, and the case is
    left out.
    """
    after = 0
    cases = Subject.objects.filter(kind="case").order_by("id").values_list("id", "name", "head")
    while some := list(cases.filter(id__gt=after)[:_CASES]):
        told = groupby(happened_to([number for number, _, _ in some]), key=itemgetter(0))
        events = {number: list(rows) for number, rows in told}
        for number, name, head in some:
            try:
                state = _state(name, events[number])
            except (ValueError, LookupError, TypeError) as problem:
                if broken is None:
                    raise
                broken(name, str(problem))
            else:
                yield number, head, state
        after = some[-1][0]


def _state(name: str, rows: list[tuple[int, str, Any, str]]) -> CaseState:
    draft: Draft = {}
    for _, kind, day, data in rows:
        advance(draft, _Told(name, kind, day_of(day), {} if data == "{}" else json.loads(data)))
    return CaseState(**draft)


def say(event: Recorded, language: str = "da") -> str:
    """The event as a sentence, in Danish (`da`) or English (`en`). Personal values are never part of it."""
    return sentences.say(event.kind, event.data, language)


def closed_keys(master_key: str | None = None) -> int:
    """How many keys of personal data were wrapped with another master key than this one (else the
    present)."""
    known = personal.current_master() if master_key is None else personal.master(master_key)
    return PersonalKey.objects.exclude(master=known.fingerprint).count()


def of_kinds(kinds: Sequence[str]) -> Iterator[Recorded]:
    """Every event of these kinds in the order recorded, read page by page."""
    seq, marks = 0, ", ".join(["%s"] * len(kinds))
    where = f"WHERE e.seq > %s AND e.kind IN ({marks}) ORDER BY e.seq LIMIT %s"
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_select() + where, [seq, *kinds, _PAGE])
            page = [_recorded(row) for row in cursor.fetchall()]
        yield from page
        if len(page) < _PAGE:
            return
        seq = page[-1].seq


def pseudonym(value: str) -> str:
    """Equal for equal values, and leading nowhere without the master key (personal.py)."""
    return personal.pseudonym(value)


def reveal(event: Recorded) -> dict[str, Any]:
    """The event's data with personal values in plain, for those who may see them; `personal.SHREDDED` where
    they have been forgotten."""
    return next(reveal_many([event]))


def reveal_many(events: Sequence[Recorded]) -> Iterator[dict[str, Any]]:
    """The same for many events, with one question for the keys of every some hundred subjects."""
    master = personal.current_master()
    for some in in_parts(events):
        sealed = {event.subject_id for event in some if KINDS[event.kind].personal & event.data.keys()}
        kept = PersonalKey.objects.filter(subject_id__in=sealed).values_list("subject_id", "wrapped")
        wrapped = dict(kept) if sealed else {}
        for event in some:
            subject = f"{event.subject_kind}/{event.subject_name}"
            key = wrapped.get(event.subject_id)
            yield _opened(event, subject, None if key is None else master.unwrap(bytes(key), subject))


def _opened(event: Recorded, subject: str, key: bytes | None) -> dict[str, Any]:
    opened = dict(event.data)
    for name in KINDS[event.kind].personal & set(event.data):
        place = f"{subject}/{event.position}/{name}"
        opened[name] = personal.SHREDDED if key is None else personal.unseal(key, place, opened[name])
    return opened
