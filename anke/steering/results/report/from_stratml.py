"""A plan and its report out of a StratML file that `as_stratml` wrote, perhaps changed by another program."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from pydantic import ValidationError

from anke.content.schema.plan import Plan
from anke.steering.results.report.as_stratml import DATES, ROWS
from anke.steering.results.report.stratml import NAMESPACE, ROOT, StratmlError, extension, tag

LARGEST = 20 * 2**20  # bytes; a plan with a report takes half a megabyte


@dataclass(frozen=True)
class Found:
    """What a file held: the plan, and the report as data (as `anke report --json` gives it)."""

    plan: Plan
    report: dict[str, Any]


def read(given: bytes) -> Found:
    """Raises StratmlError, which says what is wrong."""
    root = _root(given)
    known = extension(_text(root, "OtherInformation"))
    try:
        lang, rest, report = known["lang"], known["plan"], known["report"]
        goals = [_goal(one, lang) for one in _core(root).findall(tag("Goal"))]
        _whole_plan(root, rest, lang)
    except (KeyError, TypeError, AttributeError, IndexError) as missing:
        raise StratmlError(f"The extension is not whole: {missing}. Write the file anew.") from None
    rest["goals"] = [goal for goal, _ in goals]
    try:
        plan = Plan.model_validate(rest)
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        raise StratmlError(f"What the file holds is no plan: {place}: {first['msg']}.") from None
    return Found(plan, {**report, "goals": [told for _, told in goals]})


def _root(given: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(given) > LARGEST:
        raise StratmlError(f"The file is larger than {LARGEST // 2**20} MB. No plan is as large.")
    try:
        root: Element = fromstring(given)
    except DefusedXmlException:
        raise StratmlError("The file defines entities of its own. Take them out.") from None
    except (ParseError, ValueError) as problem:
        raise StratmlError(f"The file is no XML: {problem}.") from None
    if root.tag != tag(ROOT):
        raise StratmlError(
            f"The file is no StratML Part 2: it begins with {root.tag}, not with {ROOT} of {NAMESPACE}."
        )
    return root


def _core(root: Element) -> Element:
    found = root.find(tag("StrategicPlanCore"))
    if found is None:
        raise StratmlError("The file has no StrategicPlanCore, and so no goals.")
    return found


def _whole_plan(root: Element, rest: dict[str, Any], lang: str) -> None:
    """What the standard's own elements say of the plan as a whole, put back into it."""
    core = _core(root)
    rest["agency"][lang] = _said(core, "Organization/Name")
    rest["ministry"][lang] = _said(core, "Organization/Stakeholder/Name")
    for name in ("vision", "mission"):
        if name in rest:
            rest[name]["da"] = _said(core, f"{name.capitalize()}/Description")
    for name, element in DATES.items():
        written = _text(root, f"AdministrativeInformation/{element}")
        if written:
            rest["valid"][name] = _day(written)


def _goal(at: Element, lang: str) -> tuple[dict[str, Any], dict[str, Any]]:
    known = extension(_text(at, "OtherInformation"))
    rest, told = known["goal"], known["result"]
    rest["id"], rest["title"][lang] = _said(at, "SequenceIndicator"), _said(at, "Name")
    parts = [_subgoal(one, lang) for one in at.findall(tag("Objective"))]
    rest["subgoals"] = [part for part, _ in parts]
    return rest, told | {"subgoals": [result for _, result in parts]}


def _subgoal(at: Element, lang: str) -> tuple[dict[str, Any], dict[str, Any]]:
    known = extension(_text(at, "OtherInformation"))
    rest, told = known["subgoal"], known["result"]
    indicator = at.findall(tag("PerformanceIndicator"))[0]
    measured = extension(_text(indicator, "OtherInformation"))["indicator"]
    rest["id"], rest["title"][lang] = _said(at, "SequenceIndicator"), _said(at, "Name")
    rest["short"][lang] = _said(indicator, "MeasurementDimension")
    for name, row in ROWS.items():
        for cell in measured.get(row, {}).get("cells", ()):
            value = _value(indicator, name, row, cell["year"])
            if value is not None:
                cell["value"] = value
    return rest | measured, told


def _value(indicator: Element, name: str, row: str, year: int) -> str | None:
    """The number of a year's cell in the paper's row."""
    for found in indicator.findall(f"{tag('MeasurementInstance')}/{tag(name)}"):
        of_row = _text(found, "Descriptor/DescriptorValue") == row
        if of_row and (_text(found, "StartDate") or "").startswith(f"{year}-"):
            return _text(found, "NumberOfUnits")
    return None


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise StratmlError(f"'{written}' is no date. Write it as 2025-01-31.") from None


def _said(at: Element, path: str) -> str:
    found = _text(at, path)
    if not found:
        raise StratmlError(f"{at.tag.rpartition('}')[2]} has no {path}. Write one.")
    return found


def _text(at: Element, path: str) -> str | None:
    found = at.find("/".join(tag(name) for name in path.split("/")))
    return None if found is None else found.text
