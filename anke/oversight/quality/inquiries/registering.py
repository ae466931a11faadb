"""Registering an inquiry, handing it over, moving the day it is to be answered by."""

from datetime import date, datetime, timedelta

from django.db import transaction

from anke.casework.cases.queries import Case
from anke.content.schema.quality_learning import Procedure
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.acting import By, begin
from anke.oversight.quality.inquiries.acting import WORKING, held, record, sees
from anke.oversight.quality.inquiries.procedure import procedure_of
from anke.oversight.quality.learning.acting import require_case, who_is, words_of
from anke.oversight.quality.models import Inquiry
from anke.rules.local import require_near, require_past
from anke.rules.refusal import Refused
from anke.rules.roles import Role
from anke.rules.steps import OPEN, Status


@transaction.atomic
def register_inquiry(
    *,
    kind: str,
    number: str,
    about: str,
    received_on: date,
    handler: str,
    due_on: date | None = None,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Register an inquiry of one of the four kinds in a case one may see, and who handles it; twice is once.

    `due_on`: the day it is to be answered by, where the sender or the law sets one; else the procedure's days
    count from the day it came. Raises `Refused` for a case it cannot be about, and for a handler who does not
    see the case.
    """
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    who = who_is(actor)
    require_past(received_on, recorded_at)
    procedure = procedure_of(kind, received_on)
    case = require_case(number.strip(), who, recorded_at)
    _require_fits(procedure, case, received_on)
    office = case.office or 0
    _require_works(who)
    _require_handler(handler, case, recorded_at)
    made = Inquiry(kind=kind, number=case.number, office=office, about=words_of(about), handler=handler)
    made.due_on = made.first_due_on = due_on or received_on + timedelta(days=procedure.days)
    made.received_on = received_on
    _require_due(made.due_on, received_on, happened_on)
    made.name, made.stage = _name(kind, received_on.year), Inquiry.Stage.OPEN
    made.registered_by, made.changed_by, made.changed_at = actor, actor, recorded_at
    made, new = begin(made, "kind", "number", "about", "received_on")
    if not new:
        return made
    days = {"received_on": received_on.isoformat(), "due_on": made.due_on.isoformat()}
    data = {"inquiry": kind, "number": case.number, "handler": handler} | days
    record(made, "inquiry_registered", data, by)
    return made


@transaction.atomic
def hand_over_inquiry(
    *,
    inquiry: int,
    version: int,
    instead: str,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Give an inquiry to somebody else, who sees its case: by whoever handles it, or management."""
    who = who_is(actor)
    found = held(inquiry, who, recorded_at, version=version)
    case = require_case(found.number, who, recorded_at)
    _require_runs(found, who)
    _require_handler(instead, case, recorded_at)
    if instead == found.handler:
        raise Refused("Vælg en anden.", "Choose somebody else.")
    data = {"who": found.handler, "instead": instead, "reason": words_of(reason, 500)}
    found.handler, found.office = instead, case.office or found.office  # the case may have moved since
    _changed(found, actor, recorded_at)
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    record(found, "inquiry_handed_over", data, by)
    return found


@transaction.atomic
def move_inquiry(
    *,
    inquiry: int,
    version: int,
    due_on: date,
    reason: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Set another day to answer by, with the reason. The first one stays beside it."""
    who = who_is(actor)
    found = held(inquiry, who, recorded_at, version=version)
    _require_runs(found, who)
    if due_on == found.due_on or due_on < found.received_on:
        raise Refused("Vælg en anden dag.", "Choose another day.")
    require_near(due_on, happened_on)
    found.due_on = due_on
    _changed(found, actor, recorded_at)
    by = By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    data = {"due_on": due_on.isoformat(), "reason": words_of(reason, 500)}
    record(found, "inquiry_moved", data, by)
    return found


def _require_fits(procedure: Procedure, case: Case, received_on: date) -> None:
    status, wanted = Status(case.status), procedure.cases
    if status is Status.DESTROYED or (wanted == "closed" and status in OPEN):
        raise Refused(
            f"{case.number} er ikke afsluttet, eller den er slettet.",
            f"{case.number} is not closed, or it is destroyed.",
        )
    if wanted == "decided" and (case.decided_on is None or received_on < case.decided_on):
        raise Refused(
            f"{case.number} var ikke afgjort den dag. Skriv henvendelsen på sagen selv.",
            f"{case.number} was not decided on that day. Put the inquiry on the case itself.",
        )


def _require_due(due_on: date, received_on: date, today: date) -> None:
    require_near(due_on, today)
    if due_on < received_on:
        raise Refused("Fristen ligger før henvendelsen.", "The day to answer by lies before the inquiry.")


def _require_works(who: Actor) -> None:
    if not (who.machine or who.role in WORKING):
        raise Refused("Det kan du ikke i din rolle.", "Your role cannot do that.")


def _require_handler(handler: str, case: Case, at: datetime) -> None:
    found = organisation.actor(handler)
    works = found is not None and found.role in WORKING and found.office in (None, case.office)
    if not works or not sees(found, case.number, at):
        raise Refused(
            "Vælg en, der arbejder med sager i sagens kontor eller over det, og som må se denne.",
            "Choose somebody who works with cases in its office or above it, and may see this one.",
        )


def _require_runs(inquiry: Inquiry, who: Actor) -> None:
    leads = (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.LEGAL_UNIT)
    if not (who.machine or who.role in leads or who.initials == inquiry.handler):
        raise Refused("Henvendelsen er ikke din.", "The inquiry is not yours.")


def _changed(inquiry: Inquiry, actor: str, at: datetime) -> None:
    inquiry.version += 1
    inquiry.changed_by, inquiry.changed_at = actor, at
    inquiry.save()


def _name(kind: str, year: int) -> str:
    start = f"{kind}/{year}/"
    return f"{start}{Inquiry.objects.filter(name__startswith=start).count() + 1}"
