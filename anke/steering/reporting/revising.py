"""Revisions: what frozen reports would say otherwise now. Each difference is recorded once, as a row of its
own; the report itself is never touched."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from anke.content.schema.plan import PlanError
from anke.events import queries as events
from anke.rules.local import local_date
from anke.rules.periods import Period, parse_period
from anke.rules.refusal import Refused
from anke.rules.report_steps import FROZEN, Act
from anke.steering.reporting import acting, causes, figures
from anke.steering.reporting.figures import Plain
from anke.steering.reporting.models import Frozen, Report, Revision, RevisionNote
from anke.steering.results import queries as results
from anke.steering.results.queries import Contract
from anke.steering.statistics import queries as statistics

MACHINE = "system"
_BARE: Plain = {"basis": "", "value": None, "status": "", "preliminary": False}  # a figure that is not there


@dataclass(frozen=True)
class Known:
    """What a frozen report and its revisions say so far."""

    figures: Mapping[str, Plain]
    goals: Mapping[str, Plain]
    seen: Mapping[str, int]  # the last event known to a figure's last statement
    count: int  # revisions


@dataclass(frozen=True)
class Told:
    """What a report would say now, and why each differing figure does."""

    now: Contract
    why: Mapping[str, tuple[causes.Causes, int]]  # kinds of event since, and how many cases
    watermark: int  # of the statistics
    head: int  # the last event of all, which what is reported from outside knows
    on: date
    at: datetime


def check_revisions(
    *, today: date, recorded_at: datetime, actor: str = MACHINE, plan: str | None = None
) -> list[Revision]:
    """Ask every figure of every frozen report again, as known now, and record each difference.

    Run after each export. Two that run at once record a difference once. `plan` looks at one plan only.
    """
    acting.require_role(Act.REVISE, actor)
    mark = statistics.watermark()
    frozen = Report.objects.filter(stage__in=[str(one) for one in FROZEN]).order_by("plan", "period")
    if mark is None:
        return []
    found: list[Revision] = []
    for report in frozen if plan is None else frozen.filter(plan=plan):
        now = _asked_again(report, today)
        if now is not None and _differing(known(report), figures.figures_of(now)):
            found += _record(report, now, mark.seq, happened_on=today, actor=actor, recorded_at=recorded_at)
    return found


def known(report: Report) -> Known:
    """The figures and goals as they were frozen, with every revision since."""
    frozen = Frozen.objects.only("manifest", "watermark").get(report=report)
    told = json.loads(frozen.manifest)
    stated, goals = dict(told["figures"]), dict(told["goals"])
    seen = dict.fromkeys(stated, frozen.watermark)
    revisions = list(report.revisions.order_by("number"))
    for one in revisions:
        stated[one.figure], seen[one.figure] = one.new, one.watermark
        goals[one.goal] = one.goal_after
    return Known(stated, goals, seen, max((one.number for one in revisions), default=0))


def _asked_again(report: Report, today: date) -> Contract | None:
    """The same contract as known now, deliveries judged on the same day; None where the plan is gone."""
    day = local_date(report.frozen.known_at)
    try:
        return results.contract(
            report.plan, parse_period(report.period), None, "da", today=today, guards=False, judged=day
        )
    except PlanError:
        return None


def _differing(before: Known, now: Mapping[str, Plain]) -> list[str]:
    """The figures that say something else now."""
    every = [*before.figures, *(name for name in now if name not in before.figures)]
    return [name for name in every if not figures.same(before.figures.get(name, _BARE), now.get(name, _BARE))]


def _record(
    report: Report, now: Contract, watermark: int, *, happened_on: date, actor: str, recorded_at: datetime
) -> list[Revision]:
    """Each difference as a revision and its event. The cases behind it are looked at before the report is
    held, since that takes longest."""
    stated, head = figures.figures_of(now), events.head_seq()
    before = known(report)
    why = {name: _why(report, now, name, before, stated.get(name)) for name in _differing(before, stated)}
    with transaction.atomic():
        held = acting.held(report.plan, report.period, Act.REVISE, actor)
        still = known(held)  # somebody else may have recorded some of it meanwhile
        told = Told(now, why, watermark, head, happened_on, recorded_at)
        names = [name for name in _differing(still, stated) if name in why]
        made = [_revision(held, name, still, told, still.count + at) for at, name in enumerate(names, 1)]
        for one in made:
            _tell(held, one, happened_on=happened_on, actor=actor, recorded_at=recorded_at)
        if made:
            held.save()
    return made


def _revision(report: Report, name: str, before: Known, told: Told, number: int) -> Revision:
    stated, goals = figures.figures_of(told.now), figures.goals_of(told.now)
    old, new = before.figures.get(name), stated.get(name)
    goal = (new or old or _BARE)["goal"]
    was = before.goals.get(goal, goals.get(goal, {}))
    becomes = goals.get(goal, was)
    with_it = {**before.goals, goal: becomes}
    events_since, cases = told.why[name]
    return Revision.objects.create(
        report=report,
        number=number,
        figure=name,
        goal=goal,
        kind=causes.kind_of(old, new, events_since),
        old=old or _BARE,
        new=new or _BARE,
        causes={"events": events_since, "cases": cases},
        goal_before=was,
        goal_after=becomes,
        score_before=figures.score_of(before.goals.values()),
        score_after=figures.score_of(with_it.values()),
        watermark=told.watermark if (new or _BARE)["basis"] == "computed" else told.head,
        found_on=told.on,
        found_at=told.at,
    )


def _why(
    report: Report, now: Contract, name: str, before: Known, new: Plain | None
) -> tuple[causes.Causes, int]:
    """What was recorded since about the figure, and how many cases it counts otherwise."""
    old, after = before.figures.get(name, _BARE), before.seen.get(name, report.frozen.watermark)
    same_way = new is not None and old.get("definition") == new.get("definition")
    if new is None or not same_way:
        return [], 0
    measure = _measures(now).get(name)
    if measure is None:
        return causes.of_promise(report.plan, name, after), 0
    period: Period = now.footing
    return causes.of_cases(measure, period, _moment_of(after, report), after)


def _moment_of(seq: int, report: Report) -> datetime:
    """When an event was recorded: what the figures knew that know it as their last."""
    if seq == report.frozen.watermark:
        return report.frozen.known_at
    last = next(events.since(seq - 1, 1), None)
    return last.recorded_at if last else report.frozen.known_at


def _measures(now: Contract) -> dict[str, Any]:
    """The definition of each counted figure, by the figure's id."""
    found: dict[str, Any] = {}
    for goal in now.goals:
        for one in goal.subgoals:
            if one.origin is not None and one.origin.measure is not None:
                found[one.id] = one.origin.measure
            found |= {f"{one.id}/{cell.board}/{cell.figure}": cell.measure for cell in one.cells}
    return found


def _tell(report: Report, one: Revision, *, happened_on: date, actor: str, recorded_at: datetime) -> None:
    data = {
        "number": one.number,
        "figure": one.figure,
        "type": str(one.kind),
        "old": str(one.old["value"] or "–"),
        "new": str(one.new["value"] or "–"),
        "score_changed": one.score_before != one.score_after,
    }
    acting.tell(report, "report_revised", data, happened_on=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def annotate_revision(
    *,
    plan: str,
    period: str,
    number: int,
    words: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> RevisionNote:
    """Say something about a revision. A remark is never changed; a second one is added."""
    report = acting.held(plan, period, Act.ANNOTATE, actor)
    found = report.revisions.filter(number=number).first()
    if found is None:
        raise Refused(f"Der er ingen revision {number}.", f"There is no revision {number}.")
    said = acting.words_of(words, da="en bemærkning", en="a remark")
    made = RevisionNote.objects.create(revision=found, words=said, written_by=actor, written_at=recorded_at)
    report.save()
    data = {"number": number, "words": said}
    acting.tell(
        report, "revision_annotated", data, happened_on=happened_on, actor=actor, recorded_at=recorded_at
    )
    return made
