"""What an address asks for: which strategy, as known when, and how much of it the reader may see."""

from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.content import load
from anke.organisation import queries as organisation
from anke.rules.local import DENMARK
from anke.steering.strategy import queries

EARLIEST = 1990


def lang() -> str:
    """The reader's language: en or da."""
    return "en" if (get_language() or "").startswith("en") else "da"


@dataclass(frozen=True)
class Asked:
    """A question whose every part exists. `live`: the reader sees what management has recorded too."""

    strategy: str
    known_on: date | None
    today: date
    live: bool
    lang: str

    @property
    def known_at(self) -> datetime | None:
        """The last instant of the day asked for, in Denmark."""
        return None if self.known_on is None else datetime.combine(self.known_on, time.max, DENMARK)

    @property
    def day(self) -> date:
        return self.known_on or self.today

    def query(self, **other: str | None) -> str:
        """The same question as the tail of an address, with some of it changed."""
        known_on = self.known_on.isoformat() if self.known_on else None
        parts = {"strategy": self.strategy, "known_at": known_on, **other}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def asked(request: HttpRequest, strategy: str | None = None) -> Asked:
    """The whole question; what does not exist is answered here, by 404 or 400."""
    today = organisation.today_of(request)
    live = organisation.may_see_live_figures(request.user)
    return Asked(
        strategy=_strategy(strategy or request.GET.get("strategy", "").strip()),
        known_on=_day(request.GET.get("known_at", "").strip(), today) if live else None,
        today=today,
        live=live,
        lang=lang(),
    )


def _strategy(given: str) -> str:
    """The strategy asked for; where none is, the latest that has printed initiatives."""
    every = queries.names()
    if not every:
        raise Http404(_("This authority has written down no strategy."))
    if not given:
        found = load.content().strategy
        return next((name for name in every if found[name].initiatives), every[0])
    if given not in every:
        choices = [
            (load.content().strategy[name].title[lang()], f"{reverse('strategy')}?strategy={name}")
            for name in every
        ]
        raise Http404(_("There is no strategy “%(strategy)s”.") % {"strategy": given[:40]}, choices)
    return given


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(text)s” is no day. Write it as year-month-day, for example 2025-07-01.")
        raise BadRequest(sentence % {"text": text[:40]}) from None
    if day.year < EARLIEST or day > today:
        raise BadRequest(_("Nothing is known as of that day. Choose today or an earlier day."))
    return day
