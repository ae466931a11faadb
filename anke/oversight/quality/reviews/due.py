"""Who must be reviewed in a month, by whom, on which case."""

import hashlib
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from anke.casework.cases import queries as cases
from anke.content.schema.quality_programme import Monthly
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.models import Done, NamedReviewer, Review
from anke.oversight.quality.programme import owing
from anke.oversight.quality.programme.content import programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

ACTIVITY: Final = "Q1"


@dataclass(frozen=True)
class Employee:
    """An employee in a month. `days` at work; with too few (`needed` False) there is no review, nor in a
    month that had begun before the programme was decided (`asked` False)."""

    person: Person
    days: int
    needed: bool
    lapsed: str  # why it lapsed; empty where it did not
    asked: bool


def span(month: str) -> tuple[date, date]:
    """The first and last day of a month written "2025-09". Raises `Refused`."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError:
        raise Refused("Skriv måneden som 2025-09.", "Write the month as 2025-09.") from None
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def month_of(day: date) -> str:
    return f"{day:%Y-%m}"


def rules_of(month: str) -> Monthly:
    """How the monthly follow-up is run in a month. Raises `Refused` where the programme has none."""
    found = programme_of(span(month)[0].year).monthly
    if found is None:
        raise Refused(f"Programmet har ingen Q1 i {month}.", f"The programme has no Q1 in {month}.")
    return found


def employees(office: int, month: str) -> list[Employee]:
    """The office's case-processing employees of a month, by initials, and whether each must be reviewed: by
    the rule the wheel asks, too."""
    first, last = span(month)
    programme = programme_of(first.year)
    staff = [one for one in owing.staff(programme, office) if one.since <= last]
    attendance, asked = owing.attendance(staff, first), owing.is_asked(programme, first)
    excused = dict(
        Done.objects.filter(activity=ACTIVITY, period=month)
        .exclude(excused="")
        .values_list("unit", "excused")
    )
    found = []
    for person in staff:
        present, lapsed = attendance.of(person, first, last, programme), excused.get(person.initials, "")
        owes = asked and present.owes and not lapsed
        found.append(Employee(person, present.days, owes, lapsed, asked))
    return found


def reviewers(office: int, staff: Iterable[str]) -> dict[str, str]:
    """Who reviews each of these employees: whom the head named and who still works in the office, else the
    head; empty where there is no head."""
    here = {one.initials for one in organisation.people(office=office)}
    heads = organisation.people(office=office, role=Role.HEAD_OF_OFFICE)
    head = heads[0].initials if heads else ""
    named = dict(NamedReviewer.objects.filter(employee__in=list(staff)).values_list("employee", "who"))
    return {one: named[one] if named.get(one) in here else head for one in staff}


def pick(employee: str, office: int, month: str, reviewer: str) -> str:
    """The employee's case with the lowest ticket, of the month or the latest before that has one; by lot, and
    the same whoever asks. Raises `Refused` where there is none the reviewer may read."""
    first, last = span(month)
    barred = {one.number for one in organisation.recusals([reviewer])}
    barred |= set(Review.objects.filter(employee=employee).values_list("number", flat=True))
    for _back in range(rules_of(month).months_back + 1):
        numbers = [
            one.number
            for one in cases.decided_between(first, last)
            if (one.caseworker, one.office) == (employee, office)
            and not (one.restricted or one.destroyed or one.number in barred)
        ]
        if numbers:
            return min(numbers, key=lambda number: _ticket(month, employee, number))
        last = first - timedelta(days=1)
        first = last.replace(day=1)
    raise Refused(
        f"{employee} har ingen afgjort sag at læse. Skriv, hvorfor opfølgningen bortfalder.",
        f"{employee} has no decided case to read. Write why the review lapses.",
    )


def _ticket(month: str, employee: str, number: str) -> str:
    return hashlib.sha256(f"{month}/{employee}/{number}".encode()).hexdigest()
