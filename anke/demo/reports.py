"""The synthetic authority's reports to the ministry: every one whose day has come is frozen and handed over,
the next is a draft, and what the figures say otherwise by now is recorded as revisions."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from anke.content.schema.base import Strict
from anke.demo.assumed import read
from anke.demo.days import TODAY
from anke.steering.reporting import commands, queries
from anke.steering.reporting.queries import DueReport

UNIT, REVIEWER, DIRECTOR = "styring", "vicedir1", "direktoer"
# Dated the day it was done; put into the register on the morning of the demonstration's today.
_MORNING: Final = datetime(2025, 10, 15, 8, 30, tzinfo=UTC)


class DeviationTold(Strict):
    period: str
    area: str
    words: str


class Draft(Strict):
    period: str
    explained: tuple[str, ...]


class ReportsTold(Strict):
    """reports.yaml."""

    annual: dict[str, date]
    reason: str
    receipt: str
    explanations: dict[str, str]
    deviations: tuple[DeviationTold, ...]
    draft: Draft
    remark: str


@dataclass
class _Clock:
    """Moments that follow each other, a second apart."""

    at: datetime = _MORNING

    def by(self, actor: str, day: date) -> dict[str, Any]:
        self.at += timedelta(seconds=1)
        return {"actor": actor, "happened_on": day, "recorded_at": self.at}


def file_reports() -> int:
    """Do it; returns how many were frozen. Does nothing where there are reports already."""
    if queries.published().exists():
        return 0
    told, clock = ReportsTold.model_validate(read("reports")), _Clock()
    due = [(_day_of(one, told), one) for one in queries.due_reports()]
    past = sorted((day, one.period.last, one) for day, one in due if day is not None and day <= TODAY)
    for number, (day, _, one) in enumerate(past, 1):
        _file(one, day, told, clock, number)
    _draft(told, clock)
    found = commands.check_revisions(today=TODAY, **_machine(clock))
    if found:
        last = found[-1]
        how: dict[str, Any] = {"plan": last.report.plan, "period": last.report.period, "number": last.number}
        commands.annotate_revision(**how, words=told.remark, **clock.by(UNIT, TODAY))
    return len(past)


def _machine(clock: _Clock) -> dict[str, Any]:
    clock.at += timedelta(seconds=1)
    return {"recorded_at": clock.at}


def _day_of(due: DueReport, told: ReportsTold) -> date | None:
    return told.annual.get(due.plan.id) if due.annual else due.shifted


def _file(due: DueReport, day: date, told: ReportsTold, clock: _Clock, number: int) -> None:
    """One report, from its draft to the ministry's receipt, on the day it was due."""
    report = _named(due)
    noon = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    _write(due, day, told, clock, _failing(due, day, noon))
    commands.submit_report(**report, known_at=noon, **clock.by(UNIT, day))
    commands.review_report(**report, **clock.by(REVIEWER, day))
    commands.approve_report(**report, **clock.by(DIRECTOR, day))
    how: dict[str, Any] = {"known_at": noon, "reason": told.reason, "synthetic": True}
    commands.freeze_report(**report, **how, **clock.by(DIRECTOR, day))
    commands.hand_over_report(**report, **clock.by(UNIT, day))
    if day > TODAY - timedelta(days=120):  # the latest waits for the ministry to confirm it
        return
    receipt = told.receipt.format(number=f"{day.year}-{number:03d}")
    by = clock.by(UNIT, day)
    commands.register_receipt(
        **report, reference=receipt, received_on=day, actor=by["actor"], recorded_at=by["recorded_at"]
    )


def _named(due: DueReport) -> dict[str, Any]:
    return {"plan": due.plan.id, "period": due.period.name}


def _draft(told: ReportsTold, clock: _Clock) -> None:
    """The report that is due next: begun, some of it explained."""
    due = queries.due_report(told.draft.period[:4], told.draft.period)
    _write(due, TODAY, told, clock, list(told.draft.explained))


def _write(due: DueReport, day: date, told: ReportsTold, clock: _Clock, goals: list[str]) -> None:
    report = _named(due)
    commands.begin_report(**report, **clock.by(UNIT, day))
    for goal in goals:
        words = told.explanations[goal]
        commands.explain_goal(**report, goal=goal, words=words, expected=0, **clock.by(UNIT, day))
    for one in told.deviations:
        if one.period == due.period.name:
            commands.note_deviation(**report, area=one.area, words=one.words, **clock.by(UNIT, day))


def _failing(due: DueReport, day: date, known_at: datetime) -> list[str]:
    """The goals an explanation is asked for, as known then."""
    return queries.goals_to_explain(due, known_at, day)
