"""Figures from outside on the screen: what is asked for and how it stands, a form for each kind, the approval
by a second person, and the history of every figure."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.files import kinds, names
from anke.files.handler import MARK
from anke.files.vault import Damaged
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of, today_of
from anke.rules.periods import quarter
from anke.rules.refusal import Refused
from anke.steering.external import asking, commands, fields, pages, queries
from anke.steering.external.asking import Form
from anke.steering.external.asks import Ask, evidence_needed, reported
from anke.steering.external.cards import ProposalCard
from anke.steering.external.pages import lang


def reader(request: HttpRequest) -> Person:
    """Whoever reads: everybody who may see live figures."""
    who = organisation.person_for(request.user)
    if who is None or not organisation.may_see_live_figures(request.user):
        raise PermissionDenied
    return who


def answerable(request: HttpRequest) -> Person:
    """Whoever reports figures or approves them."""
    who = reader(request)
    if not pages.may_answer(who):
        raise PermissionDenied
    return who


def shown(request: HttpRequest, template: str, said: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "external", **said}, status=status)


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What a plan asks for from outside, how each stands, and whose turn it is."""
    who, today = reader(request), today_of(request)
    plan, upto = asking.plan_and_quarter(request.GET, today)
    told = reported()
    open_ones = queries.proposals(status="proposed")
    settled = [one for one in queries.proposals(plan.id) if not one.is_open][:10]
    said = {
        "plan": plan,
        "upto": upto,
        "plans": pages.plans(),
        "quarters": [(one.name, pages.period(one)) for one in (quarter(plan.year, n) for n in (4, 3, 2, 1))],
        "period": pages.within_words(upto),
        "lines": [pages.standing_line(one, who) for one in queries.overview(plan.id, upto, today)],
        "waiting": [pages.proposal_line(one, who) for one in open_ones],
        "settled": [pages.proposal_line(one, who) for one in settled],
        "may": pages.may_answer(who),
        "notes": pages.notes(told.notes if told else ()),
    }
    return shown(request, "external/overview.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """The form of one kind of figure: typed, looked at with its arithmetic, proposed."""
    who, ask = answerable(request), _ask(plan_id, key)
    if request.method == "POST":
        filled = asking.filled(ask, request.POST, today_of(request))
        if filled.ready and request.POST.get("do") == "propose":
            return _propose(request, ask, filled, who)
    else:
        filled = asking.empty(ask, request.GET, today_of(request))
    return _form(request, ask, filled)


def _form(request: HttpRequest, ask: Ask, filled: Form, trouble: str = "") -> HttpResponse:
    found = queries.suggestions(ask, filled.period)
    told = filled.told if request.method == "POST" else None
    said = {
        "ask": ask,
        "title": ask.title[lang()],
        "lead": ask.lead[lang()] if ask.lead else "",
        "form": filled,
        "period": pages.period(filled.period),
        "periods": [(one.name, pages.period(one)) for one in ask.periods()],
        "blocks": fields.blocks(ask, filled.period, filled.texts, told, found),
        "answers": pages.answer_lines(ask, filled.answers),
        "trouble": trouble or (filled.trouble[lang()] if filled.trouble else ""),
        "wrong": len(filled.told.problems) if told else 0,
        "unsure": told is not None and any(not one.readings for one in told.questions),
        "owed_by": ask.owed_by[lang()],
        "subgoals": [(one.id, one.short[lang()]) for one in ask.subgoals],
        "notes": pages.notes(ask.notes),
        "plan": ask.plan,
    }
    status = 422 if request.method == "POST" and (not filled.ready or trouble) else 200
    return shown(request, "external/form.html", said, status)


def _propose(request: HttpRequest, ask: Ask, filled: Form, who: Person) -> HttpResponse:
    try:
        if request.META.get(MARK):
            raise Refused("Filen er for stor.", "The file is too large.")
        made = commands.propose(
            figures=filled.figures(ask),
            evidence=sent_files(request),
            actor=who.initials,
            recorded_at=moment_of(request),
        )
    except Refused as refused:
        return _form(request, ask, filled, refused[lang()])
    messages.success(
        request, _("The figures are proposed. Somebody else must approve them before they count.")
    )
    return redirect("external-proposal", made.number)


def sent_files(request: HttpRequest) -> list[commands.File]:
    """The files of a form, as they came."""
    sent = [one for one in request.FILES.getlist("evidence") if isinstance(one, UploadedFile)]
    return [commands.File(one.name or "", one.read()) for one in sent]


@require_safe
def template(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """A CSV to fill in for one kind of figure."""
    answerable(request)
    ask = _ask(plan_id, key)
    period = asking.period_of(ask, request.GET, today_of(request))
    answer = HttpResponse(queries.template(ask, period, lang()), content_type="text/csv; charset=utf-8")
    name = f"anke-{ask.plan.id}-{ask.key}-{period.name}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def history(request: HttpRequest, plan_id: str, key: str) -> HttpResponse:
    """Every word on a figure: old and new, who proposed and who approved, when, and what shows it."""
    who, ask = reader(request), _ask(plan_id, key)
    cards = [one for one in queries.proposals(ask.plan.id) if one.ask == ask.key]
    said = {
        "ask": ask,
        "title": ask.title[lang()],
        "plan": ask.plan,
        "entries": [pages.entry_line(ask, one) for one in queries.history(ask)],
        "proposals": [pages.proposal_line(one, who) for one in cards],
        "may": pages.may_answer(who),
        "subgoals": [(one.id, one.short[lang()]) for one in ask.subgoals],
    }
    return shown(request, "external/history.html", said)


@require_safe
def proposal(request: HttpRequest, number: str) -> HttpResponse:
    """One proposal: what was told, what it answers, what shows it; to approve, to return, to take back."""
    return _proposal(request, _card(number), reader(request))


def _proposal(request: HttpRequest, card: ProposalCard, who: Person, trouble: str = "") -> HttpResponse:
    ask = _ask(card.plan, card.ask)
    mine, may = who.initials == card.proposed_by, pages.may_answer(who)
    said = {
        "card": card,
        "line": pages.proposal_line(card, who),
        "plan": ask.plan,
        "ask": ask,
        "parts": pages.part_lines(ask, card.parts),
        "answers": pages.answer_lines(ask, card.answers, card.before),
        "trouble": trouble or (card.trouble[lang()] if card.trouble else ""),
        "may_read_files": may,
        "may_settle": may and card.is_open and not mine,
        "may_attach": may and card.is_open and mine,
        "may_correct": may and card.status == "returned",
        "needs_file": evidence_needed() and not card.evidence,
    }
    return shown(request, "external/proposal.html", said, 422 if trouble else 200)


@require_POST
def act(request: HttpRequest, number: str, act: str) -> HttpResponse:
    """Approve a proposal, return it, attach files to it, take it back."""
    who, card = answerable(request), _card(number)
    by: Any = {"actor": who.initials, "recorded_at": moment_of(request)}
    acts: dict[str, tuple[Callable[[], object], str]] = {
        "approve": (
            lambda: commands.approve(number=number, sha256=request.POST.get("sha256", ""), **by),
            _("Approved. The figures count from now on."),
        ),
        "return": (
            lambda: commands.return_figures(number=number, reason=request.POST.get("reason", ""), **by),
            _("Returned, with your reason."),
        ),
        "withdraw": (lambda: commands.withdraw(number=number, **by), _("The proposal is withdrawn.")),
        "attach": (lambda: _attach(request, number, by), _("The file is attached.")),
    }
    if act not in acts:
        raise Http404(_("There is no such act."))
    do, done = acts[act]
    try:
        do()
    except Refused as refused:
        return _proposal(request, _card(card.number), who, refused[lang()])
    messages.success(request, done)
    return redirect("external-proposal", number)


def _attach(request: HttpRequest, number: str, by: Any) -> None:
    if request.META.get(MARK):
        raise Refused("Filen er for stor.", "The file is too large.")
    files = sent_files(request)
    if not files:
        raise Refused("Vælg en fil.", "Choose a file.")
    for one in files:
        commands.attach_evidence(number=number, file=one, **by)


@require_safe
@never_cache
def evidence(request: HttpRequest, number: str, file: int) -> HttpResponse:
    """A file that shows the figures, as it came in: always saved, never shown inside a page."""
    answerable(request)
    card = _card(number)
    found = next((one for one in card.evidence if one.number == file), None)
    if found is None:
        raise Http404(_("There is no such file."))
    try:
        raw = queries.raw_of(number, file)
    except Damaged:
        raw = None
    if raw is None:
        raise Http404(_("The file is damaged or gone. Tell those who run the site."))
    kind = kinds.KINDS[found.media]
    answer = HttpResponse(raw, content_type=kind.media_type)
    name = names.outward(f"forslag-{number}", file, 1, kind.suffix)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _card(number: str) -> ProposalCard:
    found = queries.proposal(number)
    if found is None:
        raise Http404(_("There is no such proposal."))
    return found


def _ask(plan_id: str, key: str) -> Ask:
    try:
        return queries.ask_of(plan_id, key)
    except Refused as refused:
        raise Http404(refused[lang()]) from None
