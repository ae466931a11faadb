"""Two plans side by side: which goals went on, under which name, which are new and which are gone; and
figures compared only where they mean the same.

A comparison across a series break, or between two definitions, is refused. What is offered instead is the
earlier year counted anew from its events by the later definition."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from anke.content.schema.plan import Goal, Plan
from anke.content.schema.subgoal import Subgoal
from anke.rules.definitions import Measure
from anke.rules.periods import Period, month
from anke.steering.results import figures, phrases, sentences, trends, verdicts
from anke.steering.results.answers import Contract
from anke.steering.results.trends import Trend
from anke.steering.statistics.queries import Figure

UNCHANGED, RENAMED, NEW, GONE = "unchanged", "renamed", "new", "gone"


@dataclass(frozen=True)
class Side:
    """A subgoal in one plan. Figures: printed for the plan's year, and counted from the events."""

    id: str
    title: str
    target: str
    printed: str
    counted: str


@dataclass(frozen=True)
class Pair:
    """A subgoal then and now. `compared`: what the two figures say together, or why they say nothing."""

    before: Side | None
    now: Side | None
    trend: Trend | None
    compared: str
    refused: bool
    can_recompute: bool
    recomputed: str


@dataclass(frozen=True)
class Row:
    """A goal. `before` and `now`: its number and title in each plan; `fate`: one of the four words."""

    fate: str
    fate_text: str
    before: tuple[str, str] | None
    now: tuple[str, str] | None
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Asked:
    """`earlier_period` and `period`: the same part of each year. `figures`: whether they may be counted."""

    earlier: Plan
    later: Plan
    earlier_period: Period
    period: Period
    recompute: bool
    figures: bool
    lang: str


def year_before(period: Period, years: int) -> Period:
    """The same part of an earlier year.

    >>> from anke.rules.periods import parse_period
    >>> year_before(parse_period("2024Q1"), 1).name
    '2023Q1'
    """
    first, last = (date(one.year - years, one.month, min(one.day, 28)) for one in (period.first, period.last))
    return Period(first, month(last.year, last.month).last)


def rows(asked: Asked, contract: Contract) -> list[Row]:
    """Every goal of both plans, in the later plan's order; those that are gone last."""
    lately = trends.of(contract) if asked.figures else {}
    continued = {
        goal.continues.goal: goal
        for goal in asked.later.goals
        if goal.continues is not None and goal.continues.plan == asked.earlier.id
    }
    counted = _counted(asked)
    found = []
    for goal in asked.later.goals:
        before = next((old for old in asked.earlier.goals if continued.get(old.id) is goal), None)
        found.append(_row(asked, before, goal, lately, counted))
    gone = [old for old in asked.earlier.goals if old.id not in continued]
    return [*found, *(_row(asked, old, None, lately, counted) for old in gone)]


def _row(
    asked: Asked, before: Goal | None, now: Goal | None, lately: dict[str, Trend], counted: "Counted"
) -> Row:
    lang, fate = asked.lang, _fate(before, now)
    words = {
        UNCHANGED: _("goes on unchanged in name and number"),
        RENAMED: _("goes on under another name or number"),
        NEW: _("new"),
        GONE: _("dropped"),
    }
    return Row(
        fate=fate,
        fate_text=words[fate],
        before=None if before is None else (before.id, before.title[lang]),
        now=None if now is None else (now.id, now.title[lang]),
        pairs=tuple(_pairs(asked, before, now, lately, counted)),
    )


def _fate(before: Goal | None, now: Goal | None) -> str:
    if now is None:
        return GONE
    if before is None:
        return NEW
    return UNCHANGED if (before.id, before.title) == (now.id, now.title) else RENAMED


def _pairs(
    asked: Asked, before: Goal | None, now: Goal | None, lately: dict[str, Trend], counted: "Counted"
) -> list[Pair]:
    """Parts of the same letter belong together."""
    old = {} if before is None else {one.id.rpartition(".")[2]: one for one in before.subgoals}
    new = {} if now is None else {one.id.rpartition(".")[2]: one for one in now.subgoals}
    return [
        _pair(asked, old.get(letter), new.get(letter), lately, counted)
        for letter in dict.fromkeys([*new, *old])
    ]


Counted = dict[str, Figure]  # by "earlier/…", "later/…", "anew/…" and the later (or only) subgoal's id


