"""The cases behind a figure, for those who may see them: which are in, which are out, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.content import load
from anke.events import queries as events
from anke.organisation import commands as log
from anke.organisation import queries as organisation
from anke.organisation.queries import CaseScope, User
from anke.steering.results import phrases
from anke.steering.results.answers import SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.results.tables import Row, Table
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import ChangedCase, FigureCase

WHICH = ("", "in", "out")
ON_A_PAGE = 50
HIDDEN = ""  # stands for the number of a case whose access is restricted


@dataclass(frozen=True)
class Door:
    """What a subgoal's page says of its cases: a sentence, and an address for those who may go on."""

    words: str
    address: str | None = None


@dataclass(frozen=True)
class Leaf:
    """A page of the cases somebody may see, of those a figure is about."""

    rows: list[FigureCase]
    words: str
    filters: list[tuple[str, str, bool]]
    number: int
    pages: int
    previous: str | None
    following: str | None


@dataclass(frozen=True)
class Counts:
    """How many cases of a population are counted, and how many left out."""

    inside: int
    outside: int

    def of(self, which: str) -> int:
        return {"": self.inside + self.outside, "in": self.inside, "out": self.outside}[which]


def door(page: SubgoalPage, asked: Asked, user: User) -> Door | None:
    """None where no cases stand behind the figure."""
    origin = page.result.origin
    if origin is None or origin.measure is None:
        return None
    if not organisation.may_see_cases(user):
        return Door(
            _(
                "Only staff who work with cases may see which cases a figure counts: a case is about a "
                "person. The fingerprint below lets anybody check that the same cases were counted."
            )
        )
    counted = phrases.number(Decimal(origin.denominator or 0), 0, asked.lang)
    said = ngettext("%(n)s case is counted.", "%(n)s cases are counted.", origin.denominator or 0)
    address = reverse("goal-cases", args=[asked.plan.id, page.result.id]) + asked.query(which="in")
    return Door(said % {"n": counted}, address)


