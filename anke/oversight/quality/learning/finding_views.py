"""Single findings on the screen: those of one's own work and of one's office, and the form for a new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.learning import counting, reading, words
from anke.oversight.quality.learning.acting import ACROSS
from anke.oversight.quality.learning.asking import reader
from anke.oversight.quality.learning.views import shown_findings
from anke.oversight.quality.models import Review
from anke.oversight.quality.programme.content import model_of
from anke.oversight.quality.reaching import lang
from anke.oversight.quality.showing import by_of
from anke.rules.refusal import Refused
from anke.rules.roles import Role

Given = dict[str, Any]
FIELDS = ("activity", "source", "theme", "words", "employee", "number")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The single findings somebody may know: of their own work; for the head, of the office."""
    who = reader(request)
    said = {
        "section": "quality-learning",
        "lang": lang(),
        "findings": shown_findings(request, reading.findings(who)),
        "head": who.role is Role.HEAD_OF_OFFICE,
    }
    return render(request, "quality/findings.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Record a finding; from a review, its employee and case are filled in."""
    who, refused = reader(request), ""
    given = _given(request, who)
    if request.method == "POST":
        try:
            commands.record_finding(**_told(request, who, given), **by_of(request, who))
        except Refused as problem:
            refused = problem[lang()]
        else:
            messages.success(request, str(words.DONE["finding"]))
            return redirect("quality-findings")
    today = today_of(request)
    said = {
        "section": "quality-learning",
        "lang": lang(),
        "typed": given | {"good": request.POST.get("good", ""), "office": request.POST.get("office", "")},
        "themes": [(one.id, one.title[lang()]) for one in counting.themes(today)],
        "activities": [(one.id, one.title[lang()]) for one in model_of(today.year).activities],
        "across": _offices() if who.role in ACROSS else [],
        "staff": _staff(who, given["employee"]),
        "refused": refused,
    }
    return render(request, "quality/finding_new.html", said, status=422 if refused else 200)


def _given(request: HttpRequest, who: Person) -> dict[str, str]:
    typed = request.POST if request.method == "POST" else request.GET
    given = {name: typed.get(name, "").strip() for name in FIELDS}
    held = Review.objects.filter(name=given["source"], office=who.office or 0).first()
    if request.method != "POST" and held and who.initials in (held.reviewer, _head(held.office)):
        given |= {"activity": "Q1", "employee": held.employee, "number": held.number}
    return given


def _told(request: HttpRequest, who: Person, given: dict[str, str]) -> Given:
    good, office = request.POST.get("good", ""), request.POST.get("office", "")
    if good not in ("yes", "no"):
        raise Refused("Vælg, om det var godt eller kan blive bedre.", "Choose good, or could be better.")
    across = who.role in ACROSS
    code = int(office) if office.isascii() and office.isdigit() and len(office) < 6 else None
    return {**given, "good": good == "yes", "office": code if across else who.office}


def _head(office: int) -> str:
    heads = organisation.people(office=office, role=Role.HEAD_OF_OFFICE)
    return heads[0].initials if heads else ""


def _offices() -> list[tuple[int, str]]:
    titles = organisation.office_titles()
    return [(code, f"{code} {titles[code][lang() == 'en']}") for code in sorted(titles)]


def _staff(who: Person, named: str) -> list[tuple[str, str]]:
    """Whose work it can be: for the head, colleagues in the office; across offices, anybody in an office; for
    others, the employee of the review it comes from."""
    people = organisation.people() if who.role in ACROSS else organisation.people(office=who.office)
    here = [(one.initials, one.name) for one in people if one.office and one.initials != who.initials]
    if who.role in (*ACROSS, Role.HEAD_OF_OFFICE):
        return here
    return [one for one in here if one[0] == named]
