"""Which cases a figure counts otherwise than on another day, for those who may see them: what, and why."""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from anke.content import load
from anke.organisation.queries import CaseScope
from anke.steering.results import phrases, where
from anke.steering.results.answers import SubgoalPage
from anke.steering.results.asking import Asked
from anke.steering.results.tables import Row, Table
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import ChangedCase

ON_A_PAGE = 50
HIDDEN = ""


@dataclass(frozen=True)
class Differences:
    words: str
    counts: tuple[str, ...]
    cases: tuple[ChangedCase, ...]
    number: int
    pages: int
    previous: str | None
    following: str | None


def differences(page: SubgoalPage, asked: Asked, scope: CaseScope, number: int) -> Differences:
    """A page of them, within somebody's scope; a question where no other day is asked for."""
    measure, then = where.measure_of(page), asked.known_at
    if measure is None or then is None or asked.known_on is None:
        words = _("Choose the day to compare with: the figure as known on that day against now.")
        return Differences(words, (), (), 1, 1, None, None)
    offices = None if scope.everything else scope.offices
    first = (number - 1) * ON_A_PAGE
    found = statistics.changes(
        measure, asked.period.year_to_date, then, offices=offices, offset=first, limit=ON_A_PAGE
    )
    pages = max(1, -(-found.total // ON_A_PAGE))
    base = reverse("goal-changes", args=[asked.plan.id, page.result.id])

    def address(to: int) -> str | None:
        return base + asked.query(page=str(to)) if 1 <= to <= pages else None

    said = _("The figure as known on %(day)s against the figure as known now.") % {
        "day": phrases.day(asked.known_on, asked.lang)
    }
    counts = (
        ngettext("%(n)s case has come in", "%(n)s cases have come in", found.entered)
        % {"n": phrases.count(found.entered, asked.lang)},
        ngettext("%(n)s case has gone out", "%(n)s cases have gone out", found.left)
        % {"n": phrases.count(found.left, asked.lang)},
        ngettext("%(n)s case counts otherwise", "%(n)s cases count otherwise", found.changed)
        % {"n": phrases.count(found.changed, asked.lang)},
    )
    return Differences(said, counts, found.cases, number, pages, address(number - 1), address(number + 1))


def table(found: list[ChangedCase], page: SubgoalPage, lang: str) -> Table:
    types, computed = load.content().case_type_by_code, page.result.content.computed
    exclusions = {one.reason: one.title[lang] for one in computed.exclusions} if computed else {}
    how = {"entered": _("has come in"), "left": _("has gone out"), "changed": _("counts otherwise")}

    def why(reason: str | None) -> str:
        if reason is None:
            return _("not known, or not of these cases")
        return statistics.reason_in_words(reason, lang, exclusions)

    def days(count: int | None) -> str:
        return phrases.DASH if count is None else phrases.number(Decimal(count), 0, lang)

    def row(one: ChangedCase) -> Row:
        kind = types[one.case_type].title[lang] if one.case_type in types else str(one.case_type or "")
        number = _("restricted") if one.id == HIDDEN else one.id
        then, now = why(one.reason_then), why(one.reason_now)
        return Row((number, kind, how[one.how], then, now, days(one.days_then), days(one.days_now)))

    heads = (
        _("Case"), _("Type"), _("What"), _("Then"), _("Now"), _("Days then"), _("Days now"),
    )  # fmt: skip
    return Table(_("Cases that count otherwise"), heads, tuple(row(one) for one in found))
