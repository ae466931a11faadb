"""The pages on which something is done to a case: one small form for each act, and undoing the last."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from anke.casework.cases import act_form, at_once, commands, once
from anke.casework.cases.act_fields import Ground
from anke.casework.cases.act_table import NEEDS, ROWS, Row
from anke.casework.cases.at_once import seen
from anke.casework.cases.case_page import CasePage, party_kinds
from anke.casework.cases.case_views import never_stored, of_a_case, unless_personal
from anke.casework.cases.looking import Looked
from anke.events.apply import CaseState
from anke.events.problem import EventError
from anke.rules.local import local_date
from anke.rules.refusal import Refused, Stale
from anke.rules.steps import Act, require_may, step

_ACTS = frozenset(Act)


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@login_required
@never_stored
@sensitive_variables()
def act(request: HttpRequest, number: str, act: str) -> HttpResponseBase:
    """The form of one act; sent in, the act is done and the page of the case says so."""
    if done := at_once.done(request, number, act):
        return _to_the_case(*done)
    return _page_of_act(request, number, act=act)


def _to_the_case(number: str, position: int) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('case', args=[number])}?done={position}")


@of_a_case
@sensitive_variables()
def _page_of_act(request: HttpRequest, looked: Looked, act: str) -> HttpResponse:
    row = ROWS.get(Act(act)) if act in _ACTS else None
    if row is None:
        raise Http404(_("There is no such act."))
    now = looked.looker.at
    if refused := _not_now(row, looked):
        return _shown(request, looked, row, None, refused=refused, status=409)
    party = request.POST.get("party") or request.GET.get("party", "")
    if row.act is Act.CHANGE_PARTY and party not in {key for key, _kind, _shown in looked.state.parties}:
        return _which_party(request, looked, row)
    ground = Ground(looked.state, looked.looker.lang, party, _links(row, looked))
    today = local_date(now)
    if request.method == "GET":
        return _shown(request, looked, row, act_form.form_for(row, ground, today=today))
    form = act_form.form_for(row, ground, today=today, typed=request.POST)
    return _sent(request, looked, row, form, now)


def _links(row: Row, looked: Looked) -> frozenset[str]:
    """The linked cases the person sees, where the form offers them."""
    named = looked.state.links if row.act is Act.UNLINK else ()
    if not named:
        return frozenset()
    return frozenset(looked.looker.seen.filter(number__in=named).values_list("number", flat=True))


def _not_now(row: Row, looked: Looked) -> Refused | None:
    """Why somebody cannot do an act to the case as it stands; None where they can."""
    try:
        step(looked.state.status, row.act)
        require_may(row.act, looked.who.role, looked.state.status)
    except Refused as refused:
        return refused
    fits = NEEDS.get(row.act)
    if fits is None or fits(looked.state):
        return None
    return Refused("Der er intet på sagen at gøre det ved.", "There is nothing on the case to do it to.")


@sensitive_variables()
def _sent(request: HttpRequest, looked: Looked, row: Row, form: forms.Form, now: datetime) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, looked, row, form, status=422)
    who, known = looked.who.initials, seen(request)

    def does() -> CaseState:
        return act_form.do(row, form, looked.state, actor=who, at=now, expected=known)

    try:
        number, position = once.once(once.mark_of(request, who), does, at=now)
    except Refused as refused:
        return _shown(request, looked, row, form, refused=refused, status=409)
    except EventError:
        unfit = Refused(
            "Det kan ikke registreres, som det er skrevet. Se felterne efter: er der et CPR-nummer i en "
            "tekst, eller er intet ændret?",
            "This cannot be recorded as it is typed. Look at the fields again: is there a personal number "
            "in a text, or is nothing changed?",
        )
        return _shown(request, looked, row, form, refused=unfit, status=422)
    return _to_the_case(number, position)


@sensitive_variables()
def _shown(
    request: HttpRequest,
    looked: Looked,
    row: Row,
    form: forms.Form | None,
    *,
    refused: Refused | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of an act. A form that was refused comes back as it was typed, and says why."""
    said = {
        "number": looked.case.number,
        "tab": "case",
        "page": (page := CasePage(looked)),
        "row": row,
        "by_letter": bool(page.way[0]) and row.act in (Act.DECIDE, Act.APPROVE, Act.DISPATCH),
        "form": form,
        "refused": refused[looked.looker.lang] if refused else "",
        "stale": isinstance(refused, Stale),
        "once": once.token(),
        "expected": looked.case.position,
        "party": _party_words(looked, form),
        "has_cpr": form is not None and "cpr" in form.fields and form.is_bound,
    }
    return render(request, "cases/act.html", said, status=status)


def _party_words(looked: Looked, form: forms.Form | None) -> str:
    """Whose particulars a form changes; by kind and letter, no name."""
    kinds = party_kinds()
    key = form["party"].value() if form is not None and "party" in form.fields else ""
    return next((f"{kinds[kind]} ({one})" for one, kind, _hidden in looked.state.parties if one == key), "")


def _which_party(request: HttpRequest, looked: Looked, row: Row) -> HttpResponse:
    """Which party's particulars are to be changed: asked first, for the form shows what is known of one."""
    kinds = party_kinds()
    known = {one.key: one.name for one in CasePage(looked).parties}
    address = reverse("act", args=[looked.case.number, row.act])
    choices = [
        (f"{kinds[kind]}: {known.get(key, key)}", f"{address}?party={key}")
        for key, kind, _shown in looked.state.parties
    ]
    said = {
        "number": looked.case.number,
        "tab": "case",
        "page": CasePage(looked),
        "row": row,
        "choices": choices,
    }
    return render(request, "cases/act.html", said)


@require_http_methods(["GET", "POST"])
@of_a_case
def case_undo(request: HttpRequest, looked: Looked) -> HttpResponse:
    """Take the last act back by a new one. From the page of the case it takes one press of a button."""
    number, now = looked.case.number, looked.looker.at
    said: dict[str, Any] = {"number": number, "tab": "case", "page": CasePage(looked), "once": once.token()}
    said |= {"expected": looked.case.position, "typed": unless_personal(request.POST.get("reason", ""))}
    if request.method == "GET":
        return render(request, "cases/undo.html", said)
    reason = " ".join(request.POST.get("reason", "").split()) or _("Done by mistake")
    by: dict[str, Any] = {"happened_on": local_date(now), "actor": looked.who.initials, "recorded_at": now}

    def does() -> CaseState:
        return commands.undo(number=number, reason=reason[:500], expected=seen(request), **by)

    try:
        _number, position = once.once(once.mark_of(request, looked.who.initials), does, at=now)
    except (Refused, EventError) as refused:
        words = refused[looked.looker.lang] if isinstance(refused, Refused) else _("It cannot be undone.")
        return render(request, "cases/undo.html", said | {"refused": words}, status=409)
    return _to_the_case(number, position)
