"""What the pages that end in words have in common."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from anke.casework.cases import queries as cases
from anke.content.schema.base import Reference
from anke.content.schema.notes import Note
from anke.content.schema.quality_form import Criterion
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of, today_of
from anke.oversight.quality.documents.report import FORMS, MEDIA, Report
from anke.oversight.quality.documents.report import render as render_report
from anke.oversight.quality.reaching import lang
from anke.rules.refusal import Refused, Stale

Given = dict[str, Any]


def by_of(request: HttpRequest, who: Person, field: str = "") -> Given:
    """Who acts and when: today, or the day written in a field. Raises `Refused` for what is no day."""
    day = today_of(request)
    if field:
        day = day_of(request.POST.get(field, "") or day.isoformat())
    return {"actor": who.initials, "happened_on": day, "recorded_at": moment_of(request)}


def day_of(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise Refused("Skriv dagen som 2025-06-30.", "Write the day as 2025-06-30.") from None


def whole(text: str) -> int:
    """A number from a form; -1 for what is none, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1


def office_name(code: int) -> str:
    return f"{code} {organisation.office_titles().get(code, ('', ''))[lang() == 'en']}".strip()


def department_of(office: int) -> int | None:
    return next((one.department for one in organisation.offices() if one.code == office), None)


def notes_of(rules: Iterable[Note]) -> list[Given]:
    return [
        {"text": one.text[lang()], "alternatives": [each[lang()] for each in one.alternatives]}
        for one in rules
    ]


def source_of(reference: Reference) -> str:
    return f"{reference.title}, {reference.lines}" if reference.lines else reference.title


def asked_of(criteria: Iterable[Criterion], chosen: Given) -> list[Given]:
    """The questions of a form, with what was chosen."""
    return [
        {
            "id": one.id,
            "title": one.title[lang()],
            "answers": [(each.id, each.title[lang()], each.id == chosen.get(one.id)) for each in one.answers],
            "said": next((each.title[lang()] for each in one.answers if each.id == chosen.get(one.id)), ""),
        }
        for one in criteria
    ]


def seen_numbers(request: HttpRequest, numbers: Iterable[str]) -> frozenset[str]:
    """Those of the cases that whoever asks can open."""
    return cases.visible_numbers(numbers, user=request.user, at=moment_of(request))


def shown(request: HttpRequest, template: str, said: Given, refused: Refused | None = None) -> HttpResponse:
    """A page of the programme; with what was refused, and the status that says so."""
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    told = {"section": "quality", "lang": lang(), "refused": refused[lang()] if refused else ""}
    return render(request, template, told | said, status=status)


def recorded(request: HttpRequest, words: object) -> None:
    messages.success(request, str(words))


def as_file(report: Report, form: str, name: str) -> HttpResponse:
    """A report as a file in one of its forms. Raises 404 for no such form."""
    if form not in FORMS:
        raise Http404(_("There is no such form of a report."))
    answer = HttpResponse(render_report(report, form, lang()), content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="anke-{name}-{lang()}.{form}"'
    return answer
