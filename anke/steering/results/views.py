"""The results plan on the screen: at a glance, one page for each subgoal, its table, the cases behind it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.organisation import queries as organisation
from anke.steering.guarding import queries as guarding
from anke.steering.results import asking, audience, behind, cockpit, outlook, pages, queries, sheet, tables
from anke.steering.results.answers import Contract, SubgoalPage
from anke.steering.results.asking import Asked

OFFICE = "application/vnd.openxmlformats-officedocument"
REPORTS = {
    "pdf": "application/pdf",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "stratml": "application/xml",
}


@require_safe
@audience.or_nothing_frozen
def contract(request: HttpRequest) -> HttpResponse:
    """A results plan at a glance: which goals are met, which are not and why, what is waited for."""
    printed = request.GET.get("figures") == "printed"
    asked = audience.asked(request, request.GET.get("plan"), reverse("contract"), printed=printed)
    found = queries.printed(asked.plan.id, asked.lang) if printed else _contract(asked)
    outlooks = outlook.of(found, asked.today)
    said = {
        "contract": found,
        "strip": cockpit.strip(found, outlooks),
        "counts": cockpit.counts(outlooks),
        "behind": cockpit.behind(found, outlooks),
        "blocks": cockpit.blocks(found, outlooks),
        "waiting": cockpit.waiting(found),
        "complete_to": cockpit.complete_to(found),
        "rule": cockpit.rule(asked.lang),
        "trend_explained": cockpit.trend_explained(printed=printed),
        "plans": pages.plan_links(asked.plan.id),
        "notices": pages.notices(asked, printed=printed),
        "other_figures": pages.other_figures(asked, printed),
        "due": pages.due(found),
        "plan_title": found.plan.title[asked.lang],
        "score_words": pages.score_words(found),
        "score_explained": pages.score_explained(found),
        "goals_heading": _("All %(n)s goals") % {"n": len(found.goals)},
        "scoring_quotes": pages.quotes(found.plan.scoring.quotes),
        "scoring_notes": pages.notes(
            (found.plan.scoring.rounding, *found.plan.scoring.notes, *found.plan.reporting.notes), asked.lang
        ),
        "tail": asked.query(),
        "whole_tail": asked.query(plan=asked.plan.id),
    }
    return render(request, "results/contract.html", _frame(asked, said))


@require_safe
@audience.or_nothing_frozen
def report(request: HttpRequest, form: str) -> HttpResponse:
    """The report of a period, to print or to work on."""
    if form not in REPORTS:
        forms = [(one.upper(), reverse("report", args=[one])) for one in REPORTS]
        raise Http404(_("The report is not written as “%(form)s”.") % {"form": form[:20]}, forms)
    asked = audience.asked(request, request.GET.get("plan"), reverse("report", args=[form]))
    found = _contract(asked)
    duties = queries.duties(asked.plan.id, asked.period, asked.known_at, asked.lang, today=asked.today)
    added = queries.Additions(duties=duties)
    made = queries.report(found, form, synthetic=_synthetic(), additions=added)
    answer = HttpResponse(made, content_type=REPORTS[form])
    suffix = "xml" if form == "stratml" else form
    name = f"anke-{asked.plan.id}-{asked.period.name}.{suffix}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
@audience.or_nothing_frozen
def goal(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """A subgoal: its answer, its definition, its course, its doubts."""
    plan = asking.plan_of(plan_id)
    if any(one.id == subgoal_id for one in plan.goals):
        return redirect(f"{reverse('contract')}?plan={plan_id}#goal-{subgoal_id}")
    asked = audience.asked(request, plan_id, _address("goal", plan_id, _known(plan_id, subgoal_id)))
    page = _page(asked, subgoal_id)
    now = page if asked.known_on is None else _page(replace(asked, known_on=None), subgoal_id)
    said = {
        "page": page,
        "then": pages.then(page, now, asked),
        "course": tables.course(page, asked.lang),
        "guards": tables.guards(page.result.guards, asked.lang) if page.result.guards else None,
        "cells": tables.cells(page.result) if page.result.cells else None,
        "printed": tables.printed(page) if page.printed else None,
        "notices": pages.notices(asked),
        "quotes": pages.quotes(page.quotes),
        "footnotes": pages.footnotes(page, asked.lang),
        "notes": pages.notes((*page.result.notes, *page.goal.notes, *page.choices), asked.lang),
        "marks": pages.marks(page, asked),
        "cases": behind.door(page, asked, request.user),
        "short_title": pages.short(page.result.title),
        "tail": asked.query(),
        "crumbs": [*_crumbs(asked, page)[:-1], (subgoal_id, "")],
    }
    return render(request, "results/goal.html", _frame(asked, said))


@require_safe
@audience.or_nothing_frozen
def table(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """The table of a subgoal's page as CSV."""
    asked = audience.asked(request, plan_id, _address("goal-table", plan_id, _known(plan_id, subgoal_id)))
    page = _page(asked, subgoal_id)
    answer = HttpResponse(
        sheet.course(page, asked, synthetic=_synthetic()), content_type="text/csv; charset=utf-8"
    )
    name = f"anke-{plan_id}-{subgoal_id}-{asked.period.name}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def cases(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """The cases behind a subgoal's figure, for those who may see them: in or out, and why."""
    scope = organisation.case_scope(request.user)
    if not scope:
        raise PermissionDenied
    asked = audience.asked(request, plan_id, _address("goal-cases", plan_id, _known(plan_id, subgoal_id)))
    page = _page(asked, subgoal_id)
    if page.result.origin is None or page.result.origin.measure is None:
        raise Http404(_("No cases stand behind this subgoal: its figure comes from elsewhere."))
    which, number = request.GET.get("which", ""), request.GET.get("page", "1")
    if which not in behind.WHICH or not (number.isascii() and number.isdigit() and 0 < int(number) < 10**6):
        raise BadRequest(_("There is no such part of the list of cases."))
    leaf = behind.leaf(page, asked, scope, which, int(number))
    rows = behind.seen_rows(leaf.rows, request.user, organisation.moment_of(request))
    said = {
        "page": page,
        "leaf": leaf,
        "table": behind.table(rows, page, asked.lang),
        "crumbs": [*_crumbs(asked, page), (_("Cases"), "")],
    }
    return render(request, "results/cases.html", _frame(asked, said))


