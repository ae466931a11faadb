"""Actions as they stand: which somebody may know of, what is on whose list, what was closed by evidence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from django.db.models import Q

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.learning.counting import themes
from anke.oversight.quality.models import Action
from anke.rules.roles import REVIEWING, Role
from anke.rules.wheel import periods

What = Literal["overdue", "measure", "again"]
# Who follows up on quality in every office.
EVERYWHERE: Final = (Role.DIRECTOR, Role.LEGAL_UNIT, Role.STEERING_UNIT)
_TENTH: Final = Decimal("0.1")


@dataclass(frozen=True)
class LearningDue:
    """An action on somebody's list. `what`: it was to be carried out (overdue), it is to be measured again
    (measure), or it did not help and a new one is asked for (again). `day`: since when."""

    action: int
    name: str
    theme: str
    title: tuple[str, str]  # the theme's title: Danish, English
    office: int | None
    owner: str
    what: What
    day: date


@dataclass(frozen=True)
class Evidence:
    """The actions of an office (None: the agency's own) that were first to be measured again in a half year:
    `due` of them, `closed` by a later measurement, `better` of those."""

    office: int | None
    due: int
    closed: int
    better: int

    @property
    def share(self) -> Decimal | None:
        """Percent closed by evidence, one decimal, half up; None where nothing was due."""
        if not self.due:
            return None
        return (Decimal(100 * self.closed) / self.due).quantize(_TENTH, ROUND_HALF_UP)


def known_to(person: Person) -> Q:
    """The actions somebody may know of. One for a single employee: that employee, who sees to it, and the
    head of the office. Others: everybody of the office, and those above it within their reach."""
    mine = Q(owner=person.initials) | Q(employee=person.initials)
    if person.role is Role.HEAD_OF_OFFICE:
        mine |= Q(office=person.office)
    if person.role in EVERYWHERE:
        return mine | Q(employee="")
    reach = Q(office=person.office) if person.office is not None else Q(pk__in=())
    if person.role is Role.DEPUTY_DIRECTOR:
        reach = Q(office__in=sorted(organisation.scope_of(person).offices))
    if person.role in REVIEWING:
        reach |= Q(office__isnull=True)
    return mine | (Q(employee="") & reach)


def actions(person: Person, *, theme: str = "", office: int | None = None) -> list[Action]:
    """The actions somebody may know of, what is open first, then by the day it is due."""
    found = Action.objects.filter(known_to(person)).select_related("measured", "followed_by", "follows")
    if theme:
        found = found.filter(theme=theme)
    if office is not None:
        found = found.filter(office=office)
    return sorted(found, key=lambda one: (one.stage == Action.Stage.CLOSED, one.due_on, one.pk))


def action_for(action: int, person: Person) -> Action | None:
    """One action, for whoever may know of it; None for others, as if there were none."""
    found = Action.objects.filter(known_to(person), pk=action)
    return found.select_related("measured", "followed_by", "follows").first()


def learning_due(person: Person, today: date) -> tuple[LearningDue, ...]:
    """What is overdue, to be measured again or asked for anew, and on this person's list, oldest first.

    The owner's; where the owner has no role there any more, the head's of the office, or the legal unit's.
    A new action after one that did not help is for those who can agree on it.
    """
    titles = {one.id: (one.title.da, one.title.en) for one in themes(today)}
    found = []
    rows = list(Action.objects.filter(_due(today)).select_related("measured"))
    here = {one.initials: one.office for one in organisation.people()} if rows else {}
    for row in rows:
        what, day = _what(row)
        left = row.owner not in here or (row.office is not None and here[row.owner] != row.office)
        if _leads(person, row) if what == "again" or left else row.owner == person.initials:
            title = titles.get(row.theme, (row.theme, row.theme))
            found.append(LearningDue(row.pk, row.name, row.theme, title, row.office, row.owner, what, day))
    return tuple(sorted(found, key=lambda one: (one.day, one.action)))


def _due(today: date) -> Q:
    overdue = Q(stage=Action.Stage.PLANNED, due_on__lt=today)
    measure = Q(stage=Action.Stage.DONE, measure_on__lte=today)
    again = Q(stage=Action.Stage.CLOSED, measured__better=False, followed_by__isnull=True)
    return overdue | measure | again


def _what(row: Action) -> tuple[What, date]:
    if row.stage == Action.Stage.PLANNED:
        return "overdue", row.due_on
    if row.stage == Action.Stage.DONE:
        return "measure", row.measure_on
    return "again", row.measured.on


def _leads(person: Person, row: Action) -> bool:
    if row.office is None:
        return person.role is Role.LEGAL_UNIT
    return person.role is Role.HEAD_OF_OFFICE and person.office == row.office


def closed_by_evidence(half: str, today: date) -> tuple[Evidence, ...]:
    """Office by office, the agency's own first: of the actions that were first to be measured again in a
    half year ("2025H1"), how many a later measurement has closed by a day. Moving one takes it not out."""
    _, first, last = next(one for one in periods("half_year", int(half[:4])) if one[0] == half)
    rows = Action.objects.filter(first_measure_on__range=(first, last)).select_related("measured")
    due, closed, better = Counter[int | None](), Counter[int | None](), Counter[int | None]()
    for row in rows:
        due[row.office] += 1
        if row.stage == Action.Stage.CLOSED and row.measured.on <= today:
            closed[row.office] += 1
            better[row.office] += row.measured.better
    return tuple(
        Evidence(office, due[office], closed[office], better[office]) for office in sorted(due, key=_order)
    )


def all_together(rows: Iterable[Evidence]) -> Evidence:
    """The whole agency: every office's actions and its own."""
    rows = list(rows)
    return Evidence(
        None, sum(one.due for one in rows), sum(one.closed for one in rows), sum(one.better for one in rows)
    )


def _order(office: int | None) -> int:
    return office or 0
