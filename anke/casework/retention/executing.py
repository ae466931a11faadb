"""Carrying an approved list out: case by case, each in a transaction of its own, asked once more before it
goes.

A stop in the middle loses nothing and doubles nothing: what has been destroyed is marked in the same
transaction, and the next run goes on with those that wait. A case that something keeps by now is kept,
and the list says why.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from anke.casework.cases import commands as cases
from anke.casework.cases.queries import Case
from anke.casework.letters import commands as letters
from anke.casework.retention.acting import keeper, tell
from anke.casework.retention.following import forget_elsewhere
from anke.casework.retention.judging import judged
from anke.casework.retention.listing import intact, locked
from anke.casework.retention.models import DestructionList, ListedCase
from anke.casework.search import commands as search
from anke.rules.local import local_date
from anke.rules.refusal import Refused

State = ListedCase.State


@dataclass(frozen=True)
class Progress:
    """How far a list has been carried out."""

    destroyed: int
    kept: int
    left: int


def carry_out(*, number: str, actor: str, recorded_at: datetime, most: int | None = None) -> Progress:
    """Destroy the waiting cases of an approved list, at most `most` of them, and finish it with the last."""
    keeper(actor)
    found = DestructionList.objects.filter(number=number).first()
    if found is None or found.stage != DestructionList.Stage.APPROVED:
        raise Refused(
            "Listen er ikke godkendt af to eller er allerede udført.",
            "The list has not been approved by two, or has been carried out already.",
        )
    if not intact(found):
        raise Refused(
            "Listen er ikke den, der blev godkendt. Der slettes ingenting.",
            "The list is not the one that was approved. Nothing is destroyed.",
        )
    waiting = found.cases.filter(state=State.WAITING).order_by("place")
    for place in list(waiting.values_list("pk", flat=True)[:most]):
        _see_to(place, number, actor, recorded_at)
    return _finish(number, actor, recorded_at)


@transaction.atomic
def _see_to(place: int, number: str, actor: str, recorded_at: datetime) -> None:
    """Destroy one case of the list, or keep it and say why."""
    row = ListedCase.objects.select_for_update().filter(pk=place, state=State.WAITING).first()
    if row is None:  # somebody else has seen to it meanwhile
        return
    day = local_date(recorded_at)
    try:
        cases.hold_case(number=row.number, happened_on=day, actor=actor, recorded_at=recorded_at)
        kept = _kept_by(row.number, recorded_at)
        if kept:
            row.state, (row.why_da, row.why_en) = State.KEPT, kept
        else:
            by: cases.By = {"happened_on": day, "actor": actor, "recorded_at": recorded_at}
            cases.destroy_case(number=row.number, certificate=number, **by)
            forget_elsewhere(number=row.number, happened_on=day, actor=actor, recorded_at=recorded_at)
            row.state = State.DESTROYED
    except Refused as refused:
        row.state, row.why_da, row.why_en = State.KEPT, refused.da[:400], refused.en[:400]
    row.done_at = recorded_at
    row.save()


def _kept_by(number: str, recorded_at: datetime) -> tuple[str, str] | None:
    """Why a case of the list must not go now; None where nothing keeps it."""
    day = local_date(recorded_at)
    [one] = judged([Case.objects.get(number=number)], day)
    if one.verdict.due(day):
        return None
    reasons = one.verdict.keeping or one.verdict.reasons[-1:]
    da, en = (" ".join(reason.sentence(lang) for reason in reasons)[:400] for lang in ("da", "en"))
    return da, en


def _finish(number: str, actor: str, recorded_at: datetime) -> Progress:
    """Where nothing waits any more: leave no trace in files and index, and say once that it is done."""
    if not ListedCase.objects.filter(list__number=number, state=State.WAITING).exists():
        letters.sweep(now=recorded_at)
        search.purge()
    with transaction.atomic():
        found = locked(number)
        count = {state: found.cases.filter(state=state).count() for state in State}
        done = Progress(count[State.DESTROYED], count[State.KEPT], count[State.WAITING])
        if done.left or found.stage == DestructionList.Stage.DONE:
            return done
        found.stage, found.done_by, found.done_at = DestructionList.Stage.DONE, actor, recorded_at
        found.save()
        data = {"destroyed": str(done.destroyed), "kept": str(done.kept), "sha256": found.sha256}
        tell("destruction", number, "destruction_done", data, actor=actor, recorded_at=recorded_at)
        return done
