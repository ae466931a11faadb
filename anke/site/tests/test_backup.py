"""`anke backup`, `anke restore`, `anke verify` as a person uses them: real processes, real databases."""

import json
import os
import shutil
import sqlite3
import tarfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.house import House
from tests.postgres import new_database

pytestmark = [pytest.mark.slow]
CLERK = "anke.site.tests.clerk"
FILL = """
import django
django.setup()
from anke.events import bulk
from anke.events.commands import record_many
from anke.events.tests.histories import REGISTRATION, at, date, event
from anke.events.tests.test_bulk import authority
from anke.casework.cases import projection
bulk.load(authority(200))
appellant = {"name": "Bo Testesen", "cpr": "010180-1234"}
day = date(2025, 1, 1)
record_many([event("case_registered", day, "p", **REGISTRATION, appellant=appellant)], recorded_at=at(day))
projection.rebuild()
"""


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


class Builder:
    """Makes installations, and copies of one that is filled; a real server is started when asked for."""

    def __init__(self, request: pytest.FixtureRequest, folder: Path) -> None:
        self._request, self._folder, self._filled = request, folder, dict[str, House]()

    def empty(self, home: Path, engine: str) -> House:
        return House(home, self._database(engine), migrate=None)

    def filled(self, home: Path, engine: str) -> House:
        """Two hundred cases and one with personal data, statistics exported, marked synthetic."""
        if engine not in self._filled:
            first = House(self._folder / engine, self._database(engine))
            first.python(FILL)
            first.anke("export", "--quiet")
            (first.home / "synthetic").touch()
            self._filled[engine] = first
        first = self._filled[engine]
        shutil.copytree(first.home, home)
        template = first.env.get("DATABASE_URL", "").rpartition("/")[2]
        return House(home, self._database(engine, template), migrate=None)

    def _database(self, engine: str, template: str = "template1") -> str | None:
        if engine == "sqlite":
            return None
        server = self._request.getfixturevalue("postgres_url")
        return new_database(server, f"backup_{os.getpid()}_{time.monotonic_ns()}", template=template)


@pytest.fixture(scope="session")
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Builder:
    return Builder(request, tmp_path_factory.mktemp("filled"))


def everything(home: Path) -> dict[str, bytes]:
    return {
        path.relative_to(home).as_posix(): path.read_bytes()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def verified(house: House) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.anke("verify", "--json")[0])
    return found


@pytest.mark.parametrize("engine", ENGINES)
def test_there_and_back_without_the_keys(build: Builder, tmp_path: Path, engine: str) -> None:
    house, out = build.filled(tmp_path / "house", engine), tmp_path / "backup.tar.gz"
    told = json.loads(house.anke("backup", "--out", out, "--json")[0])
    assert (told["events"], told["with_keys"], told["synthetic"]) == (601, False, True)
    with tarfile.open(out) as tar:
        names = tar.getnames()
    assert names[0] == "manifest.json" and "synthetic" in names and not any("secret" in n for n in names)
    assert any(name.startswith("statistics/") and name.endswith(".parquet") for name in names)

    other = build.empty(tmp_path / "other", engine)
    back = json.loads(other.anke("restore", out, "--json")[0])
    assert (back["events"], back["last_event"], back["kept"]) == (601, told["last_event"], None)
    assert back["closed_keys"] == 1 and back["same_content"] is True
    assert verified(other) == verified(house)
    assert (other.home / "synthetic").exists()


def test_what_it_says_of_the_keys(build: Builder, tmp_path: Path) -> None:
    house, out = build.filled(tmp_path / "house", "sqlite"), tmp_path / "with.tar.gz"
    without = house.anke("backup", "--out", tmp_path / "without.tar.gz")[0]
    assert "Nøglerne er IKKE med" in without and "601 hændelser" in without
    assert "The keys ARE in it" in house.anke("backup", "--out", out, "--with-keys", "--lang", "en")[0]
    assert "is there already" in house.anke("backup", "--out", out, fails=True)[1]

    other = build.empty(tmp_path / "other", "sqlite")
    assert json.loads(other.anke("restore", out, "--json")[0])["closed_keys"] == 0
    shown = other.python(
        "import django; django.setup()\n"
        "from anke.events import queries\n"
        "print(queries.reveal(queries.events_of('case', 'p')[0])['appellant']['name'])"
    )
    assert shown == "Bo Testesen\n"


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_there_is_not_replaced_unasked(build: Builder, tmp_path: Path, engine: str) -> None:
    house, out = build.filled(tmp_path / "house", engine), tmp_path / "b.tar.gz"
    house.anke("backup", "--out", out)
    house.act(__file__, module=CLERK)  # a file that is there: one case, and stop
    assert "--replace" in house.anke("restore", out, fails=True)[1]
    assert verified_events(house) == 602
    kept = json.loads(house.anke("restore", out, "--replace", "--json")[0])["kept"]
    assert verified_events(house) == 601
    assert (Path(kept) / "synthetic").exists() and (house.home / "synthetic").exists()
    assert (Path(kept) / "statistics").is_dir() and (house.home / "statistics").is_dir()


