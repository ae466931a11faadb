"""Registering a case: the form an intake person fills in, the deadline it leads to, and what else is known of
the person."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from anke.casework.cases import commands, once
from anke.casework.cases.case_views import never_stored
from anke.casework.cases.looking import Looker, looker
from anke.casework.cases.register_form import RegisterForm, follows
from anke.events.apply import CaseState
from anke.events.problem import EventError
from anke.organisation.queries import Actor, moment_of
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.steps import Act, may


def _registrar(request: HttpRequest, at: datetime) -> tuple[Looker, Actor]:
    """Who registers. Raises `PermissionDenied` for those who never do."""
    found = looker(request, at=at)
    if found.actor is None or not may(Act.DESCRIBE_APPEAL, found.actor.role) or not found.actor.scope:
        raise PermissionDenied
    return found, found.actor


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_required
@never_stored
@sensitive_variables()
def case_new(request: HttpRequest) -> HttpResponse:
    """Register a case. The button “Show the deadline” saves nothing."""
    now = moment_of(request)
    who, actor = _registrar(request, now)
    typed = request.POST if request.method == "POST" else None
    form = RegisterForm(typed, lang=who.lang, today=local_date(now), scope=actor.scope)
    if typed is None:
        return _shown(request, form, who)
    form.is_valid()
    if "preview" in request.POST:
        return _shown(request, form, who, preview=True)
    if form.errors:
        return _shown(request, form, who, status=422)
    return _registered(request, form, who, actor)


@sensitive_variables()
def _registered(request: HttpRequest, form: RegisterForm, who: Looker, actor: Actor) -> HttpResponse:
    by: dict[str, Any] = {"actor": actor.initials, "recorded_at": who.at}

    def does() -> CaseState:
        state = commands.register_case(**form.as_case(), **by)
        if person := form.representative():
            state = commands.add_party(
                number=state.name, kind="representative", person=person, happened_on=state.received_on, **by
            )
        return state

    try:
        number, position = once.once(once.mark_of(request, actor.initials), does, at=who.at)
    except Refused as refused:
        return _shown(request, form, who, refused=refused[who.lang], status=409)
    except EventError:
        unfit = Refused(
            "Sagen kan ikke registreres, som den er skrevet. Er der et CPR-nummer i en tekst?",
            "The case cannot be registered as it is typed. Is there a personal number in a text?",
        )
        return _shown(request, form, who, refused=unfit[who.lang], status=422)
    return HttpResponseRedirect(f"{reverse('case', args=[number])}?done={position}&new=1")


@sensitive_variables()
def _shown(
    request: HttpRequest,
    form: RegisterForm,
    who: Looker,
    *,
    refused: str = "",
    preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    said: dict[str, Any] = {"form": form, "refused": refused, "once": once.token(), "section": "case-new"}
    if preview:
        typed = dict(form.cleaned_data)
        said |= {"preview": True, "follows": follows(typed, who.lang)}
    said["show_errors"] = form.is_bound and not preview
    return render(request, "cases/register.html", said, status=status)


@require_GET
@login_required
@never_stored
def case_new_deadline(request: HttpRequest) -> HttpResponse:
    """The deadline that would follow, as a part of the page: from the case type, the day and the state of
    information alone. No name or number is ever part of its address."""
    now = moment_of(request)
    who, actor = _registrar(request, now)
    form = RegisterForm(request.GET, lang=who.lang, today=local_date(now), scope=actor.scope)
    form.is_valid()
    said = {"follows": follows(dict(form.cleaned_data), who.lang), "preview": True}
    return render(request, "cases/follows.html", said)
