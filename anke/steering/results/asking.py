"""What an address asks for: which plan, which period, as known when. What does not exist gets an answer that
says what does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anke.content import load
from anke.content.schema.plan import Plan
from anke.rules import periods
from anke.rules.local import DENMARK, local_date
from anke.rules.periods import Period
from anke.steering.results import phrases
from anke.steering.results.frozen import Frozen


def lang() -> str:
    """The reader's language: en or da."""
    return "en" if (get_language() or "").startswith("en") else "da"


class NothingFrozen(LookupError):  # noqa: N818 - what is so, told to whoever asks
    """Somebody may read finished reports only, and of this plan there is none."""

    def __init__(self, plan: Plan) -> None:
        super().__init__(f"No report of the plan {plan.id} has been frozen.")
        self.plan = plan


@dataclass(frozen=True)
class Asked:
    """A question whose every part exists. `frozen`: the finished reports, for those who may read no more."""

    plan: Plan
    period: Period
    known_on: date | None
    latest: Period  # the last period that can be chosen
    today: date  # the day the statistics have come to
    empty: bool  # they hold nothing yet
    lang: str
    frozen: tuple[Frozen, ...] | None = None

    @property
    def known_at(self) -> datetime | None:
        """The last instant of the day asked for, in Denmark; of a finished report, what it knew."""
        if self.frozen is not None:
            return next((one.known_at for one in self.frozen if one.period == self.period), None)
        return None if self.known_on is None else datetime.combine(self.known_on, time.max, DENMARK)

    @property
    def through(self) -> date:
        """The last day that is known: the period's, or an earlier one while it runs."""
        known = self.today if self.known_at is None else min(self.today, local_date(self.known_at))
        return min(self.period.last, known)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The periods to choose from, as (value, words)."""
        if self.frozen is not None:
            return [(one.period.name, phrases.period_name(one.period, self.lang)) for one in self.frozen]
        offered = quarters(self.plan, self.latest)
        every = offered if self.period in offered else [self.period, *offered]
        return [(one.name, self._named(one)) for one in every]

    def _named(self, period: Period) -> str:
        name = phrases.period_name(period, self.lang)
        return name if period.last < self.today else _("%(period)s (not over)") % {"period": name}

    def query(self, **other: str | None) -> str:
        """The same question as the tail of an address, with some of it changed."""
        known_on = self.known_on.isoformat() if self.known_on else None
        parts = {"period": self.period.name, "known_at": known_on, **other}
        return "?" + urlencode({name: value for name, value in parts.items() if value})


def quarters(plan: Plan, latest: Period) -> list[Period]:
    """The quarters a plan is reported after, where they can be chosen, the latest first; always the first."""
    every = [*reversed(plan.reports())]
    return [one for one in every if one.last <= latest.last] or every[-1:]


def plan_of(plan_id: str) -> Plan:
    """404 where there is no such plan."""
    plans = load.content().plans
    if plan_id in plans:
        return plans[plan_id]
    base = reverse("contract")
    others = [(one.title[lang()], f"{base}?plan={name}") for name, one in sorted(plans.items())]
    raise Http404(_("There is no results plan “%(plan)s”.") % {"plan": plan_id[:40]}, others)


def latest_plan(latest: Period) -> Plan:
    """The plan of the latest year with something to show."""
    plans = load.content().plans.values()
    begun = [plan for plan in plans if plan.year <= latest.last.year]
    return max(begun, key=lambda plan: plan.year) if begun else min(plans, key=lambda plan: plan.year)


def known_on_of(given: Mapping[str, str], today: date) -> date | None:
    """400 where the day does not exist, or has not been."""
    text = given.get("known_at", "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        sentence = _("“%(text)s” is no day. Write it as year-month-day, for example 2025-07-01.")
        raise BadRequest(sentence % {"text": text[:40]}) from None
    if day > today:
        sentence = _("%(day)s has not been yet: nothing is known on it.")
        raise BadRequest(sentence % {"day": phrases.day(day, lang())})
    if day.year < periods.FIRST:
        raise BadRequest(_("Nothing is known from before %(year)s.") % {"year": periods.FIRST})
    return day


def frozen_period_of(given: Mapping[str, str], found: tuple[Frozen, ...], base: str) -> Period:
    """The period asked for, or the latest there is a finished report of; 400 where there is none of it."""
    text = given.get("period", "").strip()
    if not text:
        return found[0].period
    offered = [(phrases.period_name(one.period, lang()), f"{base}?period={one.period.name}") for one in found]
    for one in found:
        if one.period.name == text:
            return one.period
    sentence = _("There is no finished report of “%(text)s” to read. Those there are:")
    raise BadRequest(sentence % {"text": text[:40]}, offered)


def period_of(given: Mapping[str, str], plan: Plan, latest: Period, closed: Period, base: str) -> Period:
    """The period asked for, or the plan's latest that is over.

    400 where it does not exist, lies in another year than the plan, or may not be shown yet."""
    chosen = quarters(plan, latest)
    text = given.get("period", "").strip()
    if not text:
        return quarters(plan, closed)[0]
    offered = [(phrases.period_name(one, lang()), f"{base}?period={one.name}") for one in chosen]
    try:
        period = periods.parse_period(text)
    except periods.PeriodError:
        sentence = _("“%(text)s” is no period. Write a quarter, for example %(example)s.")
        raise BadRequest(sentence % {"text": text[:40], "example": chosen[0].name}, offered) from None
    named = phrases.period_name(period, lang())
    if (period.first.year, period.last.year) != (plan.year, plan.year):
        sentence = _("%(period)s lies outside the year of the results plan for %(year)s.")
        raise BadRequest(sentence % {"period": named, "year": plan.year}, offered)
    if period.last > chosen[0].last:
        sentence = _("%(period)s has not begun yet.")
        raise BadRequest(sentence % {"period": named}, offered)
    return period
