"""Inquiries after a decision on the screen: the list, how they stand office by office, one inquiry."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.casework.cases import queries as cases
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, moment_of, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.inquiries import reading, words
from anke.oversight.quality.inquiries.acting import WORKING
from anke.oversight.quality.inquiries.procedure import kinds
from anke.oversight.quality.inquiries.reading import InquiryCard
from anke.oversight.quality.learning.asking import day_of, halves, whole_of
from anke.oversight.quality.learning.counting import themes
from anke.oversight.quality.reaching import lang
from anke.oversight.quality.showing import by_of
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import TITLES, Reach, Role

Given = dict[str, Any]
FIELDS = ("kind", "number", "about", "received_on", "due_on", "handler")


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The inquiries in cases one sees: first whose step is one's own; and how they stand by office."""
    who, today = _reader(request), today_of(request)
    asked: Given = {"user": request.user, "at": moment_of(request), "today": today}
    closed, kind = request.GET.get("closed") == "yes", request.GET.get("kind", "")
    spans = {name: (first, last) for name, first, last in halves(today)}
    half = request.GET.get("half", "")
    half = half if half in spans else list(spans)[-1]
    rows = reading.inquiries(who, kind=kind if kind in kinds(today) else "", closed=closed, **asked)
    first, last = spans[half]
    said = {
        "due": [_row(one) for one in reading.inquiries_due(who, at=asked["at"], today=today)],
        "rows": [_row(one) for one in rows],
        "closed": closed,
        "kind": kind,
        "kinds": [(one, titles[lang() == "en"]) for one, titles in kinds(today).items()],
        "counts": [
            (_office(one.office), one) for one in reading.count_inquiries(first=first, last=last, **asked)
        ],
        "half": half,
        "halves": list(reversed(spans)),
        "works": who.role in WORKING,
    }
    return _shown(request, "quality/inquiries.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register an inquiry in a case."""
    who, refused = _reader(request), ""
    if who.role not in WORKING:
        raise PermissionDenied
    today, given = today_of(request), request.POST or request.GET
    if request.method == "POST":
        try:
            made = commands.register_inquiry(**_registered(request), **by_of(request, who))
        except Refused as problem:
            refused = problem[lang()]
        else:
            messages.success(request, str(words.DONE["register"]))
            return redirect("quality-inquiry", made.pk)
    said = {
        "typed": {
            name: given.get(name, "")
            for name in ("kind", "number", "about", "received_on", "due_on", "handler")
        },
        "today": today.isoformat(),
        "kinds": [(one, titles[lang() == "en"]) for one, titles in kinds(today).items()],
        "staff": _staff(who),
        "me": who.initials,
        "refused": refused,
    }
    return _shown(request, "quality/inquiry_new.html", said, 422 if refused else 200)


@require_safe
def one(request: HttpRequest, inquiry: int) -> HttpResponse:
    who = _reader(request)
    return _page(request, who, _found(request, inquiry, who))


@require_POST
def act(request: HttpRequest, inquiry: int, act: str) -> HttpResponse:
    """A step, the learning, similar cases, closing, handing over, moving. A refusal stands on the page."""
    who = _reader(request)
    card = _found(request, inquiry, who)
    acts: dict[str, tuple[Callable[..., object], Callable[[HttpRequest], Given]]] = {
        "step": (commands.take_inquiry_step, _texts("step", "words")),
        "learning": (commands.draw_learning, _learnt),
        "similar": (commands.consider_similar, _considered),
        "close": (commands.close_inquiry, _texts()),
        "hand-over": (commands.hand_over_inquiry, _texts("instead", "reason")),
        "move": (commands.move_inquiry, _moved),
    }
    if act not in acts:
        raise Http404(_("There is no such act."))
    does, given = acts[act]
    try:
        version = whole_of(request.POST, "version")
        does(inquiry=inquiry, version=version, **given(request), **by_of(request, who))
    except Refused as refused:
        return _page(request, who, card, refused, act)
    messages.success(request, str(words.DONE[act]))
    return redirect("quality-inquiry", inquiry)


def _texts(*names: str) -> Callable[[HttpRequest], Given]:
    return lambda request: {name: request.POST.get(name, "") for name in names}


def _registered(request: HttpRequest) -> Given:
    given = request.POST
    due: date | None = day_of(given, "due_on") if given.get("due_on") else None
    texts = {name: given.get(name, "") for name in ("kind", "number", "about", "handler")}
    return {**texts, "received_on": day_of(given, "received_on"), "due_on": due}


def _learnt(request: HttpRequest) -> Given:
    given = request.POST
    learnt = _chosen(given.get("learnt", ""))
    theme = given.get("theme", "") if learnt else ""
    return {
        "learnt": learnt,
        "words": given.get("words", ""),
        "theme": theme,
        "good": given.get("good", "") == "yes",
    }


def _considered(request: HttpRequest) -> Given:
    given = request.POST
    return {"measures": _chosen(given.get("measures", "")), "words": given.get("words", "")}


def _chosen(text: str) -> bool:
    if text not in ("yes", "no"):
        raise Refused("Vælg ja eller nej.", "Choose yes or no.")
    return text == "yes"


def _moved(request: HttpRequest) -> Given:
    return {"due_on": day_of(request.POST, "due_on"), "reason": request.POST.get("reason", "")}


def _reader(request: HttpRequest) -> Person:
    """Who asks, where the role sees cases. Raises `PermissionDenied`."""
    who = organisation.person_for(request.user)
    if who is None or who.powers.cases is Reach.NONE:
        raise PermissionDenied
    return who


def _found(request: HttpRequest, inquiry: int, who: Person) -> InquiryCard:
    asked: Given = {"user": request.user, "at": moment_of(request), "today": today_of(request)}
    card = reading.inquiry_for(inquiry, who, **asked)
    if card is None:
        raise Http404(_("There is no such inquiry, or it is not yours to see."))
    return card


def _page(
    request: HttpRequest, who: Person, card: InquiryCard, refused: Refused | None = None, tried: str = ""
) -> HttpResponse:
    row, today = card.row, today_of(request)
    case = cases.find_case(row.number, user=request.user, at=moment_of(request))
    open_ = row.stage == "open"
    leads = who.role in (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR, Role.DIRECTOR, Role.LEGAL_UNIT)
    said = {
        "card": card,
        "row": row,
        "kind": kinds(row.received_on).get(row.kind, ("", ""))[lang() == "en"],
        "where": _office(row.office),
        "steps": [(one, one.title[lang() == "en"], _roles(one.by)) for one in card.steps],
        "comes": card.next,
        "waits_for": card.waits_for[lang() == "en"],
        "waits_on": _roles(card.roles) or organisation.named(row.handler),
        "themes": [(one.id, one.title[lang()]) for one in themes(today)],
        "runs": open_ and (leads or who.initials == row.handler),
        "staff": [(initials, name) for initials, name in _staff(who) if initials != row.handler],
        "reopened": case.reopened_as if case else (),
        "reopens": bool(case) and who.role in (Role.CASEWORKER, Role.HEAD_OF_OFFICE) and open_,
        "typed": request.POST if refused else {},
        "tried": tried,
        "refused": refused[lang()] if refused else "",
    }
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return _shown(request, "quality/inquiry.html", said, status)


def _row(card: InquiryCard) -> Given:
    return {
        "card": card,
        "row": card.row,
        "office": _office(card.row.office),
        "waits_for": card.waits_for[lang() == "en"],
        "waits_on": _roles(card.roles) or organisation.named(card.row.handler),
    }


def _roles(roles: tuple[Role, ...]) -> str:
    return ", ".join(TITLES[one][lang() == "en"] for one in roles)


def _staff(who: Person) -> list[tuple[str, str]]:
    """Whom an inquiry can be given to: the office's people; across offices, anybody who works with cases."""
    people = organisation.people(office=who.office) if who.office is not None else organisation.people()
    return [(one.initials, one.name) for one in people if one.role in WORKING]


def _office(code: int) -> str:
    return f"{code} {organisation.office_titles().get(code, ('', ''))[lang() == 'en']}".strip()


def _shown(request: HttpRequest, template: str, said: Given, status: int = 200) -> HttpResponse:
    known = {"section": "quality-inquiries", "lang": lang()}
    return render(request, template, known | said, status=status)
