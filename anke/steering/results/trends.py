"""How every promise of a contract has gone lately: each quarter by itself, or the years as printed."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from anke.content.schema.subgoal import Subgoal
from anke.rules.definitions import Kind
from anke.rules.periods import Period, quarter
from anke.steering.results import figures, history, phrases, sentences, verdicts
from anke.steering.results.answers import Contract
from anke.steering.results.sparks import Spot, spark

QUARTERS = 8


@dataclass(frozen=True)
class Trend:
    """A small line, and the same in words."""

    picture: SafeString
    words: str


Points = list[tuple[str, Decimal | None, Decimal | None, int]]  # label, value, target, segment


def of(contract: Contract) -> dict[str, Trend]:
    """By subgoal, where there are two figures at least."""
    plan, lang = contract.plan, contract.lang
    if contract.printed:
        rows = {one.id: _printed(one, plan.year, lang) for one in plan.subgoals()}
    else:
        rows = _computed(contract) | {
            one.id: _printed(one, plan.year, lang) for one in plan.subgoals() if one.computed is None
        }
    return {
        name: _trend(plan.subgoal(name), points, lang) for name, points in rows.items() if _enough(points)
    }


def _enough(points: Points) -> bool:
    return sum(value is not None for _label, value, _target, _segment in points) > 1


def _computed(contract: Contract) -> dict[str, Points]:
    plan, quarters = contract.plan, latest(contract.period, QUARTERS)
    years = {one.last.year for one in quarters}
    by_year = {
        (one.id, year): plan.measure(one.id, year) for one in plan.computed() for year in sorted(years)
    }
    measures = {one.id: one for one in by_year.values()}
    found = figures.ask(measures.values(), quarters, contract.known_at)
    rows: dict[str, Points] = {}
    for one in plan.computed():
        points: Points = []
        for which in quarters:
            figure = found.get((by_year[one.id, which.last.year].id, which))
            value = figure.value if figure is not None and figure.denominator else None
            # A number that grows through the year has a target for the year, and none for a quarter.
            grows = by_year[one.id, which.last.year].kind is Kind.COUNT
            target = None if grows else verdicts.target_of(one, which.last.year, None).value
            label = phrases.period_name(which, contract.lang)
            points.append((label, value, target, history.segment(one, which.last)))
        rows[one.id] = points
    return rows


def _printed(subgoal: Subgoal, year: int, lang: str) -> Points:
    return [
        (one.label, one.value, one.target, one.segment)
        for one in history.printed(subgoal, lang)
        if one.period.last.year <= year
    ]


def latest(period: Period, number: int) -> list[Period]:
    """So many quarters up to the one a period ends in, the earliest first.

    >>> from anke.rules.periods import parse_period
    >>> [one.name for one in latest(parse_period("2025Q1"), 3)]
    ['2024Q3', '2024Q4', '2025Q1']
    """
    count = period.last.year * 4 + (period.last.month - 1) // 3
    return [quarter(at // 4, at % 4 + 1) for at in range(count - number + 1, count + 1)]


def _trend(subgoal: Subgoal, points: Points, lang: str) -> Trend:
    spots = [
        Spot(None if value is None else float(value), None if target is None else float(target), segment)
        for _label, value, target, segment in points
    ]
    known = [(label, value) for label, value, _target, _segment in points if value is not None]
    shown = [
        (label, sentences.figure(value, subgoal.unit, subgoal.decimals, None, lang)) for label, value in known
    ]
    said = _("From %(first)s (%(begun)s) to %(last)s (%(now)s).") % {
        "first": shown[0][1], "begun": shown[0][0], "last": shown[-1][1], "now": shown[-1][0],
    }  # fmt: skip
    if len({one.segment for one in spots}) > 1:
        said += " " + _("There is a series break in between: the two cannot be compared.")
    return Trend(spark(spots), said)
