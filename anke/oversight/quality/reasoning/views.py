"""The good reasoning on the screen: the half years, one of them, the form for a case beside the decision."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import autosaving, commands, halves
from anke.oversight.quality.beside import decision_beside
from anke.oversight.quality.documents.report import FORMS
from anke.oversight.quality.models import Reasoning, ReasoningCase
from anke.oversight.quality.programme.owing import halves_asked
from anke.oversight.quality.reaching import is_synthetic, lang, reader
from anke.oversight.quality.reasoning import reading
from anke.oversight.quality.reasoning.acting import kept_of, rules_of
from anke.oversight.quality.reasoning.document import document_of
from anke.oversight.quality.showing import (
    Given,
    as_file,
    asked_of,
    by_of,
    notes_of,
    office_name,
    recorded,
    shown,
    source_of,
    whole,
)
from anke.rules.refusal import Refused

FIRST = 2023


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every half year, and how far each office's report is."""
    who = reader(request)
    kept = {one.period for one in reading.reasonings()}
    found = [
        (one, [(each, office_name(each.office), stages()[each.stage]) for each in one.parts])
        for one in map(reading.half_year, halves_asked(FIRST, today_of(request), kept))
    ]
    reads = reading.reads(who, halves.half_of(today_of(request)))
    return shown(request, "quality/reasonings.html", {"rows": found, "reads": reads})


@require_safe
def one(request: HttpRequest, period: str) -> HttpResponse:
    return _page(request, reader(request), _period(request, period))


@require_POST
def act(request: HttpRequest, period: str, act: str) -> HttpResponse:
    """One act on a half year. Where it is refused, the page says why and keeps what was typed."""
    who, given = reader(request), request.POST
    _period(request, period)
    office = whole(given.get("office", ""))
    try:
        match act:
            case "plan":
                chosen = [whole(one) for one in given.getlist("offices")]
                made = commands.plan_reasoning(period=period, offices=chosen, **by_of(request, who))
                return redirect("quality-draw", made.name)
            case "begin":
                commands.begin_reasoning(period=period, **by_of(request, who))
            case "save":
                commands.save_reasoning_report(**_report(request, period, office), **by_of(request, who))
            case "report":
                commands.report_reasoning(**_report(request, period, office), **by_of(request, who))
            case "hand-over":
                to = given.get("to", "")
                commands.hand_over_reasoning(period=period, office=office, to=to, **by_of(request, who))
            case "present":
                said, when = given.get("words", ""), by_of(request, who, "on")
                commands.present_reasoning(period=period, office=office, words=said, **when)
            case _:
                raise Http404(_("There is no such act."))
    except Refused as refused:
        return _page(request, who, period, refused)
    recorded(request, _("It has been recorded."))
    return redirect("quality-reasoning", period)


def _report(request: HttpRequest, period: str, office: int) -> Given:
    words = {one.id: request.POST.get(one.id, "") for one in rules_of(period).parts}
    version = whole(request.POST.get("version", ""))
    return {"period": period, "office": office, "version": version, "words": words}


@require_POST
def autosave_report(request: HttpRequest, period: str, office: int) -> HttpResponse:
    """Save an office's report while it is written; the answer says when, or why not."""
    who = reader(request)
    if not reading.reads(who, _period(request, period)):
        raise PermissionDenied
    part = next((one for one in reading.half_year(period).parts if one.office == office), None)
    if part is None:
        raise Http404(_("There is no such report, or it is not yours to see."))
    told = _report(request, period, office) | by_of(request, who)
    save, kept = (lambda: commands.save_reasoning_report(**told)), autosaving.kept(part)
    return autosaving.answer(request, save, kept, _form_of(part))


def _form_of(part: Reasoning) -> str:
    """What the ids of an office's report form end in: the page has one for each office."""
    return f"-{part.office}"


@require_safe
def file(request: HttpRequest, period: str, office: int, form: str) -> HttpResponse:
    """An office's report as a file, for those who may read it."""
    who, period = reader(request), _period(request, period)
    part = next((one for one in reading.half_year(period).parts if one.office == office), None)
    if part is None or part.report is None or not reading.may_read_report(who, part):
        raise Http404(_("There is no such report, or it is not yours to see."))
    made = document_of(part, office_name(office), lang(), synthetic=is_synthetic())
    return as_file(made, form, part.name.replace("/", "-"))


@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, period: str, number: str) -> HttpResponse:
    """The form for one case, with the decision and the aids for reading beside it."""
    who = reader(request)
    row = _drawn(request, who, period, number)
    if request.method != "POST":
        return _form(request, who, row)
    try:
        if request.POST.get("then") == "replace":
            why = request.POST.get("reason", "")
            commands.replace_reasoning_case(period=period, number=number, reason=why, **by_of(request, who))
            recorded(request, _("The case went out."))
            return redirect("quality-reasoning", period)
        if request.POST.get("then") == "save":
            commands.save_reasons(**_given(request, row), **by_of(request, who))
            recorded(request, _("What you wrote is saved."))
            return redirect("quality-reasoning-case", period, number)
        commands.read_reasons(**_given(request, row), **by_of(request, who))
    except Refused as refused:
        return _form(request, who, row, refused)
    recorded(request, _("The case is read."))
    left = reading.next_case(row.reasoning)
    if left is None:
        return redirect("quality-reasoning", period)
    return redirect("quality-reasoning-case", period, left.number)


