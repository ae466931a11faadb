"""The yearly wheel of the programme: what falls due in a year, how it stands, and whose list it is on."""

from dataclasses import dataclass
from datetime import date

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.models import Done
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.wheel import Row, Slot, State, slots, state_of

AGENCY = "agency"


@dataclass(frozen=True)
class Line:
    """One thing of the wheel. `office` None: it is the agency's. `responsible`: whose list it is on."""

    slot: Slot
    state: State
    responsible: Role
    office: int | None


def wheel(year: int, today: date) -> tuple[Line, ...]:
    """Everything that falls due in a year, by day, as it stands on a day.

    Each period follows the model that held when it began; before the first model nothing is asked for.
    """
    found = []
    offices = {one.initials: one.office for one in organisation.people()}
    rows = Done.objects.filter(period__gte=str(year - 1), period__lt=str(year + 1))
    told = {(one.activity, one.period, one.unit): one.excused for one in rows}
    done = {key for key, excused in told.items() if not excused}
    units = _units()
    for of_year in (year - 1, year):
        try:
            programme = programme_of(of_year)
        except Refused:
            continue
        responsible = {one.activity: one.responsible for one in programme.wheel}
        asked = [Row(one.activity, one.period, one.days_after, one.each) for one in programme.wheel]
        for slot in slots(asked, year, units):
            if slot.begins_on.year == of_year:
                office = int(slot.unit) if slot.unit.isdigit() else offices.get(slot.unit)
                state = state_of(slot, today, done, told.keys() - done)
                found.append(Line(slot, state, responsible[slot.activity], office))
    return tuple(sorted(found, key=lambda one: one.slot))


def missing_of(person: Person, today: date) -> tuple[Line, ...]:
    """What is missing and on this person's list: of this year and the year before."""
    lines = (*wheel(today.year - 1, today), *wheel(today.year, today))
    return tuple(one for one in lines if one.state is State.MISSING and is_for(one, person))


def is_for(line: Line, person: Person) -> bool:
    """Whether somebody is to see to it: the role it is given to, in the office it is about."""
    return person.role is line.responsible and (line.office is None or line.office == person.office)


def _units() -> dict[str, dict[str, tuple[date, date | None]]]:
    """Who and what the programme asks something of: caseworkers and offices as they are now, and the agency.

    Of those who have left, nothing is asked any more.
    """
    people = organisation.people(role=Role.CASEWORKER)
    case_offices = {one.office for one in people}
    return {
        "employee": {one.initials: (one.since, None) for one in people},
        "office": {
            str(one.code): (one.established_on, None)
            for one in organisation.offices()
            if one.code in case_offices
        },
        "agency": {AGENCY: (date.min, None)},
    }
