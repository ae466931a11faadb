"""The central measurement on the screen: progress and report, one's own cases, the form for one of them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.content.schema.quality_programme import Part
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.central import reading
from anke.oversight.quality.central.acting import central_of, is_for
from anke.oversight.quality.central.document import document_of
from anke.oversight.quality.central.scoring import disagreements
from anke.oversight.quality.documents import as_page
from anke.oversight.quality.documents.report import FORMS, MEDIA
from anke.oversight.quality.documents.report import render as written
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.reaching import is_synthetic, lang, reader
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
def listing(request: HttpRequest) -> HttpResponse:
    """Every measurement; and for the legal unit the form that begins one."""
    who, refused = reader(request), ""
    if request.method == "POST":
        try:
            year = _year(request.POST.get("year", ""))
            commands.open_measurement(year=year, **_by(request, who))
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
        does(year=year, **given, **_by(request, who))
    except Refused as problem:
        return _page(request, who, found, problem[lang()])
    messages.success(request, _("It has been recorded."))
    return redirect("quality-measurement", year)


@FORM
def rate(request: HttpRequest, year: int, part: str, side: str, number: str) -> HttpResponse:
    """The form for one case. The other side's answers stand there once both have rated it."""
    who, found = reader(request), _found(year)
    row = found.counted.filter(part=part, side=side, number=number).first()
    actor = organisation.actor(who.initials)
    if row is None or actor is None or not is_for(row, actor):
        raise PermissionDenied
    refused, status, asked = "", 200, central_of(year).part(part)
    if request.method == "POST":
        try:
            commands.rate_case(
                year=year,
                part=part,
                number=number,
                side=side,
                answers={one.id: request.POST.get(one.id, "") for one in asked.criteria},
                comment=request.POST.get("comment", ""),
                expected=_version(request.POST),
                **_by(request, who),
            )
        except Refused as problem:
            refused, status = problem[lang()], 409 if isinstance(problem, Stale) else 400
        else:
            messages.success(request, _("The case is rated."))
            left = [one for one in reading.own_ratings(found, actor) if not one.rated_by]
            if left:
                return redirect("quality-rate", year, left[0].part, left[0].side, left[0].number)
            return redirect("quality-measurement", year)
    return _form(request, row, asked, refused, status)


def _form(request: HttpRequest, row: Rating, asked: Part, refused: str, status: int) -> HttpResponse:
    typed = request.POST if request.method == "POST" else (row.answers or {})
    said = {
        "row": row,
        "year": row.measurement.year,
        "part": asked.title[lang()],
        "criteria": _criteria(asked, typed),
        "comment": request.POST.get("comment", row.comment),
        "other": _other(row, asked),
        "shut": row.measurement.stage != Measurement.Stage.OPEN,
        "refused": refused,
    }
    return _shown(request, "quality/rate.html", said, status)


def _criteria(asked: Part, typed: Any) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "title": one.title[lang()],
            "answers": [(each.id, each.title[lang()], typed.get(one.id) == each.id) for each in one.answers],
        }
        for one in asked.criteria
    ]


def _other(row: Rating, asked: Part) -> list[dict[str, Any]]:
    """Where the two sides differ, once both have rated: for talking it over and settling it."""
    other = reading.other_side(row)
    if other is None or row.answers is None or other.answers is None:
        return []
    settled = {one.criterion: one for one in row.measurement.settled.filter(number=row.number)}
    return [
        {
            "id": one.id,
            "title": one.title[lang()],
            "own": _answer(asked, one.id, row.answers[one.id]),
            "other": _answer(asked, one.id, other.answers[one.id]),
            "comment": other.comment,
            "answers": [(each.id, each.title[lang()]) for each in one.answers],
            "settled": settled.get(one.id),
            "agreed": _answer(asked, one.id, settled[one.id].answer) if one.id in settled else "",
        }
        for one in asked.criteria
        if row.answers[one.id] != other.answers[one.id]
    ]


def _page(request: HttpRequest, who: Person, found: Measurement, refused: str = "") -> HttpResponse:
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
        "mine": mine,
        "mine_done": sum(bool(each.rated_by) for each in mine),
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
        "runs": who.role is Role.LEGAL_UNIT,
        "approves": who.role is Role.DIRECTOR and found.stage == Measurement.Stage.REPORTED,
        "refused": refused,
    }
    if found.report:
        said |= as_page.said(document_of(found, lang(), synthetic=is_synthetic()), lang())
    return _shown(request, "quality/measurement.html", said, 409 if refused else 200)


def _answer(asked: Part, criterion: str, answer: str) -> str:
    found = asked.criterion(criterion)
    return next((one.title[lang()] for one in found.answers if one.id == answer), answer) if found else ""


def _office(names: dict[int, tuple[str, str]], code: int) -> str:
    return f"{code} {names.get(code, ('', ''))[lang() == 'en']}".strip()


def _stages() -> dict[str, str]:
    return {"open": _("under way"), "reported": _("the report is written"), "approved": _("approved")}


def _found(year: int) -> Measurement:
    found = reading.measurement_of(year)
    if found is None:
        raise Http404(_("There is no measurement of that year."))
    return found


def _by(request: HttpRequest, who: Person) -> dict[str, Any]:
    return {"actor": who.initials, "happened_on": today_of(request), "recorded_at": moment_of(request)}


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused("Skriv året med fire cifre.", "Write the year in four digits.")
    return int(text)


def _version(given: QueryDict) -> int:
    text = given.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _shown(request: HttpRequest, template: str, said: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "quality", "lang": lang(), **said}, status=status)
