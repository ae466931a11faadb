"""What a report lacks before it may be frozen: each lack with the goal it concerns, in two languages."""

from dataclasses import dataclass
from datetime import date, datetime

from anke.content.schema.base import Text
from anke.content.schema.subgoal import Basis
from anke.events import queries as events
from anke.rules.bearing import Bearing
from anke.rules.periods import parse_period
from anke.rules.scoring import Status
from anke.steering.external import queries as external
from anke.steering.reporting.due import DueReport
from anke.steering.reporting.models import Explanation, Report
from anke.steering.results import queries as results
from anke.steering.results.queries import Contract, SubgoalResult
from anke.steering.statistics import queries as statistics

LOOKED_AT = 10_000  # events behind that are looked at; "so many or more" is enough to say


@dataclass(frozen=True)
class Lack:
    """Something that is missing. `about`: the goal or part it concerns; empty for the whole report."""

    kind: str  # statistics | external | preliminary | cells | explanation
    about: str
    words: Text


def lacks(
    report: Report, danish: Contract, english: Contract, *, today: date, known_at: datetime, now: bool
) -> tuple[Lack, ...]:
    """Everything that is missing, the figures first. `known_at`: what they are asked to know; `now`: that is
    all there is to know, so that what is owed today can be asked for by name."""
    outside = _owed(danish, today) if now else _awaited(danish, english)
    return (*_behind(known_at), *outside, *_cells(danish, english), *_explanations(report, danish, today))


def unexplained(report: Report, today: date, known_at: datetime | None = None) -> list[str]:
    """The goals that are not met or at risk, as known at a moment (None: now), without an explanation."""
    period = parse_period(report.period)
    found = results.contract(report.plan, period, known_at, "da", today=today, guards=False)
    return _unexplained(report, found, today)


def explained(plan: str, period: str) -> frozenset[str]:
    """The goals of a report that have an explanation."""
    found = Explanation.objects.filter(report__plan=plan, report__period=period).exclude(words="")
    return frozenset(found.values_list("goal", flat=True))


def goals_to_explain(due: DueReport, known_at: datetime | None, today: date) -> list[str]:
    """The goals of a report that ask for an explanation, as known at a moment."""
    found = results.contract(due.plan.id, due.period, known_at, "da", today=today, guards=False)
    return asks_for_explanation(found, today)


def asks_for_explanation(contract: Contract, today: date) -> list[str]:
    """The goals a reader will ask about: those that are not met, or at risk."""
    words = results.outlooks(contract, today).goals
    behind = (Bearing.NOT_MET, Bearing.AT_RISK)
    return [
        goal.id
        for goal in contract.goals
        if goal.status is Status.NOT_MET or words[goal.id].bearing in behind
    ]


def _unexplained(report: Report, contract: Contract, today: date) -> list[str]:
    said = set(report.explanations.exclude(words="").values_list("goal", flat=True))
    return [goal for goal in asks_for_explanation(contract, today) if goal not in said]


def _explanations(report: Report, contract: Contract, today: date) -> list[Lack]:
    return [
        Lack(
            "explanation",
            goal,
            Text(
                da=f"Mål {goal} er ikke opfyldt eller i fare og mangler en forklaring.",
                en=f"Goal {goal} is not met, or at risk, and lacks an explanation.",
            ),
        )
        for goal in _unexplained(report, contract, today)
    ]


def _owed(contract: Contract, today: date) -> list[Lack]:
    """What the plan asks of others for this report and has not got, with who owes it."""
    found = external.missing(contract.plan.id, contract.period, today)
    return [
        Lack(
            "preliminary" if one.state == "preliminary" else "external",
            one.subgoal,
            Text(
                da=f"{one.subgoal}: {one.what.da} (kommer fra: {one.who.da}).",
                en=f"{one.subgoal}: {one.what.en} (comes from: {one.who.en}).",
            ),
        )
        for one in found
    ]


def _awaited(danish: Contract, english: Contract) -> list[Lack]:
    """Figures from outside that were awaited or preliminary at an earlier moment."""
    found = []
    for one in _parts(danish):
        told = english.subgoal(one.id)
        if one.preliminary:
            da, en = f"Tallet for {one.id} er foreløbigt.", f"The figure of {one.id} is preliminary."
            found.append(Lack("preliminary", one.id, Text(da=da, en=en)))
        if one.basis == Basis.EXTERNAL and one.waiting_for and told.waiting_for:
            words = Text(da=f"{one.id}: {one.waiting_for}", en=f"{told.id}: {told.waiting_for}")
            found.append(Lack("external", one.id, words))
    return found


def _cells(danish: Contract, english: Contract) -> list[Lack]:
    """Figures the boards' report lacks."""
    found = []
    for one in _parts(danish):
        told = english.subgoal(one.id)
        if one.basis == Basis.COMPLETENESS and one.waiting_for and told.waiting_for:
            words = Text(da=f"{one.id}: {one.waiting_for}", en=f"{one.id}: {told.waiting_for}")
            found.append(Lack("cells", one.id, words))
    return found


def _parts(contract: Contract) -> list[SubgoalResult]:
    return [one for goal in contract.goals for one in goal.subgoals]


def _behind(known_at: datetime) -> list[Lack]:
    """Events of cases that the statistics should know at that moment and do not."""
    mark = statistics.watermark()
    if mark is None:
        words = Text(
            da="Statistikken kender ingen hændelser. Kør: anke export",
            en="The statistics know no events. Run: anke export",
        )
        return [Lack("statistics", "", words)]
    newer = events.since(mark.seq, LOOKED_AT, subject_kind="case")
    count = sum(1 for one in newer if one.recorded_at <= known_at)
    if not count:
        return []
    words = Text(
        da=f"Statistikken mangler de seneste {count} hændelser i sagerne. Kør: anke export",
        en=f"The statistics lack the latest {count} events of cases. Run: anke export",
    )
    return [Lack("statistics", "", words)]
