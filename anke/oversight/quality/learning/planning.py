"""Agreeing on what is done about a theme, carrying it out, and moving it. Nothing here closes an action."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from anke.content.schema.quality_learning import Theme
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import By, begin, tell
from anke.oversight.quality.learning import counting
from anke.oversight.quality.learning.acting import (
    AGENCY,
    LEADS_AGENCY,
    changed,
    held,
    leads,
    require_leads,
    theme_of,
    who_is,
    words_of,
)
from anke.oversight.quality.models import Action
from anke.rules.local import require_near
from anke.rules.refusal import Refused

START: Final = timedelta(days=183)  # how far back the start is counted from
Kind, Stage = Action.Kind, Action.Stage


@transaction.atomic
def plan_action(
    *,
    theme: str,
    office: int | None,
    kind: str,
    words: str,
    owner: str,
    due_on: date,
    measure_on: date,
    employee: str = "",
    follows: int | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Action:
    """Agree on an action about a theme: what, who sees to it, by when, and when it is measured again.

    `employee`: whom alone it is for; then only they and the office's management know of it. `follows`: an
    action that did not help. How the theme stands at the start is counted from the monthly reviews of the
    last 183 days. Raises `Refused` for whoever does not lead there, and for days in the wrong order.
    """
    require_leads(who_is(actor), office)
    about = theme_of(theme, happened_on)
    if kind not in Kind.values:
        raise Refused("Vælg, hvilken slags tiltag det er.", "Choose what kind of action it is.")
    _require_days(due_on, measure_on, happened_on)
    _require_owner(owner, office)
    _require_employee(employee, office, owner)
    made = Action(theme=theme, office=office, kind=kind, employee=employee, words=words_of(words))
    made.owner, made.follows = owner, _before(follows, theme, office)
    made.due_on = made.first_due_on = due_on
    made.measure_on = made.first_measure_on = measure_on
    made.before_sample, made.before_good = _start(office, about, employee, happened_on)
    made.planned_on, made.planned_by, made.stage = happened_on, actor, Stage.PLANNED
    made.changed_by, made.changed_at = actor, recorded_at
    return _begin(made, By(happened_on=happened_on, actor=actor, recorded_at=recorded_at))


def _begin(made: Action, by: By) -> Action:
    """Set it down; a form sent twice makes one action."""
    made.name = _name(made.office, made.planned_on.year)
    alike = ("theme", "office", "kind", "employee", "words", "owner", "due_on", "measure_on", "planned_on")
    made, new = begin(made, *alike)
    if not new:
        return made
    data = {"what": made.kind, "theme": made.theme, "owner": made.owner} | _days(made)
    if made.follows is not None:
        data["follows"] = made.follows.name
    tell(made, "action_planned", data, by)
    return made


@transaction.atomic
def do_action(
    *, action: int, version: int, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> Action:
    """Set down that an action was carried out that day. It stays open until it is measured again."""
    found = held(action, Stage.PLANNED, version=version)
    who = who_is(actor)
    if actor != found.owner and not leads(who, found.office):
        raise Refused("Tiltaget er ikke dit.", "The action is not yours.")
    if not found.planned_on <= happened_on < found.measure_on:
        raise Refused(
            "Tiltaget gennemføres efter, at det er aftalt, og før det måles igen. Flyt det først.",
            "It is carried out after it is agreed and before it is measured again. Move it first.",
        )
    found.stage, found.done_on, found.done_words = Stage.DONE, happened_on, words_of(words)
    changed(found, actor, recorded_at)
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    tell(found, "action_done", {}, by)
    return found


@transaction.atomic
def move_action(
    *,
    action: int,
    version: int,
    owner: str,
    due_on: date,
    measure_on: date,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Action:
    """Give an action another owner or other days, with the reason. The days first agreed stay beside them."""
    found = held(action, Stage.PLANNED, Stage.DONE, version=version)
    require_leads(who_is(actor), found.office)
    if found.stage == Stage.DONE and due_on != found.due_on:
        raise Refused("Tiltaget er gennemført.", "The action is carried out already.")
    if found.stage == Stage.PLANNED and due_on != found.due_on:
        _require_days(due_on, measure_on, happened_on)
    require_near(measure_on, happened_on)
    if measure_on <= max(due_on, found.done_on or due_on):
        raise Refused(
            "Målingen skal ligge efter, at tiltaget er gennemført.",
            "The measurement must come after the action is carried out.",
        )
    if owner != found.owner:
        _require_owner(owner, found.office)
        _require_employee(found.employee, found.office, owner)
    if (owner, due_on, measure_on) == (found.owner, found.due_on, found.measure_on):
        raise Refused("Der er intet ændret.", "Nothing is changed.")
    found.owner, found.due_on, found.measure_on = owner, due_on, measure_on
    changed(found, actor, recorded_at)
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    data = {"owner": owner, "reason": words_of(reason, 500)} | _days(found)
    tell(found, "action_moved", data, by)
    return found


def _days(action: Action) -> dict[str, str]:
    return {"due_on": action.due_on.isoformat(), "measure_on": action.measure_on.isoformat()}


def _require_days(due_on: date, measure_on: date, today: date) -> None:
    require_near(measure_on, today)
    if not today <= due_on < measure_on:
        raise Refused(
            "Fristen må ikke ligge før i dag, og målingen skal ligge efter fristen.",
            "The due date must not lie before today, and the measurement must come after it.",
        )


def _require_owner(owner: str, office: int | None) -> None:
    found = organisation.actor(owner)
    fits = found is not None and (found.role in LEADS_AGENCY if office is None else found.office == office)
    if not fits:
        raise Refused(
            "Vælg en ansvarlig i kontoret; på tværs af kontorer i Retsenheden eller direktionen.",
            "Choose an owner in the office; across offices one of the legal unit or the board.",
        )


def _require_employee(employee: str, office: int | None, owner: str) -> None:
    if not employee:
        return
    found = organisation.actor(employee)
    if office is None or found is None or found.office != office or employee == owner:
        raise Refused(
            "Et tiltag for en enkelt medarbejder gælder en i kontoret og er en andens ansvar.",
            "An action for one employee is for somebody of the office, and somebody else sees to it.",
        )


def _before(follows: int | None, theme: str, office: int | None) -> Action | None:
    if follows is None:
        return None
    found = Action.objects.select_for_update().filter(pk=follows, theme=theme, office=office).first()
    measured = getattr(found, "measured", None)
    if found is None or measured is None or measured.better or hasattr(found, "followed_by"):
        raise Refused(
            "Der kan kun følges op på et tiltag under samme tema, som ikke hjalp, og som intet følger efter.",
            "Only an action of the same theme that did not help, and that nothing follows, can be followed.",
        )
    return found


def _start(office: int | None, theme: Theme, employee: str, day: date) -> tuple[int, int]:
    return counting.answers_of_reviews(office, theme, day - START, day, employee=employee)


def _name(office: int | None, year: int) -> str:
    start = f"{office or AGENCY}/{year}/"
    return f"{start}{Action.objects.filter(name__startswith=start).count() + 1}"
