"""Holding the files against each other: a name that is used must be given, a code must be given once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from anke.content.schema.area import Area
from anke.content.schema.authority import Authorities
from anke.content.schema.base import Strict, parts
from anke.content.schema.board import Boards
from anke.content.schema.calendar import Closings, Holiday, PublicHolidays
from anke.content.schema.casework import Casework
from anke.content.schema.deadline import Deadlines
from anke.content.schema.distribution import Distribution
from anke.content.schema.glossary import Glossary
from anke.content.schema.measured import PopulationClause
from anke.content.schema.outcome import Outcomes
from anke.content.schema.plan import Plan
from anke.content.schema.plan_faults import faults
from anke.content.schema.published import PublishedFigures
from anke.content.schema.retention import Retention
from anke.content.schema.strategy import Strategy
from anke.content.schema.subgoal import Completeness
from anke.rules import calendar as rules
from anke.rules.working_days import FIRST, LAST

if TYPE_CHECKING:
    from anke.content.load import Reading

Path = tuple[str | int, ...]
Given = Iterator[tuple[str, Path, Any]]
NAMED: tuple[tuple[type[Strict], str, str], ...] = (
    (Area, "case_types", "case type"),
    (Outcomes, "outcomes", "outcome"),
    (Outcomes, "rates", "rate"),
    (Boards, "boards", "board"),
    (Deadlines, "deadlines", "deadline"),
    (Glossary, "entries", "term"),
)
CODED: tuple[tuple[type[Strict], str], ...] = (
    (Area, "case_types"),
    (Outcomes, "outcomes"),
    (Authorities, "authorities"),
)


def cross_check(reading: "Reading") -> None:
    """Runs on the documents that fit their models; a broken file is told of its own faults first."""
    for check in RULES:
        check(reading)


def documents(reading: "Reading", model: type[Any]) -> Iterator[tuple[str, Any]]:
    return ((file, one) for file, one in reading.documents.items() if isinstance(one, model))


def entries(reading: "Reading", model: type[Any], field: str) -> Given:
    """Every entry of a list in every file of a kind: (file, path, entry)."""
    for file, document in documents(reading, model):
        for at, one in enumerate(getattr(document, field)):
            yield file, (field, at), one


def once(reading: "Reading", what: str, given: Iterable[tuple[str, Path, Any]], field: str) -> None:
    """Every value of a field stands once."""
    first: dict[object, tuple[str, int]] = {}
    for file, path, one in given:
        value, line = getattr(one, field), reading.marked[file].line((*path, field))
        if value in first:
            where, at = first[value]
            said = f"{what} {value} stands twice (first in {where}:{at})"
            reading.wrong(file, (*path, field), said, "give each its own")
        else:
            first[value] = (file, line)


def known(reading: "Reading", place: tuple[str, Path], what: str, name: object, names: Iterable[Any]) -> None:
    """A name that is used at a place (file, path) must be given somewhere."""
    file, path = place
    given = {str(one) for one in names}
    if not given or str(name) in given:  # nothing given: the file that gives it is broken, and says so itself
        return
    near = get_close_matches(str(name), sorted(given), n=1, cutoff=0.6)
    few = ", ".join(sorted(given)[:8]) + (" …" if len(given) > 8 else "")
    reading.wrong(
        file, path, f"there is no {what} '{name}'", f"write {near[0]}" if near else f"write one of: {few}"
    )


def area_ids(reading: "Reading") -> list[str]:
    """The areas' ids; those of broken files too, so that nobody else is accused of their faults."""
    found = [area.id for _, area in documents(reading, Area)]
    for file, data in _broken_areas(reading):
        found.append(str(data["id"]) if isinstance(data, dict) and "id" in data else PurePosixPath(file).stem)
    return found


