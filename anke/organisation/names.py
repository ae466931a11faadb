"""Names for initials, as lists and letters show them: asked for once a minute, not once a row."""

from typing import Final

from django.core.cache import caches

from anke.organisation.models import Staff

_KEY: Final = "organisation/names"
_FRESH: Final = 60  # seconds


def name_of(initials: str) -> str:
    """The name of somebody who is or was here; empty for a machine, and for nobody."""
    known: dict[str, str] | None = caches["process"].get(_KEY)
    if known is None or initials not in known:
        known = dict(Staff.objects.values_list("initials", "name"))
        known.setdefault(initials, "")
        caches["process"].set(_KEY, known, _FRESH)
    return known[initials]


def named(initials: str) -> str:
    """A person by name and initials; initials alone where nobody is called so.

    >>> named("")
    ''
    """
    name = name_of(initials) if initials else ""
    return f"{name} ({initials})" if name and name != initials else initials
