"""Reports as they are read: by those who work on them, and by those who only read what was handed over."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from anke.organisation import queries as organisation
from anke.organisation.queries import User
from anke.rules.report_steps import FROZEN, HANDED_OVER, Stage
from anke.steering.reporting.due import DueReport, due_reports
from anke.steering.reporting.models import Frozen, FrozenFile, Report, Revision
from anke.steering.reporting.reminding import days_before

_OUT = [str(one) for one in HANDED_OVER]


@dataclass(frozen=True)
class CalendarRow:
    """A report that is due some day, and how far it has come. `urgency`: late, soon, open, done, none."""

    due: DueReport
    stage: Stage
    urgency: str
    days_left: int | None  # to the due date; negative: overdue
    frozen_on: date | None
    handed_over_on: date | None


def may_work(user: User) -> bool:
    """Whether somebody may see reports before they are handed over: whoever sees live figures."""
    return organisation.may_see_live_figures(user)


def calendar(today: date) -> list[CalendarRow]:
    """Every report the plans ask for, oldest first, each with its stage."""
    held = {(one.plan, one.period): one for one in Report.objects.select_related("frozen")}
    return [_row(one, held.get((one.plan.id, one.period.name)), today) for one in due_reports()]


def _row(due: DueReport, report: Report | None, today: date) -> CalendarRow:
    stage = Stage(report.stage) if report else Stage.AWAITED
    left = (due.shifted - today).days if due.shifted else None
    frozen = report.frozen.frozen_on if report and stage in FROZEN else None
    return CalendarRow(
        due, stage, _urgency(stage, left, today), left, frozen, report.handed_over_on if report else None
    )


def _urgency(stage: Stage, left: int | None, today: date) -> str:
    if stage in HANDED_OVER:
        return "done"
    if left is None:
        return "none"
    if left < 0:
        return "late"
    return "soon" if left <= max(days_before(today), default=0) else "open"


def published() -> QuerySet[Report]:
    """The reports that were handed over, the latest period first; the annual one after its last quarter."""
    found = Report.objects.filter(stage__in=_OUT).select_related("frozen").prefetch_related("revisions")
    return found.order_by("-plan", "-handed_over_on", "period")


def find(plan: str, period: str, user: User) -> Report | None:
    """A report somebody may see; None where there is none, or none for them."""
    found = Report.objects.filter(plan=plan, period=period).first()
    return found if found is not None and readable(found, user) else None


def readable(report: Report, user: User) -> bool:
    return report.stage in _OUT or may_work(user)


def known_frozen(report: Report) -> Frozen | None:
    """What was frozen of a report, with its manifest; None before that."""
    return Frozen.objects.filter(report=report).first()


def file_of(report: Report, lang: str, form: str) -> FrozenFile | None:
    """One form of a frozen report."""
    return FrozenFile.objects.filter(frozen__report=report, lang=lang, form=form).first()


def every_revision() -> list[Revision]:
    """Every revision of every frozen report, oldest report first."""
    found = Revision.objects.select_related("report")
    return list(found.order_by("report__plan", "report__period", "number"))


def revisions(report: Report) -> list[Revision]:
    """What has become another since, the latest first, each with its remarks."""
    return list(report.revisions.order_by("-number").prefetch_related("notes"))
