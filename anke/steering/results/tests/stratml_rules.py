"""What StratML Part 2 (ISO 17469-2, schema version 2.2 of 16 February 2016) asks of a document, in our words:
which elements stand in which, in which order, how often, and what their texts may be."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element

from anke.steering.results.report.stratml import NAMESPACE, tag

MANY = 10**9
# Each element that holds others: (name, at least, at most) in the order they must come in.
HOLDS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "PerformancePlanOrReport": (
        ("Name", 1, 1), ("Description", 0, 1), ("OtherInformation", 0, 1), ("StrategicPlanCore", 1, 1),
        ("AdministrativeInformation", 0, 1), ("Submitter", 0, 1),
    ),
    "StrategicPlanCore": (
        ("Organization", 0, MANY), ("Vision", 0, 1), ("Mission", 0, 1), ("Value", 0, MANY), ("Goal", 1, MANY),
    ),
    "Organization": (
        ("Name", 0, 1), ("Acronym", 0, 1), ("Identifier", 0, 1), ("Description", 0, 1),
        ("Stakeholder", 0, MANY),
    ),
    "Stakeholder": (("Name", 1, 1), ("Description", 0, 1), ("Role", 0, MANY)),
    "Role": (("Name", 1, 1), ("Description", 0, 1), ("RoleType", 0, 2)),
    "Vision": (("Description", 0, 1), ("Identifier", 0, 1)),
    "Mission": (("Description", 0, 1), ("Identifier", 0, 1)),
    "Goal": (
        ("Name", 1, 1), ("Description", 1, 1), ("Identifier", 0, 1), ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, MANY), ("OtherInformation", 0, 1), ("Objective", 0, MANY),
    ),
    "Objective": (
        ("Name", 0, 1), ("Description", 0, 1), ("Identifier", 0, 1), ("SequenceIndicator", 0, 1),
        ("Stakeholder", 0, MANY), ("OtherInformation", 0, 1), ("PerformanceIndicator", 0, MANY),
    ),
    "PerformanceIndicator": (
        ("SequenceIndicator", 0, 1), ("MeasurementDimension", 1, 1), ("UnitOfMeasurement", 1, 1),
        ("Identifier", 0, 1), ("Relationship", 0, MANY), ("MeasurementInstance", 0, MANY),
        ("OtherInformation", 0, 1),
    ),
    "MeasurementInstance": (("TargetResult", 0, MANY), ("ActualResult", 0, MANY)),
    "TargetResult": (
        ("StartDate", 0, 1), ("EndDate", 0, 1), ("NumberOfUnits", 0, 1), ("Descriptor", 0, 1),
        ("Description", 0, 1),
    ),
    "ActualResult": (
        ("StartDate", 0, 1), ("EndDate", 0, 1), ("NumberOfUnits", 0, 1), ("Descriptor", 0, 1),
        ("Description", 0, 1),
    ),
    "Descriptor": (("DescriptorName", 0, 1), ("DescriptorValue", 0, 1)),
    "AdministrativeInformation": (
        ("Identifier", 0, 1), ("StartDate", 0, 1), ("EndDate", 0, 1), ("PublicationDate", 0, 1),
        ("Source", 0, 1),
    ),
}  # fmt: skip
ATTRIBUTES = {
    "PerformancePlanOrReport": {"Type": {"Strategic_Plan", "Performance_Plan", "Performance_Report"}},
    "Stakeholder": {"StakeholderTypeType": {"Person", "Organization", "Generic_Group"}},
    "PerformanceIndicator": {"PerformanceIndicatorType": {"Quantitative", "Qualitative"}},
}
DAYS = ("StartDate", "EndDate", "PublicationDate")
IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True)
class Fault:
    where: str
    what: str


def faults(root: Element) -> list[Fault]:
    """Everything about a document that the standard does not allow; an empty list where it is valid."""
    if root.tag != tag("PerformancePlanOrReport"):
        return [Fault(root.tag, "is not the root")]
    every = [one.text or "" for one in root.iter(tag("Identifier"))]
    twice = {one for one in every if every.count(one) > 1}
    missing = [] if root.get("Type") else [Fault(root.tag, "lacks Type")]
    return [*missing, *(Fault(one, "stands twice") for one in sorted(twice)), *_faults(root)]


def _faults(at: Element) -> list[Fault]:
    name = at.tag.removeprefix(f"{{{NAMESPACE}}}")
    allowed = ATTRIBUTES.get(name, {})
    found = [
        Fault(name, f"{key}={value}")
        for key, value in at.attrib.items()
        if value not in allowed.get(key, set())
    ]
    children = [one.tag.removeprefix(f"{{{NAMESPACE}}}") for one in at]
    if name not in HOLDS:
        return found + [Fault(name, f"holds {one}") for one in children] + _text(name, at.text or "")
    order = [one for one, _, _ in HOLDS[name]]
    found += [Fault(name, f"holds {one}") for one in children if one not in order]
    places = [order.index(one) for one in children if one in order]
    found += [] if places == sorted(places) else [Fault(name, f"has them in the order {children}")]
    for child, least, most in HOLDS[name]:
        if not least <= children.count(child) <= most:
            found.append(Fault(name, f"has {children.count(child)} {child}"))
    if (at.text or "").strip():
        found.append(Fault(name, "has words of its own"))
    return found + [fault for one in at for fault in _faults(one)]


def _text(name: str, text: str) -> list[Fault]:
    try:
        if name in DAYS and text:
            date.fromisoformat(text)
        if name == "NumberOfUnits" and text and not re.fullmatch(r"[+-]?\d+(\.\d*)?", text):
            Decimal("no decimal of XML")
    except (ValueError, InvalidOperation):
        return [Fault(name, text)]
    return [] if name != "Identifier" or IDENTIFIER.fullmatch(text) else [Fault(name, text)]
