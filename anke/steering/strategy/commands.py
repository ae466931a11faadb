"""The door for writing: what management records about an initiative, one act each.

Each act takes who does it (initials), the local day it happened and the moment it is recorded (UTC); it is
for the steering unit, the director and the deputy directors, refuses with words in both languages, and ends
by recording its event. `name` is strategy/number (2018-2022/7).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db import transaction

from anke.content import load
from anke.content.schema.strategy import Strategy
from anke.events import commands as events
from anke.events import queries as told_events
from anke.events.commands import BadData, OutOfOrder
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.steering.strategy.told import SUBJECT, Told, replay

ACTORS: Final = (Role.STEERING_UNIT, Role.DIRECTOR, Role.DEPUTY_DIRECTOR)
LONGEST: Final = 500  # characters of a text


@transaction.atomic
def add_initiative(
    *,
    strategy: str,
    title_da: str,
    title_en: str,
    focus: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> str:
    """A new initiative in a strategy, with the next number. Returns its name."""
    chosen = _strategy(strategy)
    areas = [area.id for area in chosen.focus_areas]
    if focus not in areas:
        raise Refused(
            f"Strategien har ikke fokusområdet »{focus}«. Vælg et af: {', '.join(areas)}.",
            f"The strategy has no focus area “{focus}”. Choose one of: {', '.join(areas)}.",
        )
    data = {"da": _text(title_da), "en": _text(title_en), "focus": focus}
    name = f"{strategy}/{_next_number(strategy, chosen)}"
    _record(name, "initiative_added", data, on=happened_on, actor=actor, at=recorded_at)
    return name


@transaction.atomic
def name_owner(*, name: str, owner: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Who answers for an initiative: a unit or a person, in words."""
    _known(name)
    _record(name, "owner_named", {"owner": _clause(owner)}, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def begin_initiative(*, name: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """It was set going on that day."""
    _known(name)
    _record(name, "initiative_begun", {}, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def finish_initiative(
    *, name: str, outcome: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """It has ended, and what came of it. It leaves the overview; its history stays."""
    _not_before_begun(_known(name), happened_on)
    _record(
        name,
        "initiative_finished",
        {"outcome": _clause(outcome)},
        on=happened_on,
        actor=actor,
        at=recorded_at,
    )


@transaction.atomic
def hold_initiative(*, name: str, reason: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """It stands still until it is resumed."""
    _not_before_begun(_known(name), happened_on)
    _record(name, "initiative_held", {"reason": _clause(reason)}, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def resume_initiative(
    *, name: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Work goes on after a hold; or it had not ended after all."""
    _not_before_begun(_known(name), happened_on)
    _record(
        name, "initiative_resumed", {"reason": _clause(reason)}, on=happened_on, actor=actor, at=recorded_at
    )


@transaction.atomic
def record_nature(
    *, name: str, nature: str, ends_on: date | None, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """Bounded in time, with the planned end where it is known; or ongoing."""
    told = _known(name)
    if nature == "ongoing" and ends_on is not None:
        raise Refused(
            "Et løbende tiltag har ingen planlagt afslutning. Vælg tidsafgrænset, eller lad datoen stå tom.",
            "An ongoing initiative has no planned end. Choose bounded, or leave the day empty.",
        )
    if ends_on is not None:
        _not_before_begun(told, ends_on)
    data = {"nature": nature} | ({"ends_on": ends_on.isoformat()} if ends_on else {})
    _record(name, "nature_recorded", data, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def add_evidence(
    *,
    name: str,
    form: str,
    title: str,
    where: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> None:
    """What shows it: a document (where it lies), a link (its address), a figure (plan/subgoal)."""
    _known(name)
    place = where.strip()
    if form == "link" and (urlsplit(place).scheme not in ("http", "https") or not urlsplit(place).netloc):
        raise Refused(
            "Skriv linkets hele adresse, for eksempel https://ast.dk/…",
            "Write the whole address of the link, such as https://ast.dk/…",
        )
    if form == "figure":
        _figure(place)
    data = {"form": form, "title": _clause(title), "where": _text(place)}
    _record(name, "evidence_added", data, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def note_initiative(*, name: str, note: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """Something to remember about it."""
    _known(name)
    said = _text(note)
    data = {"note": said if said[-1] in ".!?" else f"{said}."}
    _record(name, "initiative_noted", data, on=happened_on, actor=actor, at=recorded_at)


@transaction.atomic
def link_goal(
    *, name: str, plan: str, goal: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """It serves a goal of a results plan, and why."""
    _known(name)
    plans = load.content().plans
    goals = [one.id for one in plans[plan].goals] if plan in plans else []
    if goal not in goals:
        raise Refused(
            f"Der er intet mål {goal[:20]} i en resultatplan for {plan[:20]}. Vælg et af planens mål.",
            f"There is no goal {goal[:20]} in a results plan for {plan[:20]}. Choose one that it has.",
        )
    data = {"plan": plan, "goal": goal, "reason": _clause(reason)}
    _record(name, "goal_linked", data, on=happened_on, actor=actor, at=recorded_at)


def _strategy(name: str) -> Strategy:
    found = load.content().strategy
    if name not in found:
        has = ", ".join(sorted(found))
        raise Refused(
            f"Der er ingen strategi »{name[:20]}«. Der er: {has}.",
            f"There is no strategy “{name[:20]}”. There are: {has}.",
        )
    return found[name]


def _known(name: str) -> Told:
    """What is recorded of an initiative that is printed or was added. `Refused` where it is neither."""
    strategy, _, number = name.rpartition("/")
    printed = {str(one.number) for one in _strategy(strategy).initiatives}
    told = replay(told_events.events_of(SUBJECT, name))
    if number not in printed and told.added is None:
        raise Refused(
            f"Strategien har intet tiltag nr. {number[:10]}. Føj det først til oversigten.",
            f"The strategy has no initiative no. {number[:10]}. Add it to the overview first.",
        )
    return told


def _next_number(strategy: str, chosen: Strategy) -> int:
    taken = [one.number for one in chosen.initiatives]
    names = [name for name, *_ in told_events.heads(SUBJECT) if name.startswith(f"{strategy}/")]
    return max([*taken, *(int(name.rpartition("/")[2]) for name in names)], default=0) + 1


def _not_before_begun(told: Told, day: date) -> None:
    if told.begun_on is not None and day < told.begun_on:
        begun = told.begun_on
        raise Refused(
            f"Tiltaget blev sat i gang den {begun:%d.%m.%Y}. Skriv en dag, der ikke ligger før.",
            f"The initiative was begun on {begun:%Y-%m-%d}. Write a day that is not before it.",
        )


def _figure(place: str) -> None:
    plan, _, subgoal = place.partition("/")
    plans = load.content().plans
    if plan not in plans or subgoal not in [one.id for one in plans[plan].subgoals()]:
        raise Refused(
            "Skriv tallet som plan og delmål, for eksempel 2025/1.2.a.",
            "Write the figure as plan and subgoal, such as 2025/1.2.a.",
        )


def _text(given: str) -> str:
    """A text as it is kept: on one line, not empty, not too long, without a personal number."""
    text = " ".join(given.replace("\0", "").split())
    require_none(text)
    if not 2 <= len(text) <= LONGEST:
        raise Refused(
            f"Skriv en tekst på mindst 2 og højst {LONGEST} tegn.",
            f"Write a text of at least 2 and at most {LONGEST} characters.",
        )
    return text


def _clause(given: str) -> str:
    """A text that stands within a sentence: without a full stop of its own."""
    return _text(given.rstrip(" .\n\r\t"))


def _record(name: str, kind: str, data: Mapping[str, Any], *, on: date, actor: str, at: datetime) -> None:
    _may(actor)
    if on > local_date(at):
        raise Refused(
            "Dagen har ikke været der endnu. Skriv i dag eller en tidligere dag.",
            "That day has not been yet. Write today or an earlier day.",
        )
    try:
        events.record(
            subject_kind=SUBJECT,
            subject_name=name,
            kind=kind,
            happened_on=on,
            actor=actor,
            data=data,
            recorded_at=at,
        )
    except OutOfOrder:
        raise Refused(
            "Det passer ikke med, hvor langt tiltaget er. Se siden igen: en anden kan have registreret "
            "noget.",
            "That does not fit how far the initiative is. Look at its page again: somebody else may have "
            "recorded something.",
        ) from None
    except BadData as problem:
        raise Refused(f"Det kan ikke registreres: {problem}", f"This cannot be recorded: {problem}") from None


def _may(initials: str) -> None:
    found = organisation.actor(initials)
    if found is None or not (found.machine or found.role in ACTORS):
        raise Refused(
            "Kun styringsenheden, direktøren og vicedirektørerne registrerer på strategien.",
            "Only the steering unit, the director and the deputy directors record on the strategy.",
        )
