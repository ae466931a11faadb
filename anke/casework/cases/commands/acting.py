"""What every act has in common: who does it and whether they may, when it happened, what the case allows.

An act takes the case's row and holds it, checks, records one event or a few, and shows the new state in the
register; or it raises `Refused` and changes nothing. Two people who act at once come one after the other; the
second is judged by what the first has done.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import partial, wraps
from typing import Any, Final, NotRequired, ParamSpec, TypedDict, TypeVar

from django.db import connection, transaction
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases import numbers, people, projection, sight
from anke.casework.cases.order import require_order, require_recent
from anke.casework.cases.story import said_of
from anke.events import commands as events
from anke.events import queries as told
from anke.events.apply import CaseState, apply
from anke.events.commands import Along, Locked, Missed, NewEvent, Row
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.local import DENMARK, require_past
from anke.rules.refusal import Refused, Stale
from anke.rules.steps import Act, require_may, step

_P = ParamSpec("_P")
_T = TypeVar("_T")
_nothing_more: Final = ContextVar("nothing_more", default=False)
_Held = tuple[Actor, CaseState, Locked | None]
_looked_at: Final[ContextVar[tuple[str, str, _Held] | None]] = ContextVar("looked_at", default=None)
_with_it: Final[ContextVar[Callable[[CaseState], Along] | None]] = ContextVar("with_it", default=None)


def whole(command: Callable[_P, _T]) -> Callable[_P, _T]:
    """An act is done whole or not at all: a transaction of its own, or within another's a savepoint."""

    @wraps(command)
    def done(*args: _P.args, **given: _P.kwargs) -> _T:
        with transaction.atomic(savepoint=not _nothing_more.get()):
            return command(*args, **given)

    return done


@contextmanager
def ending_together(with_it: Callable[[CaseState], Along] | None = None) -> Iterator[None]:
    """For a transaction that goes on after no act that fails: its acts need no savepoints, for whatever ends
    one of them ends it as well. `with_it`: what is to be written with each act, by the state it leads to."""
    before, told = _nothing_more.set(True), _with_it.set(with_it or _with_it.get())
    try:
        with transaction.atomic():
            yield
    finally:
        _nothing_more.reset(before)
        _with_it.reset(told)


class By(TypedDict):
    """Who does an act (initials), the local day it happened, the moment it is recorded (UTC).

    `expected`: the number of events the case had when the person looked; where it has more by now, the act
    is refused with what has happened since (`Stale`).
    """

    happened_on: date
    actor: str
    recorded_at: datetime
    expected: NotRequired[int | None]


def who(initials: str) -> Actor:
    """Whoever acts. Raises `Refused` for nobody, and for people without a role now."""
    return _somebody(organisation.actor(initials), initials)


def _somebody(found: Actor | None, initials: str) -> Actor:
    if found:
        return found
    raise Refused(
        f"{initials} har ingen rolle her og kan ikke gøre noget ved sager.",
        f"{initials} holds no role here and can do nothing to cases.",
    )


def locked(number: str) -> CaseState:
    """A case's state, held until the act ends. Raises `Refused` where there is none."""
    return _there(projection.held(number), number)


def _there(state: CaseState | None, number: str) -> CaseState:
    if state is None:
        raise Refused(f"Der er ingen sag {number}.", f"There is no case {number}.")
    return state


def who_and_number(initials: str, year: int) -> tuple[Actor, str, Locked | None]:
    """Whoever acts, the next number of a year, and the ledger, held, all in one question where that can be
    (else the ledger is locked later). Who may not after all is refused, and the number is given back."""
    if connection.vendor != "postgresql":
        return who(initials), numbers.take(year), None
    first, also = f"n AS ({numbers.NEXT})", events.lock_with("n")
    actor, row = organisation.actor_and(initials, also, [year], first=first)
    actor = _somebody(actor, initials)
    if row is None:  # nothing was ever told here: there is no ledger yet
        return actor, numbers.taken(year), None
    return actor, numbers.name_of(year, row[0]), events.locked_of(row[1:])


def _who_and_case(initials: str, number: str) -> tuple[Actor, CaseState]:
    """Whoever acts, and the case's state, held, the same way."""
    if connection.vendor != "postgresql":
        return who(initials), locked(number)
    actor, row = organisation.actor_and(initials, projection.HOLD, [number])
    return _somebody(actor, initials), _there(projection.read(row), number)


def _who_and_case_and_lock(initials: str, number: str) -> _Held:
    """The same, and with it the ledger, held, and the case's events."""
    known = _looked_at.get()
    if known is not None and known[:2] == (initials, number):
        _looked_at.set(None)
        return known[2]
    if connection.vendor != "postgresql":
        return *_who_and_case(initials, number), None
    first, also = f"n AS MATERIALIZED ({projection.HOLD})", events.lock_with("n", telling=True)
    values = [number, "case", number]
    actor, row = organisation.actor_and(initials, also, values, first=first)
    actor, width = _somebody(actor, initials), len(projection.FIELDS)
    state = _there(projection.read(row and row[:width]), number)
    assert row is not None  # or there were no state
    return actor, state, events.locked_of(row[width:], number, events=state.last_position)


