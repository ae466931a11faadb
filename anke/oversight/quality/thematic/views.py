"""Thematic follow-ups on the screen: the themes, one of them with what is to be done, the memo as a file."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.documents import as_page
from anke.oversight.quality.documents.report import FORMS, Report
from anke.oversight.quality.models import Thematic
from anke.oversight.quality.reaching import is_synthetic, lang, reader
from anke.oversight.quality.showing import (
    Given,
    as_file,
    by_of,
    day_of,
    notes_of,
    office_name,
    recorded,
    seen_numbers,
    shown,
    source_of,
    whole,
)
from anke.oversight.quality.thematic import reading
from anke.oversight.quality.thematic.document import document_of
from anke.oversight.quality.thematic.planning import Stage, most_of, rules_of
from anke.rules.refusal import Refused
from anke.rules.roles import TITLES, Role


@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: HttpRequest) -> HttpResponse:
    """Every theme; and the form by which the working group recommends one."""
    who, refused, year = reader(request), None, today_of(request).year
    given = request.POST
    if request.method == "POST":
        try:
            made = commands.recommend_thematic(
                year=whole(given.get("year", "")),
                topic=given.get("topic", ""),
                question=given.get("question", ""),
                members=given.getlist("members"),
                **by_of(request, who),
            )
        except Refused as problem:
            refused = problem
        else:
            recorded(request, _("The theme is recommended to the executive board."))
            return redirect("quality-thematic", made.pk)
    rules = rules_of(year)
    roles = [one.role for one in rules.members]
    said = {
        "rows": [(one, stages()[one.stage], reading.lacking(one)) for one in reading.thematics()],
        "recommends": who.role in rules.recommended_by,
        "people": [
            (one.initials, f"{one.name}, {TITLES[one.role][lang() == 'en']}", one.role in _every(rules))
            for one in organisation.people()
            if one.role in roles
        ],
        "year": year,
        "most": most_of(year),
        "typed": given if refused else {},
        "chosen": given.getlist("members"),
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    }
    return shown(request, "quality/thematics.html", said, refused)


def _every(rules: Any) -> list[Role]:
    return [one.role for one in rules.members if one.every]


@require_safe
def one(request: HttpRequest, thematic: int) -> HttpResponse:
    return _page(request, reader(request), _found(thematic))


@require_safe
def file(request: HttpRequest, thematic: int, form: str) -> HttpResponse:
    """The joint memo as a file."""
    reader(request)
    found = _found(thematic)
    if found.report is None:
        raise Http404(_("The memo is not presented yet."))
    return as_file(_document(found), form, found.name.replace("/", "-"))


@require_safe
def figures(request: HttpRequest, thematic: int) -> HttpResponse:
    """Statistics of the cases: refused, with the reason."""
    who, found = reader(request), _found(thematic)
    try:
        reading.statistics_of(found)
    except Refused as refused:
        answer = _page(request, who, found, refused)
        answer.status_code = 200  # the page is there; what it says is why there are no figures
        return answer


@require_POST
def act(request: HttpRequest, thematic: int, act: str) -> HttpResponse:
    """One act on a theme. Where it is refused, the page says why and keeps what was typed."""
    who, given, found = reader(request), request.POST, _found(thematic)
    acts: dict[str, tuple[Callable[..., object], tuple[str, ...]]] = {
        "approve": (commands.approve_thematic, ("reason",)),
        "refuse": (commands.refuse_thematic, ("reason",)),
        "open": (commands.open_thematic, ("memo", "reason")),
        "case": (commands.read_thematic_case, ("number", "why", "kind", "words")),
        "reply": (commands.reply_thematic, ("words",)),
        "present": (commands.present_thematic, ("memo", "proposals")),
    }
    try:
        by = by_of(request, who) | {"thematic": thematic}
        if act == "outside":
            used = given.get("used") == "yes"
            commands.consider_outside(used=used, reason=given.get("reason", ""), **by)
        elif act == "ask":
            chosen = [whole(one) for one in given.getlist("offices")]
            until = day_of(given["until"]) if given.get("until") else None
            commands.ask_offices(offices=chosen, until=until, **by)
        elif act in acts:
            does, fields = acts[act]
            does(**{name: given.get(name, "") for name in fields}, **by)
        else:
            raise Http404(_("There is no such act."))
    except Refused as refused:
        return _page(request, who, found, refused, act)
    recorded(request, _("It has been recorded."))
    return redirect("quality-thematic", thematic)


def _page(
    request: HttpRequest, who: Person, found: Thematic, refused: Refused | None = None, act: str = ""
) -> HttpResponse:
    found.refresh_from_db()
    rules, today = rules_of(found.year), today_of(request)
    rows = reading.cases_for(found, who)
    said = {
        "found": found,
        "stage": stages()[found.stage],
        "label": rules.label[lang()],
        "group": [
            (organisation.named(one.who), TITLES[Role(one.role)][lang() == "en"])
            for one in found.members.order_by("role", "who")
        ],
        "names": {one: organisation.named(one) for one in (found.decided_by, found.recommended_by) if one},
        "cases": [(one, office_name(one.office), kinds()[one.kind]) for one in rows],
        "seen": seen_numbers(request, (one.number for one in rows)),
        "count": found.cases.count(),
        "kinds": list(kinds().items()),
        "replies": [(one, office_name(one.office)) for one in reading.replies(found, today)],
        "lacking": [office_name(one) for one in reading.lacking(found)],
        "offices": _not_asked(found),
        "typed": {act: request.POST} if refused and act else {},
        "holds": reading.holds(found),
        "forms": FORMS,
        "notes": notes_of(rules.notes),
        "source": source_of(rules.reference),
    } | _may(who, found)
    if found.report is not None:
        said |= as_page.said(_document(found), lang())
    return shown(request, "quality/thematic.html", said, refused)


def _may(who: Person, found: Thematic) -> Given:
    """What somebody can do with a theme as far as it is."""
    rules, stage = rules_of(found.year), found.stage
    works = who.role in rules.recommended_by
    mine = found.offices.filter(office=who.office or 0).first() if who.role is Role.HEAD_OF_OFFICE else None
    return {
        "decides": who.role in rules.decided_by and stage == Stage.RECOMMENDED,
        "considers": works and stage in (Stage.RECOMMENDED, Stage.APPROVED, Stage.OPENED),
        "opens": works and stage == Stage.APPROVED,
        "reads": stage == Stage.OPENED and (works or mine is not None),
        "asks": works and stage in (Stage.OPENED, Stage.PRESENTED),
        "replies_now": mine is not None and not mine.reply and stage in (Stage.OPENED, Stage.PRESENTED),
        "presents": works and stage == Stage.OPENED,
    }


def _not_asked(found: Thematic) -> list[tuple[int, str]]:
    asked = set(found.offices.values_list("office", flat=True))
    return [(one.code, office_name(one.code)) for one in organisation.offices() if one.code not in asked]


def _document(found: Thematic) -> Report:
    names = {one.code: office_name(one.code) for one in organisation.offices()}
    return document_of(found, names, lang(), synthetic=is_synthetic())


def stages() -> dict[str, str]:
    return {
        "recommended": _("recommended, not decided"),
        "refused": _("refused by the executive board"),
        "approved": _("decided; the opening memo is next"),
        "opened": _("under way"),
        "presented": _("the joint memo is presented"),
    }


def kinds() -> dict[str, str]:
    return {"good": _("a good example"), "bad": _("a bad example"), "plain": _("neither")}


def _found(thematic: int) -> Thematic:
    found = reading.thematic_of(thematic)
    if found is None:
        raise Http404(_("There is no such theme."))
    return found
