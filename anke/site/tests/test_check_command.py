"""`anke check`, as a person types it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from anke.content import load
from anke.site.cli.check_ import command
from anke.site.cli.failure import Failure


def draft(place: Path) -> Path:
    """A folder with two faults."""
    (place / "law_areas").mkdir()
    (place / "law_areas" / "one.yaml").write_text("id: 1.10\nkind: appeal\n", encoding="utf-8")
    return place


def test_what_there_is_in_both_languages() -> None:
    danish = CliRunner().invoke(command, [])
    english = CliRunner().invoke(command, ["--lang", "en"])
    assert danish.exit_code == english.exit_code == 0
    assert "Indholdet er i orden." in danish.output
    assert "98  kommuner" in danish.output
    assert "98  municipalities" in english.output
    assert "skal efterprøves i loven" in danish.output


def test_quiet_says_nothing_when_all_is_well() -> None:
    assert CliRunner().invoke(command, ["--quiet"]).output == ""


def test_every_note_has_its_place() -> None:
    lines = CliRunner().invoke(command, ["--notes"]).output.splitlines()
    assert len(lines) == sum(1 for _ in load.content().notes())
    assert any(line.startswith("deadlines/reports.yaml:") and "[programmets valg]" in line for line in lines)


def test_json_for_programs() -> None:
    found = json.loads(CliRunner().invoke(command, ["--json", "--notes", "--lang", "en"]).output)
    assert found["ok"] is True
    assert found["problems"] == []
    assert found["counts"]["municipalities"] == 98
    assert len(found["notes"]) == found["counts"]["notes"]
    assert set(found["notes"][0]) == {"file", "line", "kind", "text"}


def test_problems_are_listed_and_the_command_fails(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(draft(tmp_path))])
    assert isinstance(result.exception, Failure)
    assert "in the content. Put the lines above right" in str(result.exception)
    assert (
        "law_areas/one.yaml:1: 1.10 in 'id' is read as a number — write \"1.10\" in quotes" in result.output
    )
    assert "outcomes.yaml:1: is missing" in result.output


def test_problems_as_json_fail_too(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(draft(tmp_path)), "--json"])
    assert result.exit_code == 1
    found = json.loads(result.output)
    assert found["ok"] is False
    assert {"file", "line", "what", "do"} == set(found["problems"][0])


def test_an_unknown_folder_is_said_to_be_one(monkeypatch: pytest.MonkeyPatch) -> None:
    result = CliRunner().invoke(command, ["nowhere"])
    assert str(result.exception) == (
        "'nowhere' is neither a folder nor an authority. Give a folder's path, or one of: ankestyrelsen."
    )
    monkeypatch.setenv("ANKE_AUTHORITY", "../secrets")
    result = CliRunner().invoke(command, [])
    assert str(result.exception) == (
        "there is no authority '../secrets'. Set ANKE_AUTHORITY to one of: ankestyrelsen."
    )
