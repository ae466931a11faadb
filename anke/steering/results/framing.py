"""What every page of the results is framed by: the plan it is of, the way back, what must be known first."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from anke.steering.guarding import queries as guarding
from anke.steering.results import asking, pages, queries
from anke.steering.results.answers import Contract, SubgoalPage
from anke.steering.results.asking import Asked


def file(text: str, name: str) -> HttpResponse:
    """A table to take away."""
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def contract_of(asked: Asked) -> Contract:
    return queries.contract(
        asked.plan.id, asked.period, known_at=asked.known_at, lang=asked.lang, today=asked.today
    )


def page_of(asked: Asked, subgoal_id: str) -> SubgoalPage:
    return queries.subgoal_page(
        asked.plan.id, subgoal_id, asked.period, asked.known_at, lang=asked.lang, today=asked.today
    )


def synthetic() -> bool:
    """Whether every event of this authority is made up."""
    return bool((settings.ANKE_HOME / "synthetic").exists())


def known(plan_id: str, subgoal_id: str) -> str:
    """The subgoal's id; 404 where the plan has no such subgoal, with those it has."""
    plan = asking.plan_of(plan_id)
    every = [one.id for one in plan.subgoals()]
    if subgoal_id in every:
        return subgoal_id
    sentence = _("The results plan for %(year)s has no subgoal “%(subgoal)s”.")
    choices = [
        (f"{one.id} {pages.short(one.title[asking.lang()])}", address("goal", plan_id, one.id))
        for one in plan.subgoals()
    ]
    raise Http404(sentence % {"year": plan.year, "subgoal": subgoal_id[:20]}, choices)


def address(name: str, plan_id: str, subgoal_id: str) -> str:
    return reverse(name, args=[plan_id, subgoal_id])


def crumbs(asked: Asked, page: SubgoalPage) -> list[tuple[str, str]]:
    plan = reverse("contract") + asked.query(plan=asked.plan.id)
    subgoal = address("goal", asked.plan.id, page.result.id) + asked.query()
    return [
        (asked.plan.title[asked.lang], plan),
        (f"{page.goal.id} {page.goal.title}", f"{plan}#goal-{page.goal.id}"),
        (page.result.id, subgoal),
    ]


def frame(asked: Asked, said: Mapping[str, Any]) -> dict[str, Any]:
    page = said.get("page")
    return {
        "section": "contract",
        "asked": asked,
        "plan": asked.plan,
        "alarms": guarding.warnings(asked.plan.id, asked.lang),
        "remarks": pages.remarks(asked, page.result.id if page else None),
        **said,
    }
