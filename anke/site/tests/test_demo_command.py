"""`anke demo` as a newcomer meets it: once, twice, interrupted, and where it must refuse."""

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request

import pytest

from anke.demo.assumed import assumptions
from anke.demo.commands import SEED
from anke.demo.simulation import simulate
from anke.demo.tests.figures import Figures
from anke.rules.periods import Period, quarter
from tests.postgres import server

pytestmark = [pytest.mark.slow]

SCALE = "0.02"
ANKE = (sys.executable, "-m", "anke.site.cli.main")


def environment(home, **more):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ANKE_", "DATABASE_"))}
    return {**kept, "ANKE_HOME": str(home), "NO_COLOR": "1", **more}


def anke(home, *words, **more):
    return subprocess.run(
        [*ANKE, *words],
        env=environment(home, **more),
        capture_output=True,
        check=False,
        text=True,
        timeout=300,
    )


def demo(home, *words, **more):
    return anke(home, "demo", "--scale", SCALE, "--no-serve", *words, **more)


@pytest.fixture(scope="module")
def smaller(demonstration):
    """Another authority, which is thrown away with --fresh."""
    return demonstration.home


@pytest.fixture(scope="module")
def built(tmp_path_factory, smaller):
    """Built over a smaller one: nothing of that is left."""
    home = shutil.copytree(smaller, tmp_path_factory.mktemp("demo") / "home")
    run = demo(home, "--fresh", "--json")
    assert run.returncode == 0, run.stderr
    return home, json.loads(run.stdout)


def figures_of(report):
    return {one["id"]: one for goal in report["goals"] for one in goal["subgoals"]}


def digests_of(said):
    """Of the cases behind each figure: equal where the same cases are counted."""
    found = {name: (one["origin"] or {}).get("digest") for name, one in figures_of(said["report"]).items()}
    assert any(found.values())
    return found


def test_the_report_is_that_of_the_latest_closed_quarter(built):
    _, said = built
    assert said["built"] is True
    assert said["synthetic"] is True
    assert said["report"]["period"] == "2025Q3"
    statuses = {goal["id"]: goal["status"] for goal in said["report"]["goals"]}
    assert set(statuses.values()) == {"met", "not_met", "undecided"}
    assert statuses["2.4"] == "met"
    assert statuses["1.10"] == "undecided"
    assert said["report"]["score"]["low"] < said["report"]["score"]["high"]


def test_the_report_says_what_numpy_finds(built):
    """The statistics and an independent count agree, but for mistakes nobody has corrected yet."""
    course = simulate(assumptions(), scale=float(SCALE), seed=SEED)
    wanted = Figures(course).all(Period(quarter(2025, 1).first, quarter(2025, 3).last), weeks_1_3=12)
    found = figures_of(built[1]["report"])
    for figure in ("1.1.a", "1.1.b", "1.1.c", "1.2.a", "1.3.a", "1.4.a", "1.6.a", "1.6.b", "1.6.c"):
        assert found[figure]["figure"] == pytest.approx(wanted[figure], rel=0.02, abs=0.3), figure


def test_everything_holds(built):
    run = anke(built[0], "verify", "--json")
    assert run.returncode == 0, run.stdout
    assert json.loads(run.stdout)["ok"] is True


def test_a_second_run_finds_it_built(built):
    home, first = built
    began = time.monotonic()
    run = demo(home)
    assert run.returncode == 0
    assert time.monotonic() - began < 15
    assert "er her allerede" in run.stderr
    said = json.loads(demo(home, "--json").stdout)
    assert said["built"] is False
    assert said["logins"] == first["logins"]
    assert said["report"]["goals"] == first["report"]["goals"]


def test_it_is_marked_as_made_up(built):
    home, _ = built
    assert (home / "synthetic").exists()
    assert (home / "today").read_text().strip() == "2025-10-15"
    assert "Opdigtede" in demo(home).stdout


def test_in_english_and_quiet(built):
    run = demo(built[0], "--quiet", "--lang", "en")
    assert run.stderr == ""
    assert "steering unit" in run.stdout


