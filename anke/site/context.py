"""What every page says about the house it comes from."""

from functools import cached_property, partial
from os.path import exists
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from anke.content import load
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import queries as quality
from anke.oversight.quality.queries import TodoCount
from anke.rules.roles import Figures
from anke.site import navigation
from anke.site.csrf import token_of
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import Watermark

AUTHORITY = "Ankestyrelsen"


class House:
    """Asked only for what a page shows: each answer is looked up the first time it is wanted."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def person(self) -> Person | None:
        """Who has logged in, where that is somebody with a role here."""
        if hasattr(self._request, "person"):  # the gate has asked already
            known: Person | None = self._request.person
            return known
        return organisation.person_for(self._request.user)

    @cached_property
    def authority(self) -> str:
        """The authority's name, as its latest results plan writes it in Danish."""
        plans = load.content().plans
        return plans[max(plans)].agency.da if plans else AUTHORITY

    @cached_property
    def menu(self) -> list[navigation.Item]:
        """The main menu of whoever looks."""
        return navigation.menu(self.person)

    @cached_property
    def todo(self) -> TodoCount:
        """How much of the quality programme waits for whoever looks; only their front page asks."""
        return quality.todo_count(self.person, today_of(self._request))

    @cached_property
    def synthetic(self) -> bool:
        return is_synthetic()

    @cached_property
    def live(self) -> bool:
        """Whether whoever looks sees figures as they are now, and not only those of finished reports."""
        return self.person is not None and self.person.powers.figures == Figures.LIVE

    @cached_property
    def watermark(self) -> Watermark | None:
        """The last event in the statistics, and when it was recorded."""
        return statistics.watermark()


def is_synthetic() -> bool:
    """Whether every event of this authority is made up: the demo leaves the file `synthetic` in ANKE_HOME."""
    return exists(f"{settings.ANKE_HOME}/synthetic")  # noqa: PTH110 - asked for every page: no object for it


def house(request: HttpRequest) -> dict[str, Any]:
    """Context processor."""
    return {"house": House(request), "csrf_token": SimpleLazyObject(partial(token_of, request))}
