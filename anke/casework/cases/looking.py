"""A case as somebody looks at it: found among those they see, by whom, at which moment, in which language."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NoReturn

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.casework.cases import plain
from anke.casework.cases.models import Case
from anke.casework.cases.projection import state_of
from anke.casework.cases.sight import seen_by, sees_row
from anke.events.apply import CaseState
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor
from anke.rules.local import local_date


@dataclass(frozen=True)
class Looker:
    """Who looks: `today` is the day the page counts from, `at` the moment of looking (UTC)."""

    actor: Actor | None
    at: datetime
    today: date
    lang: str

    @cached_property
    def seen(self) -> QuerySet[Case]:
        """Every case this person sees now."""
        return Case.objects.filter(seen_by(self.actor, self.at))


@dataclass(frozen=True)
class Looked:
    """One case, and who looks at it."""

    case: Case
    who: Actor
    looker: Looker
    found: plain.Whole | None = None  # where its parties were asked for with it

    @cached_property
    def whole(self) -> plain.Whole:
        """The case with its parties and the other cases of its appellants."""
        return self.found or plain.with_parties(self.case)

    @cached_property
    def state(self) -> CaseState:
        return state_of(self.case)


def looker(request: HttpRequest, *, at: datetime) -> Looker:
    """Who asks, at a moment of the house's clock (a made-up authority has a day of its own)."""
    today = local_date(at)
    actor = organisation.actor_for(request.user)
    return Looker(actor, at, today, "en" if (get_language() or "").startswith("en") else "da")


def looked_up(request: HttpRequest, number: str, *, at: datetime, whole: bool = False) -> Looked:
    """The case, for somebody who sees it. Raises `Http404` in the words for one that does not exist. `whole`:
    its parties are asked for along with it."""
    found = looker(request, at=at)
    if found.actor is None:
        no_such_case()
    told = plain.whole(number) if whole else None
    case = told.case if told else None if whole else plain.case(number)
    if case is None or not sees_row(found.actor, case, at):
        no_such_case()
    return Looked(case, found.actor, found, told)


def no_such_case() -> NoReturn:
    """Said alike of a case that does not exist and of one somebody may not see."""
    raise Http404(_("There is no case with this number."))
