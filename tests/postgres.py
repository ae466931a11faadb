"""A real PostgreSQL server for tests and benchmarks: started for them, on loopback, thrown away after.

    with server() as url:  # postgres://anke@127.0.0.1:54321/anke
        ...

Uses the server programs of the machine (Debian: `apt install postgresql`). PostgreSQL refuses to run as root,
so root lets the user `postgres` run it; the folder belongs to that user.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

_PROJECT = Path(__file__).resolve().parents[1]
_START = 30  # seconds a server gets to start
_FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class NoServer(RuntimeError):  # noqa: N818 - told to the person who runs the tests
    """This machine has no PostgreSQL server programs, or they do not start."""


def programs() -> Path:
    """The folder with `initdb`, `postgres`, `pg_dump`; the newest there is."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    if not found and (on_path := shutil.which("initdb")):
        found = [Path(on_path).resolve().parent]
    if not found:
        raise NoServer("PostgreSQL's server programs are missing. Install them: apt install postgresql")
    return found[-1]


def _as_postgres() -> dict[str, Any]:
    """How a server program must be run: never as root, with as little of our environment as can be."""
    how: dict[str, Any] = {"env": {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}}
    if os.geteuid() == 0:
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            raise NoServer(
                "There is no user 'postgres' to run PostgreSQL as. Install: apt install postgresql"
            ) from None
        how |= {"user": "postgres", "group": "postgres", "extra_groups": []}
    return how


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(*, durable: bool = False, settings: Sequence[str] = ()) -> Iterator[str]:
    """A server with an empty database; gives its DATABASE_URL. `durable` keeps fsync, for fair timings;
    `settings` are further ones, such as "work_mem=16MB"."""
    folder = Path(tempfile.mkdtemp(prefix="anke-pg-", dir="/tmp"))
    how = {**_as_postgres(), "cwd": folder}
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        made = _initdb(folder / "data", how)
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stderr.strip()}")
        with _running(folder, how, durable=durable, settings=settings) as port:
            with psycopg.connect(f"postgres://anke@127.0.0.1:{port}/postgres", autocommit=True) as first:
                first.execute("CREATE DATABASE anke")
            yield f"postgres://anke@127.0.0.1:{port}/anke"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_server(folder: Path, *, settings: Sequence[str] = (), port: int | None = None) -> Iterator[str]:
    """A durable server whose databases stay in `folder` for the next run; gives the URL of its database
    `postgres`. The folder is made where there is none; `port` is where it is found again."""
    how = {**_as_postgres(), "cwd": "/tmp"}
    if not (folder / "data" / "PG_VERSION").is_file():
        shutil.rmtree(folder / "data", ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        made = _initdb(folder / "data", how)
        if made.returncode:
            raise NoServer(f"initdb failed: {made.stderr.strip()}")
    with (
        tempfile.TemporaryDirectory(prefix="anke-pg-", dir="/tmp") as sockets,
        _running(folder, how, durable=True, settings=settings, sockets=Path(sockets), port=port) as at,
    ):
        yield f"postgres://anke@127.0.0.1:{at}/postgres"


def _initdb(data: Path, how: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    choices = ["--no-sync", "-A", "trust", "-U", "anke", "-E", "UTF8", "--locale=C.UTF-8", "-D", str(data)]
    return subprocess.run(
        [programs() / "initdb", *choices], check=False, capture_output=True, text=True, **how
    )


@contextmanager
def _running(
    folder: Path,
    how: dict[str, Any],
    *,
    durable: bool,
    settings: Sequence[str] = (),
    sockets: Path | None = None,
    port: int | None = None,
) -> Iterator[int]:
    port = port or free_port()
    choices = ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=40", *(() if durable else _FAST)]
    choices += [word for setting in settings for word in ("-c", setting)]
    if sockets is not None and os.geteuid() == 0:
        shutil.chown(sockets, "postgres", "postgres")
    with (folder / "log").open("w+") as log:
        places = ["-D", folder / "data", "-k", sockets or folder, "-p", str(port)]
        command = [programs() / "postgres", *places, *choices]
        process = subprocess.Popen(command, stdout=log, stderr=log, **how)
        try:
            _wait(port, process, folder / "log")
            yield port
        finally:
            process.send_signal(signal.SIGINT)  # a fast shutdown: sessions still open are ended
            try:
                process.wait(120 if durable else 5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(port: int, process: subprocess.Popen[Any], log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            psycopg.connect(f"postgres://anke@127.0.0.1:{port}/postgres", connect_timeout=1).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise NoServer(f"PostgreSQL did not start: {log.read_text()[-500:]}")


def new_database(url: str, name: str, *, template: str = "template1") -> str:
    """A database more on the same server, empty or like `template`; its DATABASE_URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{url.rpartition('/')[0]}/{name}"


def once_more(url: str, *asked: object) -> None:
    """Run tests in a process of its own with the tests' database on that server; fails with what it says.
    `asked`: words for pytest; without `-m` among them, all but those that want a server themselves."""
    words = [str(word) for word in asked]
    if "-m" not in words:
        words += ["-m", "not postgres"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *words],
        env=os.environ | {"ANKE_TEST_DATABASE_URL": url},
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout, done.stdout
