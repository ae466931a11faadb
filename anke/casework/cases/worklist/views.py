"""The worklist on the screen, and as a sheet. The address is the state; nothing needs a script."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anke.casework.cases import usual
from anke.casework.cases.worklist import filters, listing, page, rows, saved, sheet
from anke.casework.cases.worklist.asked import asked_of
from anke.casework.cases.worklist.facets import facets
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, moment_of, today_of
from anke.rules.refusal import Refused
from anke.rules.roles import POWERS


def lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


def who_works(request: HttpRequest) -> Actor:
    """Whoever looks, if a role of theirs could ever see a case; 403 for everybody else."""
    who = organisation.actor_for(request.user)
    if who is None or who.role is None or not POWERS[who.role].glass:
        raise PermissionDenied
    return who


@require_safe
def worklist(request: HttpRequest) -> HttpResponse:
    """The list of whoever looks, by risk of missing."""
    who, asked = who_works(request), asked_of(request.GET.dict())
    now, today = moment_of(request), today_of(request)
    granted = organisation.granted_numbers(who.initials, at=now)
    leaf = listing.leaf(who, asked, today=today, at=now, granted=granted)
    seen = partial(listing.waiting, who, now, granted)
    counts = facets(seen, who, asked, today=today, at=now, granted=granted)
    numbers = [row.number for row in leaf.rows]
    organisation_acts.record_reading(who=who.initials, numbers=numbers, what="list", at=now)
    said: dict[str, Any] = {
        "section": "worklist",
        "asked": asked,
        "who": who,
        "today": today,
        "title": page.title(asked.list or filters.lists_of(who)[0], who),
        # Worked out where the page does not keep what they lead to (site/keeping.py).
        "tabs": lambda: page.tabs(asked, who, counts),
        "tiles": lambda: page.tiles(asked, counts),
        "selects": lambda: page.selects(asked, counts, lang()),
        "chips": page.chips(asked, lang()),
        "sorts": lambda: page.sorts(asked),
        "lines": rows.lines(leaf, me=who.initials, today=today, usual=usual.known(), lang=lang()),
        "counts": counts,
        "several_offices": len(who.scope.offices) != 1,
        "bulk": page.may_bulk(who) and bool(leaf.rows),
        "query": asked.elsewhere(),
        "views": tuple(saved.views_of(who)),
        "following": asked.query(after=leaf.after, before="") if leaf.after else "",
        "previous": asked.query(before=leaf.before, after="") if leaf.before else "",
        "sheets": [
            (form, reverse("worklist-sheet", args=[form]) + asked.elsewhere()) for form in sheet.FORMS
        ],
    }
    answer = render(request, "cases/worklist.html", said)
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def worklist_sheet(request: HttpRequest, form: str) -> HttpResponse:
    """What the list shows, all its pages, as CSV or a workbook. Every case in it is logged as exported."""
    who, asked = who_works(request), asked_of(request.GET.dict())
    now, today = moment_of(request), today_of(request)
    sheet.require_form(form)
    leaf = listing.leaf(who, asked, today=today, at=now, size=sheet.MOST)
    lines = rows.lines(leaf, me=who.initials, today=today, usual=usual.known(), lang=lang())
    numbers = [line.number for line in lines]
    organisation_acts.record_reading(who=who.initials, numbers=numbers, what="export", at=now)
    answer = HttpResponse(sheet.written(lines, form, lang()), content_type=sheet.FORMS[form])
    answer["Content-Disposition"] = f'attachment; filename="{sheet.name(today, form, lang())}"'
    answer["Cache-Control"] = "no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """The lists somebody keeps: to open, rename, delete; and where one is kept, from its own page."""
    who = who_works(request)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            message = _kept(request, who)
        except Refused as why:
            refused = why
        else:
            messages.success(request, message)
            return redirect("saved-views")
    said = {
        "section": "worklist",
        "views": tuple(saved.views_of(who)),
        "refused": refused[lang()] if refused else "",
        "longest": saved.LONGEST,
    }
    return render(request, "cases/saved_views.html", said, status=400 if refused else 200)


def _kept(request: HttpRequest, who: Actor) -> str:
    """Do what was asked with a saved list; what was done, in words."""
    given = request.POST
    act, view = given.get("act", ""), given.get("view", "")
    number = int(view) if view.isascii() and view.isdigit() and len(view) < 10 else 0
    if act == "keep":
        shared = given.get("shared") == "1"
        saved.keep(
            who,
            name=given.get("name", ""),
            query=given.get("query", ""),
            shared=shared,
            at=moment_of(request),
        )
        return _("The list is saved.")
    if act == "rename":
        saved.rename(who, view=number, name=given.get("name", ""))
        return _("The list has its new name.")
    if act == "delete":
        saved.drop(who, view=number)
        return _("The list is deleted. No case is touched by that.")
    raise BadRequest(_("The page does not know what to do with the list."))
