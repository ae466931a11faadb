"""The vocabulary: every kind of thing that can happen, in one typed table.

A kind states its data, its sentence for the reader (Danish, English), the state it needs and leads to, and
which columns of the case's facts it says something about. `words` says it in Python's own types and `patch`
in the whole numbers of `rules/facts.py`; both come from one function, so that register and figures agree.
"""

from collections.abc import Mapping
from typing import Final

from anke.events.fields import holds_cpr
from anke.events.kind import Data, KindOfEvent, check_data, number
from anke.events.problem import UnknownKind
from anke.events.vocabulary_areas import OF_AREAS
from anke.events.vocabulary_cases import OF_CASES
from anke.events.vocabulary_figures import OF_FIGURES
from anke.events.vocabulary_inquiries import OF_INQUIRIES
from anke.events.vocabulary_learning import OF_LEARNING
from anke.events.vocabulary_letters import OF_LETTERS
from anke.events.vocabulary_others import OF_OTHERS
from anke.events.vocabulary_parties import OF_PARTIES
from anke.events.vocabulary_quality import OF_QUALITY
from anke.events.vocabulary_reports import OF_REPORTS
from anke.events.vocabulary_retention import OF_RETENTION
from anke.events.vocabulary_reviews import OF_REVIEWS
from anke.events.vocabulary_staff import OF_STAFF
from anke.events.vocabulary_strategy import OF_STRATEGY
from anke.events.vocabulary_work import OF_WORK

__all__ = ["BY_CODE", "KINDS", "Data", "KindOfEvent", "check_data", "holds_cpr", "kind_called", "number"]

KINDS: Final[Mapping[str, KindOfEvent]] = {
    kind.name: kind
    for kind in (
        *OF_CASES,
        *OF_PARTIES,
        *OF_WORK,
        *OF_LETTERS,
        *OF_STAFF,
        *OF_OTHERS,
        *OF_RETENTION,
        *OF_STRATEGY,
        *OF_FIGURES,
        *OF_REPORTS,
        *OF_QUALITY,
        *OF_REVIEWS,
        *OF_LEARNING,
        *OF_INQUIRIES,
        *OF_AREAS,
    )
}
BY_CODE: Final[Mapping[int, KindOfEvent]] = {kind.code: kind for kind in KINDS.values()}


def kind_called(name: str) -> KindOfEvent:
    """The kind of that name. Raises `UnknownKind` with the names there are."""
    if found := KINDS.get(name):
        return found
    raise UnknownKind(f"'{name}' is no kind of event. Write one of: {', '.join(KINDS)}.")
