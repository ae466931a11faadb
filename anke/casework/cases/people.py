"""The parties of cases by name: a projection of the party events. The personal number is never part of it."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db import connection
from django.views.decorators.debug import sensitive_variables

from anke.casework.cases.models import Party
from anke.events import queries as events
from anke.events.commands import Along

KINDS: Final = ("case_registered", "party_added", "party_changed", "party_removed")
_BATCH: Final = 5_000
_TAKE_AWAY: Final = f"DELETE FROM {Party._meta.db_table} WHERE case_id = %s AND key = %s"  # noqa: S608 - a name of our own
_PARTS: Final = ("name", "address", "email", "phone", "adjustments")


class _Row(NamedTuple):
    """A party as it is written."""

    case_id: int
    key: str
    kind: str
    protected: bool
    person_key: str | None
    name: str
    address: str
    email: str
    phone: str
    adjustments: str


_COLUMNS: Final = _Row._fields
_AT_ONCE: Final = 90  # rows in one statement: within every database's limit of values
_PLACES: Final = f"({', '.join(['%s'] * len(_COLUMNS))})"
_UPSERT: Final = (
    f"INSERT INTO {Party._meta.db_table} ({', '.join(_COLUMNS)}) VALUES {{rows}} "  # noqa: S608 - names of our own
    f"ON CONFLICT (case_id, key) DO UPDATE SET {', '.join(f'{one} = excluded.{one}' for one in _COLUMNS[2:])}"
)
_WRITE_ONE: Final = _UPSERT.format(rows=_PLACES)


@sensitive_variables()
def statements(subject_id: int, kind: str, data: Mapping[str, Any]) -> list[Along]:
    """What shows what one event says of a party, with its personal values in plain."""
    if kind not in KINDS or (kind == "case_registered" and "appellant" not in data):
        return []
    party = _party(subject_id, kind, data)
    if party is None:
        return [Along(_TAKE_AWAY, [subject_id, data.get("party", "P1")])]
    return [Along(_WRITE_ONE, party)]


def forget(subject_id: int) -> None:
    """Take a case's parties away: their particulars are to be forgotten."""
    Party.objects.filter(case_id=subject_id).delete()


@sensitive_variables()
def rebuild(advance: Callable[[int], object] = lambda amount: None) -> None:
    """Make every party anew from the events. Call it inside a transaction.

    Needed after the master key was changed: `person_key` follows from it.
    """
    Party.objects.all().delete()
    told = events.of_kinds(KINDS)
    while some := list(islice(told, _BATCH)):
        last: dict[tuple[int, str], _Row | None] = {}
        for recorded, data in zip(some, events.reveal_many(some), strict=True):
            if recorded.kind != "case_registered" or "appellant" in data:
                place = (recorded.subject_id, data.get("party", "P1"))
                last[place] = _party(recorded.subject_id, recorded.kind, data, last.get(place))
        _write(last)
        advance(len(some))


def _party(
    subject_id: int, kind: str, data: Mapping[str, Any], before: Party | _Row | None = None
) -> _Row | None:
    """The party as an event makes it; None for one that is removed, or whose particulars are forgotten."""
    person = data.get("appellant", data.get("person"))
    if not isinstance(person, Mapping):
        return None
    if kind == "party_changed" and before is None:
        before = Party.objects.filter(case_id=subject_id, key=data["party"]).first()
    kept = before.kind if kind == "party_changed" and before else "appellant"
    cpr = person.get("cpr")
    return _Row(
        subject_id,
        data.get("party", "P1"),
        data.get("kind", kept),
        bool(data.get("protected")),
        events.pseudonym(cpr.replace("-", "")) if cpr else None,
        *[person.get(part, "") for part in _PARTS],
    )


@sensitive_variables()
def _write(parties: Mapping[tuple[int, str], _Row | None]) -> None:
    made = [party for party in parties.values() if party is not None]
    with connection.cursor() as cursor:
        for start in range(0, len(made), _AT_ONCE):
            some = made[start : start + _AT_ONCE]
            cursor.execute(
                _UPSERT.format(rows=", ".join([_PLACES] * len(some))),
                [value for party in some for value in party],
            )
    for (subject_id, key), party in parties.items():
        if party is None:
            Party.objects.filter(case_id=subject_id, key=key).delete()
