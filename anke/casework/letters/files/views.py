"""Documents on the screen: a case's documents and letters, adding, one document, its file, what waits."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from anke.casework.letters import asking, commands, pages, queries
from anke.casework.letters.adding import kinds_taken, limits_on
from anke.casework.letters.asking import lang
from anke.files.handler import MARK
from anke.organisation import commands as organisation
from anke.organisation.queries import moment_of
from anke.rules.refusal import Refused
from anke.rules.steps import GROUPS


@require_GET
def overview(request: HttpRequest, number: str) -> HttpResponse:
    """Everything written to and from a case: letters, documents, what was sent."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    parties = {one.key: one for one in about.parties}
    letters = queries.letters_of(number, user=request.user, at=now)
    log = queries.dispatches_of(number, user=request.user, at=now)
    sent = [pages.dispatch_line(one, lang()) for one in log]
    said = {
        "letters": [pages.letter_line(one, parties, lang()) for one in letters],
        "documents": pages.document_lines(queries.documents_of(number, user=request.user, at=now), lang()),
        "dispatches": sent,
        "waits": any(one.waits for one in sent),
        "may_work": asking.may_work(who, about),
    }
    return render(request, "letters/overview.html", pages.frame(number, said))


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, number: str) -> HttpResponse:
    """Put files on the case: a form, then all of them or none."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    replaces = request.POST.get("replaces") or request.GET.get("replaces") or ""
    chosen = int(replaces) if replaces.isdecimal() and len(replaces) < 6 else None
    replaced = asking.document(request, number, chosen, None, now) if chosen is not None else None
    trouble, status = "", 200
    if request.method == "POST":
        try:
            added = _added(request, number, chosen, asking.by(who, now))
        except Refused as refused:
            trouble, status = refused[lang()], 422
        else:
            said = ngettext("%(n)s document was added.", "%(n)s documents were added.", added)
            messages.success(request, said % {"n": added})
            return redirect("letters-documents", number)
    limits = limits_on(asking.by(who, now))
    context = {
        "trouble": trouble,
        "kinds": pages.kinds(lang()),
        "kind": request.POST.get("kind", replaced.kind if replaced else ""),
        "title": request.POST.get("title", ""),
        "replaced": replaced,
        "limits": pages.limits(limits, lang()),
        "accept": pages.accept(limits),
        "may_work": asking.may_work(who, about),
    }
    return render(request, "letters/upload.html", pages.frame(number, context), status=status)


def _added(request: HttpRequest, number: str, replaces: int | None, by: Any) -> int:
    if request.META.get(MARK):
        raise Refused(
            "Filerne er tilsammen for store. Send dem enkeltvis.",
            "Together the files are too large. Send them one by one.",
        )
    sent = [one for one in request.FILES.getlist("files") if isinstance(one, UploadedFile)]
    kind = request.POST.get("kind", "")
    if kind not in kinds_taken():
        raise Refused("Vælg, hvad dokumentet er.", "Choose what the document is.")
    if replaces is not None and len(sent) != 1:
        raise Refused("En ny version er én fil.", "A new version is one file.")
    title = request.POST.get("title", "") if len(sent) == 1 else ""
    files = [commands.NewDocument(one.name or "", one.read(), kind, title or None, replaces) for one in sent]
    return len(commands.add_documents(number=number, files=files, **by))


@require_GET
def document(request: HttpRequest, number: str, document: int) -> HttpResponse:
    """One document: what it is, its versions, its file."""
    now = moment_of(request)
    who, about = asking.case(request, number, now)
    newest = asking.document(request, number, document, None, now)
    every = queries.documents_of(number, user=request.user, at=now)
    said = {
        "document": pages.document_line(newest, lang()),
        "versions": [pages.document_line(one, lang()) for one in every if one.number == document],
        "may_work": asking.may_work(who, about),
        "may_replace": newest.letter is None and newest.dispatched_on is None,
    }
    return render(request, "letters/document.html", pages.frame(number, said))


@require_safe
@never_cache
def download(request: HttpRequest, number: str, document: int, version: int) -> HttpResponse:
    """A document's file, as it came in: always saved, never shown inside a page."""
    now = moment_of(request)
    asking.case(request, number, now, what="document")
    found = asking.document(request, number, document, version, now)
    try:
        raw = queries.raw_of(found.id)
    except queries.Damaged:
        raise Http404(_("The file is damaged or gone. Tell those who run the site.")) from None
    if raw is None:
        raise Http404(_("The case's personal data are forgotten, and the file with them."))
    return pages.attachment(raw, queries.media_type(found.media), found.outward)


@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """What was sent and has not left, in the cases one sees: with the reason, and a way to try again."""
    now = moment_of(request)
    who = asking.reader(request)
    rows = queries.waiting(user=request.user, at=now)
    numbers = [one.case for one in rows]
    organisation.record_reading(who=who.initials, numbers=numbers, what="list", at=now)
    said: dict[str, Any] = {"rows": [pages.dispatch_line(one, lang()) for one in rows]}
    said |= {"section": "letters-waiting", "may_retry": who.role in GROUPS["recorders"]}
    return render(request, "letters/waiting.html", said)


@require_POST
def retry(request: HttpRequest) -> HttpResponse:
    """Try again what waits in the cases one sees."""
    now = moment_of(request)
    if asking.reader(request).role not in GROUPS["recorders"]:
        raise PermissionDenied
    rows = queries.waiting(user=request.user, at=now)
    well = sum(commands.deliver(one.id, at=now) for one in rows)
    left = len(rows) - well
    if left:
        text = ngettext("%(n)s letter still waits.", "%(n)s letters still wait.", left)
        messages.warning(request, text % {"n": left})
    else:
        messages.success(request, _("Everything has left."))
    return redirect("letters-waiting")