def verified_events(house: House) -> int:
    return int(house.check()["events"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_backup_while_others_write_is_of_one_moment(build: Builder, tmp_path: Path, engine: str) -> None:
    house, out = build.filled(tmp_path / "house", engine), tmp_path / "b.tar.gz"
    before, stop = house.check()["events"], tmp_path / "stop"
    writers = [house.start(stop, module=CLERK) for _ in range(2)]
    for writer in writers:
        assert writer.stdout is not None and writer.stdout.readline() == "begun\n"
    told = json.loads(house.anke("backup", "--out", out, "--json")[0])
    stop.touch()
    said = [writer.communicate(timeout=120) for writer in writers]
    assert [wrong for _, wrong in said] == ["", ""]
    written = sum(int(out) for out, _ in said)
    assert before < told["events"] < house.check()["events"] == before + written
    other = build.empty(tmp_path / "other", engine)
    assert json.loads(other.anke("restore", out, "--json")[0])["events"] == told["events"]


def test_a_bad_file_changes_nothing(build: Builder, tmp_path: Path) -> None:
    house, out = build.filled(tmp_path / "house", "sqlite"), tmp_path / "b.tar.gz"
    house.anke("backup", "--out", out)
    cut = tmp_path / "cut.tar.gz"
    cut.write_bytes(out.read_bytes()[: out.stat().st_size // 2])
    foreign = Path(shutil.make_archive(str(tmp_path / "foreign"), "gztar", house.home / "statistics"))
    before = everything(house.home)
    for file, says in (
        (cut, "cut short"),
        (foreign, "no backup made"),
        (with_a_changed_event(out, tmp_path), "was changed after"),
        (tmp_path / "none.tar.gz", "There is no file"),
    ):
        said = house.anke("restore", file, "--replace", fails=True)[1]
        assert "Nothing was changed" in said and says in said
        assert everything(house.home) == before


def with_a_changed_event(backup: Path, folder: Path) -> Path:
    """The same backup with one event changed inside, and every hash of the archive right."""
    from anke.site import archive

    into = folder / "into"
    into.mkdir()
    manifest = archive.unpack(backup, into, lambda amount: None)
    with closing(sqlite3.connect(into / "anke.sqlite3")) as changed:
        changed.execute("DROP TRIGGER events_refuse_update")
        changed.execute("UPDATE events_event SET actor = 'nobody' WHERE seq = 17")
        changed.commit()
    files = {part.path: into / part.path for part in manifest.parts}
    out = folder / "changed.tar.gz"
    changed_manifest = manifest.model_copy(update={"parts": archive.parts_of(files)})
    archive.write(out, changed_manifest, files, lambda amount: None)
    return out


@pytest.mark.parametrize("engine", ENGINES)
def test_a_database_in_use_is_left_alone(build: Builder, tmp_path: Path, engine: str) -> None:
    house, out = build.filled(tmp_path / "house", engine), tmp_path / "b.tar.gz"
    house.anke("backup", "--out", out)
    with house.busy():
        assert "is in use" in house.anke("restore", out, "--replace", fails=True)[1]
    assert not list(house.home.glob("replaced-*")) and not list(house.home.glob(".restore-*"))
    assert verified(house)["ok"]


def test_nothing_to_back_up_nothing_to_verify(tmp_path: Path) -> None:
    empty = House(tmp_path / "empty", migrate=None)
    assert "nothing to back up" in empty.anke("backup", fails=True)[1]
    assert "There is no database here yet" in empty.anke("verify", fails=True)[1]
    assert not (tmp_path / "empty" / "backups").exists()


def test_verify_names_what_was_changed_and_fails(build: Builder, tmp_path: Path) -> None:
    house = build.filled(tmp_path / "house", "sqlite")
    house.python(
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from anke.events import triggers\n"
        "with connection.cursor() as cursor:\n"
        "    for statement in triggers.dropping(connection.vendor): cursor.execute(statement)\n"
        "    cursor.execute(\"UPDATE events_event SET data = '{}' WHERE seq = 21\")\n"
        "    cursor.execute(\"UPDATE cases_case SET office = 77 WHERE number = '2024-000007'\")\n"
    )
    said, failure = house.anke("verify", "--lang", "en", fails=True)
    assert "case 2024-000003, position 2, event 21: was changed after it was recorded" in said
    assert "register: case 2024-000007, office: the register says 77" in said
    assert "restore a backup" in failure
    found = json.loads(house.anke("verify", "--json", fails=True)[0])
    assert (found["ok"], found["breaks"][0]["seq"]) == (False, 21)