def case_type_ids(reading: "Reading") -> list[str]:
    """The case types' ids, likewise; none at all where a file cannot be read far enough to know."""
    found = [one.id for _, _, one in entries(reading, Area, "case_types")]
    for _, data in _broken_areas(reading):
        given = data.get("case_types") if isinstance(data, dict) else None
        if not isinstance(given, list):
            return []
        found += [str(one["id"]) for one in given if isinstance(one, dict) and "id" in one]
    return found


def _broken_areas(reading: "Reading") -> Iterator[tuple[str, Any]]:
    for file, marked in reading.marked.items():
        if file.startswith("law_areas/") and file not in reading.documents:
            yield file, marked.data


def _codes(reading: "Reading") -> None:
    once(reading, "area", ((file, (), area) for file, area in documents(reading, Area)), "id")
    for model, field, what in NAMED:
        once(reading, what, entries(reading, model, field), "id")
    for model, field in CODED:
        once(reading, "code", entries(reading, model, field), "code")


def _case_types(reading: "Reading") -> None:
    boards = [one.id for _, _, one in entries(reading, Boards, "boards")]
    codes = [one.code for _, _, one in entries(reading, Authorities, "authorities")]
    for file, path, one in entries(reading, Area, "case_types"):
        if one.board is not None:
            known(reading, (file, (*path, "board")), "board", one.board, boards)
        for at, code in enumerate(one.first_instances):
            known(reading, (file, (*path, "first_instances", at)), "first instance", code, codes)


def _deadlines(reading: "Reading") -> None:
    names = {"areas": ("area", area_ids(reading)), "case_types": ("case type", case_type_ids(reading))}
    for file, path, one in entries(reading, Deadlines, "deadlines"):
        for at, clause in enumerate(one.applies):
            for field, (what, given) in names.items():
                for place, name in enumerate(getattr(clause, field)):
                    known(reading, (file, (*path, "applies", at, field, place)), what, name, given)


def _burdens(reading: "Reading") -> None:
    given = case_type_ids(reading)
    for file, one in documents(reading, Distribution):
        for name in one.burdens:
            known(reading, (file, ("burdens", name)), "case type", name, given)


def _retention(reading: "Reading") -> None:
    """The cases a rule of keeping is for are there."""
    outcomes = [one.id for _, _, one in entries(reading, Outcomes, "outcomes")]
    named = {
        "areas": ("law area", area_ids(reading)),
        "case_types": ("case type", case_type_ids(reading)),
        "outcomes": ("outcome", outcomes),
    }
    for file, path, rule in entries(reading, Retention, "rules"):
        for field, (what, given) in named.items():
            for at, name in enumerate(getattr(rule, field)):
                known(reading, (file, (*path, field, at)), what, name, given)


def _calendars(reading: "Reading") -> None:
    for file, one in documents(reading, Closings):
        stem = PurePosixPath(file).stem
        if one.name != stem:
            reading.wrong(file, ("name",), f"name: {one.name} is not the file's name", f"write name: {stem}")


def _holidays(reading: "Reading") -> None:
    """The holidays written are those the deadlines are counted by (`rules/calendar.py`), day for day."""
    for file, one in documents(reading, PublicHolidays):
        given = {holiday.id for holiday in one.holidays}
        for name in sorted(rules.PUBLIC - given):
            said = f"{name} is counted as a public holiday and not written here"
            reading.wrong(file, ("holidays",), said, "add it, with the days on which it holds")
        for at, holiday in enumerate(one.holidays):
            if said := _other_days(holiday):
                do = "write the days anke/rules/calendar.py counts by, or change the two together"
                reading.wrong(file, ("holidays", at, "falls"), said, do)


def _other_days(holiday: Holiday) -> str:
    """The first year in which a holiday does not fall as it is counted; nothing where all do."""
    if holiday.id not in rules.PUBLIC:
        return f"{holiday.id} is no public holiday the deadlines know"
    for year in range(FIRST.year, LAST.year + 1):
        day = holiday.falls.in_year(year)
        written = day if day is not None and holiday.holds.on(day) else None
        counted = next((on for on, name in rules.public_holidays(year).items() if name == holiday.id), None)
        if written != counted:
            shown = [str(one) if one else f"not at all in {year}" for one in (written, counted)]
            return f"{holiday.id} falls {shown[0]} here, and the deadlines are counted as if {shown[1]}"
    return ""


