"""How events are written: one writer at a time, under the ledger's lock; each checked, linked, written.

The commands write a few events, the bulk loader many; both through `Writer`, so both make the same chain.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from django.views.decorators.debug import sensitive_variables

from anke.events import personal, store
from anke.events.apply import Draft, advance
from anke.events.fields import holds_cpr
from anke.events.models import PersonalKey
from anke.events.problem import BadData, ClockRunsBack, EventError, OutOfOrder
from anke.events.store import Along, Locked, Row, Told
from anke.events.vocabulary import KINDS, KindOfEvent, check_data, kind_called
from anke.rules.chain import BEGINNING, canonical, instant, link

LONGEST_NAME: Final = 64
SLACK: Final = timedelta(
    days=1
)  # how far behind the last recorded event a clock may be: see docs/decisions/0001
_REMEMBERED: Final = 50_000  # texts of data
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, to be recorded. `recorded_at` carries its zone; the edge reads the clock."""

    subject_kind: str
    subject_name: str
    kind: str
    happened_on: date
    actor: str
    data: Mapping[str, Any] = field(default_factory=dict, repr=False)
    recorded_at: datetime | None = None


@dataclass(slots=True)
class Chain:
    """A subject while its events are written: where its chain ends and what state it is in."""

    id: int
    new: bool
    position: int = 0
    head: str = BEGINNING
    draft: Draft = field(default_factory=dict)
    key: bytes | None = None
    shredded: bool = False


@dataclass(slots=True)
class _Ledger:
    """The ledger while it is locked: the last event's number, the last subject's, the last event's moment."""

    seq: int
    subjects: int
    recorded_at: datetime | None