def test_another_size_is_not_built_over_it(built):
    run = anke(built[0], "demo", "--scale", "0.03", "--no-serve")
    assert run.returncode == 1
    assert "--fresh" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_port_in_use_is_said_before_anything_is_built(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        run = anke(tmp_path / "home", "demo", "--port", str(port))
    assert run.returncode == 1
    assert str(port) in run.stderr
    assert not (tmp_path / "home" / "anke.sqlite3").exists()


def test_real_events_are_never_built_over(tmp_path):
    home = tmp_path / "home"
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from datetime import date, datetime, UTC\n"
        "from anke.events.commands import record\n"
        "record(subject_kind='department', subject_name='1', kind='department_established', actor='x',"
        " happened_on=date(2024, 1, 1), data={'da': 'A', 'en': 'A'},"
        " recorded_at=datetime(2024, 1, 2, tzinfo=UTC))\n"
    )
    there = environment(home, DJANGO_SETTINGS_MODULE="anke.site.settings")
    subprocess.run([sys.executable, "-c", script], env=there, check=True, timeout=120)
    for words in ((), ("--fresh",)):
        run = demo(home, *words)
        assert run.returncode == 1
        assert "not made up" in run.stderr
        assert not (home / "synthetic").exists()
    assert count(home, "events_event") == 1


def count(home, table):
    with sqlite3.connect(home / "anke.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def size(path):
    return path.stat().st_size if path.exists() else 0


MOMENTS = {
    "while the events are loaded": lambda home: size(home / "anke.sqlite3-wal") > 2_000_000,
    "while the statistics are written": lambda home: any((home / "statistics").rglob("*.par*")),
}


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_and_started_again(tmp_path, moment, built):
    """kill −9 leaves nothing half-done: the next run builds anew or finishes, and everything holds."""
    home = tmp_path / "home"
    words = [*ANKE, "demo", "--scale", SCALE, "--no-serve", "--quiet"]
    running = subprocess.Popen(
        words, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 120
    while not MOMENTS[moment](home) and running.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL, "it was done before it could be killed"
    again = demo(home, "--json")
    assert again.returncode == 0, again.stderr
    first, said = built[1], json.loads(again.stdout)
    assert said["authority"] == first["authority"]
    assert digests_of(said) == digests_of(first)
    assert json.loads(anke(home, "verify", "--json").stdout)["ok"] is True


def test_fresh_throws_the_authority_away_that_was_here(smaller, built):
    """The same, whatever lay here before: what a home that was empty is given is compared above and below."""
    home, said = built
    assert said["built"] is True
    assert said["authority"]["scale"] == float(SCALE)
    assert count(home, "events_event") > said["authority"]["events"] > count(smaller, "events_event")


def test_it_serves(built):
    home, _ = built
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [*ANKE, "demo", "--quiet"]
    there = environment(home, PORT=str(port))
    running = subprocess.Popen(words, env=there, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        assert answers(f"http://127.0.0.1:{port}/", running)
    finally:
        running.terminate()
        running.wait(timeout=30)


def answers(url, running):
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as page:
                return page.status == 200
        except OSError:
            time.sleep(0.3)
    return False


@pytest.mark.postgres
def test_on_postgresql(tmp_path, built):
    """Built, found again, and not thrown away: whoever has a server knows better how to empty it."""
    with server() as url:
        run = demo(tmp_path, "--json", DATABASE_URL=url)
        assert run.returncode == 0, run.stderr
        said, first = json.loads(run.stdout), built[1]
        assert said["authority"] == first["authority"]
        assert digests_of(said) == digests_of(first)
        assert said["report"]["goals"] == first["report"]["goals"]
        assert json.loads(demo(tmp_path, "--json", DATABASE_URL=url).stdout)["built"] is False
        refused = demo(tmp_path, "--fresh", DATABASE_URL=url)
        assert refused.returncode == 1
        assert "DATABASE_URL" in refused.stderr
        assert json.loads(anke(tmp_path, "verify", "--json", DATABASE_URL=url).stdout)["ok"] is True


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    run = demo(tmp_path / "file" / "home")
    assert run.returncode == 1
    assert "cannot be made" in run.stderr
    assert "Traceback" not in run.stderr


def test_a_scale_that_cannot_be_is_refused(tmp_path):
    for scale in ("0", "-1", "1000", "much"):
        run = anke(tmp_path / "home", "demo", "--scale", scale)
        assert run.returncode != 0
        assert "Traceback" not in run.stderr