def _outcomes(reading: "Reading") -> None:
    areas = area_ids(reading)
    for field in ("outcomes", "rates"):
        for file, path, one in entries(reading, Outcomes, field):
            for at, area in enumerate(one.areas):
                known(reading, (file, (*path, "areas", at)), "area", area, areas)
    ids = [one.id for _, _, one in entries(reading, Outcomes, "outcomes")]
    for file, path, rate in entries(reading, Outcomes, "rates"):
        for number, entry in enumerate(rate.values):
            for part in ("hits", "population"):
                for at, name in enumerate(getattr(entry.value, part)):
                    place = (*path, "values", number, "value", part, at)
                    known(reading, (file, place), "outcome", name, ids)


def _casework(reading: "Reading") -> None:
    """The outcomes put in order of reach, and those two must agree on, are outcomes."""
    ids = [one.id for _, _, one in entries(reading, Outcomes, "outcomes")]
    for file, casework in documents(reading, Casework):
        for number, entry in enumerate(casework.most_far_reaching.values):
            for at, name in enumerate(entry.value):
                place = ("most_far_reaching", "values", number, "value", at)
                known(reading, (file, place), "outcome", name, ids)
        for number, agreed in enumerate(casework.two_persons.values):
            for at, name in enumerate(agreed.value.outcomes):
                ending = ("two_persons", "values", number, "value", "outcomes", at)
                known(reading, (file, ending), "outcome", name, ids)


def _regions(reading: "Reading") -> None:
    """A municipality lies in one region at a time, and every name in a region is a municipality."""
    given = list(entries(reading, Authorities, "authorities"))
    municipalities = {one.code for _, _, one in given if one.kind == "municipality"}
    seen: dict[tuple[date, int], str] = {}
    for file, path, one in given:
        for number, entry in enumerate(one.members.values if one.members else ()):
            for at, code in enumerate(entry.value):
                place = (*path, "members", "values", number, "value", at)
                known(reading, (file, place), "municipality", code, municipalities)
                if other := seen.get((entry.since, code)):
                    said = f"municipality {code} lies in two regions from {entry.since} (also {other})"
                    reading.wrong(file, place, said, "keep it in one of them")
                seen[entry.since, code] = one.title.da


def _plans(reading: "Reading") -> None:
    """What a plan counts must have a name in the other files."""
    types = case_type_ids(reading)
    names = {
        "areas": ("area", area_ids(reading)),
        "case_types": ("case type", types),
        "outcomes": ("outcome", [one.id for _, _, one in entries(reading, Outcomes, "outcomes")]),
        "boards": ("case type", types),
    }
    for file, plan in documents(reading, Plan):
        if str(plan.year) != PurePosixPath(file).stem:
            reading.wrong(
                file, ("year",), f"year: {plan.year} is not the file's name", "give the file its year's name"
            )
        for path, piece in parts(plan):
            if isinstance(piece, PopulationClause | Completeness):
                for field in type(piece).model_fields.keys() & names.keys():
                    for at, name in enumerate(getattr(piece, field)):
                        known(reading, (file, (*path, field, at)), names[field][0], name, names[field][1])


