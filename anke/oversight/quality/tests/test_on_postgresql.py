"""The whole room once more, on the database an installation has: its guards are other statements there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.postgres
@pytest.mark.slow
def test_this_room_on_postgresql(postgres_url: str) -> None:
    room = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-m", "not browser and not postgres"]
    done = subprocess.run(
        [*command, str(room)],
        env={**os.environ, "ANKE_TEST_DATABASE_URL": postgres_url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout
