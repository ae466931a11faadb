"""Setting down what was found: in a review, an inquiry, a main area, a measurement, a thematic follow-up."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from anke.casework.cases.queries import Case
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.acting import By, tell
from anke.oversight.quality.learning.acting import (
    ACROSS,
    AGENCY,
    WITHIN,
    require_case,
    theme_of,
    who_is,
    words_of,
)
from anke.oversight.quality.models import Finding, Inquiry, Review
from anke.oversight.quality.programme.content import model_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role


@transaction.atomic
def record_finding(
    *,
    activity: str,
    source: str,
    office: int | None,
    theme: str,
    good: bool,
    words: str,
    employee: str = "",
    number: str = "",
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Finding:
    """Set a finding down, good or to be better, once for each source, theme, case and employee.

    `source` names what it was found in. `employee`: whose own work it is about; left empty where it is the
    office's practice. One from a monthly review (its name as source) waits until the employee was given
    feedback. Raises `Refused` for one's own work, another office, a case one may not see, no such theme.
    """
    who = who_is(actor)
    _require(who, office, employee, source)
    _require_asked(activity, theme, happened_on)
    if number:
        _require_not_own(require_case(number, who, recorded_at), who, source)
    _require_works_there(activity, employee, office)
    _fits_the_review(activity, source, office, employee, number)
    made = Finding(activity=activity, source=_named(source), office=office, theme=theme, good=good)
    made.employee, made.number, made.words = employee, number, words_of(words)
    made.found_on, made.found_by, made.found_at = happened_on, actor, recorded_at
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("Den observation er registreret.", "That finding is recorded already.") from None
    subject = f"{office or AGENCY}/{made.pk}"
    data = {"activity": activity, "theme": theme, "good": good}
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    tell(made, "finding_recorded", data, by, name=subject)
    return made


def _require(who: Actor, office: int | None, employee: str, source: str) -> None:
    """Of a colleague's own work, only management and whoever reviewed it set something down."""
    if employee == who.initials:
        raise Refused(
            "Ingen registrerer observationer om eget arbejde.", "Nobody records findings on their own work."
        )
    here = who.role in WITHIN and office is not None and who.office == office
    if not (who.machine or who.role in ACROSS or here):
        raise Refused(
            "Observationer registreres i ens eget kontor, eller på tværs af Retsenheden og direktionen.",
            "Findings are recorded in one's own office, or across offices by the legal unit and the board.",
        )
    leads = who.machine or who.role in (*ACROSS, Role.HEAD_OF_OFFICE)
    if employee and not leads and not Review.objects.filter(name=source, reviewer=who.initials).exists():
        raise Refused(
            "Kun ankechefen, og den der har fulgt op på arbejdet, registrerer observationer om en kollega.",
            "Only the head, and whoever reviewed the work, record findings on a colleague.",
        )


def _require_not_own(case: Case, who: Actor, source: str) -> None:
    """What was found in one's own case is on one's own work, whether it names anybody or not; but what an
    inquiry teaches is said by whoever handles it, who may have decided the case."""
    if case.caseworker == who.initials and not Inquiry.objects.filter(name=source, number=case.number):
        raise Refused(
            "Ingen registrerer observationer om eget arbejde.", "Nobody records findings on their own work."
        )


def _require_works_there(activity: str, employee: str, office: int | None) -> None:
    """Whom a finding names reads it, with their office's management: it must be somebody of that office. One
    from a review (Q1) is about whom the review is about."""
    if not employee or activity == "Q1":
        return
    found = organisation.actor(employee)
    if found is None or office is None or found.office != office:
        raise Refused(
            "Vælg en medarbejder i det kontor, observationen gælder. Gælder den ingen enkelt, så vælg ingen.",
            "Choose an employee of the office the finding is on. Where it is on nobody alone, choose nobody.",
        )


def _require_asked(activity: str, theme: str, day: date) -> None:
    if activity not in {one.id for one in model_of(day.year).activities}:
        raise Refused("Der er ingen sådan aktivitet i programmet.", "The programme has no such activity.")
    theme_of(theme, day)


def _fits_the_review(activity: str, source: str, office: int | None, employee: str, number: str) -> None:
    """One from a review is about the employee, office and case of that review, and comes after feedback."""
    if activity != "Q1":
        return
    found = Review.objects.filter(name=source).first()
    if found is None or (found.office, found.employee, found.number) != (office, employee, number):
        raise Refused(
            "Observationen passer ikke til opfølgningen.", "The finding does not fit the review it names."
        )
    if found.stage != Review.Stage.TOLD:
        raise Refused(
            "Giv først medarbejderen feedback. Derefter kan observationen registreres.",
            "Give the employee feedback first. Then the finding can be recorded.",
        )


def _named(source: str) -> str:
    name = source.strip()
    if not 1 <= len(name) <= 80:
        raise Refused("Skriv, hvor observationen kommer fra.", "Write where the finding comes from.")
    return name
