"""The strategy on the screen: the overview, the road map, one initiative, and the acts of management."""

import csv
import io
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.periods import latest_closed_quarter, quarter
from anke.rules.refusal import Refused
from anke.steering.results import queries as results
from anke.steering.strategy import acts, asking, drawing, pages, queries
from anke.steering.strategy.answers import Standing
from anke.steering.strategy.asking import Asked

ACT_FORMS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """A strategy: its ambition, its focus areas with initiatives and goals, and which plans support it."""
    asked = asking.asked(request)
    found = queries.whole(asked.strategy, asked.known_at, recorded=asked.live)
    content, lang = found.content, asked.lang
    statuses = _statuses(asked, [*found.plans, *_read(found)])
    said = {
        "whole": found,
        "title": content.title[lang],
        "period": content.period[lang] if content.period else "",
        "ambition": pages.quote(content.ambition),
        "papers": [
            (title, pages.quote(one))
            for title, one in (
                (_("Foundation"), content.foundation),
                (_("Vision"), content.vision),
                (_("Mission"), content.mission),
            )
            if one is not None
        ],
        "levels": [(one.title[lang], pages.quote(one.quote)) for one in content.levels],
        "earlier_period": content.earlier_period[lang] if content.earlier_period else "",
        "earlier": [
            (one.title[lang], [pages.quote(led) for led in one.led_to]) for one in content.earlier_focus_areas
        ],
        "focuses": [pages.focus(one, found, asked, statuses) for one in found.focuses],
        "without_focus": [pages.goal_line(one, lang, statuses) for one in found.without_focus],
        "background": [one[lang] for one in content.background],
        "notes": pages.notes(content.notes, lang),
        "chooser": pages.chooser(asked, "strategy"),
    }
    return _shown(request, "strategy/overview.html", asked, said)


