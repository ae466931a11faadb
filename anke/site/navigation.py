"""The main menu: one line an entry, shown to those who may and only where its address exists.

A room that has a page for the menu adds its line here; until its addresses are included, nothing is shown.
"""

from collections.abc import Callable
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anke.content import load
from anke.organisation.queries import Person
from anke.rules.roles import ANSWERABLE, LEADERS, REVIEWING, Reach, Role
from anke.rules.steps import GROUPS

Who = Person | None


class Entry(NamedTuple):
    section: str  # what a page calls itself in its context, so that the menu shows where one is
    label: str | Promise
    name: str  # of the address
    may: Callable[[Who], bool]
    group: str = ""  # folded into one entry where somebody has more than fits a line


class Item(NamedTuple):
    """What the menu shows: an entry, or a group of them that opens at its first."""

    label: str | Promise
    address: str
    sections: tuple[str, ...]
    under: "tuple[Item, ...]" = ()


def handles_cases(who: Who) -> bool:
    """Whether somebody's day begins with cases: they land on their list."""
    return who is not None and who.powers.cases is not Reach.NONE and who.role is not Role.STEERING_UNIT


def _sees_cases(who: Who) -> bool:
    return who is not None and who.powers.glass


def _leads(who: Who) -> bool:
    return who is not None and who.role in (*LEADERS, Role.STEERING_UNIT)


def _registers(who: Who) -> bool:
    return who is not None and who.role in GROUPS["recorders"]


def _gives_out(who: Who) -> bool:
    return who is not None and who.role in LEADERS


def _keeps(who: Who) -> bool:
    return who is not None and who.role in GROUPS["keepers"]


def _reviews(who: Who) -> bool:
    return who is not None and who.role in REVIEWING


def _is_reviewed(who: Who) -> bool:
    """Whoever's work is read every month, and whoever reads it."""
    return who is not None and who.role in (Role.CASEWORKER, Role.HEAD_OF_OFFICE)


def _sees_many_cases(who: Who) -> bool:
    return who is not None and who.powers.cases is not Reach.NONE


def _learns(who: Who) -> bool:
    """Whoever follows up on quality, and whoever works with cases."""
    return _reviews(who) or _sees_many_cases(who)


def _answers(who: Who) -> bool:
    return who is not None and who.role in ANSWERABLE


def _only_reads(who: Who) -> bool:
    """Whoever comes for the figures; the others have enough to choose from, and find it at the foot."""
    return not _sees_cases(who)


def _reads_reports(who: Who) -> bool:
    """Whoever works on reports, and whoever comes for them."""
    return _only_reads(who) or _leads(who)


def lands_on_reports(who: Who) -> bool:
    """Whose day begins with the reports that were handed over: the ministry's."""
    return who is not None and who.role is Role.MINISTRY


def lands_on_quality(who: Who) -> bool:
    """Whose day begins with what is theirs of the quality programme: whoever only reads for it."""
    return who is not None and who.role is Role.QUALITY_READER


def _anybody(who: Who) -> bool:
    return True


def _where_there_is_one(who: Who) -> bool:
    """The strategy: not every authority has written one down."""
    return bool(load.content().strategy)


ENTRIES: Final = (
    Entry("worklist", _("My cases"), "worklist", _sees_cases),
    Entry("case-new", _("Register a case"), "case-new", _registers),
    Entry("board", _("Overview"), "board", _leads),
    Entry("distribution", _("Distribution"), "distribution", _gives_out),
    Entry("search", _("Search"), "search", _sees_cases),
    Entry("quality", _("Quality"), "quality", _reviews, "quality"),
    Entry("quality-reviews", _("Monthly follow-up"), "quality-reviews", _is_reviewed, "quality"),
    Entry("quality-inquiries", _("Inquiries"), "quality-inquiries", _sees_many_cases, "quality"),
    Entry("quality-learning", _("Learning"), "quality-learning", _learns, "quality"),
    Entry("retention", _("Keeping"), "retention", _keeps),
    Entry("contract", _("Results plan"), "contract", _anybody, "steering"),
    Entry("strategy", _("Strategy"), "strategy", _where_there_is_one, "steering"),
    Entry("external", _("From outside"), "external", _answers, "steering"),
    Entry("reporting", _("Reports"), "reporting", _reads_reports, "steering"),
    Entry("about", _("About the figures"), "about", _only_reads),
)


GROUPS_OF_ENTRIES: Final = {"steering": _("Plan and results"), "quality": _("Quality")}
MOST: Final = 6  # entries on one line, beside the name of whoever looks


def menu(who: Who) -> list[Item]:
    """What somebody may see, in order. Where that is more than `MOST`, each group is one entry."""
    may = [
        (entry, Item(entry.label, address, (entry.section,)))
        for entry in ENTRIES
        if (address := address_of(entry.name)) and entry.may(who)
    ]
    if len(may) <= MOST:
        return [item for _entry, item in may]
    found: list[Item] = []
    for group, some in groupby(may, key=lambda one: one[0].group):
        items = tuple(item for _entry, item in some)
        found += [_folded(group, items)] if group and len(items) > 1 else items
    return found


def _folded(group: str, items: tuple[Item, ...]) -> Item:
    sections = tuple(section for item in items for section in item.sections)
    return Item(GROUPS_OF_ENTRIES[group], items[0].address, sections, items)


@lru_cache(maxsize=64)
def address_of(name: str) -> str | None:
    """The address of a page, None where there is none (yet)."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
