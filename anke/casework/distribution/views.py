"""Giving out work on the screen: for those who lead an office, and nobody else."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anke.casework.cases import queries as cases
from anke.casework.distribution import attending, commands, pages, queries
from anke.organisation import commands as organisation
from anke.organisation import queries as people_of
from anke.organisation.queries import OfficeCard, Person, moment_of
from anke.rules.local import local_date
from anke.rules.refusal import Refused
from anke.rules.roles import LEADERS, Role

PAGE = 25  # rows on a page
SHOWN = 10  # waiting cases on the office's page


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """An office: what waits, who is there, what was given out before."""
    who, office = _asked(request)
    now, lang = moment_of(request), _lang()
    view = queries.office_view(office.code, as_of=local_date(now))
    shown = view.waiting[:SHOWN]
    rows = {one.number: one for one in cases.visible(request.user, at=now).filter(number__in=shown)}
    organisation.record_reading(who=who.initials, numbers=rows, what="list", at=now)
    said = {
        "view": view,
        "waiting": [
            pages.case_line(rows[number], lang, local_date(now)) for number in shown if number in rows
        ],
        "more": len(view.waiting) - len(shown),
        "unseen": sum(one.seen_at is None for one in people_of.notices_for(who.initials, limit=100)),
        "seed": pages.seed_of(local_date(now)),
        "runs": queries.runs(office.code, limit=20),
        "partner": pages.office_title(view.partner, lang),
    }
    return render(request, "distribution/office.html", _frame(request, office, "distribution", said))


@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Try a distribution; its page shows what would happen."""
    who, office = _asked(request)
    seed = pages.whole(request.POST.get("seed", ""), most=10**12)
    if seed is None:
        raise BadRequest(_("A seed is a whole number."))
    now = moment_of(request)

    def act() -> int:
        return commands.propose_run(
            office=office.code, seed=seed, as_of=local_date(now), actor=who.initials, recorded_at=now
        )

    return _to_run(request, act, _back("distribution", office))


