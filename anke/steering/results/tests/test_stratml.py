"""The report as StratML: valid, and read back nothing is lost."""

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anke.content import load
from anke.content.schema.base import Text, parts
from anke.content.schema.notes import Note, Quote
from anke.rules.periods import parse_period
from anke.steering.results import queries
from anke.steering.results.queries import Additions, Contract, StratmlError
from anke.steering.results.report import stratml
from anke.steering.results.report.stratml import MARK, tag
from anke.steering.results.tests.made_up import GOOD, answers, told
from anke.steering.results.tests.stratml_rules import Fault, faults
from anke.steering.results.tests.test_additions import ADDED

SCHEMA = "ANKE_STRATML_XSD"  # where PerformancePlanOrReport20160216.xsd lies, if it lies anywhere
PLANS = [(plan, lang) for plan in ("2024", "2025") for lang in ("da", "en")]


def written(found: Contract, additions: Additions = ADDED, *, form: str = "stratml") -> str:
    made = queries.report(found, form, synthetic=False, additions=additions)
    assert isinstance(made, str)
    return made


@pytest.fixture
def quarter(monkeypatch: pytest.MonkeyPatch) -> Contract:
    answers(monkeypatch, GOOD | {"1.4.a": "26.8"})
    told(monkeypatch, {})
    return queries.contract("2025", parse_period("2025Q3"), datetime(2025, 10, 15, 10, tzinfo=UTC))


def text(root: Element, sequence: str, path: str) -> list[str | None]:
    """The texts below the indicator with that sequence."""
    for one in root.iter(tag("PerformanceIndicator")):
        if one.findtext(tag("SequenceIndicator")) == sequence:
            return [found.text for found in one.findall("/".join(tag(name) for name in path.split("/")))]
    raise AssertionError(f"no indicator {sequence}")


@pytest.mark.parametrize(("plan", "lang"), PLANS)
def test_a_plan_keeps_to_the_rules_of_the_standard(plan: str, lang: str) -> None:
    assert faults(fromstring(written(queries.printed(plan, lang)))) == []


def test_a_quarters_report_keeps_to_the_rules_of_the_standard(quarter: Contract) -> None:
    assert faults(fromstring(written(quarter))) == []


def test_the_rules_see_what_is_wrong(quarter: Contract) -> None:
    root = fromstring(written(quarter))
    goal = root.find(f".//{tag('Goal')}")
    assert goal is not None
    SubElement(goal, tag("Name")).text = "again"
    SubElement(goal, "{urn:other}comparator").text = ">="
    goal[2].text = root.findall(f".//{tag('Identifier')}")[-1].text
    said = [one.what for one in faults(root)]
    assert "stands twice" in said
    assert "has 2 Name" in said
    assert any(what.startswith("holds {urn:other}") for what in said)
    assert Fault("NumberOfUnits", "1,5") in faults(fromstring(written(quarter).replace(">97.0<", ">1,5<")))


@pytest.mark.skipif(SCHEMA not in os.environ, reason=f"{SCHEMA} names no schema of the standard")
@pytest.mark.parametrize(("plan", "lang"), PLANS)
def test_a_plan_is_valid_against_the_schema_itself(plan: str, lang: str) -> None:
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(Path(os.environ[SCHEMA])))
    schema.assertValid(etree.fromstring(written(queries.printed(plan, lang)).encode()))


@pytest.mark.parametrize(("plan", "lang"), PLANS)
def test_read_back_a_plan_is_the_plan_it_was(plan: str, lang: str) -> None:
    found = queries.read_stratml(written(queries.printed(plan, lang)).encode())
    original = load.content().plans[plan]
    assert found.plan == original
    for kind in (Note, Quote, Text):
        before, after = (
            [one for _, one in parts(whole) if isinstance(one, kind)] for whole in (original, found.plan)
        )
        assert before == after
        assert len(before) > 20
    assert {name: one.version for name, one in found.plan.measures().items()} == {
        name: one.version for name, one in original.measures().items()
    }


def test_read_back_a_report_is_the_report_it_was(quarter: Contract) -> None:
    found = queries.read_stratml(written(quarter).encode())
    assert found.report == json.loads(written(quarter, form="json"))


WORDS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(["1.1", "1.4.a", "2.1"]), WORDS), WORDS)
def test_whatever_people_write_comes_back_as_the_other_forms_have_it(
    said: dict[str, str], stamp: str
) -> None:
    added = Additions(explanations=said, stamp=stamp)
    contract = queries.printed("2025")
    made = written(contract, added)
    assert faults(fromstring(made)) == []
    assert queries.read_stratml(made.encode()).report == json.loads(written(contract, added, form="json"))


