"""Letters on the screen: begun from a template, written with help beside, read as it will be, sent."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from anke.casework.letters import as_pdf, as_word, asking, commands, pages, queries
from anke.casework.letters.advice import advice
from anke.casework.letters.asking import lang
from anke.casework.letters.composing import Words
from anke.casework.letters.queries import LetterWork
from anke.casework.letters.synthetic import is_synthetic
from anke.organisation.queries import Person, moment_of
from anke.rules.letter_steps import Channel, LetterStatus
from anke.rules.local import local_date
from anke.rules.refusal import Refused, Stale

_ASKED = ("template", "recipient", "language", "outcome")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, number: str) -> HttpResponse:
    """Choose a template and a recipient; then the letter is begun."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    trouble, status = "", 200
    if request.method == "POST":
        asked = request.POST
        try:
            letter = commands.begin_letter(
                number=number,
                template=asked.get("template", ""),
                recipient=asked.get("recipient", ""),
                language=asked.get("language", "da"),
                outcome=asked.get("outcome") or None,
                **asking.by(who, now),
            )
        except Refused as refused:
            trouble, status = refused[lang()], 422
        else:
            return redirect("letters-edit", number, letter.number)
    said = {
        "trouble": trouble,
        "templates": pages.templates(queries.templates_for(about, local_date(now)), lang()),
        "outcomes": pages.outcomes(about, lang()),
        "parties": pages.parties(about, lang()),
        "asked": {
            name: request.POST.get(name, "") for name in ("template", "recipient", "language", "outcome")
        },
        "may_work": asking.may_work(who, about),
    }
    return render(request, "letters/new.html", pages.frame(number, said), status=status)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """Write a letter. What is not saved because somebody else was first stays in the form."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    work = asking.letter(request, number, letter, now)
    if work.card.status is not LetterStatus.DRAFT or not asking.may_work(who, about):
        return redirect("letters-read", number, letter)
    trouble, status, theirs = "", 200, None
    if request.method == "POST":
        try:
            _saved(request, number, letter, who, now, automatic=False)
        except Refused as refused:
            trouble, status = refused[lang()], 409 if isinstance(refused, Stale) else 422
            theirs = work.words if isinstance(refused, Stale) else None
            work = asking.letter(request, number, letter, now, instead=_words(request, work))
        else:
            onward = request.POST.get("then") == "read"
            if not onward:
                messages.success(request, _("The letter is saved."))
            return redirect("letters-read" if onward else "letters-edit", number, letter)
    said = _editor(request, work, now) | {"trouble": trouble, "theirs": theirs}
    return render(request, "letters/edit.html", pages.frame(number, said), status=status)


def _editor(request: HttpRequest, work: LetterWork, now: datetime) -> dict[str, Any]:
    documents = queries.documents_of(work.card.case, user=request.user, at=now)
    return {
        "work": work,
        "parts": pages.parts(work, lang()),
        "fields": pages.fields(lang()),
        "enclosable": pages.enclosable(documents, work.words.enclosures),
        "returned": work.card.returned,
    } | _side(work, now)


def _side(work: LetterWork, now: datetime) -> dict[str, Any]:
    """What stands beside the text: the letter as it will be, what is missing, help."""
    names = [one.name for one in work.about.parties]
    return {
        "final": work.final,
        "faults": [one[lang()] for one in work.faults],
        "advice": advice(work.final, local_date(now), names),
        "band": 1 if lang() == "en" else 0,
        "letter_lang": work.card.language,
        "saved": (work.card.saved_by, work.card.saved_at),
        "version": work.card.version,
    }


def _words(request: HttpRequest, work: LetterWork) -> Words:
    """The text as it stands in the form."""
    known = [part.id for part in work.shape.parts]
    parts = {one: request.POST.get(f"part-{one}", work.words.parts.get(one, "")) for one in known}
    title = request.POST.get("title", work.words.title)
    return Words(title, parts, tuple(request.POST.getlist("enclosures"))[:50])


def _saved(
    request: HttpRequest, number: str, letter: int, who: Person, now: datetime, *, automatic: bool
) -> None:
    work = asking.letter(request, number, letter, now)
    words, version = _words(request, work), request.POST.get("version", "")
    commands.save_letter(
        number=number,
        letter=letter,
        title=words.title,
        parts=dict(words.parts),
        enclosures=words.enclosures,
        version=int(version) if version.isdecimal() and len(version) < 9 else 0,
        automatic=automatic,
        **asking.by(who, now),
    )


@require_POST
def autosave(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """Save while writing; answers with what stands beside the text. Where it cannot be saved, it says so."""
    now = moment_of(request)
    who, _about = asking.case(request, number, now)
    trouble = ""
    try:
        _saved(request, number, letter, who, now, automatic=True)
    except Refused as refused:
        trouble = refused[lang()]
    work = asking.letter(request, number, letter, now)
    if trouble:
        work = asking.letter(request, number, letter, now, instead=_words(request, work))
    said = _side(work, now) | {"trouble": trouble, "autosaved": not trouble}
    return render(request, "letters/side.html", said)


@require_GET
def read(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """The letter as it will be, or was, sent; and what can be done with it."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    work = asking.letter(request, number, letter, now)
    sent = [one for one in queries.dispatches_of(number, user=request.user, at=now) if one.letter == letter]
    said = {
        "work": work,
        "final": work.final,
        "letter_lang": work.card.language,
        "line": pages.letter_line(work.card, {one.key: one for one in about.parties}, lang()),
        "faults": [one[lang()] for one in work.faults],
        "dispatch": pages.dispatch_line(sent[0], lang()) if sent else None,
        "can": pages.can(work, who, asking.may_work(who, about)),
        "approvers": pages.role_titles(work.approvers, lang()),
        "channels": pages.channels(lang(), about.party(work.card.recipient)),
        "approved_text_holds": work.card.sha256 in (None, work.final.sha256),
    }
    return render(request, "letters/read.html", pages.frame(number, said))


