"""Who owes a review in a month: the one rule that the wheel and the monthly follow-up both ask."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from anke.content.schema.quality_programme import Programme
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.halves import begun, span_of
from anke.oversight.quality.programme.content import programme_of
from anke.rules.presence import Span, days_present
from anke.rules.roles import Role


@dataclass(frozen=True)
class Presence:
    """How many weekdays somebody was at work in a period, and whether that is enough to owe a review.

    Part time changes nothing: a day counts whatever its hours.
    """

    days: int
    owes: bool


@dataclass(frozen=True)
class Attendance:
    """The absences of some people, looked up once for many periods."""

    away: Mapping[str, tuple[Span, ...]]

    def of(self, person: Person, first: date, last: date, programme: Programme) -> Presence:
        fewest = programme.monthly.fewest_days if programme.monthly else 1
        days = days_present(first, last, self.away.get(person.initials, ()), person.since)
        return Presence(days, days >= fewest)


def is_asked(programme: Programme, begins_on: date) -> bool:
    """Whether anything is asked for of a period that begins on a day: not of one that had begun before the
    programme was decided."""
    return programme.asked_from is None or begins_on >= programme.asked_from


def halves_asked(first_year: int, today: date, kept: Collection[str]) -> list[str]:
    """The half years that have begun and that something is asked for of, or kept from; the latest first."""
    return [
        one
        for one in begun(first_year, today)
        if one in kept or is_asked(programme_of(int(one[:4])), span_of(one)[0])
    ]


def staff(programme: Programme, office: int | None = None) -> list[Person]:
    """Those whose work the programme follows up on, of one office or of all."""
    roles = programme.monthly.roles if programme.monthly else (Role.CASEWORKER,)
    people = organisation.people(office=office)
    return [one for one in people if one.role in roles and one.office is not None]


def attendance(people: Iterable[Person], since: date) -> Attendance:
    """The absences of these people that do not end before a day."""
    away: dict[str, list[Span]] = {}
    for one in organisation.absences([person.initials for person in people], since=since):
        away.setdefault(one.initials, []).append((one.first_on, one.last_on))
    return Attendance({initials: tuple(spans) for initials, spans in away.items()})
