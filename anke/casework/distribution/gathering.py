"""What a distribution is given: the cases that wait, the people who can have them, what they have already.

The offices' loads are counted whoever asks: they are numbers, not cases. Who may ask is settled before.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from django.db.models import Q, QuerySet

from anke.casework.cases import queries as cases
from anke.content.load import content
from anke.content.schema.distribution import Distribution
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.distribution import Candidate, Levers, Waiting
from anke.rules.distribution_effect import Held
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.steps import OPEN, Status

HANDLERS: Final = (Role.CASEWORKER, Role.BOARD_SECRETARY, Role.SUPERVISION_OFFICER)
IN_HAND: Final = tuple(str(status) for status in (*OPEN, Status.DECIDED))  # somebody must still act
_COLUMNS: Final = (
    "number",
    "case_type",
    "office",
    "caseworker",
    "received_on",
    "due_on",
    "act_by",
    "position",
    "restricted",
    "links",
)
_MANY: Final = 500


@dataclass(frozen=True)
class Given:
    """Everything a run is given. `rows` are the waiting cases as the register had them."""

    office: int
    as_of: date
    people: tuple[Candidate, ...]
    waiting: tuple[Waiting, ...]
    held: Mapping[str, tuple[Held, ...]]
    rows: Mapping[str, Mapping[str, Any]]

    def told(self, levers: Levers, seed: int) -> dict[str, Any]:
        """What decides the answer, in plain values and in one order: a run keeps it, its digest names it."""
        whole = {
            "office": self.office,
            "as_of": self.as_of,
            "seed": seed,
            "levers": asdict(levers),
            "people": [asdict(one) for one in sorted(self.people, key=lambda one: one.initials)],
            "waiting": [asdict(one) for one in sorted(self.waiting, key=lambda one: one.number)],
        }
        plain: dict[str, Any] = json.loads(json.dumps(whole, default=_plain))
        return plain


def digest_of(told: Mapping[str, Any]) -> str:
    """SHA-256 of what a run was given, as canonical JSON: keys sorted, no spaces."""
    return sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def levers_file() -> Distribution:
    """The authority's levers. Raises `Refused` where it has none."""
    if (found := content().distribution) is None:
        raise Refused(
            "Der er ingen greb for fordelingen. Skriv distribution.yaml i indholdet.",
            "There are no levers of distribution. Write distribution.yaml among the content.",
        )
    return found


def gather(*, office: int, as_of: date, person: str | None = None, to: str | None = None) -> Given:
    """What an office's distribution is given: its cases without a caseworker, or with `person` all of theirs.

    `to` leaves one person to choose from. With partner office: its people are there too; the rule decides.
    """
    register = cases.Case.objects.filter(status__in=IN_HAND)
    staff = [one for one in _staff(office, as_of) if one.initials != person and to in (None, one.initials)]
    initials = [one.initials for one in staff]
    if person is None:
        wanted = register.filter(office=office, caseworker=None).exclude(status=str(Status.DECIDED))
    else:
        wanted = register.filter(caseworker=person)
    rows = {row["number"]: row for row in wanted.values(*_COLUMNS)}
    held = _held(register, initials, as_of)
    return Given(
        office,
        as_of,
        _candidates(staff, held, as_of),
        _waiting(register, rows, initials),
        held,
        rows,
    )


def _staff(office: int, as_of: date) -> list[Person]:
    """Those who handle cases in the office and in its partner."""
    partner = levers_file().partner_of(office, as_of)
    there = [
        one for code in (office, partner) if code is not None for one in organisation.people(office=code)
    ]
    return [one for one in there if one.role in HANDLERS]


def _held(register: "QuerySet[Any]", initials: Collection[str], as_of: date) -> dict[str, tuple[Held, ...]]:
    burdens, mastered = levers_file().burdens, organisation.competences(initials, on=as_of)
    found: dict[str, list[Held]] = {}
    rows = register.filter(caseworker__in=initials)
    for number, who, kind, received_on, due_on in rows.values_list(
        "number", "caseworker", "case_type", "received_on", "due_on"
    ):
        is_known = kind in mastered.get(who, ())
        found.setdefault(who, []).append(Held(number, received_on, due_on, burdens.get(kind, 100), is_known))
    return {who: tuple(some) for who, some in found.items()}


