"""Databases as one file: a snapshot taken while others write, and the way back.

SQLite by its own online backup; PostgreSQL by its own pg_dump and pg_restore, which must be installed.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import dj_database_url

NAMES: Final = {"sqlite": "anke.sqlite3", "postgresql": "anke.dump"}
_LAST: Final = "SELECT seq, hash FROM events_event WHERE seq = (SELECT seq FROM events_ledger)"


class CannotCopy(Exception):  # noqa: N818 - told to the person who typed the command
    """The database cannot be copied or brought back here. The message says what is missing."""


@dataclass(frozen=True)
class Place:
    """Where a database is: a file, or a name on a server."""

    engine: str
    file: Path | None = None
    server: Mapping[str, Any] | None = None  # as Django's DATABASES has it

    @property
    def name(self) -> str:
        return str(self.server["NAME"]) if self.server else str(self.file)


def place_of(home: Path, database_url: str | None) -> Place:
    """The database of the installation in `home`, without starting it."""
    if not database_url:
        return Place("sqlite", file=home / NAMES["sqlite"])
    settings = dj_database_url.parse(database_url)
    if "postgresql" in settings["ENGINE"]:
        return Place("postgresql", server=settings)
    return Place("sqlite", file=Path(settings["NAME"]))


def take(place: Place, to: Path) -> tuple[int, str]:
    """Write the database as it stands at one moment to `to`; gives its number of events, the last's hash."""
    if place.file is not None:
        return _take_sqlite(place.file, to)
    return _take_postgresql(place, to)


def _take_sqlite(file: Path, to: Path) -> tuple[int, str]:
    if not file.exists():
        raise CannotCopy("There is no database here yet: nothing to back up.")
    with closing(sqlite3.connect(file, timeout=30)) as source, closing(sqlite3.connect(to)) as copy:
        try:
            source.backup(copy)
        except sqlite3.OperationalError as problem:
            what = f"{file} cannot be copied ({problem})"
            raise CannotCopy(f"{what}. May it and its folder be written?") from None
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, no log beside it
        try:
            last = copy.execute(_LAST).fetchone()
        except sqlite3.OperationalError:
            raise CannotCopy("There are no events here yet: nothing to back up.") from None
    return last or (0, "")


def _take_postgresql(place: Place, to: Path) -> tuple[int, str]:
    import psycopg

    dump = program("pg_dump")
    try:
        with psycopg.connect(**_connection(place)) as held:
            held.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            snapshot = held.execute("SELECT pg_export_snapshot()").fetchone()
            last = held.execute(_LAST).fetchone()
            moment = [] if snapshot is None else [f"--snapshot={snapshot[0]}"]
            _run([dump, "-Fc", "-Z0", "--no-owner", "--no-acl", *moment, f"--file={to}"], place)
    except psycopg.errors.UndefinedTable:
        raise CannotCopy("There are no events here yet: nothing to back up.") from None
    except psycopg.OperationalError as problem:
        raise CannotCopy(f"The database cannot be reached ({problem}). Check DATABASE_URL.") from None
    return last or (0, "")


def program(name: str) -> str:
    """One of PostgreSQL's programs, from the path or from where Debian keeps them."""
    if found := shutil.which(name):
        return found
    if kept := sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda one: one.parts[-3].zfill(4)
    ):
        return str(kept[-1])
    raise CannotCopy(f"{name} is missing, which copies PostgreSQL. Install it: apt install postgresql-client")


def _connection(place: Place, name: str | None = None) -> dict[str, Any]:
    server = place.server or {}
    wanted = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    found = {word: server[key] for word, key in wanted.items() if server.get(key)}
    return {**found, **server.get("OPTIONS", {}), "dbname": name or server["NAME"]}


def _run(command: list[str], place: Place, name: str | None = None) -> None:
    """Run one of PostgreSQL's programs. The password goes by the environment: all can see a command line."""
    known = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    told = {
        known.get(word, f"PG{word.upper()}"): str(value) for word, value in _connection(place, name).items()
    }
    environment = {**os.environ, **told}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - a list of our own, no shell
    if done.returncode:
        raise CannotCopy(f"{Path(command[0]).name} failed: {done.stderr.strip().splitlines()[-1]}")


def is_there(place: Place) -> bool:
    """Whether the database exists and holds anything."""
    if place.file is not None:
        return place.file.exists() and place.file.stat().st_size > 0
    with _maintenance(place) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [place.name]).fetchone() is None:
            return False
    import psycopg

    with psycopg.connect(**_connection(place)) as held:
        found = held.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()").fetchone()
    return bool(found and found[0])


@contextmanager
def _maintenance(place: Place) -> Iterator[Any]:
    """A connection to the server, beside its databases."""
    import psycopg

    try:
        with psycopg.connect(**_connection(place, "postgres"), autocommit=True) as server:
            yield server
    except psycopg.errors.InsufficientPrivilege as problem:
        raise CannotCopy(f"This user may not make databases ({problem}). Ask for CREATEDB.") from None
    except psycopg.errors.ObjectInUse:
        raise CannotCopy(f"The database {place.name} is in use. Stop the site, then try again.") from None
    except psycopg.OperationalError as problem:
        raise CannotCopy(f"The database cannot be reached ({problem}). Check DATABASE_URL.") from None


def make_beside(place: Place, dump: Path, name: str) -> str:
    """A new database `name` on the same server, filled from a dump; its DATABASE_URL."""
    restore = program("pg_restore")
    with _maintenance(place) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    _run([restore, "--exit-on-error", "--no-owner", "--no-acl", f"--dbname={name}", str(dump)], place, name)
    return url_of(place, name)


def url_of(place: Place, name: str) -> str:
    """The DATABASE_URL of a database on the same server."""
    from urllib.parse import quote, urlencode

    server = place.server or {}
    who = quote(server.get("USER") or "", safe="")
    if server.get("PASSWORD"):
        who += ":" + quote(server["PASSWORD"], safe="")
    port = f":{server['PORT']}" if server.get("PORT") else ""
    options = server.get("OPTIONS") or {}
    where = quote(server.get("HOST") or "", safe="")
    return f"postgres://{who}@{where}{port}/{quote(name)}" + (f"?{urlencode(options)}" if options else "")


def drop(place: Place, name: str) -> None:
    with _maintenance(place) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}"')


def swap(place: Place, new: str, old: str) -> None:
    """In one transaction: the present database is called `old`, and `new` takes its name."""
    with _maintenance(place) as server, server.transaction():
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [place.name]).fetchone():
            server.execute(f'ALTER DATABASE "{place.name}" RENAME TO "{old}"')
        server.execute(f'ALTER DATABASE "{new}" RENAME TO "{place.name}"')


def require_unused(file: Path) -> None:
    """Raises `CannotCopy` while anybody has the SQLite file open. Changes nothing."""
    _alone(file, "SELECT count(*) FROM sqlite_master")


def close(file: Path) -> None:
    """Bring a SQLite file to rest, its log written into it. Raises `CannotCopy` while anybody has it open."""
    _alone(file, "PRAGMA journal_mode = DELETE")


def _alone(file: Path, statement: str) -> None:
    if not file.exists():
        return
    try:
        with closing(sqlite3.connect(file, timeout=1)) as held:
            held.execute("PRAGMA locking_mode = EXCLUSIVE")
            held.execute(statement)
    except sqlite3.OperationalError:
        raise CannotCopy(
            f"{file} is in use. Stop the site and whatever else uses it, then try again."
        ) from None
