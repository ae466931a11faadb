"""What the pages of letters and documents ask first: who, which case, and what of it may be shown."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.casework.letters import queries
from anke.casework.letters.about import About
from anke.casework.letters.acting import By
from anke.casework.letters.queries import DocumentCard, LetterWork
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.organisation.queries import Person
from anke.rules.local import local_date
from anke.rules.steps import GROUPS


def lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


def person(request: HttpRequest) -> Person:
    """Who asks; those without a role are refused."""
    found = people.person_for(request.user)
    if found is None:
        raise PermissionDenied
    return found


def reader(request: HttpRequest) -> Person:
    """Who asks for a list of cases; those who never see one are refused."""
    found = person(request)
    if not found.powers.glass:
        raise PermissionDenied
    return found


def by(who: Person, now: datetime) -> By:
    return By(happened_on=local_date(now), actor=who.initials, recorded_at=now)


def case(request: HttpRequest, number: str, now: datetime, *, what: str = "page") -> tuple[Person, About]:
    """The person and the case, where the person sees it; what is shown is set down in the log of readings."""
    who = people.person_for(request.user)
    told = queries.about(number, user=request.user, at=now)
    if told is None or who is None:
        raise Http404(_("There is no such case, or it is not yours to see."))
    organisation.record_reading(who=who.initials, numbers=[number], what=what, at=now)
    return who, told


def may_work(who: Person, about: About) -> bool:
    """Whether the person may put anything on the case: what is offered, not what is checked."""
    return who.role in GROUPS["recorders"] and about.status != "destroyed"


def document(
    request: HttpRequest, number: str, document: int, version: int | None, now: datetime
) -> DocumentCard:
    found = queries.document(number, document, version, user=request.user, at=now)
    if found is None:
        raise Http404(_("The case has no such document."))
    return found


def letter(
    request: HttpRequest, number: str, letter: int, now: datetime, day: date | None = None, **more: Any
) -> LetterWork:
    on = day or local_date(now)
    found = queries.letter_work(number, letter, day=on, user=request.user, at=now, **more)
    if found is None:
        raise Http404(_("The case has no such letter."))
    return found
