"""Caluma 11.3, a workflow service for public bodies, as a peer: in a Python environment of its own, with two
gunicorn workers (its own way of serving), on the same PostgreSQL.

Its access rules are switched off (everybody may see and do everything) and nobody logs in, which is in its
favour; so is that it holds far fewer cases than ours.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg

from benchmarks.casework import database, servers
from benchmarks.casework.wrk import Request

HERE = Path(__file__).parent / "peer"
CASES = 5_000
_CREATE = """mutation {
  saveCase(input: {workflow: "appeal", form: "appeal"}) {
    case { id status workItems { edges { node { id status } } } }
  }
}"""
_LIST = """query {
  allWorkItems(
    first: 25
    filter: [{status: READY}, {addressedGroups: ["office-%d"]}]
    order: [{attribute: DEADLINE}]
  ) {
    edges { node { id name status deadline addressedGroups case { id status } } }
  }
}"""


@contextmanager
def site(server: str, kept_in: Path, logs: Path) -> Iterator[str]:
    """Caluma with its cases; its address."""
    python = _python(kept_in)
    if not database.has(server, "caluma"):
        url = database.make(server, "caluma_new")
        env = {**os.environ, **_environment(url)}
        subprocess.run([python, HERE / "prepare.py", str(CASES)], env=env, check=True)
        database.settle(url)
        database.rename(server, "caluma_new", "caluma")
    words = [
        str(python),
        "-m",
        "gunicorn",
        "--workers",
        str(servers.how_many()),
        "--bind",
        "127.0.0.1:{port}",
    ]
    env = _environment(database.called(server, "caluma"))
    command = [*words, "--log-level", "warning", "caluma.wsgi:application"]
    with servers.running(command, env=env, ready="/graphql/", log=logs / "caluma.log") as address:
        yield address


def _environment(url: str) -> dict[str, str]:
    place = psycopg.conninfo.conninfo_to_dict(url)
    return {
        "DJANGO_SETTINGS_MODULE": "caluma.settings.django",
        "ENV": "production",
        "SECRET_KEY": "a-yardstick-keeps-no-secrets",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
        "DATABASE_NAME": str(place["dbname"]),
        "DATABASE_USER": str(place["user"]),
        "DATABASE_PASSWORD": "none",
        "DATABASE_HOST": str(place["host"]),
        "DATABASE_PORT": str(place["port"]),
        "VISIBILITY_CLASSES": "caluma.caluma_core.visibilities.Any",
        "PERMISSION_CLASSES": "caluma.caluma_core.permissions.AllowAny",
        "MINIO_STORAGE_ENDPOINT": "127.0.0.1:9",  # no files are stored
        "PYTHONPATH": "",
    }


def _python(kept_in: Path) -> Path:
    """The peer's own Python, installed once from locked requirements."""
    wanted = HERE / "requirements.txt"
    place = kept_in / f"caluma-{sha256(wanted.read_bytes()).hexdigest()[:12]}"
    python = place / "bin" / "python"
    if not (place / "whole").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", place], check=True)
        install = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
        subprocess.run([*install, "--require-hashes", "-r", wanted], check=True)
        (place / "whole").touch()
    return python


def _asked(query: str) -> Request:
    return Request("POST", "/graphql/", kind="application/json", body=json.dumps({"query": query}))


def registrations() -> list[Request]:
    return [_asked(_CREATE)]


def lists() -> list[Request]:
    return [_asked(_LIST % office) for office in range(1, 16)]
