"""Draws on the screen: the list, one draw with its proof, its acts, and the file to repeat it by."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.draws import reading, words
from anke.oversight.quality.draws.acting import CONTRIBUTORS, RUNNERS
from anke.oversight.quality.draws.as_data import as_data
from anke.oversight.quality.draws.reading import DrawCard
from anke.oversight.quality.programme.content import model_of, programme_of
from anke.oversight.quality.reaching import SEES_ALL, lang, reader
from anke.oversight.quality.showing import Given, by_of
from anke.rules.refusal import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Every draw; and the form that plans one, for the legal unit."""
    who, refused = reader(request), ""
    if request.method == "POST":
        try:
            made = commands.plan_draw(
                activity=request.POST.get("activity", ""),
                year=_whole(request.POST.get("year", "")),
                **by_of(request, who),
            )
        except Refused as problem:
            refused = problem[lang()]
        else:
            messages.success(request, _("The draw is planned."))
            return redirect("quality-draw", made.name)
    year = today_of(request).year - 1
    rows = [(one, words.STAGES[one.stage], _title(one.activity, one.year)) for one in reading.draws()]
    said = {
        "rows": rows,
        "runs": who.role in RUNNERS,
        "activities": [
            (one.activity, _title(one.activity, year))
            for one in programme_of(year).drawings
            if one.per == "year"
        ],
        "year": year,
        "refused": refused,
    }
    return _shown(request, "quality/draws.html", said, 400 if refused else 200)


@require_safe
def one(request: HttpRequest, name: str) -> HttpResponse:
    return _page(request, reader(request), _found(name))


@require_POST
def act(request: HttpRequest, name: str, act: str) -> HttpResponse:
    """One act on a draw. Where it is refused, the page says why."""
    who, card, given = reader(request), _found(name), request.POST
    by: Given = by_of(request, who) | {"draw": name}
    try:
        match act:
            case "promise":
                commands.promise_contribution(words=given.get("words", ""), **by)
            case "freeze":
                commands.freeze_frame(**by)
            case "reveal":
                commands.reveal_contribution(words=given.get("words", ""), **by)
            case "replace":
                commands.replace_case(number=given.get("number", ""), reason=given.get("reason", ""), **by)
            case "abandon":
                commands.abandon_draw(reason=given.get("reason", ""), **by)
            case _:
                raise Http404(_("There is no such act."))
    except Refused as problem:
        return _page(request, who, card, problem[lang()])
    messages.success(request, str(words.DONE[act]))
    return redirect("quality-draw", name)


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """The draw as data. Which cases are restricted is told to those who see all cases."""
    who, card = reader(request), _found(name)
    said = as_data(card)
    if who.role not in SEES_ALL:
        said["excluded"] = [one for one in said["excluded"] if one["reason"] != "restricted"]
    answer = JsonResponse(said, json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = f'attachment; filename="draw-{name.replace("/", "-")}.json"'
    return answer


def _page(request: HttpRequest, who: Person, card: DrawCard, refused: str = "") -> HttpResponse:
    proof = reading.proof_of(card) if card.stage == "drawn" else None
    mine = next((each for each in card.promises if each.who == who.initials), None)
    names = organisation.names_of(each.who for each in card.promises)
    told = Counter(reason for _office, _number, reason, _who in card.excluded)
    open_ = who.role in SEES_ALL
    said = {
        "card": card,
        "title": _title(card.activity, card.year),
        "stage": words.STAGES[card.stage],
        "offices": organisation.office_titles(),
        "strata": [(each, _office(each.office)) for each in card.strata],
        "promises": [(each, names.get(each.who, each.who)) for each in card.promises],
        "checks": [(words.CHECKS[key], holds) for key, holds in vars(proof).items()] if proof else [],
        "holds": proof.holds if proof else None,
        "reasons": [(words.REASONS[reason], count) for reason, count in sorted(told.items())],
        "excluded": [
            (_office(office), number, words.REASONS[reason], whose)
            for office, number, reason, whose in card.excluded
            if open_ or reason != "restricted"
        ][:500],
        "unknown": sum(each.unknown for each in card.strata),
        "notes": _notes(card),
        "runs": who.role in RUNNERS,
        "promises_now": card.stage == "planned"
        and len(card.promises) < 2
        and mine is None
        and who.role in CONTRIBUTORS,
        "reveals_now": card.stage == "frozen" and mine is not None and not mine.words,
        "refused": refused,
    }
    return _shown(request, "quality/draw.html", said, 409 if refused else 200)


def _notes(card: DrawCard) -> list[dict[str, Any]]:
    rules = programme_of(card.year).drawing(card.activity.split("H", maxsplit=1)[0])
    return [
        {"text": note.text[lang()], "alternatives": [other[lang()] for other in note.alternatives]}
        for note in (rules.notes if rules else ())
    ]


def _title(activity: str, year: int) -> str:
    of = activity.split("H", maxsplit=1)[0]  # "Q7H1" is Q7's
    found = next((each for each in model_of(year).activities if each.id == of), None)
    return found.title[lang()] if found else activity


def _office(code: int) -> str:
    da, en = organisation.office_titles().get(code, (str(code), str(code)))
    return f"{code} {da if lang() == 'da' else en}"


def _found(name: str) -> DrawCard:
    card = reading.draw_called(name)
    if card is None:
        raise Http404(_("There is no such draw."))
    return card


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise Refused("Skriv året med fire cifre.", "Write the year in four digits.")
    return int(text)


def _shown(request: HttpRequest, template: str, said: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "quality", "lang": lang(), **said}, status=status)