@require_safe
def confirm(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """What is about to be sent, to whom and how: asked once more, for nothing that is sent comes back."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    work = asking.letter(request, number, letter, now)
    can = pages.can(work, who, asking.may_work(who, about))
    asked = request.GET.get("channel", "")
    if not can["send"] or work.card.sha256 not in (None, work.final.sha256) or asked not in list(Channel):
        return redirect("letters-read", number, letter)
    said = {
        "work": work,
        "line": pages.letter_line(work.card, {one.key: one for one in about.parties}, lang()),
        "sending": pages.sending(work, Channel(asked), lang(), local_date(now)),
        "can": can,
    }
    return render(request, "letters/send.html", pages.frame(number, said))


@require_POST
def act(request: HttpRequest, number: str, letter: int, act: str) -> HttpResponse:
    """Submit, approve, return, send or discard; refused in words, or done and told."""
    now = moment_of(request)
    who, _about = asking.case(request, number, now)
    asking.letter(request, number, letter, now)
    done = _ACTS.get(act)
    if done is None:
        raise Http404(_("There is no such act."))
    try:
        told = done(request.POST, {"number": number, "letter": letter, **asking.by(who, now)})
    except Refused as refused:
        messages.error(request, refused[lang()])
        return redirect("letters-read", number, letter)
    messages.success(request, told)
    if act == "discard":
        return redirect("letters-documents", number)
    return redirect("letters-read", number, letter)


def _version(asked: Any) -> int:
    given = asked.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _submit(asked: Any, of: dict[str, Any]) -> str:
    commands.submit_letter(version=_version(asked), **of)
    return _("The letter is submitted for approval.")


def _approve(asked: Any, of: dict[str, Any]) -> str:
    commands.approve_letter(sha256=asked.get("sha256", ""), **of)
    return _("The letter is approved.")


def _return(asked: Any, of: dict[str, Any]) -> str:
    commands.return_letter(reason=asked.get("reason", ""), **of)
    return _("The letter is a draft again.")


def _send(asked: Any, of: dict[str, Any]) -> str:
    channel, ground = asked.get("channel", ""), asked.get("ground", "")
    commands.send_letter(version=_version(asked), channel=channel, ground=ground, **of)
    return _("The letter is sent.")


def _discard(asked: Any, of: dict[str, Any]) -> str:
    commands.discard_letter(**of)
    return _("The draft is thrown away.")


_ACTS: dict[str, Callable[[Any, dict[str, Any]], str]] = {
    "submit": _submit,
    "approve": _approve,
    "return": _return,
    "send": _send,
    "discard": _discard,
}


@require_safe
@never_cache
def preview(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """The letter as PDF, as it would be sent today, marked as a draft."""
    work, now = _to_show(request, number, letter)
    raw = as_pdf.pdf(work.final, day=local_date(now), draft=True, synthetic=is_synthetic())
    return pages.attachment(raw, "application/pdf", f"{number}-brev-{letter}-udkast.pdf", inline=True)


@require_safe
@never_cache
def word(request: HttpRequest, number: str, letter: int) -> HttpResponse:
    """The letter as a Word file."""
    work, now = _to_show(request, number, letter)
    day = work.card.dispatched_on or local_date(now)
    draft = work.card.status is not LetterStatus.SENT
    raw = as_word.docx(work.final, day=day, draft=draft, synthetic=is_synthetic())
    return pages.attachment(raw, WORD, f"{number}-brev-{letter}.docx")


def _to_show(request: HttpRequest, number: str, letter: int) -> tuple[LetterWork, datetime]:
    now = moment_of(request)
    asking.case(request, number, now, what="document")
    return asking.letter(request, number, letter, now), now
