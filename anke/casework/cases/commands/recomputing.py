"""When what a deadline is counted by has changed (a new holiday, a limit's new value): every open case
anew."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction

from anke.casework.cases import projection, usual
from anke.casework.cases.commands.acting import By, locked, show, tell
from anke.casework.cases.models import Case
from anke.casework.cases.times import times_of
from anke.rules.local import local_date

ACTOR: Final = "system"


@dataclass(frozen=True)
class Moved:
    """A case whose deadline is another than the register showed."""

    number: str
    before: date
    after: date


def recompute_deadlines(*, cause: str, recorded_at: datetime, dry_run: bool = False) -> list[Moved]:
    """Compute the deadline of every open case by the content as it is now; the cases that moved, by number.

    Each is recorded with its cause, and shown; one case at a time, so that a stop in the middle leaves
    nothing
    half done and the next run does the rest. With `dry_run` nothing is changed.
    """
    moved = list(_moved())
    if not dry_run:
        by: By = {"happened_on": local_date(recorded_at), "actor": ACTOR, "recorded_at": recorded_at}
        for one in moved:
            _move(one, cause, by)
        _refresh_others()
    return moved


def _moved() -> list[Moved]:
    found = []
    rows = Case.objects.filter(due_on__isnull=False).order_by("number")
    for case in rows.iterator():
        after = times_of(projection.state_of(case)).due_on
        if case.due_on is not None and after is not None and after != case.due_on:
            found.append(Moved(case.number, case.due_on, after))
    return found


@transaction.atomic
def _move(one: Moved, cause: str, by: By) -> None:
    state = locked(one.number)
    if times_of(state).due_on != one.after:  # somebody has moved it meanwhile
        return
    data = {"cause": cause, "before": one.before.isoformat(), "after": one.after.isoformat()}
    tell(state, one.number, "deadline_recomputed", data, by)


def _refresh_others() -> None:
    """Days that are no deadlines (a follow-up, a review) and original ones: derived, so shown without an
    event."""
    for number in list(Case.objects.filter(clock__isnull=False).values_list("number", flat=True)):
        with transaction.atomic():
            case = Case.objects.select_for_update().get(number=number)
            state = projection.state_of(case)
            wanted = projection.row_of(state)
            if any(getattr(case, column) != wanted[column] for column in projection.DERIVED):
                show(case.subject_id, case.position, case.head, state)


def refresh_usual_times(*, today: date) -> int:
    """Compute the usual remaining times anew, by which lists are sorted. Returns how many there are."""
    return usual.refresh(today=today)
