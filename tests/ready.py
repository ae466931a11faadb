"""A process in which the libraries are read in already: `anke` begins there at once, in a process of its own.

A process that begins from nothing takes a second and a half to read them and the content files, and tests
begin hundreds. Of the program's own modules only those are read that know no installation; the rest, and
Django with its settings, begins anew each time.
"""

import atexit
import json
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock

from django.conf import settings
from django.db import connections

from anke.content.load import content

READ = (
    "anke.printing.word",
    "anke.rules.breakdown",
    "argon2",
    "click",
    "cryptography.hazmat.primitives.ciphers.aead",
    "django.core.management",
    "django.contrib.auth.hashers",
    "django.core.mail",
    "django.db.backends.sqlite3.base",
    "django.db.models",
    "django.test",
    "django.views.generic",
    "duckdb",
    "ibis",
    "jwt",
    "psycopg",
    "pyarrow.compute",
    "pyarrow.parquet",
    "requests",
)


class Ready:
    """The process that waits. It is asked by one at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._process.kill)

    def anke(
        self, words: Sequence[str], env: Mapping[str, str], cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run an `anke` command to its end: its status, and what it says on standard output and on standard
        error."""
        return self.run("anke.site.cli.main", words, env, cwd)

    def python(
        self, program: str, env: Mapping[str, str], *words: str, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of a few lines."""
        return self.run(None, [program, *words], env, cwd)

    def run(
        self, module: str | None, words: Sequence[str], env: Mapping[str, str], cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a module as `python -m` does; without one, the program in the first word, as `python -c`."""
        with self._lock, tempfile.TemporaryDirectory(prefix="anke-said-") as folder:
            said = [Path(folder, name) for name in ("out", "error")]
            asked = {"module": module, "words": list(words), "env": dict(env), "said": list(map(str, said))}
            asked["cwd"] = str(cwd or Path.cwd())
            assert self._process.stdin and self._process.stdout
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            status = int(self._process.stdout.readline())
            out, error = (one.read_text(encoding="utf-8") for one in said)
            return subprocess.CompletedProcess(list(words), status, out, error)


@cache
def ready() -> Ready:
    """The one of this process."""
    return Ready()


def _wait() -> None:
    for module in READ:
        import_module(module)
    content()
    fork = multiprocessing.get_context("fork")
    for line in sys.stdin:
        child = fork.Process(target=_become, kwargs=json.loads(line))
        child.start()
        child.join()
        print(child.exitcode, flush=True)


def _become(module: str | None, words: list[str], env: dict[str, str], said: list[str], cwd: str) -> None:
    """From here on this process is that program, as if it had begun from nothing."""
    os.environ.clear()
    os.environ.update(env)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, path in enumerate(said, 1):
        os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(cwd)
    sys.argv = [module or "-c", *(words if module else words[1:])]
    try:
        if module is None:
            exec(words[0], {"__name__": "__main__"})
        else:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        if settings.configured:  # a process that ends by itself closes its database
            connections.close_all()


if __name__ == "__main__":
    _wait()
