"""The central measurement on the screen: progress and report, one's own cases, the form for one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.central import focus_pages, reading
from anke.oversight.quality.central.acting import central_of
from anke.oversight.quality.central.document import document_of
from anke.oversight.quality.central.scoring import disagreements
from anke.oversight.quality.documents import as_page
from anke.oversight.quality.documents.report import FORMS, MEDIA
from anke.oversight.quality.documents.report import render as written
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.reaching import is_synthetic, lang, reader
from anke.oversight.quality.showing import by_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

Typed = dict[str, str] | None
FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def listing(request: HttpRequest) -> HttpResponse:
    """Every measurement; and for the legal unit the form that begins one."""
    who, refused = reader(request), ""
    if request.method == "POST":
        try:
            year = _year(request.POST.get("year", ""))
            commands.open_measurement(year=year, **by_of(request, who))
        except Refused as problem:
            refused = problem[lang()]
        else:
            messages.success(request, _("The measurement is begun."))
            return redirect("quality-measurement", year)
    rows = [(one, _stages()[one.stage], reading.totals(one)) for one in reading.measurements()]
    said = {
        "rows": rows,
        "runs": who.role is Role.LEGAL_UNIT,
        "year": today_of(request).year - 1,
        "refused": refused,
    }
    return _shown(request, "quality/measurements.html", said, 409 if refused else 200)


@require_safe
def one(request: HttpRequest, year: int) -> HttpResponse:
    return _page(request, reader(request), _found(year))


_ACTS: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
    "report": (commands.report_measurement, ("needs",)),
    "approve": (commands.approve_measurement, ()),
    "follow-up": (commands.hold_follow_up, ("people", "words")),
    "replace": (commands.replace_reviewer, ("who", "instead", "reason")),
    "correct": (commands.correct_rating, ("part", "number", "criterion", "answer", "reason")),
    "focus": (focus_pages.set_point, focus_pages.FIELDS),
    "settle": (commands.settle_rating, ("number", "criterion", "answer", "reason")),
}


@require_safe
def report(request: HttpRequest, year: int, form: str) -> HttpResponse:
    """The report as a file."""
    reader(request)
    found = _found(year)
    if form not in FORMS or not found.report:
        raise Http404(_("There is no such report, or it is not written yet."))
    made = written(document_of(found, lang(), synthetic=is_synthetic()), form, lang())
    answer = HttpResponse(made, content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="anke-quality-{year}-{lang()}.{form}"'
    return answer


@require_POST
def act(request: HttpRequest, year: int, act: str) -> HttpResponse:
    """One act on the measurement. Where it is refused, the page says why."""
    who, found = reader(request), _found(year)
    if act not in _ACTS:
        raise Http404(_("There is no such act."))
    does, fields = _ACTS[act]
    given = {name: request.POST.get(name, "") for name in fields}
    try:
        does(year=year, **given, **by_of(request, who))
    except Refused as problem:
        return _page(request, who, found, problem[lang()], given if act == "focus" else None)
    messages.success(request, _("It has been recorded."))
    return redirect("quality-measurement", year)


def _page(
    request: HttpRequest, who: Person, found: Measurement, refused: str = "", typed: Typed = None
) -> HttpResponse:
    actor = organisation.actor(who.initials)
    names = organisation.office_titles()
    content = central_of(found.year)
    mine = reading.own_ratings(found, actor) if actor else []
    titles = {one.id: one.title[lang()] for part in content.parts for one in part.criteria}
    said = {
        "found": found,
        "draw_year": str(found.year),
        "stage": _stages()[found.stage],
        "totals": reading.totals(found),
        "a": [(each, _office(names, int(each.name))) for each in reading.progress_a(found)],
        "b": reading.progress_b(found),
        "forms": FORMS,
        "rules": [(part.title[lang()], part.scale[lang()]) for part in content.parts],
        "total_rule": content.total[lang()],
        "notes": [
            {"text": note.text[lang()], "alternatives": [each[lang()] for each in note.alternatives]}
            for note in content.notes
        ],
        "corrections": [
            each | {"title": titles.get(each["criterion"], each["criterion"])}
            for each in reading.corrections_of(found)
        ],
        "criteria": list(titles.items()),
        "differing": len(disagreements(found)),
        "replaced": reading.replaced(found),
        "headless": _headless(found, who),
        "runs": who.role is Role.LEGAL_UNIT,
        "approves": who.role is Role.DIRECTOR and found.stage == Measurement.Stage.REPORTED,
        "refused": refused,
    } | _own(found, mine)
    said |= focus_pages.said(found, who, today_of(request), typed)
    if found.report:
        said |= as_page.said(document_of(found, lang(), synthetic=is_synthetic()), lang())
    return _shown(request, "quality/measurement.html", said, 409 if refused else 200)


def _headless(found: Measurement, who: Person) -> list[tuple[str, list[str], int]]:
    """Offices without a head, who rates for them and how much is left: to those who can mend it, and to
    whoever rates."""
    if found.stage != Measurement.Stage.OPEN:
        return []
    mend, names = (Role.LEGAL_UNIT, Role.DIRECTOR), organisation.office_titles()
    return [
        (_office(names, one.office), [f"{each.name} ({each.initials})" for each in one.acting], one.left)
        for one in reading.headless(found)
        if who.role in mend or who.initials in {each.initials for each in one.acting}
    ]


def _own(found: Measurement, mine: list[Rating]) -> dict[str, Any]:
    return {
        "mine": mine,
        "mine_done": sum(bool(each.rated_by) for each in mine),
        "mine_begun": any(each.rated_by or each.draft for each in mine),
        "go_on": _go_on(found, mine),
    }


def _go_on(found: Measurement, mine: list[Rating]) -> str:
    """Where to go on rating: what is begun first, else the first that is left; empty where nothing is."""
    left = sorted((one for one in mine if not one.rated_by), key=lambda one: one.draft is None)
    if not left or found.stage != Measurement.Stage.OPEN:
        return ""
    one = left[0]
    return reverse("quality-rate", args=[found.year, one.part, one.side, one.number])


def _office(names: dict[int, tuple[str, str]], code: int) -> str:
    return f"{code} {names.get(code, ('', ''))[lang() == 'en']}".strip()


def _stages() -> dict[str, str]:
    return {"open": _("under way"), "reported": _("the report is written"), "approved": _("approved")}


def _found(year: int) -> Measurement:
    found = reading.measurement_of(year)
    if found is None:
        raise Http404(_("There is no measurement of that year."))
    return found


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused("Skriv året med fire cifre.", "Write the year in four digits.")
    return int(text)


def _shown(request: HttpRequest, template: str, said: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "quality", "lang": lang(), **said}, status=status)
