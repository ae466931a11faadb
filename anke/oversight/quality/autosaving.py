"""Saving while somebody writes, for every form of the room: what the form is told back.

The form works without it: its button posts the same fields. With it, the answer says when and by whom it was
saved and gives the form its new version; or says why not, and leaves the version, so that two people or two
windows at the same form are told of each other before anything is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anke.oversight.quality.reaching import lang
from anke.rules.refusal import Refused


@dataclass(frozen=True)
class Saved:
    """How a form is kept now. `at` is None where nothing was saved yet."""

    version: int
    by: str
    at: datetime | None


def answer(request: HttpRequest, save: Callable[[], object], kept: Callable[[], Saved]) -> HttpResponse:
    """Save, and say how it went, for the form's line of status."""
    trouble = ""
    try:
        save()
    except Refused as refused:
        trouble = refused[lang()]
    said = {"saved": kept(), "trouble": trouble, "autosaved": not trouble}
    return render(request, "quality/saved.html", said)
