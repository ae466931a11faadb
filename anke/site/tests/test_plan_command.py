"""`anke plan`: a results plan comes back out of a StratML file as a content file that says the same."""

import json
from pathlib import Path

import pytest
import yaml

from anke.content import load
from anke.content.schema.plan import Plan
from tests.house import House

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("house"), migrate=None)


def written(house: House, plan: str, folder: Path) -> Path:
    out = folder / f"{plan}.xml"
    house.anke("report", "--plan", plan, "--printed", "--out", out)
    return out


@pytest.mark.parametrize("plan", ["2024", "2025"])
def test_a_plan_written_as_stratml_and_read_back_is_the_same_content(
    house: House, tmp_path: Path, plan: str
) -> None:
    made = house.anke("plan", written(house, plan, tmp_path))[0]
    assert made.startswith("# Resultatplan for Ankestyrelsen")
    assert Plan.model_validate(yaml.safe_load(made)) == load.content().plans[plan]


def test_the_report_it_holds_can_be_asked_for(house: House, tmp_path: Path) -> None:
    told = json.loads(house.anke("plan", written(house, "2024", tmp_path), "--results")[0])
    assert (told["score"]["low"], len(told["goals"])) == (14.29, 14)


def test_what_is_no_stratml_is_answered_in_one_sentence(house: House, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.xml"
    wrong.write_text("<html/>")
    for file, says in (
        (wrong, "no StratML Part 2"),
        (tmp_path, "is a folder"),
        (tmp_path / "no.xml", "No such file"),
    ):
        printed, told = house.anke("plan", file, fails=True)
        assert says in told
        assert printed == ""
