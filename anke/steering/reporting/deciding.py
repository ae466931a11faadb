"""Others' acts on a report: review, return, approve; and after the freeze hand it over and confirm it."""

from datetime import date, datetime

from django.db import transaction

from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.report_steps import Act
from anke.steering.reporting import acting
from anke.steering.reporting.models import Report


@transaction.atomic
def review_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """Pass a submitted report on to the director. Refused to whoever wrote on it."""
    report = acting.held(plan, period, Act.REVIEW, actor, expected)
    report.reviewed_by, report.reviewed_at = actor, recorded_at
    return _done(report, "report_reviewed", {}, day=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def return_report(
    *,
    plan: str,
    period: str,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """Send a report back to its draft, with the reason. Review and approval begin anew."""
    report = acting.held(plan, period, Act.RETURN, actor, expected)
    why = acting.words_of(reason, da="hvorfor rapporten sendes tilbage", en="why the report is returned")
    report.returned_by, report.returned_why = actor, why
    report.reviewed_by = report.approved_by = None
    report.reviewed_at = report.approved_at = None
    data = {"reason": why}
    return _done(report, "report_returned", data, day=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def approve_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """The director's approval. Refused to whoever wrote on it or reviewed it."""
    report = acting.held(plan, period, Act.APPROVE, actor, expected)
    report.approved_by, report.approved_at = actor, recorded_at
    return _done(report, "report_approved", {}, day=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def hand_over_report(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """Hand the frozen report over: from now on the ministry and everybody else may read it."""
    report = acting.held(plan, period, Act.HAND_OVER, actor, expected)
    report.handed_over_by, report.handed_over_on = actor, happened_on
    data = {"fingerprint": report.frozen.fingerprint}
    return _done(report, "report_handed_over", data, day=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def confirm_receipt(
    *,
    plan: str,
    period: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """The ministry's own confirmation that it has the report."""
    report = acting.held(plan, period, Act.CONFIRM, actor, expected)
    report.received_by, report.received_on = actor, happened_on
    return _done(report, "report_received", {}, day=happened_on, actor=actor, recorded_at=recorded_at)


@transaction.atomic
def register_receipt(
    *,
    plan: str,
    period: str,
    reference: str,
    received_on: date,
    actor: str,
    recorded_at: datetime,
    expected: int | None = None,
) -> Report:
    """A receipt that came another way, with its reference (a journal number, an e-mail's date)."""
    report = acting.held(plan, period, Act.REGISTER_RECEIPT, actor, expected)
    said = acting.words_of(reference, da="kvitteringens reference", en="the receipt's reference")
    if len(said) > 200:
        raise Refused(
            "Skriv referencen med højst 200 tegn.", "Write the reference in at most 200 characters."
        )
    if report.handed_over_on and received_on < report.handed_over_on:
        raise Refused(
            "Rapporten kan ikke være modtaget, før den blev afleveret.",
            "The report cannot have been received before it was handed over.",
        )
    _require_been(received_on, recorded_at)
    report.received_by, report.received_on, report.receipt = actor, received_on, said
    data = {"reference": said}
    return _done(report, "report_received", data, day=received_on, actor=actor, recorded_at=recorded_at)


def _require_been(day: date, recorded_at: datetime) -> None:
    if day > local_date(recorded_at):
        raise Refused(
            "Den dag har ikke været der endnu. Skriv i dag eller en tidligere dag.",
            "That day has not been yet. Write today or an earlier day.",
        )


def _done(
    report: Report, kind: str, data: dict[str, str], *, day: date, actor: str, recorded_at: datetime
) -> Report:
    report.save()
    acting.tell(report, kind, data, happened_on=day, actor=actor, recorded_at=recorded_at)
    return report
