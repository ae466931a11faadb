"""Learning on the screen: the themes of a half year, one theme with its actions, and the themes as a file."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anke.casework.cases import queries as cases
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of
from anke.oversight.quality import commands
from anke.oversight.quality.documents.report import FORMS, MEDIA
from anke.oversight.quality.documents.report import render as written
from anke.oversight.quality.learning import counting, document, following, reading, words
from anke.oversight.quality.learning.acting import LEADS_AGENCY
from anke.oversight.quality.learning.asking import Asked, asked_of, day_of, halves, offices, whole_of
from anke.oversight.quality.learning.following import Evidence
from anke.oversight.quality.learning.reading import FindingCard
from anke.oversight.quality.reaching import is_synthetic, lang
from anke.oversight.quality.showing import by_of
from anke.rules.refusal import Refused
from anke.rules.small_numbers import LEAST

Given = dict[str, Any]


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The themes of a half year, one's own list, and what was closed by evidence."""
    asked = asked_of(request)
    rows = counting.tendencies(asked.office, asked.first, asked.last, above=not asked.inside)
    said = {
        "rows": [(one, one.title[lang() == "en"]) for one in rows],
        "due": [_due(one) for one in following.learning_due(asked.who, asked.today)],
        "evidence": _evidence(asked),
        "least": LEAST,
    }
    return _shown(request, asked, "quality/learning.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    """One theme: its counts, the single findings of those who may know them, and its actions."""
    asked, refused = asked_of(request), ""
    about = next((one for one in counting.themes(asked.today) if one.id == theme), None)
    if about is None:
        raise Http404(_("There is no such theme."))
    if request.method == "POST":
        try:
            made = commands.plan_action(theme=theme, **_planned(request, asked), **by_of(request, asked.who))
        except Refused as problem:
            refused = problem[lang()]
        else:
            return redirect("quality-action", made.pk)
    rows = counting.tendencies(asked.office, asked.first, asked.last, above=not asked.inside)
    kept = following.actions(asked.who, theme=theme, office=asked.office)
    said = {
        "theme": about,
        "title": about.title[lang()],
        "row": next(one for one in rows if one.theme == theme),
        "findings": shown_findings(
            request, reading.findings(asked.who, first=asked.first, last=asked.last, theme=theme)
        ),
        "actions": [(one, words.KINDS[one.kind], words.STAGES[one.stage]) for one in kept],
        "notes": [one.text[lang()] for one in about.notes],
        "typed": request.POST,
        "refused": refused,
        "least": LEAST,
    } | _choices(asked, kept)
    return _shown(request, asked, "quality/theme.html", said, 409 if refused else 200)


@require_safe
def file(request: HttpRequest, form: str) -> HttpResponse:
    """The themes of the half year as a file: what the page shows to whoever asks, and no more."""
    asked = asked_of(request)
    rows = counting.tendencies(asked.office, asked.first, asked.last, above=not asked.inside)
    name = f"anke-{asked.half}-{asked.office or 'agency'}-{'themes' if lang() == 'en' else 'temaer'}"
    if form == "csv":
        return _download(document.as_csv(rows, lang()), "text/csv; charset=utf-8", f"{name}.csv")
    if form not in FORMS:
        raise Http404(_("There is no such form."))
    report = document.document_of(
        asked, rows, _evidence(asked), office=_office(asked), lang=lang(), synthetic=is_synthetic()
    )
    return _download(written(report, form, lang()), MEDIA[form], f"{name}.{form}")


def _download(made: str | bytes, media: str, name: str) -> HttpResponse:
    answer = HttpResponse(made, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def shown_findings(request: HttpRequest, found: list[FindingCard]) -> list[tuple[FindingCard, str, bool]]:
    """Findings with the theme's title, and whether the case may be opened from there."""
    titles: dict[str, str] = {}
    for one in found:
        for each in counting.themes(one.found_on):
            titles.setdefault(each.id, each.title[lang()])
    numbers = {one.number for one in found if one.number}
    seen = cases.visible_numbers(numbers, user=request.user, at=moment_of(request))
    return [(one, titles.get(one.theme, one.theme), one.number in seen) for one in found]


def _due(one: following.LearningDue) -> Given:
    return {"one": one, "title": one.title[lang() == "en"], "what": words.DUE[one.what]}


def _planned(request: HttpRequest, asked: Asked) -> Given:
    given = request.POST
    follows = whole_of(given, "follows")
    return {
        "office": asked.office,
        "kind": given.get("kind", ""),
        "words": given.get("words", ""),
        "owner": given.get("owner", ""),
        "employee": given.get("employee", ""),
        "due_on": day_of(given, "due_on"),
        "measure_on": day_of(given, "measure_on"),
        "follows": follows if follows > 0 else None,
    }


def _choices(asked: Asked, kept: "list[Any]") -> Given:
    """What the form for a new action offers; nothing to those who do not agree on it."""
    if not asked.agrees:
        return {"agrees": False}
    return {
        "agrees": True,
        "kinds": words.KINDS,
        "owners": owners(asked.office),
        "staff": [one for one in owners(asked.office) if asked.office is not None],
        "unhelped": [
            one
            for one in kept
            if one.stage == "closed" and not one.measured.better and not hasattr(one, "followed_by")
        ],
    }


def owners(office: int | None) -> list[tuple[str, str]]:
    """Who can see to an action there: the office's people, or those who lead across offices."""
    people = organisation.people(office=office) if office is not None else organisation.people()
    return [(one.initials, one.name) for one in people if office is not None or _leads_agency(one)]


def _leads_agency(one: Person) -> bool:
    return one.role in LEADS_AGENCY


def _evidence(asked: Asked) -> list[tuple[str, Evidence]]:
    """The share closed, office by office within reach; everybody reads the whole agency's."""
    rows = following.closed_by_evidence(asked.half, asked.today)
    titles = dict(offices(asked.who))
    seen = [
        (titles[one.office] or _("Across offices"), one)
        for one in rows
        if one.office in titles and one.office is not None
    ]
    seen += [(_("Across offices"), one) for one in rows if one.office is None]
    return [*seen, (_("The whole agency"), following.all_together(rows))]


def _office(asked: Asked) -> str:
    return dict(offices(asked.who)).get(asked.office) or _("The whole agency")


def _shown(request: HttpRequest, asked: Asked, template: str, said: Given, status: int = 200) -> HttpResponse:
    known = {
        "section": "quality-learning",
        "lang": lang(),
        "asked": asked,
        "where": _office(asked),
        "halves": [name for name, _first, _last in reversed(halves(asked.today))],
        "offices": [(code, name or _("The whole agency")) for code, name in offices(asked.who)],
    }
    return render(request, template, known | said, status=status)
