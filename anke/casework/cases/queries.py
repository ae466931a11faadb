"""Every question about cases. Who asks on behalf of a person says which; the organisation's policy decides.

A case is answered as its state (`events.apply.CaseState`); `rules.steps.acts_in` says which acts that allows.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import QuerySet

from anke.casework.cases import comparison, people
from anke.casework.cases.decided import Decided, decided, decided_between, of_people, with_private_appellant
from anke.casework.cases.explaining import explain
from anke.casework.cases.models import Case, Party
from anke.casework.cases.particulars import matters_of, particulars_of
from anke.casework.cases.plain import ahead_of
from anke.casework.cases.projection import state_of
from anke.casework.cases.proof import Proof, proof_of
from anke.casework.cases.selfcheck import Violation, violations
from anke.casework.cases.sight import seen_by, within
from anke.casework.cases.story import Line, Told, acts_of, clocks_of, others_named, said_of, story_of
from anke.casework.cases.times import measured_by_target, times_of
from anke.events.apply import CaseState
from anke.organisation import queries as organisation
from anke.organisation.queries import User
from anke.rules.steps import OPEN

__all__ = [
    "Case",
    "Decided",
    "Line",
    "Party",
    "Proof",
    "Told",
    "Violation",
    "acts_of",
    "ahead_of",
    "case_of",
    "clocks_of",
    "compare_with_replay",
    "count_cases",
    "count_waiting",
    "decided",
    "decided_between",
    "explain",
    "find_case",
    "matters_of",
    "measured_by_target",
    "of_people",
    "open_cases",
    "others_named",
    "particulars_of",
    "people",
    "proof_of",
    "said_of",
    "same_person",
    "seen_by",
    "state_of",
    "story_of",
    "times_of",
    "violations",
    "visible",
    "visible_numbers",
    "with_private_appellant",
    "within",
]
_MANY = 500  # numbers in one question


def visible(user: User, *, at: datetime) -> QuerySet[Case]:
    """The cases somebody sees at a moment: the one place from which every list, page, search, export and feed
    starts."""
    return Case.objects.filter(seen_by(organisation.actor_for(user), at))


def find_case(number: str, *, user: User, at: datetime) -> CaseState | None:
    """The case, if there is one and the person may see it. Which of the two it was is not told."""
    case = visible(user, at=at).filter(number=number).first()
    return state_of(case) if case else None


def case_of(number: str) -> CaseState | None:
    """The case, whoever may see it: for what is no person (a feed's check, the night's work)."""
    case = Case.objects.filter(number=number).first()
    return state_of(case) if case else None


def visible_numbers(numbers: Iterable[str], *, user: User, at: datetime) -> frozenset[str]:
    """Those of the numbers whose cases the person may see: for lists that come from elsewhere."""
    seen, wanted, found = visible(user, at=at), sorted(set(numbers)), set[str]()
    for start in range(0, len(wanted), _MANY):
        some = seen.filter(number__in=wanted[start : start + _MANY])
        found.update(some.values_list("number", flat=True))
    return frozenset(found)


def open_cases(
    *, user: User, at: datetime, office: int | None = None, caseworker: str | None = None, limit: int
) -> list[CaseState]:
    """Cases not closed yet that the person may see, oldest first; of one office or caseworker if asked."""
    found = visible(user, at=at).filter(status__in=[str(status) for status in OPEN])
    if office is not None:
        found = found.filter(office=office)
    if caseworker is not None:
        found = found.filter(caseworker=caseworker)
    return [state_of(case) for case in found.order_by("received_on", "number")[:limit]]


def same_person(number: str, *, user: User, at: datetime) -> list[Case]:
    """The other cases of this case's appellants that the person may see, newest first (helhedssyn)."""
    keys = Party.objects.filter(case__number=number, kind="appellant", person_key__isnull=False)
    others = visible(user, at=at).filter(
        people__kind="appellant", people__person_key__in=keys.values("person_key")
    )
    return list(others.exclude(number=number).distinct().order_by("-received_on", "number")[:50])


def count_cases() -> int:
    """How many cases the register holds, whoever may see them."""
    return Case.objects.count()


def count_waiting() -> int:
    """How many cases somebody must still act on, whoever may see them."""
    return Case.objects.filter(next_role__isnull=False).count()


def compare_with_replay(
    advance: Callable[[int], object] = lambda amount: None, *, most: int = 1000
) -> list[str]:
    """Every difference between the register and the events, each naming case, column, register and replay.

    Empty when they agree. `most` lines are spelt out; one more says how many cases there are beyond.
    `advance` is told how many cases each batch held.
    """
    return comparison.differences(advance, most)
