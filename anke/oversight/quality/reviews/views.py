"""The monthly follow-up on the screen: my reviews, the review form, feedback to me, the office."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anke.organisation import queries as organisation
from anke.organisation.queries import Person, today_of
from anke.oversight.quality import autosaving, commands
from anke.oversight.quality.autosaving import Saved
from anke.oversight.quality.beside import decision_beside
from anke.oversight.quality.central import focus_pages
from anke.oversight.quality.central.focusing import focus_points
from anke.oversight.quality.programme.views import mine_to_do
from anke.oversight.quality.reaching import lang
from anke.oversight.quality.reviews import due, reading, words
from anke.oversight.quality.reviews.reading import ReviewCard
from anke.oversight.quality.showing import asked_of, by_of, whole
from anke.rules.refusal import Refused, Stale
from anke.rules.roles import Role

# Heads and whom they name review; caseworkers read what was said of their work. Nobody else has a page here.
OPEN_TO: Final = (Role.CASEWORKER, Role.HEAD_OF_OFFICE)
Given = dict[str, Any]


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What somebody has to review this month, and what they have begun."""
    return _mine(request, _person(request))


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a review: the case is picked by lot."""
    who = _person(request)
    told: Given = {name: request.POST.get(name, "") for name in ("employee", "month")}
    try:
        made = commands.begin_review(**told, **by_of(request, who))
    except Refused as refused:
        return _mine(request, who, refused[lang()])
    return redirect("quality-review", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, review: int) -> HttpResponse:
    """The form while it is written, with the decision beside it; afterwards what was written."""
    who = _person(request)
    card = _found(review, who)
    if request.method == "POST":
        submits = request.POST.get("then") == "submit"
        try:
            held = _save(request, review, who)
            if submits:
                commands.submit_review(review=review, version=held.version, **by_of(request, who))
        except Refused as refused:
            return _page(request, who, _found(review, who), refused)
        messages.success(request, str(words.DONE["submit" if submits else "save"]))
        return redirect("quality-review", review)
    return _page(request, who, card)


@require_POST
def autosave(request: HttpRequest, review: int) -> HttpResponse:
    """Save while it is written; the answer says when, or why not."""
    who = _person(request)
    _found(review, who)
    return autosaving.answer(request, lambda: _save(request, review, who), lambda: _kept(_found(review, who)))


def _kept(card: ReviewCard) -> Saved:
    return Saved(card.version, card.saved_by, card.saved_at)


@require_POST
def act(request: HttpRequest, review: int, act: str) -> HttpResponse:
    """Feedback, reply, handing over, giving up. Where it is refused, the page says why."""
    who, given = _person(request), request.POST
    card = _found(review, who)
    acts: dict[str, tuple[Callable[..., object], Given]] = {
        "feedback": (commands.give_feedback, {"how": given.get("how", "")}),
        "reply": (commands.reply_to_feedback, {"words": given.get("words", "")}),
        "hand-over": (
            commands.hand_over,
            {"instead": given.get("instead", ""), "reason": given.get("reason", "")},
        ),
        "drop": (commands.drop_review, {"reason": given.get("reason", "")}),
    }
    if act not in acts:
        raise Http404(_("There is no such act."))
    does, told = acts[act]
    try:
        does(review=review, **told, **by_of(request, who))
    except Refused as refused:
        return _page(request, who, card, refused)
    messages.success(request, str(words.DONE[act]))
    return redirect("quality-reviews") if act == "drop" else redirect("quality-review", review)


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    """What somebody was told of their own work, newest first."""
    who = _person(request)
    rows = [(each, organisation.named(each.reviewer)) for each in reading.feedback_to(who)]
    said = {"rows": rows, "how": words.HOW, "heads": who.role is Role.HEAD_OF_OFFICE}
    return _shown(request, "quality/feedback.html", said)


@require_http_methods(["GET", "HEAD", "POST"])
def office(request: HttpRequest) -> HttpResponse:
    """The head's overview of the office's month; who reviews whom, and what lapses."""
    who, refused = _person(request), ""
    if who.role is not Role.HEAD_OF_OFFICE:
        raise PermissionDenied
    month = _month(request)
    if request.method == "POST":
        given, employee = request.POST, request.POST.get("employee", "")
        try:
            if name := given.get("who", ""):
                commands.name_reviewer(employee=employee, who=name, **by_of(request, who))
            else:
                why = given.get("reason", "")
                commands.lapse_review(employee=employee, month=month, reason=why, **by_of(request, who))
        except Refused as problem:
            refused = problem[lang()]
        else:
            messages.success(request, str(words.DONE["name" if name else "lapse"]))
            return redirect(f"{request.path}?month={month}")
    held = reading.month_of_office(who.office or 0, month)
    staff = [
        (one.initials, organisation.named(one.initials)) for one in organisation.people(office=who.office)
    ]
    said = {"held": held, "rows": [_row(row) for row in held.rows], "staff": staff, "refused": refused}
    points = focus_points(office=who.office)
    said |= {"focus": focus_pages.shown(points, today_of(request))}
    said |= {"title": _office_title(who.office), "rules": _notes(month)} | _months(request, month)
    return _shown(request, "quality/office.html", said, 409 if refused else 200)


def _mine(request: HttpRequest, who: Person, refused: str = "") -> HttpResponse:
    month = _month(request)
    said = {
        "rows": [_row(row) for row in reading.mine(who, month)],
        "unfinished": [
            (card, organisation.named(card.employee), words.STATES[card.stage])
            for card in reading.unfinished(who)
        ],
        "heads": who.role is Role.HEAD_OF_OFFICE,
        "refused": refused,
        "todo": mine_to_do(who, today_of(request)),
    } | _months(request, month)
    return _shown(request, "quality/reviews.html", said, 409 if refused else 200)


def _row(row: reading.Row) -> Given:
    return {
        "row": row,
        "name": organisation.named(row.employee),
        "reviewer": organisation.named(row.has_it or row.reviewer),
        "state": words.STATES[row.state],
    }


def _page(
    request: HttpRequest, who: Person, card: ReviewCard, refused: Refused | None = None
) -> HttpResponse:
    writes = card.stage == "open" and card.reviewer == who.initials
    typed = request.POST if refused and "version" in request.POST else None
    rules = due.rules_of(card.month)
    answers = (
        {one.id: typed.get(f"answer-{one.id}", "") for one in rules.questions} if typed else card.answers
    )
    heads = reading.is_head(who, card.office)
    said = {
        "card": card,
        "saved": _kept(card),
        "autosave": reverse("quality-review-autosave", args=[card.id]),
        "me": who.initials,
        "employee": organisation.named(card.employee),
        "reviewer": organisation.named(card.reviewer),
        "state": words.STATES[card.stage],
        "how": words.HOW,
        "questions": asked_of(rules.questions, answers),
        "strengths": typed.get("strengths", "") if typed else card.strengths,
        "improvements": typed.get("improvements", "") if typed else card.improvements,
        "typed": typed is not None and not writes,
        "writes": writes,
        "tells": card.stage == "submitted" and (heads or card.reviewer == who.initials),
        "replies": card.stage == "told" and card.employee == who.initials and not card.reply,
        "heads": heads,
        "hands_over": heads and card.stage in ("open", "submitted"),
        "others": [
            (one.initials, organisation.named(one.initials))
            for one in organisation.people(office=card.office)
            if one.initials not in (card.employee, card.reviewer)
        ],
        "refused": refused[lang()] if refused else "",
    } | decision_beside(request, who, card.number, "review")
    status = 200 if refused is None else 409 if isinstance(refused, Stale) else 422
    return _shown(request, "quality/review.html", said, status)


def _save(request: HttpRequest, review: int, who: Person) -> Any:
    given = request.POST
    answers = {name.removeprefix("answer-"): str(given[name]) for name in given if name.startswith("answer-")}
    return commands.save_review(
        review=review,
        version=whole(given.get("version", "")),
        answers=answers,
        strengths=given.get("strengths", ""),
        improvements=given.get("improvements", ""),
        **by_of(request, who),
    )


def _person(request: HttpRequest) -> Person:
    who = organisation.person_for(request.user)
    if who is None or who.role not in OPEN_TO:
        raise PermissionDenied
    return who


def _found(review: int, who: Person) -> ReviewCard:
    card = reading.review_for(review, who)
    if card is None:
        raise Http404(_("There is no such review, or it is not yours to see."))
    return card


def _month(request: HttpRequest) -> str:
    """The month asked for, else this one. One that is written wrongly, or to come, is this one."""
    this = due.month_of(today_of(request))
    asked = request.POST.get("month") or request.GET.get("month") or this
    try:
        due.span(asked)
        due.rules_of(asked)
    except Refused:
        return this
    return min(asked, this)


def _months(request: HttpRequest, month: str) -> Given:
    first, last = due.span(month)
    after = last + timedelta(days=1)
    earlier = due.month_of(first - timedelta(days=1))
    return {
        "month": month,
        "day": first,
        "earlier": earlier if _has_rules(earlier) else "",
        "later": due.month_of(after) if after <= today_of(request) else "",
    }


def _has_rules(month: str) -> bool:
    try:
        due.rules_of(month)
    except Refused:
        return False
    return True


def _notes(month: str) -> list[str]:
    return [note.text[lang()] for note in due.rules_of(month).notes]


def _office_title(code: int | None) -> str:
    da, en = organisation.office_titles().get(code or 0, ("", ""))
    return da if lang() == "da" else en


def _shown(request: HttpRequest, template: str, said: Given, status: int = 200) -> HttpResponse:
    return render(request, template, {"section": "quality-reviews", "lang": lang(), **said}, status=status)
