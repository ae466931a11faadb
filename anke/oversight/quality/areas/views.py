"""The follow-up on an office's main areas on the screen: for the office's management."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import autosaving, commands, halves
from anke.oversight.quality.areas import reading
from anke.oversight.quality.areas.acting import main_areas
from anke.oversight.quality.areas.rules import areas_of
from anke.oversight.quality.learning.counting import themes
from anke.oversight.quality.models import AreaFollowUp
from anke.oversight.quality.programme.owing import halves_asked
from anke.oversight.quality.reaching import lang, reader
from anke.oversight.quality.showing import (
    Given,
    by_of,
    notes_of,
    office_name,
    recorded,
    seen_numbers,
    shown,
    source_of,
    whole,
)
from anke.rules.refusal import Refused

FIRST = 2023
WORDS = ("strengths", "improvements", "conclusions", "people")


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The office's follow-ups, half year by half year; and the form that begins one."""
    who, refused = _management(request), None
    if request.method == "POST":
        told: Given = {name: request.POST.get(name, "") for name in ("period", "area", "theme", "focus")}
        try:
            made = commands.begin_area_follow_up(office=who.office or 0, **told, **by_of(request, who))
        except Refused as problem:
            refused = problem
        else:
            recorded(request, _("The follow-up is begun. Choose its cases."))
            return redirect("quality-area", made.pk)
    today, office = today_of(request), who.office or 0
    kept = AreaFollowUp.objects.filter(office=office).values_list("period", flat=True)
    periods = halves_asked(FIRST, today, set(kept))
    rules = areas_of(periods[0])
    said: Given = {
        "office": office_name(office),
        "rows": [
            (one, [_row(each) for each in reading.follow_ups(office, one)], reading.cases_read(office, one))
            for one in periods
        ],
        "periods": periods[:2],
        "areas": [(one, reading.area_title(one, lang())) for one in main_areas(office)],
        "themes": [(one.id, one.title[lang()]) for one in themes(today)],
        "typed": request.POST if refused else {},
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    return shown(request, "quality/areas.html", said, refused)


@require_safe
def one(request: HttpRequest, follow_up: int) -> HttpResponse:
    who = _management(request)
    return _page(request, who, _found(follow_up, who))


@require_POST
def autosave(request: HttpRequest, follow_up: int) -> HttpResponse:
    """Save the whole picture while it is written; the answer says when, or why not."""
    who = _management(request)
    row, told = _found(follow_up, who), _words(request, follow_up) | by_of(request, who)
    return autosaving.answer(request, lambda: commands.save_area_follow_up(**told), autosaving.kept(row))


def _words(request: HttpRequest, follow_up: int) -> Given:
    words = {name: request.POST.get(name, "") for name in WORDS}
    version = whole(request.POST.get("version", ""))
    return {"follow_up": follow_up, "version": version, "words": words}


@require_POST
def act(request: HttpRequest, follow_up: int, act: str) -> HttpResponse:
    """One act on a follow-up. Where it is refused, the page says why and keeps what was typed."""
    who, given = _management(request), request.POST
    row, told = _found(follow_up, who), _words(request, follow_up)
    try:
        match act:
            case "choose":
                said: Given = {name: given.get(name, "") for name in ("number", "strengths", "improvements")}
                commands.choose_area_case(follow_up=follow_up, **said, **by_of(request, who))
            case "reuse":
                chosen = [whole(one) for one in given.getlist("reviews")]
                commands.reuse_reviews(follow_up=follow_up, reviews=chosen, **by_of(request, who))
            case "leave-out":
                number = given.get("number", "")
                commands.leave_out_area_case(follow_up=follow_up, number=number, **by_of(request, who))
            case "save":
                commands.save_area_follow_up(**told, **by_of(request, who))
            case "complete":
                commands.complete_area_follow_up(**told, **by_of(request, who, "on"))
            case "drop":
                reason = given.get("reason", "")
                commands.drop_area_follow_up(follow_up=follow_up, reason=reason, **by_of(request, who))
                return redirect("quality-areas")
            case _:
                raise Http404(_("There is no such act."))
    except Refused as refused:
        return _page(request, who, row, refused)
    recorded(request, _done()[act])
    return redirect("quality-area", follow_up)


def _done() -> dict[str, str]:
    return {
        "choose": _("The case is among them."),
        "reuse": _("The reviews are reused."),
        "leave-out": _("The case is out again."),
        "save": _("What you wrote is saved."),
        "complete": _("The follow-up is completed. Q3 is done for the half year."),
    }


def _page(
    request: HttpRequest, who: Person, row: AreaFollowUp, refused: Refused | None = None
) -> HttpResponse:
    row.refresh_from_db()
    open_ = row.stage == AreaFollowUp.Stage.OPEN
    typed, first = request.POST if refused else {}, halves.span_of(row.period)[0]
    rows = [
        (one, reading.months_before(one.decided_on or first, row.period)) for one in reading.cases_of(row)
    ]
    rules = areas_of(row.period)
    said = {
        "row": row,
        "saved": autosaving.saved(row),
        "autosave": reverse("quality-area-autosave", args=[row.pk]),
        "office": office_name(row.office),
        "area": reading.area_title(row.area, lang()),
        "theme": reading.theme_title(row.theme, row.period, lang()),
        "stage": stages()[row.stage],
        "open": open_,
        "cases": rows,
        "seen": seen_numbers(request, (one.number for one, _before in rows)),
        "reused": sum(one.review is not None for one, _before in rows),
        "own": sum(one.review is None for one, _before in rows),
        "reusable": [
            (one, organisation.named(one.employee)) for one in (reading.reusable(row, who) if open_ else [])
        ],
        "words": {name: typed.get(name, getattr(row, name)) for name in WORDS},
        "case_typed": typed if "number" in typed else {},
        "fewest": rules.fewest_cases,
        "today": today_of(request).isoformat(),
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    if "number" in typed:  # words of a case, not of the follow-up
        said["words"] = {name: getattr(row, name) for name in WORDS}
    return shown(request, "quality/area.html", said, refused)


def _row(one: reading.FollowUp) -> Given:
    return {
        "one": one,
        "area": reading.area_title(one.area, lang()),
        "theme": reading.theme_title(one.theme, one.period, lang()),
        "stage": stages()[one.stage],
    }


def stages() -> dict[str, str]:
    return {"open": _("under way"), "done": _("completed"), "dropped": _("given up")}


def _management(request: HttpRequest) -> Person:
    who = reader(request)
    if who.office is None or who.role not in areas_of(halves.half_of(today_of(request))).done_by:
        raise PermissionDenied
    return who


def _found(follow_up: int, who: Person) -> AreaFollowUp:
    row = reading.follow_up_for(follow_up, who)
    if row is None:
        raise Http404(_("There is no such follow-up, or it is not yours to see."))
    return row
