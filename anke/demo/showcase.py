"""The morning of the demonstration's today: what somebody who logs in finds on the table, of every kind once.

Done by the acts people do, on cases the simulation left open, by the people of one office. Chosen by rule,
not by chance: the same seed shows the same cases.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from anke.casework.cases import commands as cases
from anke.casework.cases import queries
from anke.demo.days import TODAY
from anke.organisation import commands as organisation
from anke.rules.refusal import Refused

OFFICE: Final = 13  # where the caseworker and the head who can log in work
WORKER, COLLEAGUE, HEAD, LAWYER = "k13-01", "k13-02", "chef13", "jurist"
_MORNING: Final = datetime(2025, 10, 15, 7, 30, tzinfo=UTC)  # after the last event of the simulation
Act = Callable[[str], object]


class _Clock:
    """Moments that follow each other, a minute apart."""

    def __init__(self) -> None:
        self.at = _MORNING

    def by(self, actor: str, day: date = TODAY) -> dict[str, Any]:
        self.at += timedelta(minutes=1)
        return {"actor": actor, "happened_on": day, "recorded_at": self.at}


def arrange() -> int:
    """Do it; returns how many acts were done. An act its case does not allow is left out."""
    clock, done = _Clock(), _long_closed()
    numbers = _open_numbers()
    for act in _acts(clock):
        number = next(numbers, None)
        if number is None:
            break
        with suppress(Refused):
            act(number)
            done += 1
    _organise(clock)
    return done


def _long_closed() -> int:
    """Two cases of long ago, whose time of keeping is over: a destruction list has something to hold."""
    made: dict[str, Any] = {"case_type": "disability_children", "authority": 101, "office": OFFICE}
    for at, name in enumerate(("Gamle Gunnar (opdigtet)", "Tidlige Tove (opdigtet)")):
        when = datetime(2025, 10, 15, 7, 20 + 2 * at, tzinfo=UTC)
        by: dict[str, Any] = {"actor": "system", "recorded_at": when}
        received = date(2012, 3, 5 + at)
        number = cases.register_case(appellant={"name": name}, **made, **by, happened_on=received).name
        cases.withdraw_case(number=number, **by, happened_on=received + timedelta(days=80))
    return 4


def _open_numbers() -> Iterator[str]:
    """Open cases of the office with nothing pending, the most urgent first."""
    found = queries.Case.objects.filter(office=OFFICE, status="registered").order_by("act_by", "number")
    return iter(list(found.values_list("number", flat=True)[:40]))


def _acts(clock: _Clock) -> Iterator[Act]:
    yield from (_mine(clock, one) for one in (_points, _points_settled, _represented, _heard, _linked))
    yield from (_mine(clock, one) for one in (_submitted, _submitted, _returned, _approved))
    yield from (_mine(clock, one) for one in (_paused, _paused_long, _extended, _at_meeting))
    yield from (_mine(clock, one) for one in (_restricted, _broken, _undone))


def _mine(clock: _Clock, then: Callable[[str, _Clock], object]) -> Act:
    """Given to the caseworker who can log in, and then worked on."""

    def act(number: str) -> None:
        given: dict[str, Any] = {"office": OFFICE, "caseworker": WORKER, "why": "Fordelt af ankechefen"}
        cases.assign_case(number=number, **given, **clock.by(HEAD))
        then(number, clock)

    return act


def _points(number: str, clock: _Clock) -> None:
    for matter in ("Størrelsen af hjælpen (opdigtet)", "Tidspunktet for udbetaling (opdigtet)"):
        cases.raise_point(number=number, matter=matter, **clock.by(WORKER))


def _points_settled(number: str, clock: _Clock) -> None:
    _points(number, clock)
    for point, outcome in ((1, "affirmed"), (2, "changed")):
        ground = "Efter en samlet vurdering (opdigtet)"
        cases.settle_point(number=number, point=point, outcome=outcome, ground=ground, **clock.by(WORKER))


def _represented(number: str, clock: _Clock) -> None:
    person = {"name": "Rita Repræsentant", "phone": "00 00 00 00", "email": "rita@example.invalid"}
    cases.add_party(number=number, kind="representative", person=person, **clock.by(WORKER))


def _heard(number: str, clock: _Clock) -> None:
    cases.hear_party(number=number, party="P1", answer_by=TODAY + timedelta(days=14), **clock.by(WORKER))


def _linked(number: str, clock: _Clock) -> None:
    others = queries.Case.objects.filter(office=OFFICE, status="dispatched").order_by("-number")
    other = others.values_list("number", flat=True).first()
    if other is not None:
        cases.link_case(number=number, other=other, reason="Samme borger (opdigtet)", **clock.by(WORKER))


def _submitted(number: str, clock: _Clock) -> None:
    cases.submit_draft(number=number, outcome="affirmed", **clock.by(WORKER))


def _returned(number: str, clock: _Clock) -> None:
    _submitted(number, clock)
    reason = "Begrundelsen skal svare på klagerens bemærkninger"
    cases.return_draft(number=number, reason=reason, **clock.by(HEAD))


def _approved(number: str, clock: _Clock) -> None:
    _submitted(number, clock)
    cases.approve_draft(number=number, **clock.by(HEAD))


def _paused(number: str, clock: _Clock) -> None:
    until, reason = TODAY + timedelta(days=10), "Afventer lægelige oplysninger"
    cases.pause_clock(number=number, reason=reason, follow_up_on=until, **clock.by(WORKER))


def _paused_long(number: str, clock: _Clock) -> None:
    """Paused three weeks ago, and to be taken up again the day before yesterday."""
    begun, until = TODAY - timedelta(days=21), TODAY - timedelta(days=2)
    reason = "Afventer kommunens svar"
    cases.pause_clock(number=number, reason=reason, follow_up_on=until, **clock.by(WORKER, begun))


def _extended(number: str, clock: _Clock) -> None:
    until = TODAY + timedelta(days=120)
    cases.extend_deadline(number=number, until=until, reason="Sagen er omfattende", **clock.by(WORKER))


def _at_meeting(number: str, clock: _Clock) -> None:
    cases.put_before_meeting(number=number, meeting_on=TODAY + timedelta(days=13), **clock.by(WORKER))


def _restricted(number: str, clock: _Clock) -> None:
    cases.restrict_case(number=number, reason="Parten er kendt i huset (opdigtet)", **clock.by(HEAD))


def _broken(number: str, clock: _Clock) -> None:
    """Somebody of another office had to look in an emergency, and everybody can see that it was so."""
    reason = "Borgeren ringede om en akut flytning (opdigtet)"
    clock.at += timedelta(minutes=1)
    organisation.break_glass(initials="k14-01", number=number, reason=reason, at=clock.at, office=OFFICE)


def _undone(number: str, clock: _Clock) -> None:
    cases.request_information(number=number, source="Forkert kommune", **clock.by(WORKER))
    cases.undo(number=number, reason="Skulle have været i en anden sag", **clock.by(WORKER))


def _organise(clock: _Clock) -> None:
    """A colleague is on holiday from tomorrow."""
    with suppress(Refused):
        clock.at += timedelta(minutes=1)
        organisation.register_absence(
            initials=COLLEAGUE,
            kind="vacation",
            first_on=TODAY + timedelta(days=1),
            last_on=TODAY + timedelta(days=9),
            actor=HEAD,
            recorded_at=clock.at,
        )
