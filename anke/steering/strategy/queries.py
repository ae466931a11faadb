"""The door for reading: a strategy with what has been recorded, one initiative, the road map.

`recorded=False` leaves out everything management has recorded: what is left is what the papers print, which
anybody may read.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from anke.content import load
from anke.content.schema.base import Text
from anke.content.schema.plan import Plan
from anke.content.schema.strategy import FocusArea, Strategy
from anke.organisation import queries as organisation
from anke.organisation.queries import Person, User
from anke.steering.strategy import told
from anke.steering.strategy.answers import Bar, Focus, Lane, PlanGoal, RoadMap, Standing, Whole
from anke.steering.strategy.commands import ACTORS
from anke.steering.strategy.told import NOTHING, State, Told

__all__ = [
    "Bar",
    "Focus",
    "Lane",
    "PlanGoal",
    "RoadMap",
    "Standing",
    "State",
    "StrategyError",
    "Told",
    "Whole",
    "initiative",
    "may_record",
    "names",
    "road_map",
    "served_by",
    "whole",
]


class StrategyError(LookupError):
    """There is no such strategy or initiative. The message says what there is."""


def names() -> tuple[str, ...]:
    """Every strategy, the latest first."""
    found = load.content().strategy
    return tuple(sorted(found, key=lambda name: found[name].last_year, reverse=True))


def may_record(user: User) -> Person | None:
    """Who has logged in, where they may record on the strategy; else None."""
    found = organisation.person_for(user)
    return found if found is not None and found.role in ACTORS else None


def whole(name: str, known_at: datetime | None = None, *, recorded: bool = True) -> Whole:
    """A strategy as known at a moment (None: now). StrategyError where there is none of that name."""
    content = _content(name)
    every = _standings(name, content, known_at, recorded=recorded)
    plans = _plans_of(content)
    return Whole(
        id=name,
        content=content,
        known_at=known_at,
        focuses=tuple(_focus(content, area, every, plans) for area in content.focus_areas),
        initiatives=every,
        plans=tuple(plan.id for plan in plans),
        without_focus=tuple(
            _goal(plan, goal.id) for plan in plans for goal in plan.goals if goal.focus_area is None
        ),
    )


def initiative(
    name: str, number: int, known_at: datetime | None = None, *, recorded: bool = True
) -> Standing:
    """One initiative. StrategyError where the strategy has none of that number."""
    every = _standings(name, _content(name), known_at, recorded=recorded)
    for one in every:
        if one.number == number:
            return one
    has = ", ".join(str(one.number) for one in every) or "none"
    raise StrategyError(f"Strategy {name} has no initiative {number}. It has: {has}.")


def road_map(name: str, today: date, known_at: datetime | None = None, *, recorded: bool = True) -> RoadMap:
    """The overview as it looked on a day: `known_at` is that day's end, `today` the day itself."""
    content = _content(name)
    every = _standings(name, content, known_at, recorded=recorded)
    lanes = tuple(
        Lane(area, tuple(_bar(one) for one in every if one.focus == area.id and one.in_overview))
        for area in content.focus_areas
    )
    return RoadMap(
        id=name,
        content=content,
        known_at=known_at,
        today=today,
        years=_years(content, (bar for lane in lanes for bar in lane.bars), today),
        lanes=lanes,
        gone=tuple(one for one in every if not one.in_overview),
    )


def served_by(plan: str, goal: str, known_at: datetime | None = None) -> tuple[Standing, ...]:
    """The initiatives somebody has linked to a goal of a results plan."""
    every = (one for name in names() for one in _standings(name, _content(name), known_at, recorded=True))
    return tuple(one for one in every if (plan, goal) in {(link.plan, link.goal) for link in one.told.links})


def _content(name: str) -> Strategy:
    found = load.content().strategy
    if name not in found:
        raise StrategyError(f"There is no strategy '{name}'. There are: {', '.join(names())}.")
    return found[name]


def _standings(
    name: str, content: Strategy, known_at: datetime | None, *, recorded: bool
) -> tuple[Standing, ...]:
    """Printed initiatives in their order, then those added, in theirs."""
    known: Mapping[str, Told] = told.recorded(known_at) if recorded else {}
    found = [
        Standing(name, one.number, one.title, one.focus, one, known.get(f"{name}/{one.number}", NOTHING))
        for one in content.initiatives
    ]
    for key, what in known.items():
        strategy, _, number = key.rpartition("/")
        if strategy == name and what.added is not None:
            found.append(Standing(name, int(number), what.added.title, what.added.focus, None, what))
    return tuple(sorted(found, key=lambda one: one.number))


def _plans_of(content: Strategy) -> list[Plan]:
    """The results plans that name the strategy's focus areas, the latest first."""
    areas = {area.in_plans for area in content.focus_areas if area.in_plans}
    plans = sorted(load.content().plans.values(), key=lambda plan: plan.year, reverse=True)
    return [plan for plan in plans if areas & {area.id for area in plan.focus_areas}]


def _focus(content: Strategy, area: FocusArea, every: Iterable[Standing], plans: Iterable[Plan]) -> Focus:
    goals = [one for one in content.goals if one.focus == area.id]
    naming = [plan for plan in plans if area.in_plans in {one.id for one in plan.focus_areas}]
    supporting = {
        plan.id: [goal.id for goal in plan.goals if goal.focus_area == area.in_plans] for plan in naming
    }
    return Focus(
        area=area,
        actions=tuple(one for one in content.actions if one.focus == area.id),
        initiatives=tuple(one for one in every if one.focus == area.id),
        short=tuple(one for one in goals if one.term == "short"),
        long=tuple(one for one in goals if one.term == "long"),
        supported_by=tuple(_goal(plan, goal) for plan in naming for goal in supporting[plan.id]),
        unsupported_in=tuple(plan.id for plan in naming if not supporting[plan.id]),
    )


def _goal(plan: Plan, goal: str) -> PlanGoal:
    return PlanGoal(plan.id, goal, plan.goal(goal).title)


def goal_named(name: str) -> PlanGoal:
    """A goal of a results plan by its name (2025/1.2)."""
    plan, _, goal = name.partition("/")
    return _goal(load.content().plans[plan], goal)


def _bar(one: Standing) -> Bar:
    planned = one.told.nature == "bounded" and one.told.ends_on is not None
    return Bar(one, one.told.begun_on, one.told.ends_on if planned else None, planned)


def _years(content: Strategy, bars: Iterable[Bar], today: date) -> tuple[int, ...]:
    """The years drawn: those of the strategy's last period, and all that is known to lie beside them."""
    known = [day.year for bar in bars for day in (bar.first, bar.last) if day is not None]
    begun = [day for day in known if day <= today.year]
    first = min([*known, min(today.year, content.last_year - 2)])
    last = max([*known, content.last_year, *([today.year] if begun else [])])
    return tuple(range(first, last + 1))


def title_of(strategy: str) -> Text:
    """A strategy's title."""
    return _content(strategy).title
