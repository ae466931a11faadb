"""The report as StratML Part 2: goals, objectives, performance indicators with target and actual result."""

from decimal import Decimal
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from anke.content.schema.plan import Goal, Plan
from anke.content.schema.subgoal import PlanUnit, Subgoal
from anke.steering.results import definition, phrases, sentences
from anke.steering.results.answers import CellResult, Contract, GoalResult, SubgoalResult
from anke.steering.results.report import as_data, labels
from anke.steering.results.report.content import Report
from anke.steering.results.report.stratml import NAMESPACE, ROOT, extended, fit, identifier

# What belongs to the indicator: how it is measured and against what.
MEASURED = (
    "basis", "unit", "comparator", "decimals", "computed", "external", "completeness", "due", "targets",
    "results", "inferred", "benchmark",
)  # fmt: skip

ROWS = {"TargetResult": "targets", "ActualResult": "results"}

DATES = {"first": "StartDate", "last": "EndDate", "signed_on": "PublicationDate"}

QUANTITY = {"PerformanceIndicatorType": "Quantitative"}
QUALITY = {"PerformanceIndicatorType": "Qualitative"}


def stratml(report: Report) -> str:
    """An XML document, the same for the same content."""
    plan = report.contract.plan
    rest = dumped(plan)
    root = Element(ROOT, {"xmlns": NAMESPACE, "Type": "Performance_Report"})
    _say(root, "Name", f"{report.title} · {report.subtitle}")
    _say(
        root, "Description", f"{labels.SCORE[report.lang]}: {sentences.ended(report.score)} {report.counts}."
    )
    other = _say(root, "OtherInformation", "")
    _core(SubElement(root, "StrategicPlanCore"), report, rest)
    _administrative(root, report, rest)
    other.text = extended(
        "\n".join((*report.warnings, report.contract.standing_text)),
        {"lang": report.lang, "plan": rest, "report": _told(report)},
    )
    indent(root)
    made: str = tostring(root, encoding="utf-8", xml_declaration=True).decode()
    return made + "\n"


def dumped(model: Plan | Goal | Subgoal) -> dict[str, Any]:
    """Everything that is written in the content, and nothing that is merely left as it is by default."""
    return model.model_dump(by_alias=True, exclude_defaults=True)


def _told(report: Report) -> dict[str, Any]:
    """The report as data, without what stands with each goal and objective."""
    told = as_data.data(report)
    return {name: value for name, value in told.items() if name != "goals"}


def _core(core: Element, report: Report, rest: dict[str, Any]) -> None:
    lang, plan = report.lang, report.contract.plan
    agency = SubElement(core, "Organization")
    _say(agency, "Name", rest["agency"].pop(lang))
    _say(agency, "Identifier", identifier(plan.id, "agency"))
    ministry = SubElement(agency, "Stakeholder", {"StakeholderTypeType": "Organization"})
    _say(ministry, "Name", rest["ministry"].pop(lang))
    role = SubElement(ministry, "Role")
    _say(role, "Name", labels.MINISTRY[lang])
    for name in ("vision", "mission"):
        if name in rest:
            part = SubElement(core, name.capitalize())
            _say(part, "Description", rest[name].pop("da"))
            _say(part, "Identifier", identifier(plan.id, name))
    told = as_data.data(report)["goals"]
    for goal, data in zip(report.contract.goals, told, strict=True):
        _goal(SubElement(core, "Goal"), goal, data, report)
    del rest["goals"]


def _goal(at: Element, goal: GoalResult, told: dict[str, Any], report: Report) -> None:
    lang, rest = report.lang, dumped(goal.content)
    parts, subgoals = told.pop("subgoals"), rest.pop("subgoals")
    _say(at, "Name", rest["title"].pop(lang))
    _say(at, "Description", "\n\n".join(quote.da for quote in goal.content.quotes) or goal.title)
    _say(at, "Identifier", identifier(report.contract.plan.id, goal.id))
    _say(at, "SequenceIndicator", rest.pop("id"))
    for ministry in goal.ressort:
        owner = SubElement(at, "Stakeholder", {"StakeholderTypeType": "Organization"})
        _say(owner, "Name", ministry)
    said = " ".join(one for one in (f"{phrases.capital(goal.status_text)}.", goal.logic_text) if one)
    _say(at, "OtherInformation", extended(said, {"goal": rest, "result": told}))
    for one, part, data in zip(goal.subgoals, subgoals, parts, strict=True):
        _objective(SubElement(at, "Objective"), one, part, data, report)


