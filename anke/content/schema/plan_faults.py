"""What can be wrong in a plan as a whole, though each of its values fits: its count, its names, its rings.

Everything works on plain data as it stands in the file, so that a plan with faults of other kinds too is
told of all of them at once. A piece that is misshapen is passed over: its own fault is told elsewhere.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

Path = tuple[str | int, ...]
Data = Mapping[str | int, Any]
GROUPS: Final = ("strategic_core", "economic_organisational")
NEED_A_TARGET: Final = ("computed", "external", "completeness")
QUARTERS: Final = {"quarterly": (1, 2, 3, 4), "half_yearly": (2, 4), "yearly": (4,)}


class Fault(NamedTuple):
    """What is wrong, what to do, and the path that leads to it in the file."""

    what: str
    do: str
    path: Path


def faults(data: Any) -> list[Fault]:
    """Every fault of a plan's data, in the order of the rules below."""
    if not isinstance(data, Mapping):
        return []
    return [fault for rule in RULES for fault in rule(data)]


def _some(data: Any, key: str) -> list[tuple[int, Data]]:
    """The entries of a list that are mappings, each with its place."""
    found = data.get(key) if isinstance(data, Mapping) else None
    if not isinstance(found, list | tuple):
        return []
    return [(at, one) for at, one in enumerate(found) if isinstance(one, Mapping)]


def _goals(data: Data) -> Iterator[tuple[Path, Data]]:
    yield from ((("goals", at), one) for at, one in _some(data, "goals"))


def _subgoals(data: Data) -> Iterator[tuple[Path, Data]]:
    for path, goal in _goals(data):
        yield from (((*path, "subgoals", at), one) for at, one in _some(goal, "subgoals"))


def _count(data: Data) -> Iterator[Fault]:
    scoring, goals = data.get("scoring"), data.get("goals")
    said = scoring.get("goal_count") if isinstance(scoring, Mapping) else None
    if isinstance(said, int) and isinstance(goals, list | tuple) and len(goals) != said:
        what = f"the plan has {len(goals)} goals, goal_count says {said}"
        yield Fault(what, f"write goal_count: {len(goals)}, or every goal the paper has", _COUNT)


_COUNT: Final = ("scoring", "goal_count")


def _twice(data: Data) -> Iterator[Fault]:
    seen: set[str] = set()
    for path, one in (*_goals(data), *_subgoals(data)):
        name = one.get("id")
        if isinstance(name, str) and name in seen:
            do = "give every goal and subgoal an id of its own"
            yield Fault(f"{name} stands more than once", do, (*path, "id"))
        seen.add(str(name))


def _focus(data: Data) -> Iterator[Fault]:
    known = {str(one.get("id")) for _, one in _some(data, "focus_areas")}
    for path, goal in _goals(data):
        area = goal.get("focus_area")
        if isinstance(area, str) and area not in known:
            what = f"goal {goal.get('id')} has the focus area {area}, which the plan has not"
            has = ", ".join(sorted(known))
            do = f"write one of: {has}" if has else "add focus_areas:, or remove it"
            yield Fault(what, do, (*path, "focus_area"))


def _grouped(data: Data) -> Iterator[Fault]:
    own = [str(one.get("id")) for _, one in _some(data, "groups")]
    known = own or list(GROUPS)
    for path, goal in _goals(data):
        group = goal.get("group")
        if isinstance(group, str) and group not in known:
            what = f"goal {goal.get('id')} has the group {group}, which the plan has not"
            yield Fault(what, f"write one of: {', '.join(known)}; or add it to groups:", (*path, "group"))


def _weights(data: Data) -> Iterator[Fault]:
    goals = list(_goals(data))
    weighed = [goal for _, goal in goals if goal.get("weight") is not None]
    if not weighed or len(weighed) == len(goals):
        return
    for path, goal in goals:
        if goal.get("weight") is None:
            what = f"goal {goal.get('id')} has no weight, and others have"
            yield Fault(what, "add weight: to every goal, or to none", path)


def _targets(data: Data) -> Iterator[Fault]:
    year = data.get("year")
    for path, one in _subgoals(data):
        if one.get("basis") not in NEED_A_TARGET or not isinstance(year, int):
            continue
        row = one.get("targets")
        years = [cell.get("year") for _, cell in _some(row, "cells")]
        if row is not None and (not isinstance(row, Mapping) or "cells" not in row):
            continue  # misshapen: told elsewhere
        if year not in years:
            what = f"subgoal {one.get('id')} has no target for {year}"
            do = f"add a cell {{year: {year}, value: …}} to targets:, or kind: none where the paper has none"
            yield Fault(what, do, path if row is None else (*path, "targets", "cells"))


def _requires(data: Data) -> Iterator[Fault]:
    known = [str(goal.get("id")) for _, goal in _goals(data)]
    for path, goal in _goals(data):
        needed = goal.get("requires")
        for at, name in enumerate(needed if isinstance(needed, list | tuple) else ()):
            if isinstance(name, str) and name not in known:
                what = f"goal {goal.get('id')} requires {name}, which the plan has not"
                yield Fault(what, f"write one of: {', '.join(known)}", (*path, "requires", at))


def _rings(data: Data) -> Iterator[Fault]:
    """Goals that require each other in a ring: each ring once, at the goal it is first met at."""
    needs: dict[str, list[str]] = {}
    for _, goal in _goals(data):
        wanted = goal.get("requires")
        some = wanted if isinstance(wanted, list | tuple) else ()
        needs.setdefault(str(goal.get("id")), []).extend(one for one in some if isinstance(one, str))
    told: set[frozenset[str]] = set()
    for path, goal in _goals(data):
        ring = _ring(str(goal.get("id")), needs)
        if ring and frozenset(ring) not in told:
            told.add(frozenset(ring))
            what = f"the goals require each other in a ring: {' → '.join([*ring, ring[0]])}"
            yield Fault(what, "take one of them out of requires:", (*path, "requires"))


def _ring(start: str, needs: Mapping[str, list[str]]) -> list[str]:
    """The shortest way from a goal back to itself; empty where there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for following in needs.get(way[-1], ()):
            if following == start:
                return way
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _reports(data: Data) -> Iterator[Fault]:
    reporting = data.get("reporting")
    frequency = reporting.get("frequency") if isinstance(reporting, Mapping) else None
    numbers = QUARTERS.get(frequency) if isinstance(frequency, str) else None
    for path, subgoal in _subgoals(data):
        for at, one in _some(subgoal, "due"):
            named = one.get("with_report")
            if numbers and isinstance(named, str) and named[-1:].isdigit() and int(named[-1]) not in numbers:
                what = f"there is no report of {named}: the plan reports {str(frequency).replace('_', '-')}"
                do = f"write one of: {', '.join(f'{named[:4]}Q{number}' for number in numbers)}"
                yield Fault(what, do, (*path, "due", at, "with_report"))


RULES: Final[tuple[Callable[[Data], Iterator[Fault]], ...]] = (
    _count,
    _twice,
    _focus,
    _grouped,
    _weights,
    _targets,
    _requires,
    _rings,
    _reports,
)
