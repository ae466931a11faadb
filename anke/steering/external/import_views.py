"""Figures from a file on the screen: choose it, see what it brings, confirm. Nothing is written before."""

import base64
import binascii
import zlib
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from anke.files.handler import MARK
from anke.organisation.queries import moment_of
from anke.rules.refusal import Refused
from anke.steering.external import commands, pages, queries
from anke.steering.external.asks import largest_import
from anke.steering.external.importing import Group, Preview, Trouble
from anke.steering.external.pages import lang
from anke.steering.external.views import answerable, shown

MOST = 2_000_000  # bytes a file that was shown may unpack to


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Choose a file; see what it would bring; confirm it."""
    who = answerable(request)
    if request.method != "POST":
        return _shown(request, None, None)
    mark = request.POST.get("mark", "")
    sure, source = request.POST.get("sure") == "yes", " ".join(request.POST.get("source", "").split())
    try:
        file = _file(request)
        how: Any = {"mark": mark if mark in (",", ".") else "", "sure": sure, "source": source}
        found = queries.preview(file=file, at=moment_of(request), **how)
        if not (found.ready and request.POST.get("do") == "confirm"):
            return _shown(request, file, found)
        made = commands.import_figures(
            file=file, proposals=found.proposals, actor=who.initials, recorded_at=moment_of(request)
        )
    except Refused as refused:
        return _shown(request, None, None, refused[lang()])
    said = ngettext(
        "%(n)s proposal is made. Attach what shows the figures; then somebody else can approve them.",
        "%(n)s proposals are made. Attach what shows the figures; then somebody else can approve them.",
        len(made),
    )
    messages.success(request, said % {"n": len(made)})
    if len(made) == 1:
        return redirect("external-proposal", made[0].number)
    return redirect("external")


def _file(request: HttpRequest) -> commands.File:
    """The file just chosen; else the one that was shown, as the page carried it."""
    if request.META.get(MARK):
        raise Refused("Filen er for stor.", "The file is too large.")
    sent = request.FILES.get("file")
    if isinstance(sent, UploadedFile):
        return commands.File(sent.name or "", sent.read())
    try:
        packed = base64.b64decode(request.POST.get("raw", ""), validate=True)
        raw = zlib.decompressobj().decompress(packed, MOST)
    except (binascii.Error, zlib.error, ValueError):
        raw = b""
    if not raw:
        raise Refused("Vælg en fil.", "Choose a file.")
    return commands.File(request.POST.get("name", ""), raw)


def _shown(
    request: HttpRequest, file: commands.File | None, found: Preview | None, trouble: str = ""
) -> HttpResponse:
    said: dict[str, Any] = {
        "trouble": trouble,
        "preview": found,
        "most": largest_import() // 1024,
        "mark": request.POST.get("mark", ""),
        "sure": request.POST.get("sure") == "yes",
        "source": request.POST.get("source", ""),
    }
    if file is not None and found is not None:
        said |= {
            "raw": base64.b64encode(zlib.compress(file.raw)).decode(),
            "groups": [_group(one) for one in found.groups],
            "problems": [_trouble(one) for one in found.problems],
            "questions": [_trouble(one) for one in found.questions],
            "two_ways": any(one.readings for one in found.questions),
            "unusual": any(not one.readings for one in found.questions),
        }
    bad = bool(trouble) or (found is not None and not found.ready)
    return shown(request, "external/import.html", said, 422 if bad else 200)


def _group(one: Group) -> dict[str, Any]:
    return {
        "title": one.ask.title[lang()],
        "plan": one.ask.plan.id,
        "period": pages.period(one.period),
        "source": one.figures.source,
        "preliminary": one.figures.preliminary,
        "parts": pages.part_lines(one.ask, one.told.texts()),
        "answers": pages.answer_lines(one.ask, one.answers),
    }


def _trouble(one: Trouble) -> dict[str, Any]:
    return {
        "line": one.line,
        "said": one.said[lang()],
    }