@contextmanager
def holding(initials: str, number: str) -> Iterator[CaseState]:
    """The case's state, held, and with it all that the act of this person needs which follows within. Raises
    `Refused` for nobody, and where there is no such case; whether the person sees it the act asks."""
    found = _who_and_case_and_lock(initials, number)
    before = _looked_at.set((initials, number, found))
    try:
        yield found[1]
    finally:
        _looked_at.reset(before)


def require(number: str, act: Act, by: By, *, dated: bool = True) -> CaseState:
    """The case's state, held, if it allows the act to this person on that day; raises `Refused` if not.

    Not `dated`: the day may come before what the case rests on (a correction).
    """
    actor, state = _who_and_case(by["actor"], number)
    _admit(actor, state, act, by, dated=dated)
    return state


def admitted_and_locked(number: str, act: Act, by: By) -> _Held:
    """The same, and who it is that acts, for an act that tells next what it does: the ledger is held too."""
    actor, state, held = _who_and_case_and_lock(by["actor"], number)
    _admit(actor, state, act, by)
    return actor, state, held


def _admit(actor: Actor, state: CaseState, act: Act, by: By, *, dated: bool = True) -> None:
    sight.require(actor, state, by["recorded_at"])
    require_fresh(state, by.get("expected"))
    step(state.status, act)
    require_may(act, actor.role, state.status, machine=actor.machine)
    require_past(by["happened_on"], by["recorded_at"])
    if dated:
        require_order(state, act, by["happened_on"])
        if not actor.machine:
            require_recent(act, by["happened_on"], by["recorded_at"])


def require_fresh(state: CaseState, expected: int | None) -> None:
    """Raise `Stale`, with who did what, where the case has events the person has not seen.

    That a personal number was shown changes nothing anybody decides by, and is passed over.
    """
    if expected is None or expected == state.last_position:
        return
    unseen = [one for one in told.events_of("case", state.name)[expected:] if one.kind != "cpr_revealed"]
    if not unseen and expected < state.last_position:
        return
    newest = unseen[-3:]
    said = {lang: "; ".join(_said(one, lang) for one in newest) for lang in ("da", "en")}
    raise Stale(
        f"Sagen er ændret, siden du så den: {said['da']}. Se sagen igen, før du gør mere.",
        f"The case has changed since you saw it: {said['en']}. Look at it again before you go on.",
    )


def _said(event: told.Recorded, lang: str) -> str:
    at = event.recorded_at.astimezone(DENMARK)
    return f"{event.actor} {at:%H.%M}: {said_of(event, lang).rstrip('.')}"


def tell(
    state: CaseState | None,
    number: str,
    kind: str,
    data: Mapping[str, Any],
    by: By,
    *,
    locked: Locked | None = None,
) -> CaseState:
    """Record one event of the case and show what it makes of it."""
    return tell_all(state, number, [(kind, data)], by, locked)


@sensitive_variables("what", "news")
def tell_all(
    state: CaseState | None,
    number: str,
    what: Sequence[tuple[str, Mapping[str, Any]]],
    by: By,
    locked: Locked | None = None,
) -> CaseState:
    """Record events of the case in order, all or none, and show what they make of it. `locked`: the ledger,
    where it is held already."""
    news = [
        NewEvent("case", number, kind, by["happened_on"], by["actor"], data, by["recorded_at"])
        for kind, data in what
    ]
    made: list[CaseState] = []
    try:
        along = partial(_along, made, state, news)
        events.write_down(news, along, named_now=state is None, locked=locked)
    except Missed:
        raise projection.behind(number) from None
    return made[0]


@sensitive_variables()
def _along(
    made: list[CaseState], state: CaseState | None, news: Sequence[NewEvent], last: Row
) -> list[Along]:
    """What is written with the events: the case's row and its parties. `made` gets the state they lead to."""
    after = _applied(state, news)
    made.append(after)
    if last.position != after.last_position:
        raise projection.Behind(f"The register lags behind case {after.name}. Run: anke verify")
    row = projection.statement(last.subject_id, last.hash, after, state, birth=state is None)
    shown = (each for one in news for each in people.statements(last.subject_id, one.kind, one.data))
    more = [with_it(after)] if (with_it := _with_it.get()) else []
    return [row, *shown, *more]


@sensitive_variables("news")
def _applied(state: CaseState | None, news: Sequence[NewEvent]) -> CaseState:
    """The state after some events more."""
    after = state
    for one in news:
        after = apply(after, one)
    assert after is not None
    return after


def show(subject_id: int, position: int, head: str, after: CaseState) -> None:
    """Show in the register the state that follows from an event just recorded."""
    if position != after.last_position:
        raise projection.Behind(f"The register lags behind case {after.name}. Run: anke verify")
    projection.write(subject_id, head, after)
