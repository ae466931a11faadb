"""Reports to the ministry on the screen. What was handed over is everybody's to read; until then a report is
for those who see live figures, and each act for those whose it is. Every act is a form of its own."""

import base64
import hashlib
import re
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of, today_of
from anke.rules.refusal import Refused, Stale
from anke.rules.report_steps import FROZEN, HANDED_OVER, MAY, Act, Stage
from anke.steering.reporting import calendar, commands, missing, pages, queries, told, wording
from anke.steering.reporting.doing import WORDS_OF, bring_up_to_date, do
from anke.steering.reporting.due import DueReport, due_report
from anke.steering.reporting.models import Report
from anke.steering.reporting.package import DRAFT, MEDIA, additions
from anke.steering.results import queries as results

_STYLE: Final = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What was handed over, for everybody; the calendar of reports, for those who work on them."""
    works, who = queries.may_work(request.user), organisation.person_for(request.user)
    today = today_of(request)
    said = {
        "summaries": [
            (one, wording.period(one.report.period), wording.score(one.score))
            for one in pages.summaries(_lang())
        ],
        "lines": pages.lines(today) if works else [],
        "works": works,
        "drafts": _may(who, Act.EXPLAIN),
        "ministry": pages.is_ministry(request.user),
    }
    return _shown(request, "reporting/overview.html", said)


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The due dates for one's own calendar."""
    _worker(request)
    answer = HttpResponse(
        calendar.ics(today_of(request), _lang()), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="reports.ics"'
    return answer


@require_safe
def report(request: HttpRequest, plan: str, period: str) -> HttpResponse:
    """One report: being written, or as it was frozen."""
    due = _due(plan, period)
    return _page(request, due)


@require_http_methods(["GET", "HEAD", "POST"])
def explain(request: HttpRequest, plan: str, period: str, goal: str) -> HttpResponse:
    """Write why a goal stands as it does. What another saved meanwhile is shown beside what was typed."""
    who, due = _worker(request, Act.EXPLAIN), _due(plan, period)
    found = queries.find(plan, period, request.user)
    if found is None or goal not in [one.id for one in due.plan.goals]:
        raise Http404(_("There is no such explanation to write."))
    refused, status = "", 200
    if request.method == "POST":
        try:
            commands.explain_goal(
                plan=plan,
                period=period,
                goal=goal,
                words=request.POST.get("words", ""),
                expected=_whole(request.POST.get("version", "0")),
                happened_on=today_of(request),
                actor=who.initials,
                recorded_at=moment_of(request),
            )
        except Refused as problem:
            refused, status = problem[_lang()], 409 if isinstance(problem, Stale) else 400
        else:
            messages.success(request, _("The explanation of goal %(goal)s is saved.") % {"goal": goal})
            return redirect(reverse("reporting-report", args=[plan, period]) + f"#goal-{goal}")
    return _explaining(request, due, found, goal, (refused, status))


def _explaining(
    request: HttpRequest, due: DueReport, found: Report, goal: str, outcome: tuple[str, int]
) -> HttpResponse:
    """The form, with what was typed. `outcome`: why it was refused, and the status that says so."""
    refused, status = outcome
    contract = pages.contracts(due, today_of(request))[_lang()]
    [line] = [one for one in pages.goal_lines(found, contract, today_of(request)) if one.goal.id == goal]
    typed = request.POST.get("words") if request.method == "POST" else None
    said = {
        "due": due,
        "name": wording.period(due.period.name),
        "line": line,
        "typed": line.words if typed is None else typed,
        "other": line.words if typed is not None and status == 409 else "",
        "refused": refused,
        "shut": found.stage != Stage.DRAFT,
    }
    return _shown(request, "reporting/explain.html", said, status)


@require_POST
def act(request: HttpRequest, plan: str, period: str, act: str) -> HttpResponse:
    """Do one act on a report. Where it is refused, the page says why and keeps what was typed."""
    due = _due(plan, period)
    if act not in WORDS_OF:
        raise Http404(_("There is no such act."))
    who = organisation.person_for(request.user)
    if who is None:
        raise PermissionDenied
    if not queries.may_work(request.user) and queries.find(plan, period, request.user) is None:
        raise Http404(_not_there(due))
    try:
        done = do(
            WORDS_OF[act],
            report={"plan": plan, "period": period},
            given=request.POST,
            actor=who.initials,
            today=today_of(request),
            at=moment_of(request),
            synthetic=_synthetic(),
        )
    except Refused as refused:
        return _page(request, due, refused=refused, act=act)
    messages.success(request, str(wording.DONE[done]))
    return redirect("reporting-report", plan, period)


@require_safe
def draft(request: HttpRequest, plan: str, period: str, form: str) -> HttpResponse:
    """The draft in a form to read through, marked as a draft."""
    _worker(request)
    due = _due(plan, period)
    found = queries.find(plan, period, request.user)
    if found is None or form not in ("pdf", "docx") or found.stage in [str(one) for one in FROZEN]:
        raise Http404(_("There is no such draft."))
    today = today_of(request)
    contract = results.contract(plan, due.period, None, _lang(), today=today)
    added = additions(found, contract, DRAFT[_lang()], today=today)
    made = results.report(contract, form, synthetic=_synthetic(), additions=added)
    return _attached(made if isinstance(made, bytes) else made.encode(), f"draft-{period}", form)


@require_safe
def manifest(request: HttpRequest, plan: str, period: str) -> HttpResponse:
    """The manifest of a frozen report, letter for letter: its SHA-256 is the fingerprint."""
    frozen = queries.known_frozen(_readable(request, plan, period))
    if frozen is None:
        raise Http404(_("Nothing of this report is frozen yet."))
    return HttpResponse(frozen.manifest.encode(), content_type="application/json")


@require_safe
def file(request: HttpRequest, plan: str, period: str, lang: str, form: str) -> HttpResponse:
    """One form of a frozen report, byte for byte."""
    found = _readable(request, plan, period)
    names = {suffix: name for name, (suffix, _media) in MEDIA.items()}
    kept = queries.file_of(found, lang, names.get(form, "")) if lang in ("da", "en") else None
    if kept is None:
        raise Http404(_("The report was not frozen in that form."))
    if kept.form == "html":
        return _framed(bytes(kept.raw))
    return _attached(bytes(kept.raw), f"{plan}-{period}-{lang}", kept.form)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Bring the figures up to date, and ask every figure of every frozen report again."""
    _worker(request, Act.ANNOTATE)
    bring_up_to_date()
    found = commands.check_revisions(today=today_of(request), recorded_at=moment_of(request))
    said = ngettext("%(n)s new revision was found.", "%(n)s new revisions were found.", len(found))
    messages.success(request, said % {"n": len(found)})
    return redirect("reporting")


def _page(
    request: HttpRequest, due: DueReport, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    """The page of a report for whoever asks: frozen for all, what is not handed over for those who work."""
    plan, period = due.plan.id, due.period.name
    found = queries.find(plan, period, request.user)
    if found is None and not queries.may_work(request.user):
        raise Http404(_not_there(due))
    who = organisation.person_for(request.user)
    said: dict[str, Any] = {
        "due": due,
        "name": wording.period(period),
        "filed": found,
        "acts": [str(one) for one in pages.acts(found, who)],
        "buttons": [(str(one), wording.BUTTONS[one]) for one in pages.acts(found, who) if one in pages.PLAIN],
        "steps": pages.steps(found),
        "turn": pages.next_person(found),
        "works": queries.may_work(request.user),
        "refused": refused[_lang()] if refused else "",
        "lacks": _lacks(refused),
        "stale": isinstance(refused, Stale),
        "typed": request.POST if refused else {},
        "act": act,
        "today": today_of(request),
    }
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 400
    if found is not None and found.stage in [str(one) for one in FROZEN]:
        return _shown(request, "reporting/frozen.html", said | _frozen(found), status)
    return _shown(request, "reporting/draft.html", said | _draft(found, due, request), status)


def _frozen(found: Report) -> dict[str, Any]:
    whole = told.told_report(found, _lang())
    return {
        "told": whole,
        "score": wording.score(whole.score),
        "areas": {name: str(words) for name, words in wording.AREAS.items()},
        "people": pages.people(whole),
        "revisions": pages.revision_lines(found, whole),
        "downloads": pages.downloads(whole),
        "out": found.stage in [str(one) for one in HANDED_OVER],
        "annual": told.annual(found),
    }


def _draft(found: Report | None, due: DueReport, request: HttpRequest) -> dict[str, Any]:
    today = today_of(request)
    over = due.period.last < today
    if not over:
        return {"over": False}
    both = pages.contracts(due, today)
    now = moment_of(request)
    asked = both["da"], both["en"]
    lacks = missing.lacks(found, *asked, today=today, known_at=now, now=True) if found else ()
    return {
        "over": True,
        "contract": both[_lang()],
        "goals": pages.goal_lines(found, both[_lang()], today),
        "deviations": pages.deviations(found),
        "areas": list(wording.AREAS.items()),
        "missing": [one.words[_lang()] for one in lacks],
        "returned_by": organisation.names_of([found.returned_by or ""]).get(found.returned_by or "")
        if found
        else "",
    }


def _lacks(refused: Refused | None) -> list[str]:
    return [one.words[_lang()] for one in refused.lacks] if isinstance(refused, commands.Incomplete) else []


def _due(plan: str, period: str) -> DueReport:
    """The report asked for; 404, with the reports there are, where no plan asks for it."""
    try:
        return due_report(plan, period)
    except Refused as problem:
        raise Http404(problem[_lang()]) from None


def _not_there(due: DueReport) -> str:
    period = wording.period(due.period.name)
    return _("No report has been handed over for this period: %(period)s.") % {"period": period}


def _readable(request: HttpRequest, plan: str, period: str) -> Report:
    due = _due(plan, period)
    found = queries.find(plan, period, request.user)
    if found is None:
        raise Http404(_not_there(due))
    return found


def _worker(request: HttpRequest, act: Act | None = None) -> Person:
    """Who has logged in, where they work on reports (and may do an act, where one is named)."""
    who = organisation.person_for(request.user)
    if who is None or not queries.may_work(request.user) or (act is not None and who.role not in MAY[act]):
        raise PermissionDenied
    return who


def _may(who: Person | None, act: Act) -> bool:
    return who is not None and who.role in MAY[act]


def _framed(raw: bytes) -> HttpResponse:
    """The frozen page as it was written. It brings its own style, allowed by its hash and by nothing else."""
    answer = HttpResponse(raw, content_type=MEDIA["html"][1])
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"
        for style in _STYLE.findall(raw)
    ]
    answer._csp_update = {"style-src": hashes}  # type: ignore[attr-defined]  # read by django-csp
    return answer


def _attached(raw: bytes, name: str, form: str) -> HttpResponse:
    suffix, media = MEDIA[form]
    answer = HttpResponse(raw, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="anke-report-{name}.{suffix}"'
    return answer


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def _synthetic() -> bool:
    """Whether every event of this authority is made up."""
    return bool((settings.ANKE_HOME / "synthetic").exists())


def _lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


def _shown(request: HttpRequest, template: str, said: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "reporting", "lang": _lang(), **said}, status=status)