def test_target_and_actual_result_stand_in_the_standards_own_elements(quarter: Contract) -> None:
    root = fromstring(written(quarter))
    instance = "MeasurementInstance"
    assert text(root, "1.4.a", f"{instance}/TargetResult/NumberOfUnits")[0] == "26.0"
    assert text(root, "1.4.a", f"{instance}/ActualResult/NumberOfUnits")[0] == "26.8"
    assert text(root, "1.4.a", f"{instance}/TargetResult/Descriptor/DescriptorValue")[0] == "<="
    assert text(root, "1.4.a", f"{instance}/ActualResult/Descriptor/DescriptorValue")[0] == "not_met"
    assert text(root, "1.5.a/board_su/II", f"{instance}/ActualResult/NumberOfUnits") == ["12"]


def test_identifiers_are_the_same_in_every_report_of_a_plan(quarter: Contract) -> None:
    def goals(found: Contract) -> list[str | None]:
        root = fromstring(written(found))
        return [one.findtext(tag("Identifier")) for one in root.iter(tag("Goal"))]

    assert goals(quarter) == goals(queries.printed("2025", "en"))
    assert not set(goals(quarter)) & set(goals(queries.printed("2024")))
    assert goals(quarter)[0] == "_747c0733-86d9-5d5e-a86c-b24da9765223"


def test_what_another_program_changes_in_the_standards_elements_changes_the_plan() -> None:
    root = fromstring(written(queries.printed("2025", "da")))
    for goal in root.iter(tag("Goal")):
        if goal.findtext(tag("SequenceIndicator")) == "1.5":
            next(goal.iter(tag("Name"))).text = "En ny titel"
            next(goal.iter(tag("NumberOfUnits"))).text = "23"
    found, before = queries.read_stratml(tostring(root)).plan, load.content().plans["2025"]
    assert found.goal("1.5").title == Text(da="En ny titel", en=before.goal("1.5").title.en)
    target = found.subgoal("1.5.a").target(2025)
    assert target is not None and target.value == Decimal(23)


def test_a_target_that_is_no_longer_what_is_printed_is_refused() -> None:
    made = written(queries.printed("2025")).replace(">26.0<", ">27.0<")
    with pytest.raises(StratmlError, match="is not what is printed"):
        queries.read_stratml(made.encode())


def _other_root(made: str) -> str:
    return made.replace("PerformancePlanOrReport", "StrategicPlan")


def _bomb(made: str) -> str:
    head, rest = made.split("\n", 1)
    return f'{head}\n<!DOCTYPE a [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;">]>\n{rest}'


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda made: made[:-30], "is no XML"),
        (_other_root, "no StratML Part 2"),
        (_bomb, "defines entities"),
        (lambda made: made.replace(MARK, "urn:uuid:other"), "lacks what the standard has no place for"),
        (lambda made: made.replace('"lang": "da"', '"lang": '), "is no JSON"),
        (lambda made: made.replace('"goal": {', '"gaol": {', 1), "not whole"),
        (lambda made: made.replace('"logic": "all_of"', '"logic": "most_of"', 1), "is no plan: goals"),
        (lambda made: made.replace("<SequenceIndicator>1.1</SequenceIndicator>", ""), "no SequenceIndicator"),
        (lambda made: made.replace("<StartDate>2025-01-01</StartDate>\n    <EndDate>2025-12-31",
                                   "<StartDate>1/1/25</StartDate>\n    <EndDate>2025-12-31"), "is no date"),
        (lambda made: "x" * 21 * 2**20, "larger than 20 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(spoil: Callable[[str], str], says: str) -> None:
    with pytest.raises(StratmlError, match=says):
        queries.read_stratml(spoil(written(queries.printed("2025"))).encode())


PLAIN = (
    st.none() | st.booleans() | st.integers() | st.text() | st.dates()
    | st.decimals(allow_nan=False, allow_infinity=False)
)  # fmt: skip


@pytest.mark.slow
@given(st.recursive(PLAIN, lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner)))
def test_the_extension_keeps_whatever_is_put_into_it(value: Any) -> None:
    def as_text(one: Any) -> Any:
        if isinstance(one, Decimal):
            return f"{one:f}"
        if isinstance(one, dict):
            return {name: as_text(inner) for name, inner in one.items()}
        return [as_text(inner) for inner in one] if isinstance(one, list) else one

    assert stratml.extension(stratml.extended("words", {"value": value})) == {"value": as_text(value)}