@require_POST
def autosave_case(request: HttpRequest, period: str, number: str) -> HttpResponse:
    """Save the form of a case while it is filled in; the answer says when, or why not."""
    who = reader(request)
    row = _drawn(request, who, period, number)
    told = _given(request, row) | by_of(request, who)
    return autosaving.answer(request, lambda: commands.save_reasons(**told), autosaving.kept(row))


def _drawn(request: HttpRequest, who: Person, period: str, number: str) -> ReasoningCase:
    """A case that was drawn, for those who read. Raises `PermissionDenied`, and 404 for another."""
    if not reading.reads(who, _period(request, period)):
        raise PermissionDenied
    row = ReasoningCase.objects.filter(reasoning__period=period, number=number).first()
    if row is None:
        raise Http404(_("That case was not drawn."))
    return row


def _given(request: HttpRequest, row: ReasoningCase) -> Given:
    given, period = request.POST, row.reasoning.period
    return {
        "period": period,
        "number": row.number,
        "version": whole(given.get("version", "")),
        "answers": {one.id: given.get(f"answer-{one.id}", "") for one in rules_of(period).criteria},
        "strengths": given.get("strengths", ""),
        "improvements": given.get("improvements", ""),
    }


def _form(
    request: HttpRequest, who: Person, row: ReasoningCase, refused: Refused | None = None
) -> HttpResponse:
    kept: Given = _given(request, row) if refused else kept_of(row)
    said = {
        "row": row,
        "saved": autosaving.saved(row),
        "autosave": reverse("quality-reasoning-case-autosave", args=[row.reasoning.period, row.number]),
        "card": row,  # what the decision beside it is named by
        "period": row.reasoning.period,
        "office": office_name(row.reasoning.office),
        "reader": organisation.named(row.read_by) if row.read_by else "",
        "questions": asked_of(rules_of(row.reasoning.period).criteria, kept["answers"]),
        "strengths": kept["strengths"],
        "improvements": kept["improvements"],
        "writes": row.reasoning.stage == Reasoning.Stage.READING,
    } | decision_beside(request, who, row.number, "reasoning")
    return shown(request, "quality/reasoning_case.html", said, refused)


def _page(request: HttpRequest, who: Person, period: str, refused: Refused | None = None) -> HttpResponse:
    found, rules = reading.half_year(period), rules_of(period)
    said = {
        "found": found,
        "period": period,
        "drawn_from": halves.span_of(halves.before(period)),
        "reads": reading.reads(who, period),
        "forms": FORMS,
        "parts": [_part(who, part, request.POST if refused else {}) for part in found.parts],
        "departments": _departments(request.POST.getlist("offices") if refused else []),
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    return shown(request, "quality/reasoning.html", said, refused)


def _departments(chosen: list[str]) -> list[tuple[int, list[tuple[int, str, bool]]]]:
    """The offices to choose from, by department: one of each of two is asked for."""
    found: dict[int, list[tuple[int, str, bool]]] = {}
    for one in organisation.offices():
        choice = one.code, office_name(one.code), str(one.code) in chosen
        found.setdefault(one.department, []).append(choice)
    return sorted(found.items())


def _part(who: Person, part: Reasoning, typed: Any) -> Given:
    """An office's part, as much as somebody may see of it."""
    rules, reads, open_ = rules_of(part.period), reading.reads(who, part.period), False
    open_ = reading.may_read_report(who, part)
    rows = reading.cases_of(part)
    theirs = typed if typed and typed.get("office") == str(part.office) else {}
    heads = [one for role in rules.handed_to for one in organisation.people(office=part.office, role=role)]
    return {
        "part": part,
        "office": office_name(part.office),
        "stage": stages()[part.stage],
        "of": len(rows),
        "read": sum(row.read_on is not None and row.draft is None for row in rows),
        "saved": autosaving.saved(part),
        "form": _form_of(part),
        "autosave": reverse("quality-reasoning-autosave", args=[part.period, part.office]),
        "rows": rows if reads else [],
        "next": reading.next_case(part) if reads else None,
        "report": part.report if open_ and part.report else None,
        "examples": reading.examples_of(part) if open_ and part.report else {},
        "holds": reading.holds(part),
        "words": [
            {
                "id": one.id,
                "title": one.title[lang()],
                "words": theirs.get(one.id, part.words.get(one.id, "")),
            }
            for one in rules.parts
        ],
        "heads": [(one.initials, one.name) for one in heads],
        "said": theirs.get("words", ""),
        "reports": reads and part.stage == Reasoning.Stage.READING and not reading.next_case(part),
        "hands": reads and part.stage == Reasoning.Stage.REPORTED,
        "presents": part.stage == Reasoning.Stage.HANDED
        and who.role in rules.handed_to
        and who.office == part.office,
        "handed_to": organisation.named(part.handed_to) if part.handed_to else "",
    }


def stages() -> dict[str, str]:
    return {
        "reading": _("being read"),
        "reported": _("the report is written"),
        "handed": _("handed over to the office"),
        "presented": _("presented at the managers’ meeting"),
    }


def _period(request: HttpRequest, period: str) -> str:
    """A half year that has begun and has a Q7. Raises 404."""
    try:
        first = halves.span_of(period)[0]
        rules_of(period)
    except Refused as refused:
        raise Http404(refused[lang()]) from None
    if first > today_of(request):
        raise Http404(_("The half year has not begun yet."))
    return period
