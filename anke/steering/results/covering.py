"""Cases that no goal of a plan counts, and cases that more than one counts: how many, and which."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from anke.content import load
from anke.content.schema.plan import Plan
from anke.organisation.queries import CaseScope
from anke.rules.definitions import Measure
from anke.steering.results import phrases
from anke.steering.results.asking import Asked
from anke.steering.results.tables import Row, Table
from anke.steering.statistics import queries as statistics
from anke.steering.statistics.queries import CoveredCase

WHICH = ("none", "several")
ON_A_PAGE = 50


@dataclass(frozen=True)
class Line:
    """A case type, the goals that count it (none, or several), how many cases, and where they are listed."""

    title: str
    goals: str
    cases: str
    address: str


@dataclass(frozen=True)
class Covering:
    none: tuple[Line, ...]
    several: tuple[Line, ...]
    counts: dict[str, str]  # whole, none, several


@dataclass(frozen=True)
class Leaf:
    words: str
    cases: tuple[CoveredCase, ...]
    number: int
    previous: str | None
    following: str | None


def goals_of(plan: Plan) -> dict[str, tuple[Measure, ...]]:
    """The measures of every goal that counts cases, the boards' figures among them."""
    found: dict[str, tuple[Measure, ...]] = {}
    for goal in plan.goals:
        measures = [plan.measure(one.id) for one in goal.subgoals if one.computed is not None]
        for one in goal.subgoals:
            if one.completeness is not None:
                measures += plan.cells(one.id).values()
        if measures:
            found[goal.id] = tuple(measures)
    return found


def covering(asked: Asked) -> Covering:
    types = load.content().case_type_by_code
    found = statistics.coverage(goals_of(asked.plan), asked.period.year_to_date, asked.known_at)
    base = reverse("plans-coverage-cases")

    def line(code: int, goals: tuple[str, ...], cases: int, which: str) -> Line:
        known = types.get(code)
        address = base + asked.query(plan=asked.plan.id, which=which, type=known.id if known else None)
        title = known.title[asked.lang] if known else str(code)
        return Line(title, ", ".join(goals), phrases.count(cases, asked.lang), address)

    none = [one for one in found if not one.goals]
    several = [one for one in found if len(one.goals) > 1]
    counts = {"whole": found, "none": none, "several": several}
    return Covering(
        tuple(line(one.case_type, one.goals, one.cases, "none") for one in _most(none)),
        tuple(line(one.case_type, one.goals, one.cases, "several") for one in _most(several)),
        {name: phrases.count(sum(one.cases for one in some), asked.lang) for name, some in counts.items()},
    )


def _most(found: Iterable[statistics.Covered]) -> list[statistics.Covered]:
    return sorted(found, key=lambda one: -one.cases)


def leaf(asked: Asked, scope: CaseScope, which: str, case_type: str, number: int) -> Leaf:
    """A page of the cases within somebody's scope."""
    code = load.content().case_types[case_type].code if case_type else None
    rows = statistics.covered_cases(
        goals_of(asked.plan),
        asked.period.year_to_date,
        which,
        asked.known_at,
        case_type=code,
        offices=None if scope.everything else scope.offices,
        offset=(number - 1) * ON_A_PAGE,
        limit=ON_A_PAGE + 1,
    )
    base = reverse("plans-coverage-cases")

    def address(to: int) -> str:
        return base + asked.query(plan=asked.plan.id, which=which, type=case_type or None, page=str(to))

    words = {
        "none": _("Cases that no goal of the plan counts."),
        "several": _("Cases that more than one goal of the plan counts."),
    }[which]
    if not scope.everything:
        words += " " + _("You see those of your own office or department.")
    following = address(number + 1) if len(rows) > ON_A_PAGE else None
    return Leaf(
        words, tuple(rows[:ON_A_PAGE]), number, address(number - 1) if number > 1 else None, following
    )


def table(cases: Iterable[CoveredCase], hidden: frozenset[str], asked: Asked) -> Table:
    types, lang = load.content().case_type_by_code, asked.lang

    def row(one: CoveredCase) -> Row:
        if one.id in hidden:
            return Row((_("restricted"), "", "", "", ""))
        kind = types[one.case_type].title[lang] if one.case_type in types else str(one.case_type)
        closed = phrases.day(one.closed_on, lang) if one.closed_on else phrases.DASH
        return Row((one.id, kind, phrases.day(one.received_on, lang), closed, ", ".join(one.goals)))

    heads = (_("Case"), _("Type"), _("Received"), _("Closed"), _("Goals"))
    return Table(_("Cases"), heads, tuple(row(one) for one in cases))
