"""The yearly wheel of the programme: what falls due in a year, how it stands, and whose list it is on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anke.content.schema.quality_programme import Programme
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.models import Done
from anke.oversight.quality.programme import owing
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.wheel import Row, Slot, State, slots, state_of

AGENCY = "agency"
Units = dict[str, dict[str, tuple[date, date | None]]]


@dataclass(frozen=True)
class Line:
    """One thing of the wheel. `office` None: it is the agency's. `responsible`: whose list it is on.

    What lapsed has `why` in the words of whoever let it lapse; where it lapsed by rule, `days` says how few
    days the employee was at work.
    """

    slot: Slot
    state: State
    responsible: Role
    office: int | None
    why: str = ""
    days: int | None = None


def wheel(year: int, today: date) -> tuple[Line, ...]:
    """Everything that falls due in a year, by day, as it stands on a day.

    Each period follows the model that held when it began; before the first model nothing is asked for. Of
    periods that had begun before the programme was decided, only what was done stands here. A review nobody
    owes, because the employee was hardly at work in the period, lapses by rule.
    """
    rows = Done.objects.filter(period__gte=str(year - 1), period__lt=str(year + 1))
    told = {(one.activity, one.period, one.unit): one.excused for one in rows}
    found: list[Line] = []
    for of_year in (year - 1, year):
        try:
            programme = programme_of(of_year)
        except Refused:
            continue
        found += _lines(programme, of_year, year, today, told)
    return tuple(sorted(found, key=lambda one: one.slot))


def _lines(
    programme: Programme, of_year: int, year: int, today: date, told: dict[tuple[str, str, str], str]
) -> list[Line]:
    """What falls due in `year` of the periods that begin in `of_year`."""
    staff = {one.initials: one for one in owing.staff(programme)}
    attendance = owing.attendance(staff.values(), date(of_year, 1, 1))
    responsible = {one.activity: one.responsible for one in programme.wheel}
    asked = [
        Row(one.activity, one.period, one.days_after, one.each, one.each == "employee")
        for one in programme.wheel
    ]
    done = {key for key, excused in told.items() if not excused}
    lapsed, lines = told.keys() - done, []
    for slot in slots(asked, year, _units(staff.values())):
        if slot.begins_on.year != of_year:
            continue
        if slot.key not in told and not owing.is_asked(programme, slot.begins_on):
            continue
        who = staff.get(slot.unit)
        office = who.office if who else int(slot.unit) if slot.unit.isdigit() else None
        state, days = state_of(slot, today, done, lapsed), None
        if who and state not in (State.DONE, State.EXCUSED):
            present = attendance.of(who, slot.begins_on, slot.ends_on, programme)
            if not present.owes:
                state, days = State.EXCUSED, present.days
        lines.append(Line(slot, state, responsible[slot.activity], office, told.get(slot.key, ""), days))
    return lines


def missing_of(person: Person, today: date) -> tuple[Line, ...]:
    """What is missing and on this person's list: of this year and the year before."""
    return tuple(one for one in lines_of(person, today) if one.state is State.MISSING)


def lines_of(person: Person, today: date) -> tuple[Line, ...]:
    """Everything on this person's list, of this year and the year before, by day."""
    lines = (*wheel(today.year - 1, today), *wheel(today.year, today))
    return tuple(one for one in lines if is_for(one, person))


def is_for(line: Line, person: Person) -> bool:
    """Whether somebody is to see to it: the role it is given to, in the office it is about."""
    return person.role is line.responsible and (line.office is None or line.office == person.office)


def _units(staff: Iterable[Person]) -> Units:
    """Who and what the programme asks something of: employees and offices as they are now, and the agency.

    Of those who have left, nothing is asked any more.
    """
    people = list(staff)
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