def _continued(reading: "Reading") -> None:
    """A goal goes on with one that an earlier plan has, and no two with the same."""
    plans = {plan.id: plan for _, plan in documents(reading, Plan)}
    for file, plan in documents(reading, Plan):
        taken: set[tuple[str, str]] = set()
        for at, goal in enumerate(plan.goals):
            if (before := goal.continues) is None:
                continue
            path: Path = ("goals", at, "continues")
            if before.plan not in plans or before.plan >= plan.id:
                earlier = ", ".join(sorted(one for one in plans if one < plan.id)) or "none"
                reading.wrong(
                    file, (*path, "plan"), f"no earlier plan {before.plan}", f"there are: {earlier}"
                )
            elif before.goal not in [one.id for one in plans[before.plan].goals]:
                said = f"plan {before.plan} has no goal {before.goal}"
                reading.wrong(file, (*path, "goal"), said, "write the id it has there")
            elif (before.plan, before.goal) in taken:
                said = f"goal {before.goal} of {before.plan} goes on twice"
                reading.wrong(file, (*path, "goal"), said, "let one goal go on with it")
            taken.add((before.plan, before.goal))


def _whole_plans(reading: "Reading") -> None:
    """What is wrong in a plan as a whole: told also where single values of it do not fit."""
    for file, marked in reading.marked.items():
        if file.startswith("plans/") and not marked.unusable:
            for what, do, path in faults(marked.data):
                reading.wrong(file, path, what, do)


def _strategy(reading: "Reading") -> None:
    for file, strategy in documents(reading, Strategy):
        given = [one.id for one in strategy.focus_areas]
        for field in ("actions", "initiatives", "goals"):
            for at, one in enumerate(getattr(strategy, field)):
                known(reading, (file, (field, at, "focus")), "focus area", one.focus, given)
        numbered = ((file, ("initiatives", at), one) for at, one in enumerate(strategy.initiatives))
        once(reading, "initiative", numbered, "number")
    _strategy_in_plans(reading)


def _strategy_in_plans(reading: "Reading") -> None:
    """What a strategy says of the results plans is in them; not asked while a plan itself is broken."""
    if any(file.startswith("plans/") and file not in reading.documents for file in reading.marked):
        return
    plans = [plan for _, plan in documents(reading, Plan)]
    goals = [f"{plan.id}/{goal.id}" for plan in plans for goal in plan.goals]
    areas = {area.id for plan in plans for area in plan.focus_areas}
    for file, path, goal in entries(reading, Strategy, "goals"):
        for at, name in enumerate(goal.read_with):
            known(reading, (file, (*path, "read_with", at)), "goal of a results plan", name, goals)
    for file, path, area in entries(reading, Strategy, "focus_areas"):
        if area.in_plans is not None:
            known(reading, (file, (*path, "in_plans")), "focus area of a plan", area.in_plans, areas)


def _words_and_figures(reading: "Reading") -> None:
    terms = [one.id for _, _, one in entries(reading, Glossary, "entries")]
    for file, path, one in entries(reading, Glossary, "entries"):
        for at, name in enumerate(one.see):
            known(reading, (file, (*path, "see", at)), "term", name, terms)
    areas = area_ids(reading)
    for file, path, one in entries(reading, PublishedFigures, "by_area"):
        for at, area in enumerate(one.areas):
            known(reading, (file, (*path, "areas", at)), "area", area, areas)


def _reports(reading: "Reading") -> None:
    """The plan and the deadline of its quarterly report say the same."""
    given = {one.id: one for _, _, one in entries(reading, Deadlines, "deadlines")}
    report = given.get("quarterly_report")
    for file, plan in documents(reading, Plan):
        term = report.term.on(plan.valid.last) if report else None
        if report is None or term is None:
            continue
        for field, said in (("days", term.value), ("shift", report.roll.value)):
            has = getattr(plan.reporting, field)
            if has != said:
                what = f"{field}: {has} differs from the deadline quarterly_report ({said})"
                reading.wrong(
                    file, ("reporting", field), what, "change one of the two, so that both say the same"
                )


RULES: tuple[Callable[["Reading"], None], ...] = (
    _codes,
    _case_types,
    _deadlines,
    _burdens,
    _retention,
    _calendars,
    _holidays,
    _outcomes,
    _casework,
    _regions,
    _plans,
    _whole_plans,
    _continued,
    _reports,
    _strategy,
    _words_and_figures,
)
