"""Keeping and destroying on the screen: for the legal unit and the director. Handing a person its data: for
those who record on cases. A page shows; every act is a form of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.casework.cases import commands as cases
from anke.casework.retention import certificate, commands, pages, queries
from anke.organisation import commands as organisation
from anke.organisation.queries import Person, moment_of
from anke.rules.local import local_date
from anke.rules.personal_numbers import require_none
from anke.rules.refusal import Refused

PAGE: Final = 50
AT_ONCE: Final = 25  # cases destroyed by one press of the button


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is due, the lists, and what is held."""
    who = _keeper(request)
    now = moment_of(request)
    held = queries.held(user=request.user, at=now)
    organisation.record_reading(who=who.initials, numbers=[case.number for case in held], what="list", at=now)
    said = {
        "due": queries.due(local_date(now)),
        "lists": pages.list_lines(queries.lists()),
        "held": pages.case_lines(held, _lang()),
        "rules": pages.rule_lines(_lang(), local_date(now)),
        "notes": pages.notes(_lang()),
    }
    return _shown(request, "retention/overview.html", said)


@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a destruction list of all that is due."""
    who = _keeper(request)
    try:
        made = commands.make_list(actor=who.initials, recorded_at=moment_of(request))
    except Refused as refused:
        messages.error(request, refused[_lang()])
        return redirect("retention")
    return redirect("retention-list", made.number)


@require_safe
def list_page(request: HttpRequest, number: str) -> HttpResponse:
    """A destruction list: every case and why now; to approve, to drop, to carry out."""
    who = _keeper(request)
    at = pages.page_number(request.GET)
    whole = pages.is_list(number)
    found = queries.list_page(number, lang=_lang(), start=(at - 1) * PAGE, limit=PAGE) if whole else None
    if found is None:
        raise Http404(_("There is no such destruction list."))
    organisation.record_reading(
        who=who.initials, numbers=[row.number for row in found.rows], what="list", at=moment_of(request)
    )
    said = {
        "page": found,
        "rows": pages.rows(found, _lang()),
        "stage": pages.stages()[found.list.stage],
        "may_approve": found.list.stage in ("listed", "approved_once")
        and found.list.first_by != who.initials,
        "approved_by_me": found.list.stage == "approved_once" and found.list.first_by == who.initials,
        "may_drop": found.list.stage not in ("done", "dropped") and not found.destroyed,
        "number": at,
        "last": max(1, -(-found.count // PAGE)),
    }
    return _shown(request, "retention/list.html", said)


@require_POST
def approve(request: HttpRequest, number: str) -> HttpResponse:
    """Approve a list as it was shown."""
    who = _keeper(request)
    digest = request.POST.get("sha256", "")
    return _done(
        request,
        lambda: commands.approve_list(
            number=number, sha256=digest, actor=who.initials, recorded_at=moment_of(request)
        ),
        _("The list is approved by you."),
        redirect("retention-list", number),
    )


@require_POST
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Give a list up."""
    who = _keeper(request)
    reason = request.POST.get("reason", "").replace("\0", "")
    return _done(
        request,
        lambda: commands.drop_list(
            number=number, reason=reason, actor=who.initials, recorded_at=moment_of(request)
        ),
        _("The list is dropped."),
        redirect("retention-list", number),
    )


@require_POST
def carry_out(request: HttpRequest, number: str) -> HttpResponse:
    """Destroy the next cases of an approved list."""
    who = _keeper(request)
    try:
        done = commands.carry_out(
            number=number, actor=who.initials, recorded_at=moment_of(request), most=AT_ONCE
        )
    except Refused as refused:
        messages.error(request, refused[_lang()])
    else:
        said = ngettext("%(n)s case is destroyed.", "%(n)s cases are destroyed.", done.destroyed)
        messages.success(request, said % {"n": done.destroyed})
    return redirect("retention-list", number)


