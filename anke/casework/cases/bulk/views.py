"""Many cases at once on the screen: what to do, what will happen, done. Each step is a form of its own."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from anke.casework.cases.bulk import acts, doing
from anke.casework.cases.bulk.acts import Several
from anke.casework.cases.bulk.doing import Chosen, DoneAlready, Failed, Outcome, Standing
from anke.casework.cases.worklist import listing
from anke.casework.cases.worklist.asked import asked_of
from anke.casework.cases.worklist.rows import CLOCKS, short_day
from anke.casework.cases.worklist.views import lang, who_works
from anke.content.load import content
from anke.organisation import commands as organisation_acts
from anke.organisation import queries as organisation
from anke.organisation.queries import Actor, moment_of, today_of
from anke.rules.local import local_date
from anke.rules.refusal import Refused


@require_POST
def worklist_bulk(request: HttpRequest) -> HttpResponse:
    """Cases chosen in a list: choose an act, see what it does to each, do it to all or none."""
    who = who_works(request)
    back = asked_of(QueryDict(request.POST.get("query", "").removeprefix("?")[:2_000]).dict()).elsewhere()
    try:
        chosen = _chosen(request, who)
    except Refused as why:
        messages.warning(request, why[lang()])
        return redirect(reverse("worklist") + back)
    frame = {"section": "worklist", "chosen": chosen, "query": back, "who": who}
    step = request.POST.get("step", "")
    if step not in ("preview", "do"):
        return _choose(request, frame)
    try:
        act = acts.act_called(request.POST.get("act", ""), who)
        given = acts.particulars(act, request.POST)
    except Refused as why:
        return _choose(request, frame, why[lang()])
    return _preview(request, frame, act, given) if step == "preview" else _do(request, frame, act, given)


def _chosen(request: HttpRequest, who: Actor) -> list[Chosen]:
    """The boxes ticked, or the whole list as it is now, as far as one can take at once."""
    if request.POST.get("whole") != "1":
        return doing.chosen_of(request.POST.getlist("case"))
    asked = asked_of(QueryDict(request.POST.get("query", "").removeprefix("?")[:2_000]).dict())
    today = today_of(request)
    found = listing.listed(who, asked, today=today, at=moment_of(request)).order_by("act_by", "number")
    rows = found.values_list("number", "position")[: doing.MOST + 1]
    return doing.chosen_of(f"{number}@{position}" for number, position in rows)


def _choose(request: HttpRequest, frame: dict[str, Any], refused: str = "") -> HttpResponse:
    who: Actor = frame["who"]
    seen = [one for one in organisation.offices() if who.scope.admits(one.code)]
    codes = {one.code for one in seen}
    said = {
        "acts": acts.acts_of(who),
        "people": [one for one in organisation.people() if one.office in codes and one.powers.glass],
        "offices": [
            (one.code, one.title_en if lang() == "en" else one.title_da) for one in organisation.offices()
        ],
        "given": request.POST.dict(),
        "refused": refused,
    }
    return render(request, "cases/bulk_choose.html", frame | said, status=400 if refused else 200)


def _preview(
    request: HttpRequest,
    frame: dict[str, Any],
    act: Several,
    given: dict[str, Any],
    failed: Sequence[Outcome] = (),
) -> HttpResponse:
    now = moment_of(request)
    outcomes = doing.tried(act, frame["chosen"], given, who=frame["who"], day=local_date(now), at=now)
    shown = [one.number for one in outcomes if one.before]
    organisation_acts.record_reading(who=frame["who"].initials, numbers=shown, what="list", at=now)
    lines = [_told(act, one) for one in outcomes]
    stopped = [line for line in lines if line["refused"]]
    said = {
        "act": act,
        "fields": [(f"{act.id}-{name}", request.POST.get(f"{act.id}-{name}", "")) for name in act.fields],
        "lines": [*stopped, *(line for line in lines if not line["refused"])],
        "stopped": len(stopped),
        "going": [one for one in frame["chosen"] if one.number not in {line["number"] for line in stopped}],
        "token": secrets.token_urlsafe(24),
        "failed": [(one.number, one.refused[lang()]) for one in failed if one.refused],
    }
    return render(request, "cases/bulk_preview.html", frame | said, status=409 if failed else 200)


def _do(request: HttpRequest, frame: dict[str, Any], act: Several, given: dict[str, Any]) -> HttpResponse:
    now, token = moment_of(request), request.POST.get("token", "")
    if not 16 <= len(token) <= 64:
        return _preview(request, frame, act, given)
    try:
        number = doing.done(
            act, frame["chosen"], given, token=token, who=frame["who"], day=local_date(now), at=now
        )
    except Failed as failed:
        return _preview(request, frame, act, given, failed.outcomes)
    except DoneAlready as before:
        at = formats.time_format(timezone.localtime(before.at), "H:i")
        told = ngettext(
            "That was done already at %(at)s, to %(n)s case. It is not done twice.",
            "That was done already at %(at)s, to %(n)s cases. It is not done twice.",
            before.cases,
        )
        messages.info(request, told % {"at": at, "n": before.cases})
    else:
        told = ngettext("Done: %(act)s, %(n)s case.", "Done: %(act)s, %(n)s cases.", number)
        messages.success(request, told % {"act": act.label, "n": number})
    return redirect(reverse("worklist") + frame["query"])


def _told(act: Several, one: Outcome) -> dict[str, Any]:
    """An outcome as the preview shows it."""
    before, after = one.before, one.after
    kind = content().case_types[before.case_type].title[lang()] if before else ""
    return {
        "number": one.number,
        "case_type": kind,
        "before": _said(act, before),
        "after": _said(act, after),
        "refused": one.refused[lang()] if one.refused else "",
    }


def _said(act: Several, standing: Standing | None) -> str:
    """What an act changes, as it is before or after."""
    if standing is None:
        return ""
    if act.id == "assign":
        return standing.caseworker or _("nobody")
    if act.id == "transfer":
        return _("office %(code)s") % {"code": standing.office}
    if standing.clock is None or standing.clock_on is None:
        return ""
    day = short_day(standing.clock_on)
    return f"{CLOCKS.get(standing.clock, standing.clock)} {day}"