def _contract(asked: Asked) -> Contract:
    return queries.contract(
        asked.plan.id, asked.period, known_at=asked.known_at, lang=asked.lang, today=asked.today
    )


def _page(asked: Asked, subgoal_id: str) -> SubgoalPage:
    return queries.subgoal_page(
        asked.plan.id, subgoal_id, asked.period, asked.known_at, lang=asked.lang, today=asked.today
    )


def _synthetic() -> bool:
    """Whether every event of this authority is made up."""
    return bool((settings.ANKE_HOME / "synthetic").exists())


def _known(plan_id: str, subgoal_id: str) -> str:
    """The subgoal's id; 404 where the plan has no such subgoal, with those it has."""
    plan = asking.plan_of(plan_id)
    every = [one.id for one in plan.subgoals()]
    if subgoal_id in every:
        return subgoal_id
    sentence = _("The results plan for %(year)s has no subgoal “%(subgoal)s”.")
    choices = [
        (f"{one.id} {pages.short(one.title[asking.lang()])}", _address("goal", plan_id, one.id))
        for one in plan.subgoals()
    ]
    raise Http404(sentence % {"year": plan.year, "subgoal": subgoal_id[:20]}, choices)


def _address(name: str, plan_id: str, subgoal_id: str) -> str:
    return reverse(name, args=[plan_id, subgoal_id])


def _crumbs(asked: Asked, page: SubgoalPage) -> list[tuple[str, str]]:
    plan = reverse("contract") + asked.query(plan=asked.plan.id)
    subgoal = _address("goal", asked.plan.id, page.result.id) + asked.query()
    return [
        (asked.plan.title[asked.lang], plan),
        (f"{page.goal.id} {page.goal.title}", f"{plan}#goal-{page.goal.id}"),
        (page.result.id, subgoal),
    ]


def _frame(asked: Asked, said: Mapping[str, Any]) -> dict[str, Any]:
    page = said.get("page")
    return {
        "section": "contract",
        "asked": asked,
        "plan": asked.plan,
        "alarms": guarding.warnings(asked.plan.id, asked.lang),
        "remarks": pages.remarks(asked, page.result.id if page else None),
        **said,
    }
