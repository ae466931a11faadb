"""The acts of the monthly follow-up. Each is for the reviewer, the head of the office or the employee; nobody
reviews their own work."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction

from anke.events import commands as events
from anke.organisation import queries as organisation
from anke.oversight.quality.acting import by, reason_of, saved, tell, text_of
from anke.oversight.quality.acting import held as row_of
from anke.oversight.quality.models import NamedReviewer, Review
from anke.oversight.quality.programme import doing
from anke.oversight.quality.reviews import due
from anke.rules.local import require_past
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

LONGEST: Final = 2000  # characters of a text
HOW: Final = ("talk", "writing")


@transaction.atomic
def name_reviewer(*, employee: str, who: str, happened_on: date, actor: str, recorded_at: datetime) -> None:
    """The head of the office names who follows up on an employee; naming oneself takes the work back."""
    office = _office_led(employee, actor)
    here = {one.initials for one in organisation.people(office=office)}
    if who not in here or who == employee:
        raise Refused(
            "Vælg en anden medarbejder i kontoret. Ingen følger op på eget arbejde.",
            "Choose another employee of the office. Nobody reviews their own work.",
        )
    require_past(happened_on, recorded_at)
    told = {"who": who, "named_by": actor, "named_on": happened_on}
    NamedReviewer.objects.update_or_create(employee=employee, defaults=told)
    events.record(
        subject_kind="programme",
        subject_name=f"{due.ACTIVITY}/reviewer/{employee}",
        kind="reviewer_named",
        happened_on=happened_on,
        actor=actor,
        data={"employee": employee, "who": who},
        recorded_at=recorded_at,
    )


@transaction.atomic
def begin_review(
    *, employee: str, month: str, happened_on: date, actor: str, recorded_at: datetime
) -> Review:
    """Begin the review of an employee's month: the case is picked by lot. Raises `Refused` for one's own
    work, for whoever is not the reviewer, a month to come, and while another review of the month is open."""
    office = _office_of(employee)
    if actor == employee:
        raise Refused("Ingen følger op på eget arbejde.", "Nobody reviews their own work.")
    if not (_heads(actor, office) or due.reviewers(office, [employee])[employee] == actor):
        raise Refused(
            f"Kun ankechefen eller den, chefen har udpeget, følger op på {employee}.",
            f"Only the head of the office, or whom the head named, reviews {employee}.",
        )
    if due.span(month)[0] > happened_on:
        raise Refused("Måneden er ikke begyndt endnu.", "The month has not begun yet.")
    number = due.pick(employee, office, month, actor)
    count = Review.objects.filter(month=month, employee=employee).count()
    made = Review(month=month, employee=employee, office=office, number=number, reviewer=actor)
    made.name = f"{due.ACTIVITY}/{month}/{employee}/{count + 1}"
    made.stage, made.version, made.saved_by, made.saved_at = Review.Stage.OPEN, 1, actor, recorded_at
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        other = Review.objects.filter(month=month, employee=employee, stage=Review.Stage.OPEN).first()
        who = organisation.named(other.reviewer) if other else "?"
        raise Refused(
            f"{who} er allerede i gang med den opfølgning.", f"{who} is working on that review already."
        ) from None
    data = {"month": month, "employee": employee, "number": number}
    tell(made, "review_begun", data, by(happened_on, actor, recorded_at))
    return made


@transaction.atomic
def save_review(
    *,
    review: int,
    version: int,
    answers: Mapping[str, str],
    strengths: str,
    improvements: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Review:
    """Keep what is written so far. `version` is the one that was seen: `Stale` where somebody saved since."""
    held = _held(review, Review.Stage.OPEN, version=version)
    _require_reviewer(held, actor)
    require_past(happened_on, recorded_at)
    questions = due.rules_of(held.month).questions
    known = {one.id: {answer.id for answer in one.answers} for one in questions}
    kept = {name: answer for name, answer in answers.items() if answer in known.get(name, ())}
    words = (text_of(strengths, least=0, most=LONGEST), text_of(improvements, least=0, most=LONGEST))
    if (kept, *words) != (held.answers, held.strengths, held.improvements):
        held.answers, (held.strengths, held.improvements) = kept, words
        saved(held, actor, recorded_at)
    return held


@transaction.atomic
def submit_review(
    *, review: int, version: int, happened_on: date, actor: str, recorded_at: datetime
) -> Review:
    """Complete a review: every question answered, and something said in words. It is not changed again."""
    held = _held(review, Review.Stage.OPEN, version=version)
    _require_reviewer(held, actor)
    left = [one for one in due.rules_of(held.month).questions if one.id not in held.answers]
    if left:
        raise Refused(f"Besvar først: {left[0].title.da}", f"Answer this first: {left[0].title.en}")
    if not (held.strengths or held.improvements):
        raise Refused(
            "Skriv, hvad der er godt, eller hvad der kan blive bedre.",
            "Write what is good, or what could be better.",
        )
    held.stage, held.submitted_on = Review.Stage.SUBMITTED, happened_on
    saved(held, actor, recorded_at)
    tell(held, "review_submitted", {"answers": held.answers}, by(happened_on, actor, recorded_at))
    return held


@transaction.atomic
def give_feedback(*, review: int, how: str, happened_on: date, actor: str, recorded_at: datetime) -> Review:
    """Set down that the employee was given feedback that day, in a talk or in writing: then Q1 is done."""
    held = _held(review, Review.Stage.SUBMITTED)
    if actor != held.reviewer and not _heads(actor, held.office):
        raise _not_yours()
    if how not in HOW:
        raise Refused("Vælg samtale eller skriftligt.", "Choose a talk or in writing.")
    if held.submitted_on and happened_on < held.submitted_on:
        raise Refused(
            "Feedback gives tidligst den dag, opfølgningen er afsluttet.",
            "Feedback is given on the day the review is completed, or later.",
        )
    held.stage, held.told_on, held.told_how = Review.Stage.TOLD, happened_on, how
    saved(held, actor, recorded_at)
    done = by(happened_on, actor, recorded_at)
    tell(held, "feedback_given", {"how": how}, done)
    doing.mark_done(activity=due.ACTIVITY, period=held.month, unit=held.employee, **done)
    return held


@transaction.atomic
def reply_to_feedback(
    *, review: int, words: str, happened_on: date, actor: str, recorded_at: datetime
) -> Review:
    """The employee's reply, once."""
    held = _held(review, Review.Stage.TOLD)
    if actor != held.employee:
        raise _not_yours()
    if held.reply:
        raise Refused("Du har allerede svaret.", "You have replied already.")
    if not (text := text_of(words, least=0, most=LONGEST)):
        raise Refused("Skriv dit svar.", "Write your reply.")
    held.reply, held.replied_on = text, happened_on
    saved(held, actor, recorded_at)
    tell(held, "feedback_answered", {}, by(happened_on, actor, recorded_at))
    return held


