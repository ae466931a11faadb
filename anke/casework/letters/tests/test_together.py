"""Two people at once, each in a process of their own: one wins, the other is told, nothing is doubled."""

import subprocess
import sys
from pathlib import Path

import pytest

from anke.casework.letters.tests.test_sudden_death import PROJECT, SET_UP, installation, look, python

__all__ = ["installation"]

ACT = """
import sys
from anke.casework.letters.models import Letter
letter = Letter.objects.get()
print("ready", flush=True); sys.stdin.readline()
try:
    writing.send("2025-000001", letter); print("sent")
except Exception as problem:
    print(type(problem).__name__, problem)
"""


@pytest.mark.slow
def test_of_two_who_send_at_once_one_does_and_the_other_is_told(
    installation: dict[str, str], tmp_path: Path
) -> None:
    begun = python("writing.office(); writing.whole(writing.case())", installation)
    assert begun.returncode == 0, begun.stderr
    command = [sys.executable, "-c", SET_UP + ACT]
    both = [
        subprocess.Popen(
            command, env=installation, cwd=PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    for one in both:
        assert one.stdout is not None and one.stdout.readline() == "ready\n"
    told = sorted(one.communicate("go\n", timeout=120)[0] for one in both)
    assert told == ["Refused You cannot send the letter: it is sent.\n", "sent\n"]
    assert look(installation) == [1, 1, "dispatched", [], [], []]
    assert len(list((tmp_path / "outbox").iterdir())) == 1