def _counted(asked: Asked) -> Counted:
    """All figures the page needs, asked at once for each period."""
    if not asked.figures:
        return {}
    earlier = {f"earlier/{one.id}": asked.earlier.measure(one.id) for one in asked.earlier.computed()}
    later = {f"later/{one.id}": asked.later.measure(one.id) for one in asked.later.computed()}
    anew = {f"anew/{one.id}": asked.later.measure(one.id) for one in asked.later.computed()}
    found: Counted = {}
    for measures, period in (
        (earlier, asked.earlier_period),
        (later, asked.period),
        (anew, asked.earlier_period),
    ):
        asked_for = {one.id: one for one in measures.values()}
        told = figures.in_period(asked_for.values(), period.year_to_date, None)
        found |= {name: told[one.id] for name, one in measures.items() if one.id in told}
    return found


def _pair(
    asked: Asked, old: Subgoal | None, new: Subgoal | None, lately: dict[str, Trend], counted: Counted
) -> Pair:
    before = None if old is None else _side(old, asked.earlier, counted.get(f"earlier/{old.id}"), asked, new)
    now = None if new is None else _side(new, asked.later, counted.get(f"later/{new.id}"), asked, None)
    trend = None if new is None else lately.get(new.id)
    if old is None or new is None:
        return Pair(before, now, trend, "", refused=False, can_recompute=False, recomputed="")
    same, why = comparable(asked.earlier, asked.later, old, new, asked.lang)
    anew = counted.get(f"anew/{new.id}")
    can = new.computed is not None and asked.figures
    current, then = counted.get(f"later/{new.id}"), counted.get(f"earlier/{old.id}")
    if same and not asked.figures:
        said = _(
            "The two years are counted side by side for staff; the report’s figure is on the subgoal’s page."
        )
        return Pair(before, now, trend, said, False, False, "")
    if same:
        return Pair(before, now, trend, _moved(then, current, new, asked.lang), False, False, "")
    if asked.recompute and can:
        shown = sentences.figure(_value(anew), new.unit, new.decimals, None, asked.lang)
        return Pair(before, now, trend, _moved(anew, current, new, asked.lang), False, False, shown)
    return Pair(before, now, trend, why, refused=True, can_recompute=can, recomputed="")


def _side(one: Subgoal, plan: Plan, counted: Figure | None, asked: Asked, later: Subgoal | None) -> Side:
    """`later`: the same subgoal in the later plan, which prints how the earlier year ended."""
    lang = asked.lang
    printed = (later.result(plan.year) if later else None) or one.result(plan.year)
    value = printed.value if printed else None
    decimals = 2 if printed is not None and printed.inferred else one.decimals
    return Side(
        id=one.id,
        title=one.short[lang],
        target=sentences.target(verdicts.target_of(one, plan.year, None), one, lang),
        printed="" if value is None else phrases.with_unit(value, one.unit, decimals, lang),
        counted=""
        if counted is None
        else sentences.figure(_value(counted), one.unit, one.decimals, None, lang),
    )


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure is not None and figure.denominator else None


def comparable(earlier: Plan, later: Plan, old: Subgoal, new: Subgoal, lang: str) -> tuple[bool, str]:
    """Whether two subgoals' figures mean the same, and if not, why not."""
    for one in new.series_breaks:
        if earlier.valid.last < one.since <= later.valid.last:
            return False, _("Not compared: a series break. %(why)s") % {"why": one.reason[lang]}
    if new.unit is not old.unit:
        return False, _("Not compared: the two are told in different units, or one of them in none.")
    if new.computed is None and old.computed is None:
        return False, _("Not compared: no figure counted from the events stands behind either.")
    if new.computed is None or old.computed is None:
        return False, _("Not compared: only one of the two is counted from the events.")
    if bare(later.measure(new.id)) != bare(earlier.measure(old.id)):
        return False, _("Not compared: the two plans count by different definitions.")
    return True, ""


def bare(measure: Measure) -> Measure:
    """A definition without its name: equal where the same is counted in the same way."""
    return replace(measure, id="")


def _moved(then: Figure | None, now: Figure | None, subgoal: Subgoal, lang: str) -> str:
    before, after = _value(then), _value(now)
    if before is None or after is None:
        return _("One of the two years has no figure.")
    by = after - before
    if by == 0:
        return _("The same in both years.")
    amount = sentences.amount(abs(by), subgoal, subgoal.decimals, lang)
    return (_("%(by)s more than the year before") if by > 0 else _("%(by)s less than the year before")) % {
        "by": amount
    }
