"""`anke propose`: shown first, asked about what is unclear, proposed with its evidence or not at all."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from anke.site.cli.failure import Failure
from anke.site.cli.main import anke
from anke.steering.external.models import Evidence, Proposal
from anke.steering.external.tests import people
from anke.steering.external.tests.test_importing import BUDGET

Run = Callable[..., Result]


@pytest.fixture
def run(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    people.engage()
    monkeypatch.setattr("anke.site.today.house_now", lambda: people.NOW)
    monkeypatch.setattr("anke.site.cli.propose_.require_store", lambda: None)
    file = tmp_path / "tal.csv"
    file.write_text(BUDGET, encoding="utf-8")

    def call(*words: str, text: str | None = None) -> Result:
        if text is not None:
            file.write_text(text, encoding="utf-8")
        return CliRunner().invoke(anke, ["propose", str(file), *words, "--lang", "en"])

    return call


def told(result: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_it_shows_what_a_file_would_bring_and_keeps_nothing(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert "Deviation from the basic budget: 2.0%  (408 − 400) / |400| × 100" in result.stdout
    assert "Nothing is kept. Add --yes and --by." in result.stdout
    assert not Proposal.objects.exists()


def test_it_proposes_with_what_shows_it(run: Run, tmp_path: Path) -> None:
    extract = tmp_path / "udtræk.txt"
    extract.write_text("Opgjort", encoding="utf-8")
    found = told(run("--by", "sty", "--yes", "--evidence", str(extract), "--json"))
    assert found["proposed"] == ["2026-0001", "2026-0002"]
    assert found["figures"][0]["answers"][0] == {
        "subgoal": "2.1.1",
        "as": "figure",
        "value": "2",
        "arithmetic": "(408 − 400) / |400| × 100",
    }
    assert Evidence.objects.count() == 2
    again = run("--by", "sty2", "--yes")
    assert isinstance(again.exception, Failure)
    assert "The same file was imported by Sty (sty) on 2026-01-20" in again.stdout


def test_what_is_unclear_is_asked_about(run: Run) -> None:
    text = BUDGET.replace("400,0", "1.400").replace("408,0", "1408")
    result = run("--json", text=text)
    assert isinstance(result.exception, Failure)
    (asked,) = told(result)["questions"]
    assert (asked["line"], asked["readings"]) == (2, {",": "1400", ".": "1.4"})
    assert told(run("--json", "--decimal", "comma"))["ready"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--yes",), "Write who proposes the figures"),
        (("--yes", "--by", "sag"), "Only the steering unit"),
        (("--yes", "--by", "nobody"), "Only the steering unit"),
    ],
)
def test_who_may_not_is_told(run: Run, words: tuple[str, ...], says: str) -> None:
    result = run(*words)
    assert isinstance(result.exception, Failure) and says in str(result.exception)
    assert not Proposal.objects.exists()


def test_evidence_that_is_none_leaves_nothing(run: Run, tmp_path: Path) -> None:
    program = tmp_path / "a.exe"
    program.write_bytes(b"MZ")
    result = run("--by", "sty", "--yes", "--evidence", str(program))
    assert isinstance(result.exception, Failure) and "is a program" in str(result.exception)
    assert not Proposal.objects.exists()
