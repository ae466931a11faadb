"""The page of one case: what it shows, why its deadline is the day it is, and what is told to those who do
not see it."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from anke.casework.cases import clock_words, commands, once
from anke.casework.cases.case_page import CasePage
from anke.casework.cases.commands.undoing import undoable
from anke.casework.cases.kept_page import KeptPage, shown_before
from anke.casework.cases.looking import Looked, looked_up, looker, no_such_case
from anke.casework.cases.models import Case
from anke.casework.cases.proof import proof_of
from anke.casework.cases.story import clocks_of
from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation.queries import moment_of
from anke.rules.personal_numbers import holds_number
from anke.rules.refusal import Refused
from anke.rules.roles import POWERS
from anke.rules.trace import sentences

Shown = Callable[..., HttpResponseBase]


def never_stored(view: Shown) -> Shown:
    """A page that no cache keeps, the browser's least of all."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        answer = view(request, *args, **more)
        answer["Cache-Control"] = "no-store, private"
        return answer

    return shown


def of_a_case(view: Shown, *, whole: bool = False) -> Shown:
    """A page of one case, for those who see it: kept in no cache, and every showing of it set down. `whole`:
    one that shows its parties.

    Others are told that there is none; those who may see a case in an emergency are also told how.
    """

    @login_required
    @never_stored
    @wraps(view)
    def shown(request: HttpRequest, number: str, **more: Any) -> HttpResponseBase:
        at = moment_of(request)
        try:
            looked = looked_up(request, number, at=at, whole=whole)
        except Http404:
            return _behind_glass(request, number)
        if whole and shown_before(looked):
            # The page is kept: it is made while the disk takes the reading, and leaves when it has.
            organisation.begin_reading(who=looked.who.initials, number=number, what="page", at=at)
            return view(request, looked, **more)
        answer = view(request, looked, **more)
        if answer.status_code in (409, 422) or (request.method == "GET" and answer.status_code == 200):
            organisation.record_reading(who=looked.who.initials, numbers=[number], what="page", at=at)
        return answer

    return shown


def unless_personal(typed: str) -> str:
    """What was typed, for a form that comes back; nothing of a text with a personal number in it."""
    return "" if holds_number(typed) else typed


def _behind_glass(request: HttpRequest, number: str, refused: str = "") -> HttpResponse:
    who = looker(request, at=moment_of(request)).actor
    if who is None or who.role is None or not POWERS[who.role].glass:
        no_such_case()
    said = {"number": number, "refused": refused, "typed": unless_personal(request.POST.get("reason", ""))}
    return render(request, "cases/glass.html", said, status=404)


@require_GET
@partial(of_a_case, whole=True)
def case(request: HttpRequest, looked: Looked) -> HttpResponse:
    said = {
        "number": looked.case.number,
        "tab": "case",
        "case": looked.case,
        "initials": looked.who.initials,
        "role": looked.who.role,
    }
    if done := _done(request, looked):
        return render(request, "cases/case.html", said | {"page": CasePage(looked), "done": done})
    page = KeptPage(looked)
    return render(request, "cases/case_kept.html", said | {"page": page, "put_in": page.put_in})


def _done(request: HttpRequest, looked: Looked) -> dict[str, Any] | None:
    """What was done just now, said on the page it leads to, with how to undo it; only until more happens."""
    if request.GET.get("done") != str(looked.case.position):
        return None
    last = events.events_of("case", looked.case.number)[-1]
    return {"said": events.say(last, looked.looker.lang), "undoable": undoable(last), "token": once.token()}


@require_GET
@of_a_case
def case_clock(request: HttpRequest, looked: Looked) -> HttpResponse:
    """Why the deadline is the day it is: every limit that binds the case, step by step."""
    lang, today = looked.looker.lang, looked.looker.today
    clocks = [
        {
            "title": told.limit.title[lang],
            "nature": clock_words.nature_words(told.limit),
            "binding": told.binding,
            "sentences": sentences(told.clock.steps, lang, target=told.limit.is_target),
            "standing": clock_words.standing(told.clock, today, target=told.limit.is_target),
            "entry": told.limit.term.entry(told.clock.received),
            "notes": [one.text[lang] for one in told.limit.notes],
        }
        for told in clocks_of(looked.case.number)
    ]
    said = {
        "number": looked.case.number,
        "tab": "case",
        "clocks": clocks,
        "name": f"case-{looked.case.number}",
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "cases/clock_part.html" if part else "cases/clock.html", said)


@require_GET
@of_a_case
def case_proof(request: HttpRequest, looked: Looked, form: str) -> HttpResponse:
    """The proof of the deadlines, as data for a program or as text for a person."""
    proof = proof_of(looked.case.number, at=looked.looker.at, lang=looked.looker.lang)
    name = f'attachment; filename="anke-{looked.case.number}-deadlines.{form}"'
    if form == "json":
        answer: HttpResponse = JsonResponse(
            proof.data, json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
    elif form == "txt":
        answer = HttpResponse(proof.text, content_type="text/plain; charset=utf-8")
    else:
        raise Http404(
            _("The proof is not written as “%(form)s”.") % {"form": form},
            [("JSON", reverse("case-proof", args=[looked.case.number, "json"]))],
        )
    answer["Content-Disposition"] = name
    return answer


@require_POST
@sensitive_post_parameters()
@of_a_case
@sensitive_variables()
def case_cpr(request: HttpRequest, looked: Looked, party: str) -> HttpResponse:
    """A party's personal number, shown once to somebody who says why, and set down."""
    reason = " ".join(request.POST.get("reason", "").split())
    said: dict[str, Any] = {"number": looked.case.number, "tab": "case", "party": party}
    said["typed"] = unless_personal(reason)
    try:
        if not reason:
            raise Refused("Skriv, hvorfor du skal se nummeret.", "Write why you need to see the number.")
        said["cpr"] = commands.reveal_cpr(
            number=looked.case.number,
            party=party,
            reason=reason,
            actor=looked.who.initials,
            recorded_at=looked.looker.at,
        )
    except Refused as refused:
        return render(request, "cases/cpr.html", said | {"refused": refused[looked.looker.lang]}, status=409)
    return render(request, "cases/cpr.html", said)


@require_POST
@login_required
@never_stored
def case_glass(request: HttpRequest, number: str) -> HttpResponse:
    """Take sight of a case in an emergency."""
    at = moment_of(request)
    who = looker(request, at=at)
    if who.actor is None or who.actor.role is None or not POWERS[who.actor.role].glass:
        no_such_case()
    case = Case.objects.filter(number=number).first()
    try:
        with transaction.atomic():  # the same is done for a case that does not exist, and then taken back
            organisation.break_glass(
                initials=who.actor.initials,
                number=number,
                reason=request.POST.get("reason", ""),
                at=at,
                office=case.office if case else None,
            )
            if case is None:
                no_such_case()
    except Refused as refused:
        return _behind_glass(request, number, refused[who.lang])
    return redirect("case", number)
