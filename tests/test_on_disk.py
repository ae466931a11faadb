"""What was answered is on disk: PostgreSQL is killed, all its processes at once, right after acts were
answered, and every one of them is found when it comes back (docs/decisions/0084). So is every reading of a
case whose page was shown (0212)."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import kept_server

pytestmark = [pytest.mark.slow, pytest.mark.postgres]
PROJECT = Path(__file__).resolve().parents[1]
# Nothing but what a commit asks for is written: the log has room, and its own writer is stopped (`freeze`).
SETTINGS = ("wal_buffers=16MB", "bgwriter_delay=10s", "autovacuum=off", "shared_buffers=64MB")
ACTS = 25
LAZY = "from anke.site.postgresql import base\nbase._COMMIT_ON_DISK = 'COMMIT'\n"
READ = "from anke.casework.cases.tests import writer; writer.main('read', '1000')"
WRITE = "from anke.casework.cases.tests import writer; writer.main('register', '1000')"


def environment(url: str, home: Path) -> dict[str, str]:
    told = os.environ | {"ANKE_HOME": str(home), "DATABASE_URL": url.rpartition("/")[0] + "/anke"}
    return told | {"DJANGO_SETTINGS_MODULE": "anke.site.settings"}


def children(server: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{server}/task/{server}/children").read_text().split()]


def freeze(server: int) -> None:
    """Stop the writer of the log, which writes full pages behind everybody's back."""
    (writer,) = [pid for pid in children(server) if b"walwriter" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(writer, signal.SIGSTOP)


def answered_before_the_power_went(folder: Path, told: dict[str, str], begin: str) -> list[str]:
    """The cases that were answered until every process of the server was killed at once."""
    begin = f"import django; django.setup()\n{begin}"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    writer = subprocess.Popen([sys.executable, "-c", begin], env=told, cwd=PROJECT, **pipes)
    assert writer.stdin and writer.stdout
    assert writer.stdout.readline() == "ready\n"
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    freeze(server)
    writer.stdin.write("go\n")
    writer.stdin.flush()
    answers = [writer.stdout.readline().strip() for _ in range(ACTS)]
    for pid in (server, *children(server)):
        os.kill(pid, signal.SIGKILL)
    rest = writer.communicate(timeout=60)[0].split()
    return [*answers, *rest]


def made_anew(url: str, home: Path) -> dict[str, str]:
    """The environment of an empty authority on that server."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE DATABASE anke")
    told = environment(url, home)
    run = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(run, env=told, cwd=PROJECT, check=True)
    return told


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder the server's user may enter."""
    with tempfile.TemporaryDirectory(prefix="anke-pg-", dir="/tmp") as made:
        Path(made).chmod(0o755)
        yield Path(made)


@pytest.mark.parametrize(("how", "durable"), [("", True), (LAZY, False)], ids=["as it is", "without waiting"])
def test_no_answered_act_is_lost(tmp_path: Path, place: Path, how: str, durable: bool) -> None:
    """The second row shows that the first can fail: without the wait for the disk, acts are lost."""
    folder = place / "postgresql"
    with kept_server(folder, settings=SETTINGS) as url:
        told = made_anew(url, tmp_path)
        answers = answered_before_the_power_went(folder, told, how + WRITE)
        time.sleep(0.5)
    assert len(answers) >= ACTS
    with kept_server(folder, settings=SETTINGS) as url:
        told = environment(url, tmp_path)
        with psycopg.connect(told["DATABASE_URL"]) as connection:
            found = connection.execute(
                "SELECT s.name FROM events_event e JOIN events_subject s ON s.id = subject_id"
            )
            kept = {name for (name,) in found}
        lost = [number for number in answers if number not in kept]
        assert (lost == []) is durable, lost
        verified = [sys.executable, "-m", "anke.site.cli.main", "verify"]
        assert subprocess.run(verified, env=told, cwd=PROJECT, check=False).returncode == 0


@pytest.mark.parametrize("waiting", ["on", "off"])
def test_no_page_is_shown_before_its_reading_is_on_disk(tmp_path: Path, place: Path, waiting: str) -> None:
    """The second row shows that the first can fail: where no commit waits for the disk, readings are lost."""
    folder = place / "postgresql"
    with kept_server(folder, settings=SETTINGS) as url:
        told = made_anew(url, tmp_path) | {"PGOPTIONS": f"-c synchronous_commit={waiting}"}
        shown = answered_before_the_power_went(folder, told, READ)
        time.sleep(0.5)
    assert len(shown) >= ACTS
    with (
        kept_server(folder, settings=SETTINGS) as url,
        psycopg.connect(environment(url, tmp_path)["DATABASE_URL"]) as connection,
    ):
        found = connection.execute("SELECT number FROM organisation_reading WHERE what = 'page'")
        kept = Counter(number for (number,) in found)
    lost = Counter(shown) - kept
    assert (not lost) is (waiting == "on"), lost
