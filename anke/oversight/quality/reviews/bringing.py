"""Reviews that were made elsewhere, brought in at once: from a spreadsheet, or by the demonstration."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from anke.events import bulk
from anke.events.commands import NewEvent
from anke.oversight.quality.models import Done, Review
from anke.oversight.quality.reviews import due
from anke.rules.local import require_past
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused

_AT_ONCE = 500  # rows in one statement


@dataclass(frozen=True)
class Earlier:
    """A review that is over: what was answered and written, and how the employee was told."""

    month: str
    employee: str
    office: int
    number: str
    reviewer: str
    answers: dict[str, str]
    strengths: str
    improvements: str
    submitted_on: date
    told_on: date
    told_how: str
    reply: str = ""

    @property
    def name(self) -> str:
        return f"{due.ACTIVITY}/{self.month}/{self.employee}/1"


@transaction.atomic
def bring_in_reviews(earlier: Iterable[Earlier], *, actor: str, recorded_at: datetime) -> int:
    """Set reviews down that are over, each once, all or none; where the employee has one of that month, it is
    left out. Returns how many. Raises `Refused` for one's own work and for what cannot be right."""
    held = set(Review.objects.values_list("month", "employee"))
    wanted = {(one.month, one.employee): one for one in earlier}
    new = [one for key, one in sorted(wanted.items()) if key not in held]
    for one in new:
        _require(one, recorded_at)
    bulk.load(event for one in new for event in _events(one, recorded_at))
    Review.objects.bulk_create([_row(one, actor, recorded_at) for one in new], batch_size=_AT_ONCE)
    Done.objects.bulk_create(
        [_done(one) for one in new],
        batch_size=_AT_ONCE,
        update_conflicts=True,
        unique_fields=["activity", "period", "unit"],
        update_fields=["on", "by", "excused"],
    )
    return len(new)


def _require(one: Earlier, recorded_at: datetime) -> None:
    asked = {question.id for question in due.rules_of(one.month).questions}
    require_past(one.told_on, recorded_at)
    require_none(f"{one.strengths} {one.improvements} {one.reply}")
    if one.reviewer == one.employee or asked != set(one.answers) or one.told_on < one.submitted_on:
        raise Refused(
            f"Opfølgningen {one.name} kan ikke være rigtig: eget arbejde, manglende svar eller dagene.",
            f"The review {one.name} cannot be right: own work, an answer that is missing, or the days.",
        )


def _events(one: Earlier, at: datetime) -> Iterator[NewEvent]:
    begun = {"month": one.month, "employee": one.employee, "number": one.number}
    done = {"activity": due.ACTIVITY, "period": one.month, "unit": one.employee}
    first, last, who = one.submitted_on, one.told_on, one.reviewer
    yield NewEvent("review", one.name, "review_begun", first, who, begun, at)
    yield NewEvent("review", one.name, "review_submitted", first, who, {"answers": one.answers}, at)
    yield NewEvent("review", one.name, "feedback_given", last, who, {"how": one.told_how}, at)
    if one.reply:
        yield NewEvent("review", one.name, "feedback_answered", last, one.employee, {}, at)
    subject = f"{due.ACTIVITY}/{one.month}/{one.employee}"
    yield NewEvent("programme", subject, "activity_done", last, who, done, at)


def _row(one: Earlier, actor: str, at: datetime) -> Review:
    return Review(
        name=one.name,
        month=one.month,
        employee=one.employee,
        office=one.office,
        number=one.number,
        reviewer=one.reviewer,
        stage=Review.Stage.TOLD,
        version=1,
        answers=one.answers,
        strengths=one.strengths,
        improvements=one.improvements,
        saved_by=actor,
        saved_at=at,
        submitted_on=one.submitted_on,
        told_on=one.told_on,
        told_how=one.told_how,
        reply=one.reply,
        replied_on=one.told_on if one.reply else None,
    )


def _done(one: Earlier) -> Done:
    return Done(
        activity=due.ACTIVITY,
        period=one.month,
        unit=one.employee,
        on=one.told_on,
        by=one.reviewer,
        excused="",
    )
