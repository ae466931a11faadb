"""The questions about monthly follow-up. What was written of an employee is for the employee, the reviewer
and the head of the office; nobody else is answered."""

from dataclasses import dataclass
from datetime import date, datetime

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.models import Done, Review
from anke.oversight.quality.reviews import due
from anke.rules.roles import Role

MOST = 200  # reviews in one list


@dataclass(frozen=True)
class ReviewCard:
    id: int
    name: str
    month: str
    employee: str
    office: int
    number: str
    reviewer: str
    stage: str
    version: int
    answers: dict[str, str]
    strengths: str
    improvements: str
    saved_by: str
    saved_at: datetime
    submitted_on: date | None
    told_on: date | None
    told_how: str
    reply: str
    replied_on: date | None


@dataclass(frozen=True)
class Row:
    """An employee's month. `state`: not_asked, not_needed, lapsed, missing, open, submitted, told. `needed`:
    at work long enough to owe a review that has not lapsed. `left`: whoever has the open review has left."""

    employee: str
    reviewer: str
    days: int
    lapsed: str
    state: str
    review: int | None
    has_it: str
    left: bool
    needed: bool


@dataclass(frozen=True)
class Month:
    """An office's month: those who must be reviewed, and how many were given feedback."""

    office: int
    month: str
    rows: tuple[Row, ...]
    wanted: int
    told: int

    @property
    def missing(self) -> tuple[str, ...]:
        """Who has not been given feedback yet, of those who must be reviewed: the wheel's Q1 lines."""
        return tuple(row.employee for row in self.rows if row.needed and row.state != "told")


def is_head(person: Person, office: int) -> bool:
    return person.role is Role.HEAD_OF_OFFICE and person.office == office


def review_for(review: int, person: Person) -> ReviewCard | None:
    """One review, for whoever may know of it; None for others, as if there were none."""
    row = Review.objects.filter(pk=review).first()
    if row is None:
        return None
    theirs = row.employee == person.initials and row.stage == Review.Stage.TOLD
    mine = row.reviewer == person.initials and row.office == person.office
    if not (theirs or mine or (is_head(person, row.office) and row.employee != person.initials)):
        return None
    return _card(row)


def feedback_to(person: Person) -> list[ReviewCard]:
    """The feedback somebody was given, newest first."""
    rows = Review.objects.filter(employee=person.initials, stage=Review.Stage.TOLD)
    return [_card(row) for row in rows.order_by("-month", "-pk")[:MOST]]


def month_of_office(office: int, month: str) -> Month:
    """Everybody in the office whose month counts, and how far each review is."""
    staff = due.employees(office, month)
    names = [one.person.initials for one in staff]
    by = due.reviewers(office, names)
    found = {
        row.employee: row
        for row in Review.objects.filter(month=month, employee__in=names)
        .exclude(stage=Review.Stage.DROPPED)
        .order_by("pk")
    }
    done = set(
        Done.objects.filter(activity=due.ACTIVITY, period=month, unit__in=names, excused="").values_list(
            "unit", flat=True
        )
    )
    here = {one.initials for one in organisation.people(office=office)}
    rows = tuple(
        _row(one, by[one.person.initials], found.get(one.person.initials), here, done) for one in staff
    )
    wanted = [row for row in rows if row.needed or row.state == "told"]
    return Month(office, month, rows, len(wanted), sum(row.state == "told" for row in wanted))


def mine(person: Person, month: str) -> list[Row]:
    """The rows of a month that are somebody's to review: named for it, as head, or already begun."""
    if person.office is None:
        return []
    rows = month_of_office(person.office, month).rows
    return [
        row
        for row in rows
        if person.initials in ({row.has_it} if row.review else {row.reviewer})
        and row.employee != person.initials
    ]


def unfinished(person: Person) -> list[ReviewCard]:
    """What somebody has begun and not finished, in any month, oldest first."""
    rows = Review.objects.filter(
        reviewer=person.initials,
        office=person.office or 0,
        stage__in=[Review.Stage.OPEN, Review.Stage.SUBMITTED],
    )
    return [_card(row) for row in rows.order_by("month", "employee")[:MOST]]


def _row(one: due.Employee, reviewer: str, held: Review | None, here: set[str], done: set[str]) -> Row:
    name = one.person.initials
    if held is not None:
        state = str(held.stage)
    elif name in done:
        state = "told"
    elif one.lapsed:
        state = "lapsed"
    else:
        state = "missing" if one.needed else "not_needed" if one.asked else "not_asked"
    unfinished = state in ("open", "submitted")
    has_it = held.reviewer if held else ""
    return Row(
        name,
        reviewer,
        one.days,
        one.lapsed,
        state,
        held.pk if held else None,
        has_it,
        unfinished and has_it not in here,
        one.needed,
    )


def _card(row: Review) -> ReviewCard:
    return ReviewCard(
        id=row.pk,
        name=row.name,
        month=row.month,
        employee=row.employee,
        office=row.office,
        number=row.number,
        reviewer=row.reviewer,
        stage=str(row.stage),
        version=row.version,
        answers=dict(row.answers),
        strengths=row.strengths,
        improvements=row.improvements,
        saved_by=row.saved_by,
        saved_at=row.saved_at,
        submitted_on=row.submitted_on,
        told_on=row.told_on,
        told_how=row.told_how,
        reply=row.reply,
        replied_on=row.replied_on,
    )
