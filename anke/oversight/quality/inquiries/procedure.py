"""The fixed procedure of an inquiry: which step comes next, and who takes it."""

from collections.abc import Collection
from datetime import date

from anke.content.schema.quality_learning import Procedure, ProcedureStep
from anke.organisation.queries import Actor, Person
from anke.oversight.quality.models import Inquiry
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role


def kinds(day: date) -> dict[str, tuple[str, str]]:
    """The kinds of inquiry in the year of a day that have a procedure: id → title in Danish and English."""
    have = {one.inquiry for one in programme_of(day.year).inquiries}
    asked = [one for activity in model_of(day.year).activities for one in activity.inquiries]
    return {one.id: (one.title.da, one.title.en) for one in asked if one.id in have}


def procedure_of(kind: str, received_on: date) -> Procedure:
    """The procedure of a kind in the year an inquiry came. Raises `Refused`."""
    found = programme_of(received_on.year).procedure(kind)
    if found is None:
        raise Refused("Vælg en af de fire slags henvendelser.", "Choose one of the four kinds of inquiry.")
    return found


def next_step(procedure: Procedure, taken: Collection[str]) -> ProcedureStep | None:
    """The first step that is not taken; None when all are."""
    return next((one for one in procedure.steps if one.id not in taken), None)


def may_take(step: ProcedureStep, inquiry: Inquiry, who: Actor | Person) -> bool:
    """Whether somebody may take a step: who handles the inquiry, or one in the roles the step names, where
    the office is theirs. Management's step is never for whoever handles it."""
    if getattr(who, "machine", False):
        return True
    if not step.by:
        return who.initials == inquiry.handler
    if step.kind == "management" and who.initials == inquiry.handler:
        return False
    near = who.role is not Role.HEAD_OF_OFFICE or who.office == inquiry.office
    return who.role in step.by and near
