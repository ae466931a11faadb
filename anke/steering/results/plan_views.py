"""Pages about a plan as a whole: two plans side by side, and the cases that no goal or two goals count."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.content import load
from anke.content.schema.plan import Plan
from anke.organisation import queries as organisation
from anke.steering.results import audience, behind, covering, framing, pages
from anke.steering.results import compare as comparing
from anke.steering.results.asking import Asked


def _earlier(later: Plan) -> Plan:
    """The plan that the goals of a later one go on with. 404 where there is none before it."""
    named = {goal.continues.plan for goal in later.goals if goal.continues is not None}
    plans = load.content().plans
    before = max(named, default=None) or max((one for one in plans if one < later.id), default=None)
    if before is None:
        raise Http404(_("There is no plan before %(plan)s to compare with.") % {"plan": later.id})
    return plans[before]


@require_safe
@audience.or_nothing_frozen
def compare(request: HttpRequest) -> HttpResponse:
    """A plan beside the one before it: what went on, what is new, what is gone; figures where they mean the
    same."""
    asked = audience.asked(request, request.GET.get("plan"), reverse("plans-compare"))
    earlier = _earlier(asked.plan)
    recompute = request.GET.get("recompute") == "1"
    question = comparing.Asked(
        earlier=earlier,
        later=asked.plan,
        earlier_period=comparing.year_before(asked.period, asked.plan.year - earlier.year),
        period=asked.period,
        recompute=recompute,
        figures=asked.frozen is None,
        lang=asked.lang,
    )
    address = reverse("plans-compare")
    said = {
        "rows": comparing.rows(question, framing.contract_of(asked)),
        "earlier": earlier,
        "recompute": recompute,
        "figures": question.figures,
        "tail": asked.query(),
        "recompute_address": address + asked.query(plan=asked.plan.id, recompute="1"),
        "plain_address": address + asked.query(plan=asked.plan.id),
        "crumbs": [*_crumbs(asked), (_("Compared with the plan before"), "")],
    }
    return render(request, "results/compare.html", framing.frame(asked, said))


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Cases that no goal counts, and cases that more than one counts, by case type."""
    asked = _live(request, "plans-coverage")
    found = covering.covering(asked)
    said = {
        "found": found,
        "may_see_cases": organisation.may_see_cases(request.user),
        "gaps": pages.notes(asked.plan.gaps, asked.lang),
        "crumbs": [*_crumbs(asked), (_("Cases in no goal and in two"), "")],
    }
    return render(request, "results/coverage.html", framing.frame(asked, said))


@require_safe
def coverage_cases(request: HttpRequest) -> HttpResponse:
    """The very cases, for those who may see them."""
    scope = organisation.case_scope(request.user)
    if not scope:
        raise PermissionDenied
    asked = _live(request, "plans-coverage-cases")
    which, number = request.GET.get("which", "none"), request.GET.get("page", "1")
    case_type = request.GET.get("type", "")
    wrong = not (number.isascii() and number.isdigit() and 0 < int(number) < 10**6)
    if wrong or which not in covering.WHICH or (case_type and case_type not in load.content().case_types):
        raise BadRequest(_("There is no such part of the list of cases."))
    leaf = covering.leaf(asked, scope, which, case_type, int(number))
    hidden = behind.read(
        [one.id for one in leaf.cases], request.user, organisation.moment_of(request), "list"
    )
    said = {
        "leaf": leaf,
        "table": covering.table(leaf.cases, hidden, asked),
        "crumbs": [
            *_crumbs(asked),
            (_("Cases in no goal and in two"), reverse("plans-coverage") + asked.query(plan=asked.plan.id)),
            (_("Cases"), ""),
        ],
    }
    return render(request, "results/coverage_cases.html", framing.frame(asked, said))


def _live(request: HttpRequest, name: str) -> Asked:
    if not organisation.may_see_live_figures(request.user):
        raise PermissionDenied
    return audience.asked(request, request.GET.get("plan"), reverse(name))


def _crumbs(asked: Asked) -> list[tuple[str, str]]:
    return [(asked.plan.title[asked.lang], reverse("contract") + asked.query(plan=asked.plan.id))]
