"""One action on the screen: what was agreed, what was done, and the measurement that closes it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import commands
from anke.oversight.quality.learning import counting, following, measuring, words
from anke.oversight.quality.learning.acting import leads
from anke.oversight.quality.learning.asking import day_of, reader, whole_of
from anke.oversight.quality.learning.views import owners
from anke.oversight.quality.models import Action, Measurement
from anke.oversight.quality.reaching import lang
from anke.oversight.quality.showing import by_of
from anke.rules.quality_statistics import wilson
from anke.rules.refusal import Refused, Stale
from anke.rules.small_numbers import share_told

Given = dict[str, Any]


@require_safe
def one(request: HttpRequest, action: int) -> HttpResponse:
    who = reader(request)
    return _page(request, who, _found(action, who))


@require_POST
def act(request: HttpRequest, action: int, act: str) -> HttpResponse:
    """Carrying out, moving, measuring again. Where it is refused, the page says why and keeps the words."""
    who = reader(request)
    found = _found(action, who)
    acts: dict[str, tuple[Callable[..., object], Callable[[HttpRequest], Given]]] = {
        "do": (commands.do_action, lambda asked: {"words": asked.POST.get("words", "")}),
        "move": (commands.move_action, _moved),
        "measure": (commands.remeasure_action, _measured),
    }
    if act not in acts:
        raise Http404(_("There is no such act."))
    does, given = acts[act]
    try:
        version = whole_of(request.POST, "version")
        does(action=action, version=version, **given(request), **by_of(request, who))
    except Refused as refused:
        return _page(request, who, found, refused, act)
    messages.success(request, str(words.DONE[act]))
    return redirect("quality-action", action)


def _moved(request: HttpRequest) -> Given:
    given = request.POST
    return {
        "owner": given.get("owner", ""),
        "due_on": day_of(given, "due_on"),
        "measure_on": day_of(given, "measure_on"),
        "reason": given.get("reason", ""),
    }


def _measured(request: HttpRequest) -> Given:
    given = request.POST
    better = given.get("better", "")
    if better not in ("yes", "no"):
        raise Refused("Vælg, om det er blevet bedre.", "Choose whether it is better.")
    how = given.get("how", "")
    return {
        "how": how,
        "better": better == "yes",
        "words": given.get("words", ""),
        "year": whole_of(given, "year") if how == "measurement" else None,
        "good_cases": given.get("good_cases", "").split() if how == "reading" else (),
        "other_cases": given.get("other_cases", "").split() if how == "reading" else (),
    }


def _found(action: int, who: Person) -> Action:
    found = following.action_for(action, who)
    if found is None:
        raise Http404(_("There is no such action, or it is not yours to see."))
    return found


def _page(
    request: HttpRequest, who: Person, found: Action, refused: Refused | None = None, tried: str = ""
) -> HttpResponse:
    today, actor = today_of(request), organisation.actor(who.initials)
    agrees = actor is not None and leads(actor, found.office)
    theme = next((one for one in counting.themes(found.planned_on) if one.id == found.theme), None)
    typed, inside = request.POST if refused else {}, agrees or found.owner == who.initials
    said = {
        "section": "quality-learning",
        "lang": lang(),
        "action": found,
        "title": theme.title[lang()] if theme else found.theme,
        "kind": words.KINDS[found.kind],
        "stage": words.STAGES[found.stage],
        "agrees": agrees,
        "runs": inside,
        "owners": owners(found.office),
        "where": _office(found.office),
        "before": _share(found.before_good, found.before_sample),
        "tells": inside or bool(share_told(found.before_good, found.before_sample)),
        "since": measuring.since_done(found, today),
        "hows": words.HOW,
        "years": [one.year for one in Measurement.objects.exclude(stage="open").order_by("-year")],
        "measured": getattr(found, "measured", None),
        "followed": getattr(found, "followed_by", None),
        "late": found.stage == Action.Stage.PLANNED and found.due_on < today,
        "typed": typed,
        "tried": tried,
        "refused": refused[lang()] if refused else "",
    }
    if said["measured"]:
        said["after"] = _share(found.measured.good, found.measured.sample)
        said["tells_after"] = inside or bool(share_told(found.measured.good, found.measured.sample))
        said["how"] = words.HOW[found.measured.how]
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return render(request, "quality/action.html", said, status=status)


def _share(good: int, of: int) -> Given | None:
    """So many of so many, and where the true share lies (Wilson, 95 %); None where nothing was counted."""
    if not of:
        return None
    interval = wilson(good, of)
    low, high = round(interval.low * 100), round(interval.high * 100)
    return {"good": good, "of": of, "low": low, "high": high}


def _office(code: int | None) -> str:
    if code is None:
        return _("The whole agency")
    return f"{code} {organisation.office_titles().get(code, ('', ''))[lang() == 'en']}".strip()
