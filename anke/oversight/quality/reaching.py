"""Who sees the quality programme's pages."""

from typing import Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import get_language

from anke.organisation import queries as organisation
from anke.organisation.queries import Person
from anke.rules.roles import REVIEWING, Role

# Who may know which cases are restricted, wherever they lie.
SEES_ALL: Final = (Role.LEGAL_UNIT, Role.DIRECTOR)


def reader(request: HttpRequest) -> Person:
    """Who asks, where they may read the programme's pages. Raises `PermissionDenied`."""
    who = organisation.person_for(request.user)
    if who is None or who.role not in REVIEWING:
        raise PermissionDenied
    return who


def lang() -> str:
    return "en" if (get_language() or "").startswith("en") else "da"


def is_synthetic() -> bool:
    """Whether every case of this authority is made up: the demo leaves the file `synthetic` in ANKE_HOME."""
    return bool((settings.ANKE_HOME / "synthetic").exists())
