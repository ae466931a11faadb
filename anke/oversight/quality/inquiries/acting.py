"""What the acts on inquiries have in common: the inquiry as one may see it, its next step, the event."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from anke.casework.cases import queries as cases
from anke.content.schema.quality_learning import ProcedureStep
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.oversight.quality.acting import By, tell
from anke.oversight.quality.inquiries.procedure import may_take, next_step, procedure_of
from anke.oversight.quality.learning.acting import words_of
from anke.oversight.quality.models import Inquiry, StepTaken
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

# Who has to do with inquiries: whoever works with cases, their management, and the legal unit.
WORKING: Final = (
    Role.CASEWORKER,
    Role.HEAD_OF_OFFICE,
    Role.BOARD_SECRETARY,
    Role.SUPERVISION_OFFICER,
    Role.DEPUTY_DIRECTOR,
    Role.DIRECTOR,
    Role.LEGAL_UNIT,
)


def held(inquiry: int, who: Actor, at: datetime, *, version: int | None = None) -> Inquiry:
    """The open inquiry, where its case may be seen. Raises `Refused` in the words for one that is not there,
    and `Stale` where somebody has done something since it was seen."""
    found = Inquiry.objects.select_for_update().filter(pk=inquiry).first()
    if found is None or not sees(who, found.number, at):
        raise Refused("Der er ingen sådan henvendelse.", "There is no such inquiry.")
    if found.stage != Inquiry.Stage.OPEN or (version is not None and version != found.version):
        name = organisation.named(found.changed_by)
        raise Stale(
            f"Henvendelsen er ændret, siden du så den ({name}). Læs den, som den er nu.",
            f"The inquiry has changed since you saw it ({name}). Read it as it is now.",
        )
    return found


def sees(who: Actor | None, number: str, at: datetime) -> bool:
    """Whether somebody sees the case."""
    return cases.Case.objects.filter(cases.seen_by(who, at), number=number).exists()


def require_next(inquiry: Inquiry, who: Actor, *kinds: str, step: str = "") -> ProcedureStep:
    """The step that is next, where it is one of these kinds and the person's to take. Raises `Refused`."""
    taken = set(inquiry.steps.values_list("step", flat=True))
    found = next_step(procedure_of(inquiry.kind, inquiry.received_on), taken)
    if found is None or found.kind not in kinds or (step and step != found.id):
        title = found.title if found else None
        raise Refused(
            f"Det næste trin er: {title.da}." if title else "Alle trin er taget. Afslut henvendelsen.",
            f"The next step is: {title.en}." if title else "Every step is taken. Close the inquiry.",
        )
    if not may_take(found, inquiry, who):
        raise Refused(
            "Det trin er ikke dit. Ledelsens trin tages af en anden end den, der behandler henvendelsen.",
            "That step is not yours. Management's step is taken by another than whoever handles it.",
        )
    return found


def take(inquiry: Inquiry, step: ProcedureStep, words: str, by: By) -> None:
    """Set the step down as taken. The event is the caller's."""
    said = words_of(words)
    StepTaken.objects.create(inquiry=inquiry, step=step.id, words=said, by=by["actor"], on=by["happened_on"])
    inquiry.version += 1
    inquiry.changed_by, inquiry.changed_at = by["actor"], by["recorded_at"]
    inquiry.save()


def record(inquiry: Inquiry, kind: str, data: Mapping[str, Any], by: By) -> None:
    if by["happened_on"] < inquiry.received_on:
        raise Refused(
            f"Henvendelsen kom først {inquiry.received_on:%d.%m.%Y}.",
            f"The inquiry did not come before {inquiry.received_on}.",
        )
    tell(inquiry, kind, data, by)
