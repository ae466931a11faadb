"""Saving while somebody writes, for every form of the room: what the form is told back.

The form works without it: its button posts the same fields. With it, the answer says when and by whom it was
saved and gives the form its new version; or says why not, and leaves the version, so that two people or two
windows at the same form are told of each other before anything is lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from anke.organisation import queries as organisation
from anke.oversight.quality.reaching import lang
from anke.rules.refusal import Refused


@dataclass(frozen=True)
class Saved:
    """How a form is kept now. `at` is None where nothing was saved yet."""

    version: int
    by: str
    at: datetime | None


class Kept(Protocol):
    """A row that counts its changes, and says who made the last one."""

    version: Any
    saved_by: Any
    saved_at: Any

    def refresh_from_db(self) -> None: ...


def saved(row: Kept) -> Saved:
    """How a row is kept, as it was read."""
    return Saved(row.version, organisation.named(row.saved_by) if row.saved_by else "", row.saved_at)


def kept(row: Kept) -> Callable[[], Saved]:
    """The question how a row is kept after it was saved, or was not."""

    def ask() -> Saved:
        row.refresh_from_db()
        return saved(row)

    return ask


def answer(
    request: HttpRequest, save: Callable[[], object], kept: Callable[[], Saved], form: str = ""
) -> HttpResponse:
    """Save, and say how it went, for the form's line of status. `form`: what the ids of the form end in,
    where a page has several."""
    trouble = ""
    try:
        save()
    except Refused as refused:
        trouble = refused[lang()]
    said = {"saved": kept(), "trouble": trouble, "autosaved": not trouble, "form": form}
    return render(request, "quality/saved.html", said)
