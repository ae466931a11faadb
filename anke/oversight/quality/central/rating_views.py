"""The form for one case of the measurement: saved as it is filled in, and gone through by keyboard."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from anke.content.schema.quality_programme import Part
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, Person
from anke.oversight.quality import autosaving, commands
from anke.oversight.quality.beside import decision_beside
from anke.oversight.quality.central import reading
from anke.oversight.quality.central.acting import central_of, is_for
from anke.oversight.quality.models import Measurement, Rating
from anke.oversight.quality.reaching import lang, reader
from anke.oversight.quality.showing import by_of, whole
from anke.rules.refusal import Refused, Stale


@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, year: int, part: str, side: str, number: str) -> HttpResponse:
    """The form for one case. The other side's answers stand there once both have rated it."""
    who = reader(request)
    row, actor = _row(who, year, part, side, number)
    refused, status, asked = "", 200, central_of(year).part(part)
    if request.method == "POST":
        try:
            commands.rate_case(**_given(request, row, asked), **by_of(request, who))
        except Refused as problem:
            refused, status = problem[lang()], 409 if isinstance(problem, Stale) else 400
        else:
            messages.success(request, _("The case is rated."))
            after = reading.next_unrated(row, actor)
            if after is None:
                return redirect("quality-measurement", year)
            return redirect(f"{_address(after)}?begin=1")
    return _form(request, who, row, refused, status=status)


@require_POST
def autosave(request: HttpRequest, year: int, part: str, side: str, number: str) -> HttpResponse:
    """Save what is filled in so far; the answer says when, or why not."""
    who = reader(request)
    row, _actor = _row(who, year, part, side, number)
    given = _given(request, row, central_of(year).part(part)) | by_of(request, who)

    return autosaving.answer(request, lambda: commands.save_draft(**given), autosaving.kept(row))


def _row(who: Person, year: int, part: str, side: str, number: str) -> tuple[Rating, Actor]:
    """The reading asked for, of whoever is to do it. Raises `PermissionDenied` for anybody else."""
    found = reading.measurement_of(year)
    if found is None:
        raise Http404(_("There is no measurement of that year."))
    row = found.counted.filter(part=part, side=side, number=number).first()
    actor = organisation.actor(who.initials)
    if row is None or actor is None or not is_for(row, actor):
        raise PermissionDenied
    return row, actor


def _given(request: HttpRequest, row: Rating, asked: Part) -> dict[str, Any]:
    return {
        "year": row.measurement.year,
        "part": row.part,
        "number": row.number,
        "side": row.side,
        "answers": {one.id: request.POST.get(one.id, "") for one in asked.criteria},
        "comment": request.POST.get("comment", ""),
        "expected": whole(request.POST.get("version", "")),
    }


def _form(request: HttpRequest, who: Person, row: Rating, refused: str, *, status: int) -> HttpResponse:
    asked = central_of(row.measurement.year).part(row.part)
    kept = row.draft or {"answers": row.answers or {}, "comment": row.comment}
    posted = request.method == "POST"
    around = reading.around(row)
    said = {
        "row": row,
        "card": row,
        "year": row.measurement.year,
        "part": asked.title[lang()],
        "criteria": _criteria(asked, request.POST if posted else kept["answers"], "begin" in request.GET),
        "comment": request.POST.get("comment", "") if posted else kept["comment"],
        "saved": autosaving.saved(row),
        "autosave": reverse("quality-rate-autosave", args=_args(row)),
        "around": around,
        "before": _address(around.before) if around.before else "",
        "after": _address(around.after) if around.after else "",
        "other": _other(row, asked),
        "both": reading.other_side(row) is not None,
        "shut": row.measurement.stage != Measurement.Stage.OPEN,
        "refused": refused,
    } | decision_beside(request, who, row.number, "measurement")
    said |= {"section": "quality", "lang": lang()}
    return render(request, "quality/rate.html", said, status=status)


def _criteria(asked: Part, typed: Any, begins: bool) -> list[dict[str, Any]]:
    """The questions; where the form begins, the keyboard stands at the first that is not answered."""
    first = next((one.id for one in asked.criteria if not typed.get(one.id)), "") if begins else ""
    return [
        {
            "id": one.id,
            "title": one.title[lang()],
            "begins": one.id == first,
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


def _answer(asked: Part, criterion: str, answer: str) -> str:
    found = asked.criterion(criterion)
    return next((one.title[lang()] for one in found.answers if one.id == answer), answer) if found else ""


def _args(row: Rating) -> list[Any]:
    return [row.measurement.year, row.part, row.side, row.number]


def _address(row: Rating) -> str:
    return reverse("quality-rate", args=_args(row))