def leaf(page: SubgoalPage, asked: Asked, scope: CaseScope, which: str, number: int) -> Leaf:
    """A page of the figure's cases within somebody's scope. `which`: all (""), only those in, or out."""
    origin = page.result.origin
    assert origin is not None and origin.measure is not None
    base = reverse("goal-cases", args=[asked.plan.id, page.result.id])
    whole = asked.period.year_to_date
    inside = origin.denominator or 0
    every = Counts(inside, sum(statistics.tally(origin.measure, whole, asked.known_at).values()) - inside)
    counted = None if which == "" else which == "in"
    if scope.everything:
        seen, first = every, (number - 1) * ON_A_PAGE
        rows = statistics.cases(
            origin.measure, whole, asked.known_at, counted=counted, offset=first, limit=ON_A_PAGE
        )
    else:
        own = [
            one for one in statistics.cases(origin.measure, whole, asked.known_at) if scope.admits(one.office)
        ]
        seen = Counts(sum(one.counted for one in own), sum(not one.counted for one in own))
        fitting = [one for one in own if counted is None or one.counted == counted]
        rows = fitting[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    pages = max(1, -(-seen.of(which) // ON_A_PAGE))

    def address(to: int) -> str | None:
        return base + asked.query(which=which or None, page=str(to)) if 1 <= to <= pages else None

    filters = _filters(base, asked, seen, which)
    return Leaf(
        rows,
        _words(every, seen, asked.lang),
        filters,
        number,
        pages,
        address(number - 1),
        address(number + 1),
    )


def _words(every: Counts, seen: Counts, lang: str) -> str:
    numbers = {"inside": every.inside, "outside": every.outside, "seen": seen.of("")}
    known = {name: phrases.number(Decimal(n), 0, lang) for name, n in numbers.items()}
    said = _("Cases counted: %(inside)s. Left out, with a reason: %(outside)s.") % known
    if seen != every:
        said += " " + _("You see those of your own office or department: %(seen)s.") % known
    return said


def _filters(base: str, asked: Asked, seen: Counts, which: str) -> list[tuple[str, str, bool]]:
    names = {"": _("All"), "in": _("Counted"), "out": _("Left out")}
    numbers = {one: phrases.number(Decimal(seen.of(one)), 0, asked.lang) for one in WHICH}
    return [
        (f"{names[one]} ({numbers[one]})", base + asked.query(which=one or None), one == which)
        for one in WHICH
    ]


def seen_rows(
    rows: Iterable[FigureCase], user: User, at: datetime, *, what: str = "list"
) -> list[FigureCase]:
    """The rows as somebody may see them, set down as read: a restricted case is a row without its number and
    its days, for those who see such cases only where they are named on them."""
    told = list(rows)
    hidden = read([one.id for one in told], user, at, what)
    return [_without_particulars(one) if one.id in hidden else one for one in told]


def seen_changes(rows: Iterable[ChangedCase], user: User, at: datetime) -> list[ChangedCase]:
    """The same of cases that count otherwise."""
    told = list(rows)
    hidden = read([one.id for one in told], user, at, "list")
    return [
        replace(one, id=HIDDEN, case_type=0, days_then=None, days_now=None) if one.id in hidden else one
        for one in told
    ]


def read(numbers: list[str], user: User, at: datetime, what: str) -> frozenset[str]:
    """Set down that somebody read these cases; those that stay hidden from them are told, and not read."""
    who = organisation.actor_for(user)
    guarded = events.restricted_among(numbers)
    given = organisation.granted_numbers(who.initials, at=at) if who is not None and guarded else frozenset()
    hidden = frozenset(
        number
        for number, has_it in guarded.items()
        if who is None or not (organisation.may_open(who, has_it) or number in given)
    )
    if who is not None:
        shown = [one for one in numbers if one not in hidden]
        log.record_reading(who=who.initials, numbers=shown, what=what, at=at)
    return hidden


def _without_particulars(one: FigureCase) -> FigureCase:
    return replace(one, id=HIDDEN, case_type=0, received_on=None, stop_on=None, days=None)


def every_row(page: SubgoalPage, asked: Asked, scope: CaseScope, which: str) -> list[FigureCase]:
    """All cases of a part of the list within somebody's scope."""
    origin = page.result.origin
    assert origin is not None and origin.measure is not None
    counted = None if which == "" else which == "in"
    found = statistics.cases(origin.measure, asked.period.year_to_date, asked.known_at, counted=counted)
    return [one for one in found if scope.everything or scope.admits(one.office)]


def changes_address(page: SubgoalPage, asked: Asked, user: User) -> str:
    """Where the cases are that count otherwise than on the day asked for; empty for those who see none."""
    origin = page.result.origin
    if asked.known_on is None or origin is None or origin.measure is None:
        return ""
    if not organisation.may_see_cases(user):
        return ""
    return reverse("goal-changes", args=[asked.plan.id, page.result.id]) + asked.query()


def table(rows: Iterable[FigureCase], page: SubgoalPage, lang: str) -> Table:
    """The cases as the page shows them."""
    types = load.content().case_type_by_code
    computed = page.result.content.computed
    exclusions = {one.reason: one.title[lang] for one in computed.exclusions} if computed else {}

    def row(one: FigureCase) -> Row:
        kind = types[one.case_type].title[lang] if one.case_type in types else str(one.case_type or "")
        number = _("restricted") if one.id == HIDDEN else one.id
        received, stopped = (
            phrases.day(day, lang) if day else phrases.DASH for day in (one.received_on, one.stop_on)
        )
        days = phrases.DASH if one.days is None else phrases.number(Decimal(one.days), 0, lang)
        why = statistics.reason_in_words(one.reason, lang, exclusions)
        inside = _("counted") if one.counted else _("left out")
        return Row((number, kind, received, stopped, days, inside, why))

    heads = (_("Case"), _("Type"), _("Received"), _("Stopped"), _("Days"), _("In or out"), _("Why"))
    return Table(_("Cases"), heads, tuple(row(one) for one in rows))