def _objective(
    at: Element, one: SubgoalResult, rest: dict[str, Any], told: dict[str, Any], report: Report
) -> None:
    lang, plan = report.lang, report.contract.plan
    measured = {name: rest.pop(name) for name in MEASURED if name in rest}
    short = rest["short"].pop(lang)
    _say(at, "Name", rest["title"].pop(lang))
    _say(at, "Description", " ".join(definition.in_words(one.content, plan.year, lang)))
    _say(at, "Identifier", identifier(plan.id, one.id))
    _say(at, "SequenceIndicator", rest.pop("id"))
    said = [
        f"{phrases.capital(one.status_text)}.",
        one.waiting_for or "",
        told["explanation"],
        *one.deliveries,
    ]
    words = "\n".join(part for part in said if part)
    _say(at, "OtherInformation", extended(words, {"subgoal": rest, "result": told}))
    _indicator(SubElement(at, "PerformanceIndicator", _kind(one)), one, short, measured, report.contract)
    for cell in one.cells:
        _cell(SubElement(at, "PerformanceIndicator", QUANTITY), one, cell, report.contract)


def _kind(one: SubgoalResult) -> dict[str, str]:
    return QUALITY if one.unit == PlanUnit.DONE else QUANTITY


def _indicator(
    at: Element, one: SubgoalResult, short: str, measured: dict[str, Any], contract: Contract
) -> None:
    lang, plan = contract.lang, contract.plan
    _say(at, "SequenceIndicator", one.id)
    _say(at, "MeasurementDimension", short)
    _say(at, "UnitOfMeasurement", one.unit_text or one.unit)
    _say(at, "Identifier", identifier(plan.id, one.id, "indicator"))
    _now(at, one, contract)
    _printed(at, measured)
    asked = f"{labels.ASKED[lang]}: {sentences.ended(one.target_text)} {phrases.capital(one.basis_text)}."
    _say(at, "OtherInformation", extended(phrases.capital(asked), {"indicator": measured}))


def _now(at: Element, one: SubgoalResult, contract: Contract) -> None:
    """The report's own figure: what was asked of the year, and what there is."""
    if contract.printed:
        return
    first, last = contract.footing.first.isoformat(), contract.footing.last.isoformat()
    instance = SubElement(at, "MeasurementInstance")
    year = contract.plan.valid
    wanted = (year.first.isoformat(), year.last.isoformat())
    target, actual = (SubElement(instance, name) for name in ROWS)
    comparator = ("comparator", one.content.comparator.value)
    _result(target, wanted, one.target, comparator, one.target_text)
    _result(actual, (first, last), one.figure, ("status", one.status.value), one.figure_text)


def _printed(at: Element, measured: dict[str, Any]) -> None:
    """The paper's own rows, year by year. The values stand in their elements alone."""
    rows = {name: measured[row]["cells"] for name, row in ROWS.items() if measured.get(row)}
    years = sorted({cell["year"] for cells in rows.values() for cell in cells})
    for year in years:
        instance = SubElement(at, "MeasurementInstance")
        for name, cells in rows.items():
            for cell in (one for one in cells if one["year"] == year):
                value = cell.pop("value", None)
                span = (f"{year}-01-01", f"{year}-12-31")
                _result(
                    SubElement(instance, name), span, value, ("row", ROWS[name]), str(cell.get("printed", ""))
                )


def _result(
    found: Element, span: tuple[str, str], value: Decimal | None, descriptor: tuple[str, str], words: str
) -> None:
    _say(found, "StartDate", span[0])
    _say(found, "EndDate", span[1])
    if value is not None:
        _say(found, "NumberOfUnits", f"{value:f}")
    kind = SubElement(found, "Descriptor")
    _say(kind, "DescriptorName", descriptor[0])
    _say(kind, "DescriptorValue", str(descriptor[1]))
    if words:
        _say(found, "Description", words)


def _cell(at: Element, one: SubgoalResult, cell: CellResult, contract: Contract) -> None:
    """A board's figure: an indicator without a target, for what is asked is that it is there."""
    name = f"{one.id}/{cell.board}/{cell.figure}"
    _say(at, "SequenceIndicator", name)
    _say(at, "MeasurementDimension", f"{cell.board_title}: {cell.figure_title}")
    _say(at, "UnitOfMeasurement", phrases.UNIT[PlanUnit(cell.unit)][1][contract.lang])
    _say(at, "Identifier", identifier(contract.plan.id, name))
    instance = SubElement(at, "MeasurementInstance")
    first, last = contract.footing.first.isoformat(), contract.footing.last.isoformat()
    said = ("delivered", "true" if cell.delivered else "false")
    _result(SubElement(instance, "ActualResult"), (first, last), cell.value, said, cell.shown)


def _administrative(root: Element, report: Report, rest: dict[str, Any]) -> None:
    contract, valid = report.contract, rest["valid"]
    at = SubElement(root, "AdministrativeInformation")
    _say(at, "Identifier", identifier(contract.plan.id, "report", contract.period.name))
    for name, element in DATES.items():
        if name in valid:
            _say(at, element, valid.pop(name).isoformat())


def _say(parent: Element, name: str, words: str) -> Element:
    found = SubElement(parent, name)
    found.text = fit(words)
    return found