def _candidates(
    staff: Iterable[Person], held: Mapping[str, Iterable[Held]], as_of: date
) -> tuple[Candidate, ...]:
    people = list(staff)
    initials = [one.initials for one in people]
    mastered = organisation.competences(initials, on=as_of)
    away: dict[str, list[tuple[date, date | None]]] = {}
    for one in organisation.absences(initials, since=as_of):
        away.setdefault(one.initials, []).append((one.first_on, one.last_on))
    numbers: dict[str, set[str]] = {}
    parties: dict[str, set[str]] = {}
    for recused in organisation.recusals(initials):
        kept, key = (numbers, recused.number) if recused.number else (parties, recused.party_key)
        kept.setdefault(recused.initials, set()).add(key)
    return tuple(
        Candidate(
            one.initials,
            one.office or 0,
            int(one.weight * 100),
            sum(case.burden for case in held.get(one.initials, ())),
            mastered.get(one.initials),
            tuple(away.get(one.initials, ())),
            frozenset(numbers.get(one.initials, ())),
            frozenset(parties.get(one.initials, ())),
        )
        for one in people
    )


def _waiting(
    register: "QuerySet[Any]", rows: Mapping[str, Mapping[str, Any]], initials: Collection[str]
) -> tuple[Waiting, ...]:
    parties, persons = _keys(rows)
    open_with, earlier_with = _known_by({key for keys in persons.values() for key in keys}, initials)
    linked = _linked(register, rows, initials)
    types, burdens = content().case_types, levers_file().burdens
    return tuple(
        Waiting(
            number,
            row["case_type"],
            row["received_on"],
            row["due_on"],
            types[row["case_type"]].principle == "absolute",
            row["act_by"],
            burdens.get(row["case_type"], 100),
            frozenset(parties.get(number, ())),
            frozenset(persons.get(number, ())),
            _union(open_with, persons.get(number, ())) | linked.get(number, frozenset()),
            _union(earlier_with, persons.get(number, ())),
            row["restricted"],
        )
        for number, row in rows.items()
    )


def _keys(numbers: Iterable[str]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Of each case: the keys of everybody in it, and of those who complain."""
    everybody: dict[str, set[str]] = {}
    complaining: dict[str, set[str]] = {}
    for some in _in_parts(numbers):
        found = cases.Case.objects.filter(number__in=some, people__person_key__isnull=False)
        for number, kind, key in found.values_list("number", "people__kind", "people__person_key"):
            everybody.setdefault(number, set()).add(str(key))
            if kind == "appellant":
                complaining.setdefault(number, set()).add(str(key))
    return everybody, complaining


def _known_by(
    keys: Iterable[str], initials: Collection[str]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Who has another open case of each person, and who had one that is closed."""
    is_open: dict[str, set[str]] = {}
    closed: dict[str, set[str]] = {}
    for some in _in_parts(keys):
        found = cases.Case.objects.filter(
            Q(people__kind="appellant", people__person_key__in=some), caseworker__in=initials
        )
        for key, who, status in found.values_list("people__person_key", "caseworker", "status"):
            (is_open if status in IN_HAND else closed).setdefault(str(key), set()).add(str(who))
    return is_open, closed


def _linked(
    register: "QuerySet[Any]", rows: Mapping[str, Mapping[str, Any]], initials: Collection[str]
) -> dict[str, frozenset[str]]:
    """Who has an open case that is linked to each: handled together."""
    wanted = {other for row in rows.values() for other in row["links"]}
    has: dict[str, str] = {}
    for some in _in_parts(wanted):
        found = register.filter(number__in=some, caseworker__in=initials)
        has.update(found.values_list("number", "caseworker"))
    return {
        number: frozenset(has[other] for other in row["links"] if other in has)
        for number, row in rows.items()
    }


def _union(known: Mapping[str, set[str]], keys: Iterable[str]) -> frozenset[str]:
    return frozenset(who for key in keys for who in known.get(key, ()))


def _in_parts(values: Iterable[str]) -> Iterable[list[str]]:
    known = sorted(set(values))
    return (known[start : start + _MANY] for start in range(0, len(known), _MANY))


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value.isoformat()
