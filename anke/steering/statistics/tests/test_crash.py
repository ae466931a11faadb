"""Killed at any moment (kill −9), the next export finds every event once, and sums that are theirs."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.ready import ready

pytestmark = pytest.mark.slow
PROGRAM = [sys.executable, "-m", "anke.steering.statistics.tests.dying"]
STEPS = [
    "while writing",
    "before the file has its name",
    "after the file has its name",
    "before the transaction",
    "after the watermark moved",
    "before the commit",
    "after the commit",
    "before files are swapped",
    "while sweeping",
]
PREPARE = """
import django
django.setup()
from django.core.management import call_command
from anke.events.bulk import load
from anke.steering.statistics import commands
from anke.steering.statistics.tests.histories import History
from anke.steering.statistics.tests.tables import OLDER, WITHIN
call_command("migrate", verbosity=0)
commands.set_standard(lambda: [WITHIN, OLDER])
*earlier, last = History(150).parts(15)
for part in earlier:
    load(part)
    commands.export()
load(last)
"""


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {**kept, "ANKE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "anke.site.settings"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An authority with many exports behind it, ready to put files together, and events not yet exported."""
    home = tmp_path_factory.mktemp("prepared")
    done = ready().python(PREPARE, environment(home))
    assert done.returncode == 0, done.stderr
    return home


def whole(home: Path) -> dict[str, Any]:
    done = ready().run(PROGRAM[-1], [], environment(home))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def assert_exactly_once(home: Path) -> None:
    found = whole(home)
    assert found["seqs"] == list(range(1, found["head"] + 1))
    assert found["differences"] == []
    on_disk = {path.name for path in (home / "statistics" / "events").rglob("*") if path.is_file()}
    assert not {name for name in on_disk if name.endswith(".part")}


@pytest.mark.parametrize("where", STEPS)
def test_killed_at_a_step(prepared: Path, tmp_path: Path, where: str) -> None:
    home = shutil.copytree(prepared, tmp_path / "home")
    killed = ready().run(PROGRAM[-1], [where], environment(home))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert_exactly_once(home)


@pytest.mark.parametrize("after", [0.05, 0.2, 0.4])
def test_killed_at_no_step_in_particular(prepared: Path, tmp_path: Path, after: float) -> None:
    """Some time after its lock was taken: wherever it happens to be."""
    home = shutil.copytree(prepared, tmp_path / "home")
    process = subprocess.Popen(PROGRAM, env=environment(home), stdout=subprocess.DEVNULL)
    before = (home / "anke.sqlite3-shm").exists()
    deadline = time.monotonic() + 30
    while not (home / "anke.sqlite3-shm").exists() and not before and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(after)
    process.kill()
    process.wait()
    assert_exactly_once(home)
