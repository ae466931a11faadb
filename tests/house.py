"""An installation of its own for a test: a folder, a database, and acts done there by other processes."""

import atexit
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import new_database
from tests.ready import ready

WRITER = "anke.events.tests.writer"
_MIGRATED: dict[str, Path] = {}  # by app, "" for all: an empty database of SQLite


class House:
    """A place of its own with an empty store, where acts are done in processes of their own."""

    def __init__(self, home: Path, database_url: str | None = None, *, migrate: str | None = "") -> None:
        """`migrate` names one app, "" all, None none."""
        self.home = home
        self.env = {**os.environ, "ANKE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "anke.site.settings"}
        self.env.pop("DATABASE_URL", None)
        if database_url:
            self.env["DATABASE_URL"] = database_url
        if migrate is not None and database_url:
            self._begin_like(database_url, migrate)
        elif migrate is not None:
            self._begin_from(migrate)

    def _migrate(self, app: str) -> None:
        apps = [app] if app else []
        _well(ready().run("django", ["migrate", *apps, "--skip-checks", "-v0"], self.env))

    def _begin_like(self, url: str, app: str) -> None:
        """The same on PostgreSQL: an empty database is made anew like the first one that was migrated."""
        server, _, name = url.rpartition("/")
        with psycopg.connect(url) as given:
            found = given.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            there = {one for (one,) in given.execute("SELECT datname FROM pg_database")}
        if found != (0,):
            self._migrate(app)
            return
        like = f"migrated_{app or 'all'}"
        if like not in there:
            House(self.home, new_database(f"{server}/postgres", like), migrate=None)._migrate(app)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as first:
            first.execute(f'DROP DATABASE "{name}"')
        new_database(f"{server}/postgres", name, template=like)

    def _begin_from(self, app: str) -> None:
        """Migrated once: every other house begins with a copy of the first one's empty database."""
        if app not in _MIGRATED:
            first = Path(tempfile.mkdtemp(prefix="anke-house-"))
            atexit.register(shutil.rmtree, first, ignore_errors=True)
            House(first, migrate=None)._migrate(app)
            with closing(sqlite3.connect(first / "anke.sqlite3")) as made:
                made.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            _MIGRATED[app] = first / "anke.sqlite3"
        self.home.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(_MIGRATED[app], self.home / "anke.sqlite3")

    def run(self, *command: str) -> str:
        return _well(subprocess.run(command, env=self.env, capture_output=True, text=True, check=False))

    def anke(self, *words: object, fails: bool = False, anew: bool = False) -> tuple[str, str]:
        """Run the `anke` command; what it says on standard output and on standard error. `anew`: in a process
        that begins from nothing, so that not even the seed of hashes is one that another had."""
        said = [str(word) for word in words]
        if anew:
            command = [sys.executable, "-m", "anke.site.cli.main", *said]
            done = subprocess.run(command, env=self.env, capture_output=True, text=True, check=False)
        else:
            done = ready().anke(said, self.env)
        assert (done.returncode == 1) == fails, done.stderr
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
        return done.stdout, done.stderr

    def start(self, *words: object, module: str = WRITER) -> subprocess.Popen[str]:
        """Begin an act of a module for tests, and do not wait for it."""
        command = [sys.executable, "-m", module, *map(str, words)]
        return subprocess.Popen(
            command, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def python(self, program: str) -> str:
        """Run a program that knows this installation; what it prints."""
        return _well(ready().python(program, self.env))

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Somebody has the database open, and does nothing with it."""
        if url := self.env.get("DATABASE_URL"):
            with psycopg.connect(url):
                yield
            return
        with closing(sqlite3.connect(self.home / "anke.sqlite3")) as used:
            used.execute("PRAGMA journal_mode = WAL")
            used.execute("SELECT count(*) FROM events_event").fetchone()
            yield

    def act(self, *words: object, module: str = WRITER) -> str:
        """The same, waiting for it; what it prints."""
        return _well(ready().run(module, [str(word) for word in words], self.env))

    def check(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.act("check"))
        return found


def _well(done: subprocess.CompletedProcess[str]) -> str:
    """What a process printed that ended well."""
    assert done.returncode == 0, done.stderr
    return done.stdout