@require_GET
def run_page(request: HttpRequest, run: int) -> HttpResponse:
    """A run: compared, explained case by case; to apply or to undo."""
    who = _leader(request)
    card = _run(who, run)
    office, lang, now = _office_called(who, card.office), _lang(), moment_of(request)
    number = pages.whole(request.GET.get("page", "1"), most=10_000)
    last = max(1, -(-card.cases // PAGE))
    if number is None or not 1 <= number <= last:
        raise BadRequest(_("There is no such page of the list."))
    rows = queries.rows_of(run, user=request.user, at=now, lang=lang, start=(number - 1) * PAGE, limit=PAGE)
    seen = [row.number for row in rows if row.case is not None]
    organisation.record_reading(who=who.initials, numbers=seen, what="list", at=now)
    effects = queries.effects_of(run, lang)
    said = {
        "run": card,
        "stale": card.status == "dry_run" and card.as_of != local_date(now),
        "rows": [
            (row, pages.case_line(row.case, lang, local_date(now)) if row.case else None) for row in rows
        ],
        "comparison": pages.comparison(effects),
        "columns": [pages.effect_title(one) for one in effects],
        "loads": pages.loads(effects),
        "number": number,
        "last": last,
        "replayed": queries.replay(run) if "replay" in request.GET else None,
    }
    section = "distribution" if card.kind == "waiting" else "handover"
    return render(request, "distribution/run.html", _frame(request, office, section, said))


@require_POST
def apply(request: HttpRequest, run: int) -> HttpResponse:
    """Do what a run proposes: every case, or none."""
    who = _leader(request)
    _run(who, run)
    try:
        moved = commands.apply_run(run=run, actor=who.initials, recorded_at=moment_of(request))
    except Refused as refused:
        messages.error(request, refused[_lang()])
    else:
        said = ngettext("%(n)s case has been given out.", "%(n)s cases have been given out.", moved)
        messages.success(request, said % {"n": moved})
    return redirect("distribution-run", run)


@require_POST
def undo(request: HttpRequest, run: int) -> HttpResponse:
    """Take an applied run back: every case, or none."""
    who = _leader(request)
    _run(who, run)
    try:
        moved = commands.undo_run(run=run, actor=who.initials, recorded_at=moment_of(request))
    except Refused as refused:
        messages.error(request, refused[_lang()])
    else:
        said = ngettext("%(n)s case is back where it was.", "%(n)s cases are back where they were.", moved)
        messages.success(request, said % {"n": moved})
    return redirect("distribution-run", run)


@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: HttpRequest) -> HttpResponse:
    """Choose whose cases are handed over, and see what would happen before it does."""
    who, office = _asked(request)
    now = moment_of(request)
    if request.method == "POST":
        chosen = request.POST.get("person", "")

        def act() -> int:
            return commands.preview_hand_over(
                initials=chosen,
                leaves=request.POST.get("why") == "leaves",
                to=request.POST.get("to") or None,
                seed=pages.seed_of(local_date(now)),
                as_of=local_date(now),
                actor=who.initials,
                recorded_at=now,
            )

        back = _back("distribution-handover", office, person=chosen)
        return _to_run(request, act, back)
    view = queries.office_view(office.code, as_of=local_date(now))
    past = [one for one in queries.runs(office.code, limit=50) if one.kind == "handover"]
    said = {"view": view, "runs": past, "chosen": request.GET.get("person", "")}
    return render(request, "distribution/handover.html", _frame(request, office, "handover", said))


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Who is there, who is away, who masters what, who is recused."""
    _who, office = _asked(request)
    now = moment_of(request)
    today = local_date(now)
    view = queries.office_view(office.code, as_of=today)
    said = {
        "view": view,
        "away": queries.away_in(office.code, since=today),
        "recused": queries.recused_in(office.code),
        "concerns": _concerns(request, office.code, now),
        "today": today,
    }
    return render(request, "distribution/people.html", _frame(request, office, "people", said))


@require_http_methods(["GET", "HEAD", "POST"])
def colleague(request: HttpRequest, initials: str) -> HttpResponse:
    """One person: absence, competence, recusal – to see and to register."""
    who = _leader(request)
    person = next((one for one in people_of.people() if one.initials == initials), None)
    codes = {one.code for one in _offices(who)}
    if person is None or person.office not in codes:
        raise Http404(_("There is nobody called “%(name)s” in your offices.") % {"name": initials[:20]})
    office = _office_called(who, person.office)
    now = moment_of(request)
    if request.method == "POST":
        try:
            told = attending.do(request.POST, person=person, by=who, user=request.user, at=now)
        except Refused as refused:
            messages.error(request, refused[_lang()])
        else:
            messages.success(request, told)
        return redirect("distribution-colleague", initials)
    today = local_date(now)
    mastered = people_of.competences([initials], on=today).get(initials)
    said = {
        "person": person,
        "away": people_of.absences([initials], since=today),
        "recused": people_of.recusals([initials]),
        "types": pages.types_of(office.areas, mastered or frozenset(), _lang()),
        "unregistered": mastered is None,
        "today": today.isoformat(),
        "kinds": attending.kinds(),
    }
    return render(request, "distribution/colleague.html", _frame(request, office, "people", said))


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """What somebody must be told: who took sight of which case, and why. For those who lead, and the legal
    unit on behalf of the data protection contact."""
    who = people_of.person_for(request.user)
    if who is None or who.role not in (*LEADERS, Role.LEGAL_UNIT):
        raise PermissionDenied
    if request.method == "POST":
        number = pages.whole(request.POST.get("notice", ""), most=10**15)
        try:
            organisation.see_notice(notice=number or 0, actor=who.initials, at=moment_of(request))
        except Refused as refused:
            messages.error(request, refused[_lang()])
        return redirect("distribution-notices")
    told = people_of.notices_for(who.initials, limit=100)
    said = {"section": "notices", "notices": told}
    return render(request, "distribution/notices.html", said)


def _concerns(request: HttpRequest, office: int, now: datetime) -> list[queries.Concern]:
    """What is in the wrong hands, as far as the person may see the cases."""
    found = queries.concerns_of(office, as_of=local_date(now))
    numbers = [one.number for one in found if one.number]
    seen = cases.visible_numbers(numbers, user=request.user, at=now)
    return [one for one in found if not one.number or one.number in seen]


def _leader(request: HttpRequest) -> Person:
    """Who asks, if they lead people; nobody else comes in."""
    who = people_of.person_for(request.user)
    if who is None or who.role not in LEADERS:
        raise PermissionDenied
    return who


def _offices(who: Person) -> list[OfficeCard]:
    scope = people_of.scope_of(who)
    return [one for one in people_of.offices() if scope.admits(one.code)]


def _asked(request: HttpRequest) -> tuple[Person, OfficeCard]:
    """Who asks, and the office asked about: the one named, else the first they lead."""
    who = _leader(request)
    named = request.POST.get("office") or request.GET.get("office")
    if named is None:
        first = next(iter(_offices(who)), None)
        return who, first or _office_called(who, None)
    code = pages.whole(named, most=32_767)
    return who, _office_called(who, -1 if code is None else code)


def _office_called(who: Person, code: int | None) -> OfficeCard:
    found = next((one for one in _offices(who) if one.code == code), None)
    if found is None:
        raise Http404(_("You lead no such office."))
    return found


def _run(who: Person, run: int) -> queries.RunCard:
    """The run, if it is of an office the person leads. Which of the two fails is not told."""
    found = queries.find_run(run)
    if found is None or found.office not in {one.code for one in _offices(who)}:
        raise Http404(_("There is no run %(number)s in your offices.") % {"number": run})
    return found


def _to_run(request: HttpRequest, act: Callable[[], int], back: str) -> HttpResponse:
    """To the page of the run an act makes; back with the reason where it is refused."""
    try:
        return redirect("distribution-run", act())
    except Refused as refused:
        messages.error(request, refused[_lang()])
        return redirect(back)


def _back(name: str, office: OfficeCard, **more: str) -> str:
    return f"{reverse(name)}?{urlencode({'office': office.code} | more)}"


def _frame(request: HttpRequest, office: OfficeCard, part: str, said: dict[str, Any]) -> dict[str, Any]:
    who = _leader(request)
    offices = [(one.code, pages.title_of(one, _lang())) for one in _offices(who)]
    return {
        "section": "distribution",
        "part": part,
        "office": office,
        "office_title": pages.title_of(office, _lang()),
        "offices": offices if len(offices) > 1 else [],
    } | said


def _lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"
