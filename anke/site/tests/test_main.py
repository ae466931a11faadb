"""`anke` and those it speaks to: a full disk, a reader who has left, nobody at all, another alphabet."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from anke.rules.periods import parse_period
from anke.site.cli import options
from anke.site.cli.failure import Failure
from anke.site.cli.figure_ import _no_such, _wanted
from anke.site.cli.output import require_place

ANKE = f"{sys.executable} -m anke.site.cli.main"
DEADLINE = f"{ANKE} deadline 2025-04-01 '20 working days'"


def shell(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["bash", "-c", line], capture_output=True, env={**os.environ, **more}, check=False)


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs the device that is always full")
def test_a_full_disk_is_told_in_one_sentence() -> None:
    done = shell(f"{DEADLINE} > /dev/full")
    assert done.returncode == 1
    assert done.stderr.decode() == "anke: No space left on device. The work was not done to its end.\n"


@pytest.mark.slow
@pytest.mark.parametrize("line", [f"{DEADLINE} >&-", f"{DEADLINE} 2>&-"])
def test_nobody_needs_to_listen(line: str) -> None:
    done = shell(line)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.slow
def test_a_reader_may_leave() -> None:
    done = shell(f"{ANKE} check --notes --json | head -1; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


@pytest.mark.slow
def test_a_sign_the_reader_has_no_letter_for_stops_nothing() -> None:
    done = shell(f"{ANKE} deadline 2025-04-22 '1 week'", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Tirsdag den 29. april 2025")


def test_a_device_is_never_replaced_by_a_report() -> None:
    with pytest.raises(Failure, match="no file but a device"):
        require_place(Path(os.devnull))


def test_a_period_is_measured_by_the_limit_of_its_year() -> None:
    limits = {
        (plan, period): _wanted("1.3.a", plan, parse_period(period), "da", None).measure.limit
        for plan in ("2024", "2025")
        for period in ("2024", "2024Q4", "2025Q1")
    }
    assert {key: limit.value for key, limit in limits.items() if limit} == {
        (plan, period): 10 if "2024" in period else 12 for plan, period in limits
    }
    with pytest.raises(Failure, match=r"limit of 1\.3\.a changes within 2024Q4\.\.2025Q1"):
        _wanted("1.3.a", "2025", parse_period("2024Q4..2025Q1"), "da", None)


def test_the_name_of_a_goal_leads_to_its_subgoals() -> None:
    known = ["1.1.a", "1.1.b", "1.2.a", "2.1.2"]
    assert "Did you mean 1.2.a?" in _no_such("subgoal", "1.2", "the plan", known)
    assert "Did you mean" not in _no_such("subgoal", "9.9", "the plan", known)


def test_a_workspace_nobody_made_is_not_made_by_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANKE_HOME", str(tmp_path))
    with pytest.raises(Failure, match=r"no workspace 'permit'\. There is none yet"):
        options.start("permit")
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("ANKE_HOME", str(tmp_path))
    (tmp_path / "workspaces" / "permits").mkdir(parents=True)
    with pytest.raises(Failure, match="There are: permits"):
        options.start("permit")
