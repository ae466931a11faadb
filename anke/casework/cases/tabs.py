"""The tabs of a case: one line a page, shown where its address exists. A room above adds its line here; only
names of addresses stand here, so no room is asked for."""

from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABS: Final[tuple[tuple[str | Promise, str], ...]] = (
    (_("The case"), "case"),
    (_("Story"), "case-story"),
    (_("Letters and documents"), "letters-documents"),
)


def tabs_of(number: str) -> list[tuple[str, str | Promise, str]]:
    """Name, label and address of every tab there is for a case."""
    found = []
    for label, name in TABS:
        try:
            found.append((name, label, reverse(name, args=[number])))
        except NoReverseMatch:
            continue  # that page is not part of this installation
    return found
