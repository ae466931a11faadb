"""Taking the steps of an inquiry's procedure, drawing the learning, considering similar cases, closing it."""

from datetime import date, datetime

from django.db import transaction

from anke.oversight.quality.acting import By
from anke.oversight.quality.inquiries.acting import held, record, require_next, take
from anke.oversight.quality.inquiries.procedure import next_step, procedure_of
from anke.oversight.quality.learning.acting import who_is, words_of
from anke.oversight.quality.learning.finding import record_finding
from anke.oversight.quality.models import Inquiry
from anke.rules.refusal import Refused


@transaction.atomic
def take_inquiry_step(
    *,
    inquiry: int,
    version: int,
    step: str,
    words: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Take the next step of the procedure, and say what came of it. Raises `Refused` for another step than
    the next one, and where it is somebody else's."""
    who, by = who_is(actor), By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    found = held(inquiry, who, recorded_at, version=version)
    taken = require_next(found, who, "plain", "management", "answer", step=step)
    if taken.kind == "management":
        found.managed_by = actor
    take(found, taken, words, by)
    record(found, "inquiry_step_taken", {"step": taken.id}, by)
    return found


@transaction.atomic
def draw_learning(
    *,
    inquiry: int,
    version: int,
    learnt: bool,
    words: str,
    theme: str = "",
    good: bool = False,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Say what the inquiry teaches, under a theme: it becomes a finding of the office, good or to be better.
    Or say that it teaches nothing, and why."""
    who, by = who_is(actor), By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    found = held(inquiry, who, recorded_at, version=version)
    step = require_next(found, who, "learning")
    found.learnt, found.learning = learnt, words_of(words)
    take(found, step, words, by)
    record(found, "learning_drawn", {"learnt": learnt}, by)
    if learnt:
        told = {"activity": "Q2", "source": found.name, "theme": theme, "words": words}
        record_finding(**told, office=found.office, good=good, number=found.number, **by)
    return found


@transaction.atomic
def consider_similar(
    *,
    inquiry: int,
    version: int,
    measures: bool,
    words: str,
    happened_on: date,
    actor: str,
    recorded_at: datetime,
) -> Inquiry:
    """Say what is done in similar cases, or that nothing is, and why."""
    who, by = who_is(actor), By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    found = held(inquiry, who, recorded_at, version=version)
    step = require_next(found, who, "similar")
    found.measures, found.similar = measures, words_of(words)
    take(found, step, words, by)
    record(found, "similar_considered", {"measures": measures}, by)
    return found


@transaction.atomic
def close_inquiry(
    *, inquiry: int, version: int, happened_on: date, actor: str, recorded_at: datetime
) -> Inquiry:
    """Close an inquiry when every step is taken, by whoever handles it. `Refused` names the next step."""
    who, by = who_is(actor), By(happened_on=happened_on, actor=actor, recorded_at=recorded_at)
    found = held(inquiry, who, recorded_at, version=version)
    taken = set(found.steps.values_list("step", flat=True))
    left = next_step(procedure_of(found.kind, found.received_on), taken)
    if left is not None:
        raise Refused(f"Det næste trin er: {left.title.da}.", f"The next step is: {left.title.en}.")
    if not who.machine and actor != found.handler:
        raise Refused("Henvendelsen er ikke din.", "The inquiry is not yours.")
    found.stage, found.closed_on = Inquiry.Stage.CLOSED, happened_on
    found.version += 1
    found.changed_by, found.changed_at = actor, recorded_at
    found.save()
    record(found, "inquiry_closed", {}, by)
    return found