@require_safe
def certificate_of(request: HttpRequest, number: str, form: str) -> HttpResponseBase:
    """The certificate of a list that has been carried out, to print or as data."""
    _keeper(request)
    found = queries.certificate(number) if pages.is_list(number) else None
    if found is None or form not in ("pdf", "json"):
        raise Http404(_("There is no such certificate."))
    if form == "json":
        return JsonResponse(found.as_data(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    raw = certificate.pdf(found, _lang(), agency=pages.AGENCY, synthetic=pages.is_synthetic())
    answer = HttpResponse(raw, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{found.number}.pdf"'
    return answer


@require_safe
def find_case(request: HttpRequest) -> HttpResponse:
    """Lead from a typed case number to its page."""
    _keeper(request)
    number = request.GET.get("number", "").strip()[:64]
    if pages.is_number(number):
        return redirect("retention-case", number)
    messages.error(request, _("Write a case number, such as 2025-000123."))
    return redirect("retention")


@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """One case: how long it is kept and why; hold and archive."""
    who, now = _keeper(request), moment_of(request)
    found = (
        queries.judge(number, user=request.user, at=now, day=local_date(now))
        if pages.is_number(number)
        else None
    )
    if found is None:
        raise Http404(_("There is no such case."))
    judged, archived = found
    organisation.record_reading(who=who.initials, numbers=[number], what="page", at=now)
    said = {
        "case": pages.case_lines([judged.case], _lang())[0],
        "verdict": judged.verdict,
        "why": judged.verdict.words(_lang()),
        "due": judged.verdict.due(local_date(now)),
        "destroyed": judged.case.status == "destroyed",
        "held": judged.case.held,
        "archived": archived,
        "newer": archived is not None and archived.position != judged.case.position,
        "closed": judged.case.closed_on is not None and judged.case.status != "destroyed",
    }
    return _shown(request, "retention/case.html", said)


@require_POST
def act_on_case(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Place or lift a hold, write the archive or verify it."""
    who, now = _keeper(request), moment_of(request)
    reason = " ".join(request.POST.get("reason", "").replace("\0", "").split())
    by: cases.By = {"happened_on": local_date(now), "actor": who.initials, "recorded_at": now}
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "hold": (
            lambda: cases.place_hold(number=number, reason=_given(reason), **by),
            _("A legal hold is placed."),
        ),
        "lift": (
            lambda: cases.lift_hold(number=number, reason=_given(reason), **by),
            _("The legal hold is lifted."),
        ),
        "archive": (lambda: _archive(number, who.initials, now), _("The case is archived and verified.")),
        "verify": (
            lambda: commands.verify_archive(number=number, actor=who.initials, recorded_at=now),
            _("The archive is as it should be."),
        ),
    }
    if act not in acts or not pages.is_number(number):
        raise Http404(_("There is no such case."))
    do, said = acts[act]
    return _done(request, do, said, redirect("retention-case", number))


def _archive(number: str, actor: str, now: datetime) -> None:
    commands.archive_case(number=number, actor=actor, recorded_at=now)
    commands.verify_archive(number=number, actor=actor, recorded_at=now)


def _given(reason: str) -> str:
    require_none(reason)
    if not 3 <= len(reason) <= 500:
        raise Refused(
            "Skriv, hvorfor: mindst 3 og højst 500 tegn.", "Write why: at least 3 and at most 500 characters."
        )
    return reason


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest) -> HttpResponse:
    """Hand a party what is known of it, as a zip."""
    who = queries.recorder(request.user)
    if who is None:
        raise PermissionDenied
    typed = {
        name: request.POST.get(name, "").replace("\0", "").strip()[:2000]
        for name in ("number", "party", "reason")
    }
    if request.method == "POST":
        try:
            given = commands.give_person_data(
                **typed, lang=_lang(), actor=who.initials, recorded_at=moment_of(request)
            )
        except Refused as refused:
            messages.error(request, refused[_lang()])
        else:
            answer = HttpResponse(given.raw, content_type="application/zip")
            answer["Content-Disposition"] = f'attachment; filename="{given.name}"'
            return answer
    elif pages.is_number(request.GET.get("number", "")):
        typed["number"] = request.GET["number"]
    return _shown(request, "retention/person.html", {"typed": typed})


def _keeper(request: HttpRequest) -> Person:
    who = queries.keeper(request.user)
    if who is None:
        raise PermissionDenied
    return who


def _done(request: HttpRequest, act: Callable[[], object], said: str, after: HttpResponse) -> HttpResponse:
    """Do an act; say that it is done, or why not."""
    try:
        act()
    except Refused as refused:
        messages.error(request, refused[_lang()])
    else:
        messages.success(request, said)
    return after


def _shown(request: HttpRequest, template: str, said: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"section": "retention", **said})


def _lang() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"
