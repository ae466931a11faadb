"""A case in the archive folder: whole, named by hashes, and verified before it may go."""

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anke.casework.cases import commands as cases
from anke.casework.letters import commands as letters
from anke.casework.letters.tests.made_files import word
from anke.casework.retention import archiving, commands, listing
from anke.casework.retention.tests.house import NOW, RECEIVED, by, people
from anke.casework.search.tests.library import case
from anke.rules.refusal import Refused

pytestmark = pytest.mark.django_db
LONG_AGO = date(1990, 1, 2)


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.ANKE_HOME = tmp_path
    people()
    return tmp_path


def about_a_child(day: date = RECEIVED) -> str:
    number = case("Ida Ibsen", case_type="adoption_without_consent", day=day)
    letters.add_document(number=number, name="brev.docx", raw=word("Jeg klager"), title="Klage", **by("lis"))
    cases.withdraw_case(number=number, **by("system", day=day))
    return number


@pytest.mark.slow
def test_a_folder_with_a_manifest_anybody_can_check(home: Path) -> None:
    number = about_a_child()
    kept = commands.archive_case(number=number, actor="lis", recorded_at=NOW)
    folder = home / "archive" / number
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["number"] == number
    for one in manifest["files"]:
        assert hashlib.sha256((folder / one["path"]).read_bytes()).hexdigest() == one["sha256"]
    assert [one["path"].split("/")[0] for one in manifest["files"]] == ["case.json", "documents"]
    assert "Ida Ibsen" in (folder / "case.json").read_text()
    assert kept.verified_at is None
    assert commands.verify_archive(number=number, actor="jur", recorded_at=NOW).verified_at == NOW


@pytest.mark.slow
def test_a_file_changed_missing_or_too_many_is_named(home: Path) -> None:
    number = about_a_child()
    folder = home / "archive" / number
    for spoil, named in (
        (lambda: (folder / "case.json").write_text("{}"), "case.json"),
        (lambda: next((folder / "documents").iterdir()).unlink(), "documents/"),
        (lambda: (folder / "more.txt").write_text("x"), "more.txt"),
        (lambda: (folder / "manifest.json").write_text("{}"), "manifest.json"),
    ):
        commands.archive_case(number=number, actor="lis", recorded_at=NOW)
        spoil()
        with pytest.raises(Refused, match=named):
            commands.verify_archive(number=number, actor="lis", recorded_at=NOW)


def test_what_must_be_archived_is_not_destroyed_before_it_is_verified(home: Path) -> None:
    number = about_a_child(LONG_AGO)
    day = date(2025, 4, 7)
    assert listing.due(day) == []
    commands.archive_case(number=number, actor="lis", recorded_at=NOW)
    assert listing.due(day) == []
    commands.verify_archive(number=number, actor="lis", recorded_at=NOW)
    assert [one.case.number for one in listing.due(day)] == [number]
    cases.place_hold(number=number, reason="Verserende retssag", **by())
    cases.lift_hold(number=number, reason="Retssagen er slut", **by())
    assert listing.due(day) == []  # the archive lacks what has been done since
    commands.archive_case(number=number, actor="lis", recorded_at=NOW)
    commands.verify_archive(number=number, actor="lis", recorded_at=NOW)
    assert listing.due(day)


def test_only_those_who_answer_for_it_and_only_closed_cases(home: Path) -> None:
    number = case("Ida Ibsen")
    assert archiving.place(number) == home / "archive" / number
    with pytest.raises(Refused, match="not closed"):
        commands.archive_case(number=number, actor="lis", recorded_at=NOW)
    for who in ("anna", "sys"):
        with pytest.raises(Refused, match="does not allow"):
            commands.archive_case(number=number, actor=who, recorded_at=NOW)
    with pytest.raises(Refused, match="not archived"):
        commands.verify_archive(number=number, actor="lis", recorded_at=NOW)
