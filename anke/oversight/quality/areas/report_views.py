"""Offices' half-yearly reports on the screen: the list, a report, its acts, the file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation.queries import Person, today_of
from anke.oversight.quality import autosaving, commands
from anke.oversight.quality.areas import reports
from anke.oversight.quality.areas.document import document_of
from anke.oversight.quality.areas.rules import reports_of
from anke.oversight.quality.documents import as_page
from anke.oversight.quality.documents.report import FORMS
from anke.oversight.quality.halves import span_of
from anke.oversight.quality.models import OfficeReport
from anke.oversight.quality.programme.owing import halves_asked
from anke.oversight.quality.reaching import is_synthetic, lang, reader
from anke.oversight.quality.showing import (
    Given,
    as_file,
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
Stage = OfficeReport.Stage


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """The reports of the offices one has to do with, half year by half year; and the form that begins one."""
    who, refused, today = reader(request), None, today_of(request)
    if request.method == "POST":
        try:
            period = request.POST.get("period", "")
            made = commands.begin_office_report(office=who.office or 0, period=period, **by_of(request, who))
        except Refused as problem:
            refused = problem
        else:
            recorded(request, _("The report is begun, with what the program counted."))
            return redirect("quality-office-report", made.pk)
    found = {(row.period, row.office): row for row in OfficeReport.objects.all()}
    periods = halves_asked(FIRST, today, {period for period, _office in found})
    rules = reports_of(periods[0])
    said = {
        "rows": [
            (period, [_row(who, period, office, found) for office in reports.expected_of(who)])
            for period in periods
        ],
        "writes": who.role in rules.written_by and who.office is not None,
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    return shown(request, "quality/office_reports.html", said, refused)


def _row(who: Person, period: str, office: int, found: dict[tuple[str, int], OfficeReport]) -> Given:
    report = found.get((period, office))
    theirs = report is not None and reports.may_read(who, report)
    return {
        "office": office_name(office),
        "report": report if theirs else None,
        "stage": stages()[str(report.stage)] if report else "",
        "begins": report is None and who.office == office and who.role in reports_of(period).written_by,
    }


@require_safe
def one(request: HttpRequest, report: int) -> HttpResponse:
    who = reader(request)
    return _page(request, who, _found(report, who))


@require_safe
def file(request: HttpRequest, report: int, form: str) -> HttpResponse:
    """The report as a file."""
    row = _found(report, reader(request))
    made = document_of(row, office_name(row.office), lang(), synthetic=is_synthetic())
    return as_file(made, form, row.name.replace("/", "-"))


@require_POST
def autosave(request: HttpRequest, report: int) -> HttpResponse:
    """Save what the office writes, or the deputy director's minutes, while it is written."""
    who = reader(request)
    row, by = _found(report, who), by_of(request, who)
    if reports.discusses(who, row):
        minutes = _minutes(request, row)
        return autosaving.answer(
            request, lambda: commands.save_minutes(**minutes, **by), autosaving.kept(row)
        )
    words = _words(request, row) | {"count_anew": False}
    return autosaving.answer(
        request, lambda: commands.save_office_report(**words, **by), autosaving.kept(row)
    )


def _words(request: HttpRequest, row: OfficeReport) -> Given:
    words = {one.id: request.POST.get(one.id, "") for one in reports_of(row.period).parts}
    return {"report": row.pk, "version": whole(request.POST.get("version", "")), "words": words}


def _minutes(request: HttpRequest, row: OfficeReport) -> Given:
    said = {name: request.POST.get(name, "") for name in ("people", "minutes")}
    return {"report": row.pk, "version": whole(request.POST.get("version", ""))} | said


@require_POST
def act(request: HttpRequest, report: int, act: str) -> HttpResponse:
    """One act on a report. Where it is refused, the page says why and keeps what was typed."""
    who, given = reader(request), request.POST
    row = _found(report, who)
    try:
        match act:
            case "save":
                commands.save_office_report(**_words(request, row), **by_of(request, who))
            case "submit":
                commands.submit_office_report(**_words(request, row), **by_of(request, who))
            case "return":
                reason = given.get("reason", "")
                commands.return_office_report(report=report, reason=reason, **by_of(request, who))
            case "keep-minutes":
                commands.save_minutes(**_minutes(request, row), **by_of(request, who))
            case "discuss":
                commands.discuss_office_report(**_minutes(request, row), **by_of(request, who, "on"))
            case "correct":
                said: Given = {"words": given.get("correction", ""), "cause": given.get("cause", "")}
                commands.correct_office_report(report=report, **said, **by_of(request, who))
            case _:
                raise Http404(_("There is no such act."))
    except Refused as refused:
        return _page(request, who, row, refused)
    recorded(request, _("It has been recorded."))
    return redirect("quality-office-report", report)


def _page(
    request: HttpRequest, who: Person, row: OfficeReport, refused: Refused | None = None
) -> HttpResponse:
    row.refresh_from_db()
    typed = request.POST if refused else {}
    rules, office = reports_of(row.period), office_name(row.office)
    writes, discusses = reports.writes(who, row), reports.discusses(who, row)
    last = span_of(row.period)[1]
    said = {
        "row": row,
        "office_called": office,
        "stage": stages()[str(row.stage)],
        "saved": autosaving.saved(row),
        "autosave": reverse("quality-office-report-autosave", args=[row.pk]),
        "forms": FORMS,
        "parts": [
            {
                "id": one.id,
                "title": one.title[lang()],
                "help": one.help[lang()] if one.help else "",
                "words": typed.get(one.id, row.words.get(one.id, "")),
            }
            for one in rules.parts
        ],
        "edits": writes and row.stage == Stage.DRAFT,
        "ends": last if today_of(request) <= last else None,
        "discusses": discusses and row.stage == Stage.SUBMITTED,
        "corrects": (writes or discusses) and row.stage == Stage.DISCUSSED,
        "typed": typed,
        "minutes": {name: typed.get(name, getattr(row, name)) for name in ("people", "minutes")},
        "holds": reports.holds(row),
        "today": today_of(request).isoformat(),
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    document = document_of(row, office, lang(), synthetic=is_synthetic())
    return shown(request, "quality/office_report.html", as_page.said(document, lang()) | said, refused)


def stages() -> dict[str, str]:
    return {
        "draft": _("a draft"),
        "submitted": _("submitted to the deputy director"),
        "discussed": _("discussed and frozen"),
    }


def _found(report: int, who: Person) -> OfficeReport:
    row = reports.report_for(report, who)
    if row is None:
        raise Http404(_("There is no such report, or it is not yours to see."))
    return row
