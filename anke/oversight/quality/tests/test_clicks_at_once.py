"""Four clicks at once begin one thing, on both databases."""

import json
import subprocess
import sys

import pytest

from anke.casework.cases.tests.test_together import PROJECT, installation

__all__ = ["installation"]  # the fixture, used by name
MANY = 4


@pytest.mark.slow
def test_the_same_begun_at_once_is_one(installation: dict[str, str]) -> None:
    run = [sys.executable, "-m", "anke.oversight.quality.tests.clicker", str(MANY)]
    done = subprocess.run(
        run, env=installation, cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout.splitlines()[-1])
    assert [len(one) for one in told["answers"]] == [MANY] * 5
    assert [len(set(one)) for one in told["answers"]] == [1] * 5, told["answers"]
    assert (told["rows"], told["events"]) == ([1] * 5, [1] * 5)