@require_safe
def road_map(request: HttpRequest) -> HttpResponse:
    """The initiatives in time, as they stand or stood on a day."""
    asked = asking.asked(request)
    found = queries.road_map(asked.strategy, asked.day, asked.known_at, recorded=asked.live)
    areas = pages.areas(found.content, asked.lang)
    bars = [bar for lane in found.lanes for bar in lane.bars]
    said = {
        "map": found,
        "title": found.content.title[asked.lang],
        "pictures": drawing.pictures(pages.picture(found, asked.lang)) if bars else (),
        "lines": [pages.line(bar.standing, areas, asked) for bar in bars],
        "gone": [(pages.line(one, areas, asked), one.told.outcome) for one in found.gone],
        "unknown": sum(bar.first is None and bar.standing.printed is not None for bar in bars),
        "unknown_added": sum(bar.first is None and bar.standing.printed is None for bar in bars),
        "rules": [pages.quote(one) for one in found.content.initiative_rules],
        "day": pages.day(asked.day, asked.lang),
        "chooser": pages.chooser(asked, "road-map"),
        "crumbs": [(found.content.title[asked.lang], _overview(asked)), (_("Road map"), "")],
    }
    return _shown(request, "strategy/road_map.html", asked, said)


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The road map's table as CSV."""
    asked = asking.asked(request)
    found = queries.road_map(asked.strategy, asked.day, asked.known_at, recorded=asked.live)
    areas = pages.areas(found.content, asked.lang)
    held = io.StringIO()
    sheet = csv.writer(held, delimiter=";" if asked.lang == "da" else ",")
    sheet.writerow(["number", "initiative", "focus", "state", "start", "owner", "nature", "end"])
    for one in (*(bar.standing for lane in found.lanes for bar in lane.bars), *found.gone):
        sheet.writerow(pages.cells(pages.line(one, areas, asked)))
    answer = HttpResponse("\ufeff" + held.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="anke-{asked.strategy}-road-map.csv"'
    return answer


@require_safe
def initiative(request: HttpRequest, strategy: str, number: int) -> HttpResponse:
    """One initiative: what the papers say, what has been recorded, what can be recorded."""
    asked = asking.asked(request, strategy)
    return _page(request, asked, _standing(asked, number))


@ACT_FORMS
def act(request: HttpRequest, strategy: str, number: int, name: str) -> HttpResponse:
    """Record something on an initiative."""
    who = _recorder(request)
    asked = asking.asked(request, strategy)
    one = _standing(asked, number)
    row = acts.BY_ACT.get(name)
    back = reverse("initiative", args=[strategy, number])
    if row is None or row not in acts.offered(one.state):
        choices = [
            (str(other.title), reverse("initiative-act", args=[strategy, number, other.act]))
            for other in acts.offered(one.state)
        ]
        raise Http404(_("That cannot be recorded on this initiative now."), choices)
    about = {"name": one.name}
    crumbs = [
        (queries.title_of(strategy)[asked.lang], _overview(asked)),
        (f"{number}. {one.title[asked.lang]}", back),
        (str(row.title), ""),
    ]
    return _form(request, asked, row, who, about=about, back=back, crumbs=crumbs)


@ACT_FORMS
def new(request: HttpRequest, strategy: str) -> HttpResponse:
    """Add an initiative to a strategy."""
    who = _recorder(request)
    asked = asking.asked(request, strategy)
    back = _overview(asked)
    crumbs = [(queries.title_of(strategy)[asked.lang], back), (str(acts.NEW.title), "")]
    return _form(request, asked, acts.NEW, who, about={"strategy": strategy}, back=back, crumbs=crumbs)


def _form(
    request: HttpRequest,
    asked: Asked,
    row: acts.Row,
    who: Person,
    *,
    about: dict[str, str],
    back: str,
    crumbs: list[tuple[str, str]],
) -> HttpResponse:
    """Show the form of an act; do it where it was sent and can be done."""
    typed = request.POST if request.method == "POST" else None
    form = acts.form_for(row, asked.strategy, asked.lang, today=asked.today, typed=typed)
    refused = ""
    if request.method == "POST" and form.is_valid():
        at = organisation.moment_of(request)
        try:
            made = acts.do(row, form, actor=who.initials, at=at, today=asked.today, **about)
        except Refused as problem:
            refused = problem[asked.lang]
        else:
            messages.success(request, _("It has been recorded."))
            if isinstance(made, str):
                strategy, _slash, number = made.rpartition("/")
                return redirect("initiative", strategy, int(number))
            return redirect(back)
    said = {"row": row, "form": form, "refused": refused, "back": back, "crumbs": crumbs}
    status = 409 if refused else 400 if form.errors else 200
    return _shown(request, "strategy/act.html", asked, said, status=status)


def _page(request: HttpRequest, asked: Asked, one: Standing) -> HttpResponse:
    content = queries.whole(asked.strategy, recorded=False).content
    lang = asked.lang
    statuses = _statuses(asked, [link.plan for link in one.told.links])
    linked = [(queries.goal_named(f"{link.plan}/{link.goal}"), link.reason) for link in one.told.links]
    area = next(area for area in content.focus_areas if area.id == one.focus)
    may = queries.may_record(request.user) is not None and asked.known_on is None
    said = {
        "one": one,
        "line": pages.line(one, pages.areas(content, lang), asked),
        "strategy_title": content.title[lang],
        "focus": area.title[lang],
        "outcome": one.told.outcome,
        "evidence": [pages.evidence(shown, lang) for shown in one.told.evidence],
        "links": [(pages.goal_line(goal, lang, statuses), reason) for goal, reason in linked],
        "history": pages.history(one, lang),
        "rules": [pages.quote(rule) for rule in content.initiative_rules],
        "source": pages.reference(one.printed.reference) if one.printed else "",
        "notes": pages.notes(one.printed.notes, lang) if one.printed else [],
        "acts": acts.offered(one.state) if may else (),
        "added_on": pages.day(one.told.added.on, lang) if one.told.added else "",
        "day": pages.day(asked.day, lang),
        "crumbs": [(content.title[lang], _overview(asked)), (str(one.number), "")],
    }
    return _shown(request, "strategy/initiative.html", asked, said)


def _standing(asked: Asked, number: int) -> Standing:
    """The initiative; 404 where there is none, or where the reader may not know of it."""
    try:
        return queries.initiative(asked.strategy, number, asked.known_at, recorded=asked.live)
    except queries.StrategyError:
        content = queries.whole(asked.strategy, recorded=False).content
        choices = [
            (
                f"{one.number}. {one.title[asked.lang]}",
                reverse("initiative", args=[asked.strategy, one.number]),
            )
            for one in content.initiatives
        ]
        sentence = _("The strategy has no initiative number %(number)s.") % {"number": number}
        raise Http404(sentence, choices) from None


def _recorder(request: HttpRequest) -> Person:
    who = queries.may_record(request.user)
    if who is None:
        raise PermissionDenied
    return who


def _overview(asked: Asked) -> str:
    return reverse("strategy") + asked.query()


def _read(found: queries.Whole) -> list[str]:
    return [name.partition("/")[0] for goal in found.content.goals for name in goal.read_with]


def _statuses(asked: Asked, plans: list[str]) -> dict[str, tuple[str, str]]:
    """How the goals of the latest of these plans stand, by plan/goal: for those who see live figures."""
    if not asked.live or not plans:
        return {}
    plan = max(plans)
    latest = latest_closed_quarter(asked.day + timedelta(days=1))
    year = int(plan)
    period = min(max(latest, quarter(year, 1)), quarter(year, 4))
    found = results.contract(plan, period, asked.known_at, asked.lang, today=asked.day, guards=False)
    return {f"{plan}/{goal.id}": (goal.status.value, goal.status_text) for goal in found.goals}


def _shown(
    request: HttpRequest, template: str, asked: Asked, said: dict[str, Any], status: int = 200
) -> HttpResponse:
    may = queries.may_record(request.user) is not None
    frame = {"section": "strategy", "asked": asked, "tail": asked.query(), "may_record": may}
    return render(request, template, {**frame, **said}, status=status)
