"""A process killed in the middle of an act: the case is as before or as after, and no letter is half sent."""

import signal
import subprocess
from pathlib import Path

import pytest

from tests.house import House
from tests.postgres import new_database
from tests.ready import ready

PROJECT = Path(__file__).resolve().parents[4]
SET_UP = """
import django; django.setup()
from anke.casework.letters.tests import made_files, writing
from anke.casework.letters import commands, queries
"""
ACTS = {
    "add": "commands.add_document(number=n, name='a.txt', raw=b'Jeg klager.', kind='appeal', **writing.by())",
    "send": "writing.send(n, writing.whole(n))",
}
# Where the act dies: a function of the program, replaced by death.
PLACES = {
    "add": ["casework.letters.adding.note", "files.vault.os.fsync"],
    "send": ["casework.letters.sending.note", "files.vault._settle", "casework.letters.post.memo"],
}
LOOK = """
from django.utils import timezone
from anke.casework.letters.models import Document, Dispatch, Letter
from anke.casework.cases.queries import compare_with_replay, case_of
from anke.events.verify import verify_chain
import json
print(json.dumps([Document.objects.count(), Dispatch.objects.count(), str(case_of('2025-000001').status),
    compare_with_replay(), [str(one) for one in verify_chain()], queries.differences()]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a fresh installation with empty tables."""
    if request.param == "sqlite":
        return House(tmp_path).env
    url = new_database(request.getfixturevalue("postgres_url"), f"letters_{tmp_path.name}")
    return House(tmp_path, url).env


def python(code: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return ready().python(SET_UP + code, environment)


def killed_in(act: str, place: str, environment: dict[str, str]) -> None:
    module, _, name = f"anke.{place}".rpartition(".")
    if module.endswith(".os"):
        module, name = module.removesuffix(".os"), "os.fsync"
    death = (
        "import importlib, os, signal\n"
        f"held = importlib.import_module({module!r})\n"
        f"for part in {name!r}.split('.')[:-1]: held = getattr(held, part)\n"
        f"setattr(held, {name!r}.split('.')[-1], lambda *a, **k: os.kill(os.getpid(), signal.SIGKILL))\n"
    )
    done = python(f"n = '2025-000001'\n{death}{ACTS[act]}", environment)
    assert done.returncode == -signal.SIGKILL, done.stderr


def look(environment: dict[str, str]) -> list[object]:
    import json

    told = python(LOOK, environment)
    assert told.returncode == 0, told.stderr
    found: list[object] = json.loads(told.stdout)
    return found


@pytest.mark.slow
def test_an_act_that_dies_is_done_whole_or_not_at_all(installation: dict[str, str]) -> None:
    begun = python("writing.office(); print(writing.case())", installation)
    assert begun.stdout == "2025-000001\n", begun.stderr
    for place in PLACES["add"]:
        killed_in("add", place, installation)
        assert look(installation) == [0, 0, "registered", [], [], []], place
    for place in PLACES["send"][:-1]:
        killed_in("send", place, installation)
        assert look(installation) == [0, 0, "registered", [], [], []], place
    killed_in("send", PLACES["send"][-1], installation)  # after the act, in the hands of the post
    assert look(installation) == [1, 1, "dispatched", [], [], []]
    again = python(
        "from datetime import datetime, UTC\nprint(commands.retry(at=datetime.now(UTC)))", installation
    )
    assert again.stdout == "(1, 0)\n", again.stderr
