"""The door for writing: a plan is adopted once, corrected by two, and remarked upon; never changed.

Each act takes who does it (initials), the day it happened and the moment it is recorded (UTC), refuses with
words in both languages, and ends by recording its event.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from anke.content import load
from anke.content.schema.plan import Plan
from anke.events import commands as events
from anke.events.commands import NewEvent
from anke.organisation import queries as organisation
from anke.rules.definitions import Measure
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.steering.guarding import told
from anke.steering.guarding.canonical import digest, text_of, text_of_measure
from anke.steering.guarding.told import Told

ACTORS: Final = (Role.STEERING_UNIT, Role.DIRECTOR, Role.DEPUTY_DIRECTOR)
_DEFINITIONS: dict[str, tuple[Plan, tuple[Measure, ...]]] = {}
LONGEST: Final = 500  # characters of a reason


@transaction.atomic
def adopt_plan(*, plan_id: str, happened_on: date, actor: str, recorded_at: datetime) -> str:
    """Fix a plan's text and its definitions as they are. Returns the digest (SHA-256)."""
    plan = _plan(plan_id)
    _may(actor)
    if told.told_of(plan_id) is not None:
        raise Refused(
            f"Planen for {plan_id} er allerede lagt fast.", f"The plan for {plan_id} has been fixed already."
        )
    every = adoption(plan, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    events.record_many(every, recorded_at=recorded_at)
    return str(every[0].data["sha256"])


@transaction.atomic
def adopt_due(*, actor: str, recorded_at: datetime) -> tuple[str, ...]:
    """Fix every plan whose year has begun and that has not been fixed. Returns which; does nothing twice."""
    today = local_date(recorded_at)
    due = [
        name
        for name, plan in sorted(load.content().plans.items())
        if plan.valid.first <= today and told.told_of(name) is None
    ]
    for name in due:
        adopt_plan(plan_id=name, happened_on=today, actor=actor, recorded_at=recorded_at)
    return tuple(due)


def adopt_used(*, plan_id: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Fix a plan the first time something is reported on it; nothing where it is fixed already.

    Whoever may report may set this off, so nobody is asked for a role of their own here."""
    plan = load.content().plans.get(plan_id)
    if plan is not None and told.told_of(plan_id) is None:
        every = adoption(plan, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
        events.record_many(every, recorded_at=recorded_at)


def adoption(plan: Plan, *, happened_on: date, actor: str, recorded_at: datetime) -> list[NewEvent]:
    """The events that fix a plan: its text, and each of its definitions, in force from its first day."""
    text = text_of(plan)
    head = NewEvent(
        told.PLAN,
        plan.id,
        "plan_adopted",
        happened_on,
        actor,
        {"sha256": digest(text), "text": text},
        recorded_at,
    )
    since = min(plan.valid.first, happened_on)
    return [head, *(_definition(one, since, actor, recorded_at) for one in definitions(plan))]


def definitions(plan: Plan) -> tuple[Measure, ...]:
    """Every definition of a plan: its computed subgoals, and the figures its reports must hold.

    Remembered for the plans that are loaded: a plan and the files it names are read together."""
    known = _DEFINITIONS.get(plan.id)
    if known is None or known[0] is not plan:
        known = _DEFINITIONS[plan.id] = (plan, tuple(_definitions(plan)))
    return known[1]


def _definitions(plan: Plan) -> list[Measure]:
    found = list(plan.measures().values())
    for one in plan.subgoals():
        if one.completeness is not None:
            found += plan.cells(one.id).values()
    return found


@transaction.atomic
def propose_correction(
    *, plan_id: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> str:
    """Say that our data were wrong after the paper, and are right now. Somebody else must approve it."""
    plan, known = _adopted(plan_id)
    _may(actor)
    text = text_of(plan)
    if digest(text) == known.sha256 and not changed_definitions(plan):
        raise Refused(
            "Planens data er, som de blev lagt fast: der er intet at rette.",
            "The data of the plan are as they were fixed: there is nothing to correct.",
        )
    if known.pending is not None:
        raise Refused(
            "Der venter allerede en rettelse på godkendelse. Godkend den, eller opgiv den først.",
            "A correction waits for approval already. Approve it, or drop it first.",
        )
    data = {"reason": _clause(reason), "sha256": digest(text), "text": text}
    _record(plan_id, "correction_proposed", data, on=happened_on, actor=actor, at=recorded_at)
    return digest(text)


@transaction.atomic
def approve_correction(
    *, plan_id: str, sha256: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Agree that the data are right now, having seen `sha256`. Changed definitions hold from that day."""
    plan, known = _adopted(plan_id)
    _may(actor)
    pending = known.pending
    if pending is None:
        raise Refused("Der venter ingen rettelse på godkendelse.", "No correction waits for approval.")
    if pending.by == actor:
        raise Refused(
            "En rettelse godkendes af en anden end den, der foreslog den.",
            "A correction is approved by somebody else than whoever proposed it.",
        )
    if sha256 != pending.sha256 or digest(text_of(plan)) != pending.sha256:
        raise Refused(
            "Planens data er ændret, siden rettelsen blev foreslået. Opgiv den, og foreslå den igen.",
            "The data of the plan have changed since the correction was proposed. Drop it and propose it "
            "again.",
        )
    _record(
        plan_id,
        "correction_approved",
        {"sha256": pending.sha256},
        on=happened_on,
        actor=actor,
        at=recorded_at,
    )
    changed = changed_definitions(plan)
    if changed:
        events.record_many(
            [_definition(one, happened_on, actor, recorded_at) for one in changed], recorded_at=recorded_at
        )


@transaction.atomic
def drop_correction(
    *, plan_id: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Give a proposed correction up."""
    _, known = _adopted(plan_id)
    _may(actor)
    if known.pending is None:
        raise Refused("Der venter ingen rettelse.", "No correction waits.")
    data = {"reason": _clause(reason)}
    _record(plan_id, "correction_dropped", data, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def remark_basis(
    *, plan_id: str, goal: str | None, remark: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Record that what a goal (or the plan) rests on has changed, from a day. The plan stays as it is."""
    plan, _ = _adopted(plan_id)
    _may(actor)
    names = [one.id for one in plan.goals] + [one.id for one in plan.subgoals()]
    if goal and goal not in names:
        raise Refused(
            f"Planen har intet mål {goal[:20]}. Vælg et mål eller delmål, eller hele planen.",
            f"The plan has no goal {goal[:20]}. Choose a goal or subgoal, or the whole plan.",
        )
    if happened_on < plan.valid.first:
        raise Refused(
            f"Planen gælder fra {plan.valid.first:%d.%m.%Y}. Skriv den dag, grundlaget ændrede sig.",
            f"The plan holds from {plan.valid.first}. Write the day its basis changed.",
        )
    said = _text(remark)
    data = {"remark": said if said[-1] in ".!?" else f"{said}."} | ({"goal": goal} if goal else {})
    _record(plan_id, "basis_changed", data, on=happened_on, actor=actor, at=recorded_at)


def changed_definitions(plan: Plan) -> tuple[Measure, ...]:
    """The definitions that are not in the version in force: the plan, or what it names, has changed."""
    known = told.in_force(plan.id)
    return tuple(one for one in definitions(plan) if known.get(one.id) != one.version)


def _definition(measure: Measure, since: date, actor: str, recorded_at: datetime) -> NewEvent:
    data = {"version": measure.version, "text": text_of_measure(measure)}
    return NewEvent(told.DEFINITION, measure.id, "definition_in_force", since, actor, data, recorded_at)


def _plan(plan_id: str) -> Plan:
    plans = load.content().plans
    if plan_id not in plans:
        has = ", ".join(sorted(plans))
        raise Refused(
            f"Der er ingen resultatplan »{plan_id[:20]}«. Der er: {has}.",
            f"There is no results plan “{plan_id[:20]}”. There are: {has}.",
        )
    return plans[plan_id]


def _adopted(plan_id: str) -> tuple[Plan, Told]:
    plan, known = _plan(plan_id), told.told_of(plan_id)
    if known is None:
        raise Refused(
            f"Planen for {plan_id} er ikke lagt fast endnu. Gør det først.",
            f"The plan for {plan_id} has not been fixed yet. Do that first.",
        )
    return plan, known


def _may(initials: str) -> None:
    found = organisation.actor(initials)
    if found is None or not (found.machine or found.role in ACTORS):
        raise Refused(
            "Kun styringsenheden, direktøren og vicedirektørerne vogter planen.",
            "Only the steering unit, the director and the deputy directors guard the plan.",
        )


def _text(given: str) -> str:
    text = " ".join(given.replace("\0", "").split())
    require_none(text)
    if not 5 <= len(text) <= LONGEST:
        raise Refused(
            f"Skriv en begrundelse på mindst 5 og højst {LONGEST} tegn.",
            f"Write a reason of at least 5 and at most {LONGEST} characters.",
        )
    return text


def _clause(given: str) -> str:
    return _text(given.rstrip(" .\n\r\t"))


def _record(plan_id: str, kind: str, data: Mapping[str, Any], *, on: date, actor: str, at: datetime) -> None:
    if on > local_date(at):
        raise Refused(
            "Dagen har ikke været der endnu. Skriv i dag eller en tidligere dag.",
            "That day has not been yet. Write today or an earlier day.",
        )
    events.record(
        subject_kind=told.PLAN,
        subject_name=plan_id,
        kind=kind,
        happened_on=on,
        actor=actor,
        data=data,
        recorded_at=at,
    )
