"""Who asks, and what they may be answered: any period and day, or the finished reports only.

People whose role sees finished reports (the ministry, the system administrator) and people who have not
logged in see the periods that have a frozen report, as known at that freeze (`frozen.py`)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from anke.content import load
from anke.content.schema.plan import Plan
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.periods import latest_closed_quarter, quarter, quarter_of
from anke.steering.results import asking, frozen, pages, sentences, verdicts
from anke.steering.results.asking import Asked, NothingFrozen
from anke.steering.statistics import queries as statistics

View = Callable[..., HttpResponse]


def asked(request: HttpRequest, plan_id: str | None, base: str, *, printed: bool = False) -> Asked:
    """The whole question; what does not exist is answered here, by 404 or 400. `printed`: of the plan's
    printed figures only, which everybody may read. Raises `NothingFrozen`."""
    if organisation.may_see_live_figures(request.user):
        return _live(request, plan_id, base)
    return _finished(request, plan_id, base, printed=printed)


def _live(request: HttpRequest, plan_id: str | None, base: str) -> Asked:
    mark, house = statistics.watermark(), organisation.today_of(request)
    today = house if mark is None else local_date(mark.recorded_at)
    closed = latest_closed_quarter(today)
    plan = asking.plan_of(plan_id) if plan_id else asking.latest_plan(closed)
    latest = quarter_of(today)
    return Asked(
        plan=plan,
        period=asking.period_of(request.GET, plan, latest, closed, base),
        known_on=asking.known_on_of(request.GET, max(today, house)),
        latest=latest,
        today=today,
        empty=mark is None,
        lang=asking.lang(),
    )


def _finished(request: HttpRequest, plan_id: str | None, base: str, *, printed: bool) -> Asked:
    plan = asking.plan_of(plan_id) if plan_id else _latest_reported(request)
    found = frozen.reports(plan)
    if not found and not printed:
        raise NothingFrozen(plan)
    if request.GET.get("known_at", "").strip():
        sentence = _("Figures as known on another day are for staff with access to them.")
        raise BadRequest(sentence)
    last = quarter(plan.year, 4)
    period = asking.frozen_period_of(request.GET, found, base) if found else last
    known = next((one.known_at for one in found if one.period == period), None)
    today = organisation.today_of(request) if known is None else local_date(known)
    return Asked(
        plan=plan, period=period, known_on=None, latest=last, today=today, empty=False, lang=asking.lang(),
        frozen=found,
    )  # fmt: skip


def _latest_reported(request: HttpRequest) -> Plan:
    """The latest plan with a finished report; where none has one, the latest begun."""
    plans = sorted(load.content().plans.values(), key=lambda one: one.year, reverse=True)
    reported = (one for one in plans if frozen.reports(one))
    return next(reported, None) or asking.latest_plan(latest_closed_quarter(organisation.today_of(request)))


def or_nothing_frozen(view: View) -> View:
    """A page that says what is promised, where somebody may read finished reports only and there is none."""

    @wraps(view)
    def answer(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        try:
            return view(request, *parts, **named)
        except NothingFrozen as none:
            return _nothing_frozen(request, none.plan)

    return answer


def _nothing_frozen(request: HttpRequest, plan: Plan) -> HttpResponse:
    lang, contract = asking.lang(), reverse("contract")
    results = (one.result(plan.year) for one in plan.subgoals())
    has_printed = any(one is not None and one.value is not None for one in results)
    promises = [
        (
            {"id": goal.id, "title": goal.title[lang]},
            [
                (
                    one.id,
                    one.title[lang],
                    sentences.target(verdicts.target_of(one, plan.year, None), one, lang),
                )
                for one in goal.subgoals
            ],
        )
        for goal in plan.goals
    ]
    said = {
        "section": "contract",
        "plan_title": plan.title[lang],
        "plans": pages.plan_links(plan.id),
        "promises": promises,
        "printed": f"{contract}?plan={plan.id}&figures=printed" if has_printed else "",
    }
    return render(request, "results/nothing_frozen.html", said)
