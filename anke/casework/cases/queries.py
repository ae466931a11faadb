"""Every question about cases. Who asks on behalf of a person says which; the organisation's policy decides.

A case is answered as its state (`events.apply.CaseState`); `rules.steps.acts_in` says which acts that allows.
"""

from collections.abc import Callable, Iterable

from django.db.models import Q, QuerySet

from anke.casework.cases import comparison
from anke.casework.cases.models import Case
from anke.casework.cases.projection import state_of
from anke.events.apply import CaseState
from anke.organisation.queries import CaseScope, User, case_scope
from anke.rules.steps import OPEN

_MANY = 500  # numbers in one question


def find_case(number: str, *, user: User) -> CaseState | None:
    """The case, if there is one and the person may see it. Which of the two it was is not told."""
    case = _seen_by(user).filter(number=number).first()
    return state_of(case) if case else None


def visible_numbers(numbers: Iterable[str], *, user: User) -> frozenset[str]:
    """Those of the numbers whose cases the person may see: for lists that come from elsewhere."""
    seen, wanted, found = _seen_by(user), sorted(set(numbers)), set[str]()
    for start in range(0, len(wanted), _MANY):
        some = seen.filter(number__in=wanted[start : start + _MANY])
        found.update(some.values_list("number", flat=True))
    return frozenset(found)


def open_cases(
    *, user: User, office: int | None = None, caseworker: str | None = None, limit: int
) -> list[CaseState]:
    """Cases not closed yet that the person may see, oldest first; of one office or caseworker if asked."""
    found = _seen_by(user).filter(status__in=[str(status) for status in OPEN])
    if office is not None:
        found = found.filter(office=office)
    if caseworker is not None:
        found = found.filter(caseworker=caseworker)
    return [state_of(case) for case in found.order_by("received_on", "number")[:limit]]


def count_cases() -> int:
    """How many cases the register holds, whoever may see them."""
    return Case.objects.count()


def compare_with_replay(
    advance: Callable[[int], object] = lambda amount: None, *, most: int = 1000
) -> list[str]:
    """Every difference between the register and the events, each naming case, column, register and replay.

    Empty when they agree. `most` lines are spelt out; one more says how many cases there are beyond.
    `advance` is told how many cases each batch held.
    """
    return comparison.differences(advance, most)


def within(scope: CaseScope) -> Q:
    """The filter that lets through what a scope admits, and nothing else."""
    return Q() if scope.everything else Q(office__in=sorted(scope.offices))


def _seen_by(user: User) -> QuerySet[Case]:
    return Case.objects.filter(within(case_scope(user)))