@transaction.atomic
def hand_over(
    *, review: int, instead: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> Review:
    """The head of the office gives an unfinished review to somebody else: who had it has left, or is away."""
    held = _held(review, Review.Stage.OPEN, Review.Stage.SUBMITTED)
    _require_head(actor, held.office)
    here = {one.initials for one in organisation.people(office=held.office)}
    if instead not in here or instead in (held.employee, held.reviewer):
        raise Refused(
            "Vælg en anden i kontoret end medarbejderen selv og den, der har opfølgningen nu.",
            "Choose somebody of the office other than the employee and whoever has the review now.",
        )
    before, held.reviewer = held.reviewer, instead
    saved(held, actor, recorded_at)
    data = {"who": before, "instead": instead, "reason": reason_of(reason)}
    tell(held, "review_handed_over", data, by(happened_on, actor, recorded_at))
    return held


@transaction.atomic
def drop_review(*, review: int, reason: str, happened_on: date, actor: str, recorded_at: datetime) -> Review:
    """Give up the review of a case that cannot be read any more; begun again, another case is picked."""
    held = _held(review, Review.Stage.OPEN)
    _require_reviewer(held, actor)
    held.stage = Review.Stage.DROPPED
    saved(held, actor, recorded_at)
    tell(held, "review_dropped", {"reason": reason_of(reason)}, by(happened_on, actor, recorded_at))
    return held


def lapse_review(
    *, employee: str, month: str, reason: str, happened_on: date, actor: str, recorded_at: datetime
) -> None:
    """The head of the office sets down that an employee's month lapses, and why."""
    _office_led(employee, actor)
    due.span(month)
    done = by(happened_on, actor, recorded_at)
    doing.excuse(activity=due.ACTIVITY, period=month, unit=employee, reason=reason, **done)


def _held(review: int, *stages: str, version: int | None = None) -> Review:
    held = row_of(Review, ("Der er ingen sådan opfølgning.", "There is no such review."), pk=review)
    who, when = organisation.named(held.saved_by), held.saved_at
    if held.stage not in stages:
        raise Stale(
            f"Opfølgningen er allerede gået videre ({who}). Læs den, som den er nu.",
            f"The review has already moved on ({who}). Read it as it is now.",
        )
    if version is not None and version != held.version:
        raise Stale(
            f"{who} har gemt opfølgningen, siden du så den ({when:%d.%m.%Y}). Din tekst står her stadig.",
            f"{who} has saved the review since you saw it ({when:%Y-%m-%d}). Your text is still here.",
        )
    return held


def _office_of(employee: str) -> int:
    found = next((one for one in organisation.people() if one.initials == employee), None)
    if found is None or found.office is None:
        raise Refused(f"{employee} arbejder ikke i et kontor.", f"{employee} works in no office.")
    return found.office


def _office_led(employee: str, actor: str) -> int:
    office = _office_of(employee)
    _require_head(actor, office)
    return office


def _heads(actor: str, office: int) -> bool:
    heads = organisation.people(office=office, role=Role.HEAD_OF_OFFICE)
    return actor in {one.initials for one in heads}


def _require_head(actor: str, office: int) -> None:
    if not _heads(actor, office):
        raise Refused("Det kan kun kontorets ankechef.", "Only the head of the office can do that.")


def _require_reviewer(held: Review, actor: str) -> None:
    if actor != held.reviewer:
        raise _not_yours()


def _not_yours() -> Refused:
    return Refused("Opfølgningen er ikke din.", "The review is not yours.")