class Writer:
    """Writes batches of events. Use it inside a transaction; it holds the ledger's lock until that ends.

    Between batches it remembers the subjects it has met, unless somebody else has written in the meantime.
    """

    def __init__(self, *, exact: bool) -> None:
        """With `exact`, a moment before the last recorded one is refused; else it is moved up to it."""
        self._exact = exact
        self._chains: dict[tuple[str, str], Chain] = {}
        self._seq = -1
        self._actors: set[str] = set()  # known to be good
        self._moment: datetime | None = None
        self._instant = self._stored = ""
        self._texts: dict[tuple[Any, ...], str] = {}
        self._latest_day = date.min
        self._keys: list[tuple[int, bytes, str]] = []

    def write(
        self,
        events: Sequence[NewEvent],
        along: Callable[[Row], Sequence[Along]] | None = None,
        *,
        named_now: bool = False,
        locked: Locked | None = None,
    ) -> list[Row]:
        """Check, chain and write the events, and what is to be written along with the last of them. All or
        nothing, together with the transaction around it. `named_now`: the subjects are new, and not looked
        for; the database refuses one that is there. `locked`: the ledger, where it is held already."""
        about = None if named_now or self._chains else _only_subject(events)
        locked = locked or store.lock_ledger(about)
        moment = locked.moment
        ledger = _Ledger(locked.seq, locked.subjects, None if moment is None else store.moment_of(moment))
        if ledger.seq != self._seq:
            self._chains.clear()
            self._seq = ledger.seq
        if about is not None and locked.told is not None:
            self._learn(about[0], locked.told)
        else:
            self._find(events, empty=named_now or ledger.seq == 0)
        born: list[tuple[tuple[str, str], Chain]] = []
        touched: dict[int, Chain] = {}
        rows: list[Row] = []
        self._keys = []
        for event in events:
            subject = (event.subject_kind, event.subject_name)
            chain = self._chains.get(subject)
            if chain is None:
                _check_name("subject's name", event.subject_name)
                ledger.subjects += 1
                chain = self._chains[subject] = Chain(ledger.subjects, new=True)
                born.append((subject, chain))
            elif not chain.new:
                touched[chain.id] = chain
            rows.append(self._row(event, chain, ledger))
        self._save(ledger, rows, born, touched, along(rows[-1]) if along else ())
        return rows

    def _save(
        self,
        ledger: _Ledger,
        rows: list[Row],
        born: list[tuple[tuple[str, str], Chain]],
        touched: Mapping[int, Chain],
        along: Sequence[Along],
    ) -> None:
        told = [(c.id, kind, name, c.position, c.head) for (kind, name), c in born]
        if len(rows) == 1 and store.is_postgresql():
            now = (ledger.seq, ledger.subjects, self._stored)
            key = next(iter(self._keys), None)
            store.write_one(rows[0], now, born=told[0] if told else None, key=key, along=along)
        elif rows:
            self._save_many(ledger, rows, told, touched)
            store.write_along(along)
        for _, chain in born:
            chain.new = False
        self._seq = ledger.seq

    def _save_many(
        self,
        ledger: _Ledger,
        rows: list[Row],
        born: list[tuple[int, str, str, int, str]],
        touched: Mapping[int, Chain],
    ) -> None:
        store.insert_subjects(born)
        store.move_heads([(c.position, c.head, c.id) for c in touched.values()])
        store.insert_keys(self._keys)
        store.insert_events(rows)
        store.move_ledger(ledger.seq, ledger.subjects, self._stored)

    def _row(self, event: NewEvent, chain: Chain, ledger: _Ledger) -> Row:
        kind = KINDS.get(event.kind) or kind_called(event.kind)
        self._check_head(event, kind, ledger)
        data = event.data
        check_data(kind, data)
        if kind.subject == "case" or event.subject_kind == "case":
            advance(chain.draft, event)
        else:
            _move(chain.draft, kind, event)
        position = chain.position + 1
        if kind.personal and not kind.personal.isdisjoint(data):
            data = self._sealed(event, kind, chain, position)
        text = self._text(kind, data) if data else "{}"
        seq, previous, day = ledger.seq + 1, chain.head, event.happened_on.isoformat()
        head = link(
            previous,
            seq,
            event.subject_kind,
            event.subject_name,
            position,
            kind.name,
            day,
            self._instant,
            event.actor,
            text,
        )
        ledger.seq, chain.position, chain.head = seq, position, head
        return Row(seq, chain.id, position, kind.name, day, self._stored, event.actor, text, previous, head)

    def _text(self, kind: KindOfEvent, data: Mapping[str, Any]) -> str:
        """The data's canonical text. The same few stand in thousands of events, so they are remembered.

        Their types were checked, so that two equal values of one kind are written alike (never 1 for true).
        """
        words = (kind.code, *data.items())
        try:
            known = self._texts.get(words)
        except TypeError:  # lists or objects in it
            return canonical(data)
        if known is None:
            if len(self._texts) > _REMEMBERED:
                self._texts.clear()
            known = self._texts[words] = canonical(data)
        return known

    def _check_head(self, event: NewEvent, kind: KindOfEvent, ledger: _Ledger) -> None:
        """What stands outside the data: the kind of subject, the actor, the day and the moment."""
        if kind.subject not in ("*", event.subject_kind):
            raise BadData(f"{kind.name} happens to a {kind.subject}, not to a {event.subject_kind}.")
        if event.actor not in self._actors:
            _check_name("actor", event.actor)
            self._actors.add(event.actor)
        if event.recorded_at is not self._moment:
            self._set_moment(event.recorded_at, ledger)
        if type(event.happened_on) is not date:
            raise BadData(f"happened_on of {kind.name} must be a day (a date without a time).")
        if event.happened_on > self._latest_day:
            raise BadData(
                f"{kind.name} cannot have happened on {event.happened_on}: it is recorded at "
                f"{self._instant}, before that."
            )

    def _set_moment(self, moment: datetime | None, ledger: _Ledger) -> None:
        if moment is None or moment.tzinfo is None:
            raise BadData("recorded_at must be a moment with its time zone.")
        last = ledger.recorded_at
        used = moment
        if last is not None and moment < last:
            if self._exact:
                raise ClockRunsBack(
                    f"An event recorded at {instant(moment)} comes after one recorded at {instant(last)}. "
                    "Give the events in the order they were recorded."
                )
            if last - moment > SLACK:
                raise ClockRunsBack(
                    f"The clock says {instant(moment)}, but an event was recorded at {instant(last)} "
                    "already. Set this machine's clock."
                )
            used = last
        ledger.recorded_at = used
        self._moment, self._instant = moment, instant(used)
        self._stored = store.stored_moment(self._instant)
        self._latest_day = used.astimezone(UTC).date() + _ONE_DAY  # the farthest zone is 14 hours ahead

    @sensitive_variables()
    def _sealed(self, event: NewEvent, kind: KindOfEvent, chain: Chain, position: int) -> dict[str, Any]:
        subject = f"{event.subject_kind}/{event.subject_name}"
        if chain.shredded:
            raise OutOfOrder(f"The personal data of {subject} were shredded; no new ones can be recorded.")
        if chain.key is None:
            chain.key = self._key_of(chain, subject)
        sealed = dict(event.data)
        for name in kind.personal & set(sealed):
            sealed[name] = personal.seal(chain.key, f"{subject}/{position}/{name}", sealed[name])
        return sealed

    def _key_of(self, chain: Chain, subject: str) -> bytes:
        master = personal.current_master()
        kept = None if chain.new else PersonalKey.objects.filter(subject_id=chain.id).first()
        if kept is not None:
            return master.unwrap(bytes(kept.wrapped), subject)
        key = personal.new_key()
        self._keys.append((chain.id, master.wrap(key, subject), master.fingerprint))
        return key

    def _find(self, events: Sequence[NewEvent], *, empty: bool) -> None:
        """Bring in the subjects of these events that exist and are not known yet, with their states."""
        if empty:
            return
        wanted: dict[str, list[str]] = {}
        for subject in {(event.subject_kind, event.subject_name) for event in events}:
            if subject not in self._chains:
                wanted.setdefault(subject[0], []).append(subject[1])
        for kind, names in wanted.items():
            self._learn(kind, store.told_of(kind, names))

    def _learn(self, kind: str, events: Iterable[Told]) -> None:
        """Bring subjects of a kind to the state their events lead to."""
        for told in events:
            chain = self._chains.get((kind, told.subject_name))
            if chain is None:
                chain = Chain(told.id, new=False, position=told.position, head=told.head)
                self._chains[kind, told.subject_name] = chain
            _replay(kind, chain, told)


