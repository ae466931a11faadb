"""Single findings, for those who may know them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from anke.organisation.queries import Person
from anke.oversight.quality.models import Finding
from anke.rules.roles import Role

MOST = 200  # rows in one list


@dataclass(frozen=True)
class FindingCard:
    id: int
    activity: str
    source: str
    office: int | None
    employee: str
    number: str
    theme: str
    good: bool
    words: str
    found_on: date
    found_by: str


def findings(
    person: Person,
    *,
    first: date | None = None,
    last: date | None = None,
    theme: str = "",
    activity: str = "",
    source: str = "",
) -> list[FindingCard]:
    """The single findings somebody may know, newest first, at most 200: those of their own work, and for the
    head of an office all of that office. For anybody else there are none: they ask for `tendencies`."""
    found = Finding.objects.filter(_known_to(person))
    if first is not None:
        found = found.filter(found_on__gte=first)
    if last is not None:
        found = found.filter(found_on__lte=last)
    for name, value in (("theme", theme), ("activity", activity), ("source", source)):
        if value:
            found = found.filter(**{name: value})
    return [_card(one) for one in found.order_by("-found_on", "-pk")[:MOST]]


def _known_to(person: Person) -> Q:
    mine = Q(employee=person.initials)
    if person.role is Role.HEAD_OF_OFFICE and person.office is not None:
        return mine | Q(office=person.office)
    return mine


def _card(row: Finding) -> FindingCard:
    return FindingCard(
        id=row.pk,
        activity=row.activity,
        source=row.source,
        office=row.office,
        employee=row.employee,
        number=row.number,
        theme=row.theme,
        good=row.good,
        words=row.words,
        found_on=row.found_on,
        found_by=row.found_by,
    )
