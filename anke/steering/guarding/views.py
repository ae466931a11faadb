"""The guarding of a plan on the screen: is it as it was adopted, what was corrected, what was remarked."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anke.content import load
from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.refusal import Refused
from anke.steering.guarding import commands, queries
from anke.steering.guarding.told import in_force

Typed = dict[str, str]


@require_safe
def guard(request: HttpRequest, plan: str) -> HttpResponse:
    """Whether a plan is as it was adopted, and every place where it is not."""
    return _page(request, plan)


@require_POST
def act(request: HttpRequest, plan: str, act: str) -> HttpResponse:
    """Adopt a plan; propose, approve or drop a correction; remark on its basis."""
    who = queries.may_guard(request.user)
    if who is None:
        raise PermissionDenied
    typed = {name: request.POST.get(name, "").replace("\0", "") for name in request.POST}
    acts = _acts(plan, typed, who, request)
    if act not in acts:
        raise Http404(_("There is nothing here to do by that name."))
    do, said = acts[act]
    try:
        do()
    except Refused as refused:
        return _page(request, plan, refused=refused[_lang()], typed=typed, tried=act)
    messages.success(request, said)
    return redirect("guard", plan)


def _acts(
    plan: str, typed: Typed, who: Person, request: HttpRequest
) -> dict[str, tuple[Callable[[], object], str]]:
    today = organisation.today_of(request)
    by: dict[str, Any] = {
        "plan_id": plan,
        "actor": who.initials,
        "recorded_at": organisation.moment_of(request),
    }
    now, reason = by | {"happened_on": today}, typed.get("reason", "")
    return {
        "adopt": (lambda: commands.adopt_plan(**now), _("The plan is fixed.")),
        "propose": (
            lambda: commands.propose_correction(reason=reason, **now),
            _("The correction is proposed. Somebody else must approve it."),
        ),
        "approve": (
            lambda: commands.approve_correction(sha256=typed.get("sha256", ""), **now),
            _("The correction is approved."),
        ),
        "drop": (
            lambda: commands.drop_correction(reason=reason, **now),
            _("The correction is dropped."),
        ),
        "remark": (
            lambda: commands.remark_basis(
                goal=typed.get("goal") or None,
                remark=typed.get("remark", ""),
                happened_on=_day(typed.get("since", ""), today),
                **by,
            ),
            _("The change of basis is recorded."),
        ),
    }


def _day(text: str, today: date) -> date:
    if not text.strip():
        return today
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(
            "Skriv dagen som år-måned-dag, for eksempel 2025-07-01.",
            "Write the day as year-month-day, for example 2025-07-01.",
        ) from None


def _page(
    request: HttpRequest, plan: str, *, refused: str = "", typed: Typed | None = None, tried: str = ""
) -> HttpResponse:
    if not organisation.may_see_live_figures(request.user):
        raise PermissionDenied
    plans = load.content().plans
    if plan not in plans:
        choices = [(one.title[_lang()], reverse("guard", args=[name])) for name, one in sorted(plans.items())]
        raise Http404(_("There is no results plan “%(plan)s”.") % {"plan": plan[:40]}, choices)
    found, who = queries.guard(plan), queries.may_guard(request.user)
    told = found.told
    actors = [told.adopted_by, *(one.by for one in told.remarks)] if told else []
    corrections = told.corrections if told else ()
    actors += [name for one in corrections for name in (one.by, one.approved_by or "")]
    pending = told.pending if told else None
    said = {
        "section": "contract",
        "plan": plan,
        "title": found.title[_lang()],
        "guard": found,
        "told": told,
        "names": organisation.names_of([*actors, pending.by if pending else ""]),
        "may": who is not None,
        "may_approve": who is not None and pending is not None and pending.by != who.initials,
        "versions": _versions(plan),
        "goals": [(one.id, one.title[_lang()]) for one in plans[plan].goals]
        + [(one.id, one.short[_lang()]) for one in plans[plan].subgoals()],
        "refused": refused,
        "typed": typed or {},
        "tried": tried,
    }
    return render(request, "guarding/guard.html", said, status=409 if refused else 200)


def _versions(plan: str) -> list[tuple[str, list[queries.Version]]]:
    """Every definition of a plan with its versions, the latest first."""
    return [(name, list(reversed(queries.versions(name)))) for name in sorted(in_force(plan))]


def _lang() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"
