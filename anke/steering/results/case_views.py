"""The cases behind the figures, for those who may see them: one gate, and each reading is set down."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import CaseScope
from anke.steering.results import audience, behind, differences, framing, sheet, where
from anke.steering.results.answers import SubgoalPage
from anke.steering.results.asking import Asked

MOST = 20_000  # cases in one file


def _allowed(request: HttpRequest) -> CaseScope:
    scope = organisation.case_scope(request.user)
    if not scope:
        raise PermissionDenied
    return scope


def _counted(request: HttpRequest, name: str, plan_id: str, subgoal_id: str) -> tuple[Asked, SubgoalPage]:
    """The question and its page; 404 where no cases stand behind it."""
    base = framing.address(name, plan_id, framing.known(plan_id, subgoal_id))
    asked = audience.asked(request, plan_id, base)
    page = framing.page_of(asked, subgoal_id)
    if where.measure_of(page) is None:
        raise Http404(_("No cases stand behind this subgoal: its figure comes from elsewhere."))
    return asked, page


def _leaf_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    if not (number.isascii() and number.isdigit() and 0 < int(number) < 10**6):
        raise BadRequest(_("There is no such part of the list of cases."))
    return int(number)


def _which(request: HttpRequest) -> str:
    which = request.GET.get("which", "")
    if which not in behind.WHICH:
        raise BadRequest(_("There is no such part of the list of cases."))
    return which


@require_safe
def cases(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """The cases behind a subgoal's figure: in or out, and why."""
    scope = _allowed(request)
    asked, page = _counted(request, "goal-cases", plan_id, subgoal_id)
    which = _which(request)
    leaf = behind.leaf(page, asked, scope, which, _leaf_number(request))
    rows = behind.seen_rows(leaf.rows, request.user, organisation.moment_of(request))
    said = {
        "page": page,
        "leaf": leaf,
        "table": behind.table(rows, page, asked.lang),
        "sheet": framing.address("goal-cases-sheet", plan_id, subgoal_id) + asked.query(which=which or None),
        "crumbs": [*framing.crumbs(asked, page), (_("Cases"), "")],
    }
    return render(request, "results/cases.html", framing.frame(asked, said))


@require_safe
def cases_sheet(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """The same as CSV, through the same gate, and set down as taken out."""
    scope = _allowed(request)
    asked, page = _counted(request, "goal-cases-sheet", plan_id, subgoal_id)
    which = _which(request)
    rows = behind.every_row(page, asked, scope, which)
    if len(rows) > MOST:
        sentence = _("The list has %(n)s cases; a file holds %(most)s at most. Choose a shorter period.")
        raise BadRequest(sentence % {"n": len(rows), "most": MOST})
    seen = behind.seen_rows(rows, request.user, organisation.moment_of(request), what="export")
    made = sheet.cases(behind.table(seen, page, asked.lang), page, asked, synthetic=framing.synthetic())
    return framing.file(made, f"anke-{plan_id}-{subgoal_id}-{asked.period.name}-cases.csv")


@require_safe
def changes(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """Which cases the figure counts otherwise than on another day, and why."""
    scope = _allowed(request)
    asked, page = _counted(request, "goal-changes", plan_id, subgoal_id)
    found = differences.differences(page, asked, scope, _leaf_number(request))
    rows = behind.seen_changes(found.cases, request.user, organisation.moment_of(request))
    said = {
        "page": page,
        "leaf": found,
        "table": differences.table(rows, page, asked.lang),
        "crumbs": [*framing.crumbs(asked, page), (_("Differences"), "")],
    }
    return render(request, "results/changes.html", framing.frame(asked, said))
