"""One small synthetic authority for all tests of a run: the first who needs it builds it with `anke demo`, in
a process of its own, and everybody is handed a copy."""

import fcntl
import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.db import connection, transaction
from django.test import override_settings

from anke.demo import commands
from tests.house import House

SCALE = 0.003  # some four thousand cases
_LEFT = ("synthetic", "today", "statistics", "evidence")  # what it leaves beside the database


@dataclass(frozen=True)
class Demonstration:
    home: Path  # to be copied, never to be used itself
    said: dict[str, Any]  # what `anke demo --json` told

    def copy(self, to: Path) -> House:
        """An installation of one's own that is like it."""
        shutil.copytree(self.home, to, dirs_exist_ok=True)
        return House(to, migrate=None)

    @contextmanager
    def in_test_database(self) -> Iterator[None]:
        """It lies in the tests' own database (SQLite) and ANKE_HOME for a while; afterwards nothing does."""
        keys = {name: self._secret(name) for name in ("ANKE_MASTER_KEY", "ANKE_SECRET_KEY")}
        told = {"ANKE_MASTER_KEY": keys["ANKE_MASTER_KEY"], "SECRET_KEY": keys["ANKE_SECRET_KEY"]}
        connection.ensure_connection()
        with closing(sqlite3.connect(":memory:")) as before, override_settings(**told):
            connection.connection.backup(before)
            try:
                self._put_in_place()
                yield
            finally:
                _become(before)
                for name in (*_LEFT, "real-day"):
                    _remove(settings.ANKE_HOME / name)

    def _put_in_place(self) -> None:
        with closing(sqlite3.connect(self.home / "anke.sqlite3")) as built:
            _become(built)
        for name in _LEFT:
            _remove(settings.ANKE_HOME / name)
            there = self.home / name
            (shutil.copytree if there.is_dir() else shutil.copyfile)(there, settings.ANKE_HOME / name)

    def _secret(self, name: str) -> str:
        return (self.home / "secrets" / name.lower().replace("_", "-")).read_text().strip()


def demonstration(shared: Path) -> Demonstration:
    """The one of this run, in a folder all its workers know; whoever comes while it is built waits."""
    home, said = shared / "demonstration", shared / "demonstration.json"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            shutil.rmtree(home, ignore_errors=True)
            house = House(home, migrate=None)
            told, _ = house.anke("demo", "--scale", SCALE, "--no-serve", "--json", "--quiet")
            with closing(sqlite3.connect(home / "anke.sqlite3")) as built:
                built.execute("PRAGMA journal_mode = DELETE")  # one file, which can be copied
            said.write_text(told)
    return Demonstration(home, json.loads(said.read_text()))


@contextmanager
def built_here() -> Iterator[None]:
    """One in the tests' own database, whichever it is: built there, and taken back afterwards."""
    with transaction.atomic():
        commands.build_authority(scale=SCALE)
        assert (settings.ANKE_HOME / "synthetic").exists()
        yield
        transaction.set_rollback(True)
    commands.unmark()


def _become(other: sqlite3.Connection) -> None:
    other.backup(connection.connection)
    caches["process"].clear()
    ContentType.objects.clear_cache()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
