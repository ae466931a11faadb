"""Approving figures or sending them back: by another person than the one who proposed them."""

from datetime import date
from typing import Any, Unpack

from django.db import transaction

from anke.rules.local import local_date
from anke.rules.periods import parse_period
from anke.rules.refusal import Refused
from anke.steering.external.acting import (
    By,
    answers_of,
    digest,
    held,
    require_answerable,
    require_open,
    tell,
    words,
)
from anke.steering.external.asks import evidence_needed
from anke.steering.external.computing import Answer
from anke.steering.external.models import Proposal
from anke.steering.external.recorded import delivered_on
from anke.steering.results import commands as results


@transaction.atomic
def approve(*, number: str, sha256: str, **by: Unpack[By]) -> Proposal:
    """Approve a proposal as it was shown (`sha256`): its figures count from now on, each as an event of its
    subgoal. Of two who approve at once one does, and the other is told by whom."""
    require_answerable(by["actor"])
    row = held(number)
    require_open(row)
    _require_other(row, by["actor"])
    if evidence_needed() and not row.evidence.exists():
        raise Refused(
            "Der ligger ingen fil, som viser tallene. Den, der har oplyst dem, skal lægge den ved først.",
            "There is no file that shows the figures. Whoever proposed them must attach it first.",
        )
    if sha256 != digest(row):
        raise Refused(
            "Forslaget er ikke det, du så. Se det igen, før du godkender.",
            "The proposal is not the one you saw. Look at it again before you approve.",
        )
    recorded = {one.key: _record(row, one, by) for one in answers_of(row) if not _known(row, one)}
    if not recorded:
        raise Refused(
            "Datoerne er registreret i forvejen. Send forslaget tilbage.",
            "The dates are registered already. Return the proposal.",
        )
    return tell(number, "figures_approved", {"sha256": sha256, "recorded": recorded}, by)


@transaction.atomic
def return_figures(*, number: str, reason: str, **by: Unpack[By]) -> Proposal:
    """Send figures back to whoever proposed them, with the reason. They can be corrected and
    proposed anew."""
    require_answerable(by["actor"])
    row = held(number)
    require_open(row)
    _require_other(row, by["actor"])
    said = words(reason)
    if len(said) < 3:
        raise Refused("Skriv, hvad der skal rettes.", "Write what is to be put right.")
    return tell(number, "figures_returned", {"reason": said}, by)


def _require_other(row: Proposal, actor: str) -> None:
    if row.proposed_by == actor:
        raise Refused(
            "Du har selv oplyst tallene. En anden skal se på dem: i styringsenheden, en vicedirektør eller "
            "direktøren.",
            "You proposed these figures yourself. Somebody else must look at them: in the steering unit, a "
            "deputy director or the director.",
        )


def _known(row: Proposal, answer: Answer) -> bool:
    """Whether a day of a delivery is registered as it is: then nothing is recorded twice."""
    return answer.day is not None and delivered_on(row.plan, answer.subgoal, answer.role) == answer.day


def _record(row: Proposal, answer: Answer, by: By) -> int:
    """Record an answer on its subgoal; the event's number."""
    to: dict[str, Any] = {"plan_id": row.plan, "subgoal_id": answer.subgoal, **by}
    if answer.role == "prepared":
        return results.prepare_deliverable(document=row.parts["document"], prepared_on=_day(answer), **to)
    if answer.role == "received":
        return results.receive_deliverable(received_on=_day(answer), **to)
    to |= {"period": parse_period(row.period), "value": answer.value, "source": row.source}
    to |= {"preliminary": row.preliminary, "reported_on": local_date(by["recorded_at"])}
    return results.report_benchmark(**to) if answer.role == "benchmark" else results.report_figure(**to)


def _day(answer: Answer) -> date:
    assert answer.day is not None  # a delivery's answer is a day
    return answer.day
