"""Measuring again: the only thing that closes an action. What is counted lies after the action was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction

from anke.organisation.queries import Actor
from anke.oversight.quality.acting import By, tell
from anke.oversight.quality.learning import counting
from anke.oversight.quality.learning.acting import (
    changed,
    held,
    leads,
    require_case,
    theme_of,
    who_is,
    words_of,
)
from anke.oversight.quality.models import Action, Measurement, Remeasured
from anke.rules.refusal import Refused

MOST: Final = 200  # cases in one re-reading
How = Remeasured.How


@dataclass(frozen=True)
class Counted:
    """What a measurement counted: so many, so many good; of what; and each case of a re-reading."""

    of: int
    good: int
    source: str
    cases: dict[str, bool]


@transaction.atomic
def remeasure_action(
    *,
    action: int,
    version: int,
    how: str,
    better: bool,
    words: str,
    year: int | None = None,
    good_cases: Sequence[str] = (),
    other_cases: Sequence[str] = (),
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Remeasured:
    """Close an action by a measurement made after it was carried out.

    `how`: review (the monthly reviews of whole months since are counted), measurement (the central one of
    `year`, a year after the action), or reading (the cases that were read again: `good_cases` and
    `other_cases`, decided since, none of them the reader's own). `better` False keeps the theme open and
    asks for a new action. Raises `Refused` where nothing was measured, or the share is no better.
    """
    found, who = _open_to(action, version, actor, happened_on)
    given = (good_cases, other_cases)
    counted = _counted(found, how, year=year, given=given, who=who, at=recorded_at, day=happened_on)
    if better:
        _require_better(found, counted)
    made = Remeasured(action=found, how=how, source=counted.source, cases=counted.cases, by=actor)
    made.sample, made.good, made.better = counted.of, counted.good, better
    made.words, made.on = words_of(words), happened_on
    made.save(force_insert=True)
    found.stage = Action.Stage.CLOSED
    changed(found, actor, recorded_at)
    _tell(made, By(happened_on=happened_on, actor=actor, recorded_at=recorded_at))
    return made


def _open_to(action: int, version: int, actor: str, day: date) -> tuple[Action, Actor]:
    """The action and who measures it, where they may and it was carried out before."""
    found, who = held(action, Action.Stage.DONE, version=version), who_is(actor)
    if actor != found.owner and not leads(who, found.office):
        raise Refused("Tiltaget er ikke dit.", "The action is not yours.")
    if found.done_on is None or day <= found.done_on:
        raise Refused(
            f"Målingen skal ligge efter {found.done_on:%d.%m.%Y}, da tiltaget blev gennemført.",
            f"The measurement must come after {found.done_on}, when the action was carried out.",
        )
    return found, who


def _tell(made: Remeasured, by: By) -> None:
    outcome = "better" if made.better else "not_better"
    data = {"how": made.how, "sample": made.sample, "good": made.good, "outcome": outcome}
    tell(made.action, "action_measured", data, by)


def since_done(action: Action, day: date) -> tuple[int, int]:
    """(counted, good) answers of reviews of whole months after an action was carried out, up to a day."""
    if action.done_on is None:
        return 0, 0
    theme = theme_of(action.theme, action.planned_on)
    after = action.done_on + timedelta(days=1)
    return counting.answers_of_reviews(action.office, theme, after, day, employee=action.employee)


def _counted(
    action: Action,
    how: str,
    *,
    year: int | None,
    given: tuple[Sequence[str], Sequence[str]],
    who: Actor,
    at: datetime,
    day: date,
) -> Counted:
    if how == How.REVIEW:
        of, good = since_done(action, day)
        found = Counted(of, good, f"Q1 > {action.done_on}", {})
    elif how == How.MEASUREMENT:
        found = _of_measurement(action, year, day)
    elif how == How.READING:
        found = _of_reading(action, given, who, at, day)
    else:
        raise Refused("Vælg, hvordan der er målt.", "Choose how it was measured.")
    if not found.of:
        raise Refused(
            "Der er intet målt siden tiltaget: uden måling kan det ikke lukkes.",
            "Nothing has been measured since the action: without a measurement it cannot be closed.",
        )
    return found


def _of_measurement(action: Action, year: int | None, day: date) -> Counted:
    """The central measurement of a year that began after the action; not for one employee alone."""
    found = Measurement.objects.filter(year=year or 0, reported_on__lte=day).first()
    if found is None or action.done_on is None or date(found.year, 1, 1) <= action.done_on:
        raise Refused(
            "Vælg en rapporteret måling af et år, der begyndte efter tiltaget.",
            "Choose a reported measurement of a year that began after the action.",
        )
    if action.employee:
        raise Refused(
            "Den centrale måling siger intet om en enkelt medarbejder.",
            "The central measurement says nothing of a single employee.",
        )
    theme = theme_of(action.theme, action.planned_on)
    of, good = counting.answers_of_measurement(action.office, theme, found)
    return Counted(of, good, f"Q5/{found.year}", {})


def _of_reading(
    action: Action, given: tuple[Sequence[str], Sequence[str]], who: Actor, at: datetime, day: date
) -> Counted:
    cases = dict.fromkeys(given[0], True) | dict.fromkeys(given[1], False)
    if len(cases) != len(given[0]) + len(given[1]):
        raise Refused("En sag står to gange.", "A case stands twice.")
    if len(cases) > MOST:
        raise Refused(f"Højst {MOST} sager ad gangen.", f"At most {MOST} cases at a time.")
    for number in cases:
        _require_fits(action, number, who, at, day)
    return Counted(len(cases), sum(cases.values()), f"{len(cases)}", cases)


def _require_fits(action: Action, number: str, who: Actor, at: datetime, day: date) -> None:
    row = require_case(number, who, at)
    if row.caseworker == who.initials:
        raise Refused(
            f"{number} er din egen sag. Ingen læser eget arbejde.",
            f"{number} is your own case. Nobody reads their own work.",
        )
    if row.decided_on is None or action.done_on is None or not action.done_on < row.decided_on <= day:
        raise Refused(
            f"{number} er ikke afgjort efter tiltaget. Læs sager fra tiden efter.",
            f"{number} was not decided after the action. Read cases from the time since.",
        )
    if (action.office is not None and row.office != action.office) or (
        action.employee and row.caseworker != action.employee
    ):
        raise Refused(f"{number} hører ikke under tiltaget.", f"{number} does not lie under the action.")


def _require_better(action: Action, counted: Counted) -> None:
    now = Decimal(counted.good) / counted.of
    then = Decimal(action.before_good) / action.before_sample if action.before_sample else Decimal(0)
    if now < then or (now == then and now < 1):  # all good at both times: it cannot be better
        raise Refused(
            f"{counted.good} af {counted.of} er ikke bedre end ved starten "
            f"({action.before_good} af {action.before_sample}).",
            f"{counted.good} of {counted.of} is no better than at the start "
            f"({action.before_good} of {action.before_sample}).",
        )
