"""Focus points: what each office sets itself for its coming work once the report is written (memo, p. 4)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.oversight.quality.acting import by, tell
from anke.oversight.quality.central.acting import held, require
from anke.oversight.quality.learning.planning import plan_action
from anke.oversight.quality.models import Action, FocusPoint, Measurement
from anke.rules.refusal import Refused
from anke.rules.roles import Role

# Who reads every office's focus points; a deputy director reads the department's, a head the office's own.
EVERYWHERE = (Role.LEGAL_UNIT, Role.DIRECTOR)


@dataclass(frozen=True)
class Focus:
    """A focus point, and how far the action that follows it up has come."""

    year: int
    office: int
    id: int  # the action's
    action: str
    theme: str
    words: str
    owner: str
    due_on: date
    measure_on: date
    stage: str
    helped: bool | None  # None until it is measured again


@transaction.atomic
def set_focus_point(
    *,
    year: int,
    theme: str,
    words: str,
    owner: str,
    due_on: date,
    measure_on: date,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> FocusPoint:
    """The head of an office sets a focus point for the office's coming work, once the report is written.

    It is an action like any other: somebody sees to it, and only a later measurement closes it. Raises
    `Refused` before the report, for others than heads of measured offices, and as `plan_action`.
    """
    who = require(actor, Role.HEAD_OF_OFFICE)
    found = held(year, Measurement.Stage.REPORTED, Measurement.Stage.APPROVED)
    if who.office is None or not found.ratings.filter(part="A", office=who.office).exists():
        raise Refused(
            f"Dit kontor var ikke med i målingen for {year}.", f"Your office was not measured in {year}."
        )
    action = plan_action(
        theme=theme,
        office=who.office,
        kind=Action.Kind.FOCUS_POINT,
        words=words,
        owner=owner,
        due_on=due_on,
        measure_on=measure_on,
        happened_on=happened_on,
        actor=actor,
        recorded_at=recorded_at,
    )
    made, new = FocusPoint.objects.get_or_create(measurement=found, office=who.office, action=action)
    if new:  # a form sent twice makes one
        data = {"office": who.office, "theme": theme, "action": action.name}
        tell(found, "focus_point_set", data, by(happened_on, actor, recorded_at))
    return made


def focus_points(year: int | None = None, *, office: int | None = None) -> list[Focus]:
    """The focus points of a year's measurement, or of them all, newest first; of one office if asked."""
    rows = FocusPoint.objects.select_related("measurement", "action", "action__measured")
    if year is not None:
        rows = rows.filter(measurement__year=year)
    if office is not None:
        rows = rows.filter(office=office)
    return [_focus(one) for one in rows.order_by("-measurement__year", "office", "pk")]


def seen_by(person: Person, found: list[Focus]) -> list[Focus]:
    """Those of them a person reads."""
    if person.role in EVERYWHERE:
        return found
    if person.role is Role.DEPUTY_DIRECTOR:
        mine = {one.code for one in organisation.offices() if one.department == person.department}
        return [one for one in found if one.office in mine]
    if person.role is Role.HEAD_OF_OFFICE:
        return [one for one in found if one.office == person.office]
    return []


def _focus(row: FocusPoint) -> Focus:
    action = row.action
    measured = getattr(action, "measured", None)
    return Focus(
        year=row.measurement.year,
        office=row.office,
        id=action.pk,
        action=action.name,
        theme=action.theme,
        words=action.words,
        owner=action.owner,
        due_on=action.due_on,
        measure_on=action.measure_on,
        stage=action.stage,
        helped=measured.better if measured else None,
    )
