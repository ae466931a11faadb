"""What is somebody's to do now, whatever of the programme it belongs to: what is overdue first.

A folder whose acts wait for somebody adds its source to `SOURCES`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.core.cache import caches

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.central.reading import own_ratings, totals
from anke.oversight.quality.central.scoring import disagreements
from anke.oversight.quality.inquiries.reading import inquiries_due
from anke.oversight.quality.learning.following import learning_due
from anke.oversight.quality.models import Draw, Measurement
from anke.oversight.quality.programme.content import programme_of
from anke.oversight.quality.programme.wheel import lines_of
from anke.oversight.quality.reviews import due, reading
from anke.oversight.quality.waiting import waiting
from anke.rules.local import DENMARK
from anke.rules.roles import REVIEWING, Role
from anke.rules.wheel import State, periods

SOON: Final = timedelta(days=31)  # how long before its day a thing of the wheel is shown
FRESH: Final = 300  # seconds a count may stand on somebody's front page
REPLY: Final = timedelta(days=31)  # how long new feedback is shown, for a reply


@dataclass(frozen=True)
class Todo:
    """One thing to do. `kind`: what is to be done (`programme/words.py` says it); `about`: of whom or what;
    `due`: its last day, None where it has none; `place`: the page it is done on, with what that is asked."""

    kind: str
    activity: str
    about: str
    due: date | None
    place: str
    asked: tuple[str | int, ...] = ()
    query: str = ""
    count: int = 1

    def overdue(self, today: date) -> bool:
        return self.due is not None and self.due < today


@dataclass(frozen=True)
class TodoCount:
    """How much waits for somebody, and how much of it is overdue."""

    count: int = 0
    overdue: int = 0


def todo_count(person: Person | None, today: date) -> TodoCount:
    """How much of the programme waits for somebody: worked out once in five minutes, and at once whenever the
    list itself is shown."""
    if person is None or person.role not in (*REVIEWING, Role.CASEWORKER):
        return TodoCount()
    known: TodoCount | None = caches["process"].get(_key(person, today))
    return known or count_todos(person, todos(person, today), today)


def count_todos(person: Person, found: tuple[Todo, ...], today: date) -> TodoCount:
    """Count a list that was asked for, and keep the count for the front page."""
    counted = TodoCount(len(found), sum(one.overdue(today) for one in found))
    caches["process"].set(_key(person, today), counted, FRESH)
    return counted


def _key(person: Person, today: date) -> str:
    return f"quality/todo/{person.initials}/{today}"


def todos(person: Person, today: date) -> tuple[Todo, ...]:
    """Everything that waits for this person, what is due first in front; what has no day comes last."""
    found = [one for source in SOURCES for one in source(person, today)]
    return tuple(sorted(found, key=lambda one: (one.due or date.max, one.activity, one.kind, one.about)))


def _of_wheel(person: Person, today: date) -> Iterator[Todo]:
    """What the wheel asks of this person and is missing, or due soon; the units of a period together."""
    groups: dict[tuple[str, str, date], list[str]] = {}
    for line in lines_of(person, today):
        if line.state in (State.MISSING, State.DUE) and line.slot.due_on <= today + SOON:
            key = line.slot.activity, line.slot.period, line.slot.due_on
            groups.setdefault(key, []).append(line.slot.unit)
    for (activity, period, day), units in groups.items():
        place, query = PLACES.get(activity, "quality"), ""
        if activity == due.ACTIVITY:
            query = f"month={period}"
        who = ", ".join(units) if activity == due.ACTIVITY else ""
        about = f"{period}: {who}" if who else period
        yield Todo("owed", activity, about, day, place, query=query, count=len(units))


def _of_reviews(person: Person, today: date) -> Iterator[Todo]:
    """Reviews begun and not finished; those a head named this person for; new feedback without a reply."""
    for card in reading.unfinished(person):
        kind = "finish" if card.stage == "open" else "tell"
        about, last = f"{organisation.named(card.employee)}, {card.month}", due.span(card.month)[1]
        yield Todo(kind, due.ACTIVITY, about, last, "quality-review", (card.id,))
    if person.role is Role.CASEWORKER:
        month = due.month_of(today)
        for row in reading.mine(person, month):
            if row.state == "missing":
                about = f"{organisation.named(row.employee)}, {month}"
                yield Todo("review", due.ACTIVITY, about, due.span(month)[1], "quality-reviews")
        for card in reading.feedback_to(person):
            if not card.reply and card.told_on and today - card.told_on <= REPLY:
                yield Todo("reply", due.ACTIVITY, card.month, None, "quality-review", (card.id,))


def _of_measurements(person: Person, today: date) -> Iterator[Todo]:
    """Readings to rate and disagreements to settle; the report to write, and to approve."""
    who = organisation.actor(person.initials)
    for found in Measurement.objects.exclude(stage=Measurement.Stage.APPROVED).order_by("year"):
        year, page = found.year, ("quality-measurement", (found.year,))
        if found.stage == Measurement.Stage.REPORTED:
            if person.role is Role.DIRECTOR:
                yield Todo("approve", "Q5R", str(year), _due("Q5R", year), *page)
            continue
        rows = own_ratings(found, who) if who else []
        left = [one for one in rows if not one.rated_by]
        if left:
            activity = f"Q5{left[0].part}"
            yield Todo("rate", activity, str(year), _due(activity, year), *page, count=len(left))
        mine = {one.number for one in rows if one.part == "A"}
        differ = [number for number, _ in disagreements(found, unsettled=True) if number in mine]
        if differ:
            yield Todo("settle", "Q5A", str(year), _due("Q5A", year), *page, count=len(differ))
        said = totals(found)
        if person.role is Role.LEGAL_UNIT and not (said.unrated or said.unsettled):
            yield Todo("report", "Q5R", str(year), _due("Q5A", year), *page)


def _of_draws(person: Person, today: date) -> Iterator[Todo]:
    """A contribution that was promised and waits to be written; a draw with its next step."""
    for draw in Draw.objects.filter(stage__in=[Draw.Stage.PLANNED, Draw.Stage.FROZEN]).order_by("name"):
        both, page = list(draw.contributions.all()), ("quality-draw", (draw.name,))
        mine = next((one for one in both if one.who == person.initials), None)
        day = _due(draw.activity, draw.year)
        if draw.stage == Draw.Stage.FROZEN and mine is not None and not mine.words:
            yield Todo("reveal", draw.activity, draw.name, day, *page)
        elif person.role is Role.LEGAL_UNIT and draw.stage == Draw.Stage.PLANNED:
            yield Todo("freeze" if len(both) == 2 else "promise", draw.activity, draw.name, day, *page)


def _of_learning(person: Person, today: date) -> Iterator[Todo]:
    """Actions to carry out, to measure again, or to agree on anew."""
    for one in learning_due(person, today):
        yield Todo(one.what, "learning", one.name, one.day, "quality-action", (one.action,))


def _of_inquiries(person: Person, today: date) -> Iterator[Todo]:
    """Inquiries whose next step is this person's."""
    for one in inquiries_due(person, at=datetime.combine(today, time.max, DENMARK), today=today):
        yield Todo("inquiry", "Q2", one.row.name, one.row.due_on, "quality-inquiry", (one.row.pk,))


def _of_words(person: Person, today: date) -> Iterator[Todo]:
    """Main areas, half-yearly reports, themes and the good reasoning."""
    for one in waiting(person):
        yield Todo(one.kind, one.activity, one.about, one.due, one.place, one.asked, count=one.count)


def _due(activity: str, year: int) -> date | None:
    """The last day of an activity of a whole year, as the wheel of that year has it."""
    row = next((one for one in programme_of(year).wheel if one.activity == activity), None)
    if row is None or row.period != "year":
        return None
    return periods("year", year)[0][2] + timedelta(days=row.days_after)


PLACES: Final = {
    "Q1": "quality-office",
    "Q3": "quality-areas",
    "Q4": "quality-office-reports",
    "Q6": "quality-thematics",
    "Q7": "quality-reasonings",
    "Q5A": "quality-measurements",
    "Q5B": "quality-measurements",
    "Q5R": "quality-measurements",
}
SOURCES: Final[tuple[Callable[[Person, date], Iterator[Todo]], ...]] = (
    _of_wheel,
    _of_reviews,
    _of_measurements,
    _of_draws,
    _of_learning,
    _of_inquiries,
    _of_words,
)
