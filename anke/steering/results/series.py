"""A subgoal through time by week, month, quarter or year, each by the definition of its year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.content.schema.subgoal import Subgoal, TargetKind
from anke.rules.definitions import Kind
from anke.rules.measures import STOCKS
from anke.rules.periods import Period, month, whole_year
from anke.rules.scoring import judge
from anke.rules.trace import MONTHS
from anke.steering.results import figures, history, phrases, sentences, verdicts
from anke.steering.results.answers import PastFigure, SubgoalPage
from anke.steering.statistics.queries import Figure, Part

VIEWS = ("week", "month", "quarter", "year")
FINISHED_VIEWS = ("quarter", "year")  # finer than reports are, a figure can be of one case
WEEKS, MONTHS_SHOWN, YEARS = 53, 24, 6
WEEK = Text(da="uge {number} {year}", en="week {number} of {year}")


@dataclass(frozen=True)
class Series:
    """`view`: one of VIEWS. `grows`: each figure covers the year so far. `partial`: the last period runs."""

    view: str
    points: tuple[PastFigure, ...]
    grows: bool
    partial: bool


def of(page: SubgoalPage, plan: Plan, view: str, day: date, lang: str) -> Series | None:
    """None where nothing goes through time. `day`: the last day that is known."""
    measure = page.result.origin.measure if page.result.origin else None
    if measure is None:
        return None
    if view == "quarter":
        grows = measure.kind not in STOCKS
        return Series(
            view, page.history, grows, partial=bool(page.history) and page.history[-1].period.last > day
        )
    subgoal, last = page.result.content, min(day, page.contract_period.last)
    periods = _periods(view, last)
    found = _asked(plan, subgoal, periods, page.known_at, view)
    points = [_point(subgoal, which, _label(which, view, lang), found.get(which), lang) for which in periods]
    begun = next((at for at, one in enumerate(points) if one.denominator), len(points))
    return Series(view, tuple(points[begun:]), grows=False, partial=periods[-1].last > day)


def _periods(view: str, last: date) -> list[Period]:
    if view == "week":
        monday = last - timedelta(days=last.weekday())
        starts = [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]
        return [Period(start, start + timedelta(days=6)) for start in starts]
    if view == "month":
        count = last.year * 12 + last.month - 1
        return [month(at // 12, at % 12 + 1) for at in range(count - MONTHS_SHOWN + 1, count + 1)]
    return [whole_year(year) for year in range(last.year - YEARS + 1, last.year + 1)]


def _asked(
    plan: Plan, subgoal: Subgoal, periods: Sequence[Period], known_at: datetime | None, view: str
) -> dict[Period, Figure | Part]:
    found: dict[Period, Figure | Part] = {}
    for year, group in groupby(periods, key=lambda one: one.last.year):
        measure, some = plan.measure(subgoal.id, year), list(group)
        if view == "week":
            found |= dict(zip(some, figures.weekly(measure, some, known_at), strict=True))
        else:
            asked = figures.ask([measure], some, known_at)
            found |= {one: asked[measure.id, one] for one in some if (measure.id, one) in asked}
    return found


def _point(
    subgoal: Subgoal, which: Period, label: str, figure: Figure | Part | None, lang: str
) -> PastFigure:
    target = verdicts.target_of(subgoal, which.last.year, None)
    computed = subgoal.computed
    if computed is not None and computed.kind is Kind.COUNT and which != whole_year(which.last.year):
        target = verdicts.Target(TargetKind.NONE, None, target.comparator)  # it is of the year
    value = figure.value if figure is not None else None
    status = judge(value, target.comparator, target.value)
    return PastFigure(
        period=which,
        label=label,
        value=value,
        shown=sentences.figure(value, subgoal.unit, subgoal.decimals, target, lang),
        target=target.value,
        target_text=sentences.target(target, subgoal, lang),
        status=status,
        status_text=phrases.STATUS[status][lang],
        numerator=None if figure is None else figure.numerator,
        denominator=None if figure is None else figure.denominator,
        segment=history.segment(subgoal, which.last),
    )


def _label(which: Period, view: str, lang: str) -> str:
    if view == "week":
        year, number, _day = which.first.isocalendar()
        return WEEK[lang].format(number=number, year=year)
    return phrases.period_name(which, lang)


def short_label(which: Period, view: str, before: Period | None, lang: str) -> str:
    """What stands under a point of a picture, its lines parted by line feeds; empty for want of room."""
    year = f"\n{which.last.year}" if before is None or before.last.year != which.last.year else ""
    if view == "year":
        return str(which.last.year)
    name = MONTHS[which.last.month - 1][lang == "en"][:3]
    if view == "week":
        new = before is None or before.last.month != which.last.month
        return name + year if new and which.last.month % 3 == 1 else ""
    return name + year if which.last.month % 3 == 1 or before is None else ""


def name(which: Period, view: str) -> str:
    """A period as a program reads it: 2025-W40, 2025-09, 2025Q3 or 2025.

    >>> name(Period(date(2025, 9, 29), date(2025, 10, 5)), "week")
    '2025-W40'
    """
    if view != "week":
        return which.name
    year, number, _day = which.first.isocalendar()
    return f"{year}-W{number:02}"
