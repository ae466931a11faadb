"""The board on the screen, and the self-check beside it."""

from datetime import datetime

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anke.casework.cases.board import figures, page
from anke.casework.cases.models import Case
from anke.casework.cases.selfcheck import Violation, violations
from anke.casework.cases.sight import seen_by
from anke.casework.cases.worklist.views import lang, who_works
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, OfficeCard, moment_of, today_of
from anke.rules.roles import LEADERS, Role

MOST = 200  # violations spelt out


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What those who lead look at in the morning."""
    who = who_works(request)
    if who.role not in (*LEADERS, Role.STEERING_UNIT):
        raise PermissionDenied
    seen = [one for one in organisation.offices() if who.scope.admits(one.code)]
    office = _office(request.GET.get("office", ""), seen)
    today, now = today_of(request), moment_of(request)
    found = figures.board(who, office=office, today=today, at=now)
    said = {
        "section": "board",
        "today": today,
        "title": _title(seen, office),
        "offices": [(one.code, _called(one)) for one in seen],
        "office": office,
        "found": found,
        "tiles": page.tiles(found, office),
        "loads": page.loads(found, office),
        "coming": page.coming(found, office),
        "ages": page.ages(found, office),
        "flow": page.flow(found),
    }
    answer = render(request, "cases/board.html", said)
    answer["Cache-Control"] = "no-store"
    return answer


def _office(asked: str, seen: list[OfficeCard]) -> int | None:
    """The office asked for; the only one there is; None for all. 400 for one that is not the person's."""
    if not asked:
        return seen[0].code if len(seen) == 1 else None
    for one in seen:
        if str(one.code) == asked:
            return one.code
    choices = [(_called(one), f"{reverse('board')}?office={one.code}") for one in seen]
    raise BadRequest(_("You lead no office “%(office)s”.") % {"office": asked[:20]}, choices)


def _title(seen: list[OfficeCard], office: int | None) -> str:
    for one in seen:
        if one.code == office:
            return _called(one)
    return _("All offices I see")


def _called(office: OfficeCard) -> str:
    return office.title_en if lang() == "en" else office.title_da


@require_safe
def selfcheck(request: HttpRequest) -> HttpResponse:
    """Cases nobody would ever pick up. Those who run the machine see how many, and nothing of any case."""
    person = organisation.person_for(request.user)
    who = organisation.actor(person.initials) if person else None
    reads = who is not None and who.role in (*LEADERS, Role.STEERING_UNIT)
    if not reads and not organisation.is_operator(request.user):
        raise PermissionDenied
    every = violations()
    now = moment_of(request)
    shown = _within(who, every, now) if reads and who else []
    if who and shown:
        numbers = [one.number for one in shown[:MOST]]
        organisation_acts.record_reading(who=who.initials, numbers=numbers, what="list", at=now)
    said = {
        "section": "selfcheck",
        "total": len(every),
        "reads": reads,
        "lines": [(one.number, one[lang()]) for one in shown[:MOST]],
        "elsewhere": len(every) - len(shown),
        "beyond": max(0, len(shown) - MOST),
        "kinds": _kinds(every),
    }
    return render(request, "cases/selfcheck.html", said)


def _within(who: Actor, every: list[Violation], now: datetime) -> list[Violation]:
    """Those of the cases the person sees at a moment."""
    numbers = [one.number for one in every]
    seen: set[str] = set()
    for start in range(0, len(numbers), 500):
        some = Case.objects.filter(seen_by(who, now), number__in=numbers[start : start + 500])
        seen.update(some.values_list("number", flat=True))
    return [one for one in every if one.number in seen]


def _kinds(every: list[Violation]) -> list[tuple[str, int]]:
    words = {
        "nobody": _("Whoever must act is not here any more"),
        "nowhere": _("The case lies in no office there is"),
        "no_clock": _("Nobody must act, or by no day"),
    }
    return [(text, sum(one.what == what for one in every)) for what, text in words.items()]
