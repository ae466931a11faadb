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
    found = ((name, label, address_of(name, number)) for label, name in TABS)
    return [one for one in found if one[2]]


def address_of(name: str, number: str, *more: str) -> str:
    """The address of a case's page; empty where that page is not part of this installation."""
    try:
        return reverse(name, args=[number, *more])
    except NoReverseMatch:
        return ""