def _only_subject(events: Sequence[NewEvent]) -> tuple[str, str] | None:
    """The one subject of these events; None where they are of several."""
    subjects = {(event.subject_kind, event.subject_name) for event in events}
    return subjects.pop() if len(subjects) == 1 else None


def _replay(subject_kind: str, chain: Chain, event: Told) -> None:
    if event.kind == "personal_data_shredded":
        chain.shredded = True
    if subject_kind == "case":
        advance(chain.draft, event)
    else:
        _move(chain.draft, kind_called(event.kind), event)


def _move(draft: Draft, kind: KindOfEvent, event: NewEvent | Told) -> None:
    """Bring a subject that is no case one state further."""
    status = draft.get("status")
    if kind.subject == "*" and status is not None:
        return
    after = kind.moves.get(status)
    if after is None:
        so_far = (
            "has no events yet"
            if status is None
            else f"is {status} already"
            if kind.birth
            else f"is {status}"
        )
        raise OutOfOrder(f"{kind.name} cannot happen to {event.subject_name} now: it {so_far}.")
    draft["status"] = after


def _check_name(what: str, name: str) -> None:
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or not name.isprintable():
        raise BadData(f"The {what} must be a text of 1 to {LONGEST_NAME} characters on one line.")
    if holds_cpr(name):
        raise BadData(f"The {what} seems to hold a personal number. Those belong in a personal field only.")


__all__ = ["EventError", "NewEvent", "Writer"]
