"""The cases decided between two days, as much of each as a draw must know. For draws only: whoever sees
what is drawn is settled there."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from anke.casework.cases.models import Case, Party
from anke.rules.steps import Status

_MANY = 500


class Decided(NamedTuple):
    """`office` None: it lies in none. Whether a recipient is private is `with_private_appellant`."""

    number: str
    office: int | None
    case_type: str
    caseworker: str | None
    restricted: bool
    protected: bool
    reopened: bool
    destroyed: bool


_FIELDS = ("number", "office", "case_type", "caseworker", "restricted", "protected", "reopened_as", "status")


def decided_between(first: date, last: date) -> list[Decided]:
    """Every case decided on one of these days, by number. One that was taken up again is still among them."""
    rows = Case.objects.filter(decided_on__range=(first, last)).order_by("number").values_list(*_FIELDS)
    return [_row(row) for row in rows.iterator(10_000)]


def decided(numbers: Iterable[str]) -> dict[str, Decided]:
    """The same of single cases, by number, decided or not; those there are."""
    wanted, found = sorted(set(numbers)), dict[str, Decided]()
    for start in range(0, len(wanted), _MANY):
        some = Case.objects.filter(number__in=wanted[start : start + _MANY]).values_list(*_FIELDS)
        found |= {row[0]: _row(row) for row in some}
    return found


def _row(row: tuple[str, int | None, str, str | None, bool, bool, list[str], str]) -> Decided:
    number, office, case_type, caseworker, restricted, protected, again, status = row
    return Decided(
        number,
        office,
        case_type,
        caseworker,
        restricted,
        protected,
        bool(again),
        status == Status.DESTROYED,
    )


def with_private_appellant(first: date, last: date) -> frozenset[str]:
    """Those decided between two days in which an appellant has a personal number: private citizens.

    Of a party without one nothing is known here: a citizen, an employer, an insurer, an authority.
    """
    held = Party.objects.filter(
        case__decided_on__range=(first, last), kind="appellant", person_key__isnull=False
    )
    return frozenset(held.values_list("case__number", flat=True))


def of_people(keys: Iterable[str]) -> dict[str, frozenset[str]]:
    """The numbers of the cases each of these people is a party of, by the person's key."""
    found: dict[str, set[str]] = {}
    for key, number in Party.objects.filter(person_key__in=sorted(set(keys))).values_list(
        "person_key", "case__number"
    ):
        found.setdefault(str(key), set()).add(number)
    return {key: frozenset(numbers) for key, numbers in found.items()}
