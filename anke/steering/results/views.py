"""The results plan on the screen: at a glance, one page for each subgoal, its table, the cases behind it."""

from dataclasses import replace

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.rules.measures import TIMED
from anke.steering.results import (
    ahead,
    asking,
    audience,
    behind,
    cockpit,
    courses,
    figures,
    framing,
    hidden,
    outlook,
    pages,
    queries,
    series,
    sheet,
    tables,
    where,
)
from anke.steering.results.answers import SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.results.hidden import Hidden
from anke.steering.results.series import Series

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
    found = queries.printed(asked.plan.id, asked.lang) if printed else framing.contract_of(asked)
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
        **_ways(asked, printed=printed),
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
    return render(request, "results/contract.html", framing.frame(asked, said))


@require_safe
@audience.or_nothing_frozen
def report(request: HttpRequest, form: str) -> HttpResponse:
    """The report of a period, to print or to work on."""
    if form not in REPORTS:
        forms = [(one.upper(), reverse("report", args=[one])) for one in REPORTS]
        raise Http404(_("The report is not written as “%(form)s”.") % {"form": form[:20]}, forms)
    asked = audience.asked(request, request.GET.get("plan"), reverse("report", args=[form]))
    found = framing.contract_of(asked)
    duties = queries.duties(asked.plan.id, asked.period, asked.known_at, asked.lang, today=asked.today)
    added = queries.Additions(duties=duties)
    made = queries.report(found, form, synthetic=framing.synthetic(), additions=added)
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
    asked = _asked(request, "goal", plan_id, subgoal_id)
    page = framing.page_of(asked, subgoal_id)
    now = page if asked.known_on is None else framing.page_of(replace(asked, known_on=None), subgoal_id)
    found = outlook.of_subgoal(page.contract, page.result, asked.today)
    shown = _series(request, page, asked)
    said = {
        "page": page,
        "then": pages.then(page, now, asked),
        "outlook": found,
        "ahead": ahead.ahead(page.result, found, asked.plan, asked.lang),
        "course": courses.course(page, shown, asked),
        "hidden": _hidden(page, asked),
        "where": where.where(page, asked, request.user, where.order_of(request.GET)),
        "changes": behind.changes_address(page, asked, request.user),
        "unit": cockpit.unit(page.goal, asked.lang),
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
        "course_tail": asked.query(view=request.GET.get("view")),
        "crumbs": [*framing.crumbs(asked, page)[:-1], (subgoal_id, "")],
    }
    return render(request, "results/goal.html", framing.frame(asked, said))


@require_safe
@audience.or_nothing_frozen
def table(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """The table of a subgoal's page as CSV."""
    asked = _asked(request, "goal-table", plan_id, subgoal_id)
    page = framing.page_of(asked, subgoal_id)
    found = _series(request, page, asked)
    view = "" if found is None or found.view == "quarter" else f"-{found.view}"
    made = sheet.course(page, found, asked, synthetic=framing.synthetic())
    return framing.file(made, f"anke-{plan_id}-{subgoal_id}-{asked.period.name}{view}.csv")


@require_safe
@audience.or_nothing_frozen
def parts(request: HttpRequest, plan_id: str, subgoal_id: str) -> HttpResponse:
    """Where a figure comes from, as CSV: all its parts by office, case type or first instance."""
    asked = _asked(request, "goal-parts", plan_id, subgoal_id)
    page = framing.page_of(asked, subgoal_id)
    measure = where.measure_of(page)
    if measure is None:
        raise Http404(_("No cases stand behind this subgoal: its figure comes from elsewhere."))
    order = where.order_of(request.GET)
    found = where.lines(page, asked, request.user, order)
    made = sheet.parts(found, page, asked, order.by, synthetic=framing.synthetic())
    return framing.file(made, f"anke-{plan_id}-{subgoal_id}-{asked.period.name}-{order.by}.csv")


def _ways(asked: Asked, *, printed: bool) -> dict[str, str]:
    """Where a plan leads: to the plan before it, and to the cases its goals leave out."""
    if printed:
        return {}
    compare, coverage = (
        reverse(name) + asked.query(plan=asked.plan.id) for name in ("plans-compare", "plans-coverage")
    )
    first = not any(goal.continues for goal in asked.plan.goals)
    return {"compare": "" if first else compare, "coverage": "" if asked.frozen is not None else coverage}


def _asked(request: HttpRequest, name: str, plan_id: str, subgoal_id: str) -> Asked:
    """The question of a page of one subgoal."""
    base = framing.address(name, plan_id, framing.known(plan_id, subgoal_id))
    return audience.asked(request, plan_id, base)


def _series(request: HttpRequest, page: SubgoalPage, asked: Asked) -> Series | None:
    """The figure through time, as the address asks: by quarter, unless it says otherwise."""
    view = request.GET.get("view", "quarter")
    if view not in (series.VIEWS if asked.frozen is None else series.FINISHED_VIEWS):
        raise BadRequest(_("A figure is not shown like that through time."))
    return series.of(page, asked.plan, view, asked.through, asked.lang)


def _hidden(page: SubgoalPage, asked: Asked) -> Hidden | None:
    """What stands behind a figure of cases that take time."""
    measure = where.measure_of(page)
    if measure is None or measure.kind not in TIMED:
        return None
    found = figures.beside(measure, asked.period.year_to_date, asked.known_at, asked.through)
    return hidden.of(found, asked.lang)
