"""Questions about who can be given work: absence, competence, recusal; each for many people at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from anke.organisation.models import Absence, Competence, Recusal


@dataclass(frozen=True)
class Away:
    """A person's absence; `last_on` None while nobody knows. `kind` is for those who lead the person."""

    id: int
    initials: str
    kind: str
    first_on: date
    last_on: date | None

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True)
class Recused:
    """A person may not handle a case (`number`), or any case of a party (`party_key`)."""

    id: int
    initials: str
    number: str
    party_key: str
    reason: str


def absences(initials: Iterable[str], *, since: date) -> list[Away]:
    """The absences of these people that hold and do not end before a day, by person and day."""
    found = Absence.objects.filter(
        Q(last_on__isnull=True) | Q(last_on__gte=since),
        staff__initials__in=sorted(set(initials)),
        cancelled_at__isnull=True,
    )
    rows = found.order_by("staff__initials", "first_on").select_related("staff")
    return [Away(row.pk, row.staff.initials, row.kind, row.first_on, row.last_on) for row in rows]


def competences(initials: Iterable[str], *, on: date) -> dict[str, frozenset[str]]:
    """The case types each person masters on a day; who has none registered at all is not in it."""
    people = sorted(set(initials))
    found: dict[str, set[str]] = {}
    rows = Competence.objects.filter(staff__initials__in=people)
    for name, case_type, since, until in rows.values_list(
        "staff__initials", "case_type", "valid_from", "valid_until"
    ):
        held = found.setdefault(name, set())
        if since <= on and (until is None or on <= until):
            held.add(case_type)
    return {name: frozenset(held) for name, held in found.items()}


def recusals(initials: Iterable[str]) -> list[Recused]:
    """The recusals of these people that hold, by person."""
    found = Recusal.objects.filter(staff__initials__in=sorted(set(initials)), ended_at__isnull=True)
    rows = found.order_by("staff__initials", "number", "pk").select_related("staff")
    return [Recused(row.pk, row.staff.initials, row.number, row.party_key, row.reason) for row in rows]
