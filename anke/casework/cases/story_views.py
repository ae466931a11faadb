"""The story of a case: every act, every reading and every sight of it, in one line of time."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anke.casework.cases.case_page import CasePage
from anke.casework.cases.case_views import of_a_case
from anke.casework.cases.commands.undoing import undoable
from anke.casework.cases.looking import Looked
from anke.casework.cases.story import Line, others_named, story_of
from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.rules.local import local_date
from anke.rules.roles import MACHINES

_PAGE: Final = 100  # lines
_READINGS: Final = 1000  # the latest that are shown


@dataclass(frozen=True)
class Told:
    """A line as the page shows it. `name`: who, in words; `other_day`: when it happened, where that is
    not the day it was recorded; `undone`: by which line."""

    at: datetime
    kind: str
    who: str
    name: str
    said: str
    other_day: date | None
    position: int | None
    undone: int | None
    times: int = 1


@require_GET
@of_a_case
def case_story(request: HttpRequest, looked: Looked) -> HttpResponse:
    """Newest first; `show` asks for the reads, or for all, instead of what was done; `page` the page."""
    which = request.GET.get("show", "acts")
    if which not in ("acts", "reads", "all"):
        raise BadRequest(_("The story shows acts or reads, or both."), [])
    number, lang = looked.case.number, looked.looker.lang
    named = looked.looker.seen.filter(number__in=others_named(number))
    seen = set(named.values_list("number", flat=True))
    lines = list(reversed(story_of(number, lang, readings=_READINGS, seen=seen)))
    acts = [one for one in lines if _group(one) == "acts"]
    shown = [one for one in lines if which in ("all", _group(one))]
    leaf = Paginator(_told(shown, lang), _PAGE).get_page(request.GET.get("page"))
    last = events.events_of("case", number)[-1]
    said = {
        "number": number,
        "tab": "case-story",
        "page": CasePage(looked),
        "leaf": leaf,
        "days": [(day, list(told)) for day, told in groupby(leaf, key=lambda one: local_date(one.at))],
        "which": which,
        "filters": _filters(number, which, len(acts), len(lines) - len(acts)),
        "undoable": last.position if undoable(last) else None,
    }
    return render(request, "cases/story.html", said)


def _group(line: Line) -> str:
    """That somebody was given sight of the case, or took it, is something that was done."""
    return "reads" if line.kind == "read" else "acts"


def _filters(number: str, which: str, acts: int, reads: int) -> list[tuple[str, str, bool]]:
    """Label, address, and whether it is the one shown."""
    address = reverse("case-story", args=[number])
    labels = {
        "acts": _("What was done (%(n)s)") % {"n": acts},
        "reads": _("Who has read (%(n)s)") % {"n": reads},
        "all": _("Everything (%(n)s)") % {"n": acts + reads},
    }
    return [
        (label, address + ("" if key == "acts" else f"?show={key}"), key == which)
        for key, label in labels.items()
    ]


def _told(lines: list[Line], lang: str) -> list[Told]:
    """The lines in words; readings that follow each other, of one person and kind on one day, as one."""
    names = organisation.names_of(one.who for one in lines)
    machines = {who: words[lang == "en"] for who, words in MACHINES.items()}
    told = [
        Told(
            one.at,
            one.kind,
            one.who,
            names.get(one.who, machines.get(one.who, one.who)),
            one.said,
            one.on if one.on and one.on != local_date(one.at) else None,
            one.position,
            one.undone_by,
        )
        for one in lines
    ]
    joined: list[Told] = []
    for one in told:
        if joined and one.kind == "read" and _same(joined[-1], one):
            joined[-1] = replace(joined[-1], times=joined[-1].times + 1)
        else:
            joined.append(one)
    return joined


def _same(one: Told, other: Told) -> bool:
    alike = (one.kind, one.who, one.said) == (other.kind, other.who, other.said)
    return alike and local_date(one.at) == local_date(other.at)
