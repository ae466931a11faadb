"""Ours under load: a million cases in the register, two hundred people logged in, every rule switched on."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.casework import database, servers

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """Ours, running. `told` is what `people.py` found: people with their cookies and cases, tokens."""

    address: str
    url: str
    home: Path
    told: dict[str, Any]


def environment(url: str, home: Path) -> dict[str, str]:
    """For a process of ours on that database and folder."""
    both = {"ANKE_HOME": str(home), "DATABASE_URL": url}
    return both | {"ANKE_BENCHMARK_DATABASE": url, "ANKE_BENCHMARK_HOME": str(home)}


def prepared(server: str, cases: int, today: date, home: Path) -> str:
    """The name of the database with so many cases: made now, or found where an earlier run left it."""
    name = f"anke_{cases}_{_version()}"
    if not database.has(server, name):
        url = database.make(server, "anke_new")
        words = ["--cases", str(cases), "--today", today.isoformat()]
        _inside("benchmarks.casework.fill", *words, url=url, home=home)
        database.settle(url)
        database.rename(server, "anke_new", name)
    return name


@contextmanager
def site(server: str, like: str, home: Path, logs: Path) -> Iterator[Site]:
    """Ours on a copy of that database: what a run changes is gone after it."""
    url = database.make(server, "anke_run", like=like)
    try:
        told = json.loads(_inside("benchmarks.casework.people", url=url, home=home))
        database.rest(url)
        env = environment(url, home)
        command = servers.granian("anke.site.wsgi:application")
        with servers.running(command, env=env, ready="/about/", log=logs / "ours.log") as address:
            yield Site(address, url, home, told)
    finally:
        database.drop(server, "anke_run")


def command(site: Site, *words: str) -> subprocess.CompletedProcess[str]:
    """`anke …` on that site's data."""
    env = {**os.environ, **environment(site.url, site.home)}
    line = [sys.executable, "-m", "anke.site.cli.main", *words]
    return subprocess.run(line, env=env, cwd=ROOT, check=False, capture_output=True, text=True)


def _inside(module: str, *words: str, url: str, home: Path) -> str:
    home.mkdir(parents=True, exist_ok=True)
    env = {**os.environ, **environment(url, home)}
    line = [sys.executable, "-m", module, *words]
    done = subprocess.run(line, env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _version() -> str:
    """Changes with what is filled in. Tables that came after are made in the copy a run works on; a register
    that has come to show more is found by the check at the end of a run: then `--kept-in` another folder."""
    files = (Path(__file__).with_name("fill.py"), ROOT / "benchmarks" / "synthetic.py")
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:8]
