"""Two at once, each in a process of their own, on SQLite and PostgreSQL: one wins, the other is told by whom;
and two who propose at the same time both get a number."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import House
from tests.postgres import new_database
from tests.ready import ready

PROJECT = Path(__file__).resolve().parents[4]
SET_UP = """
import sys
import django; django.setup()
from anke.steering.external import commands, queries
from anke.steering.external.models import Proposal
from anke.steering.external.tests import people
"""
BEGIN = "people.engage(); print(people.proposed().number)"
APPROVE = """
card = queries.proposal("2026-0001")
print("ready", flush=True); who = sys.stdin.readline().strip()
try:
    commands.approve(number=card.number, sha256=card.sha256, **people.by(who, 1)); print("approved")
except Exception as problem:
    print(type(problem).__name__, problem)
"""
PROPOSE = """
print("ready", flush=True); who = sys.stdin.readline().strip()
parts = people.BUDGET | {"base": {"sty": "500", "sty2": "600"}[who]}
print(commands.propose(figures=people.figures(parts=parts), **people.by(who, 1)).number)
"""
TWICE = """
from anke.rules.refusal import Refused
print("ready", flush=True); who = sys.stdin.readline().strip()
try:
    figures = people.figures(parts=people.BUDGET | {"base": "500"})
    print(commands.propose(figures=figures, **people.by(who, 1)).number)
except Refused as refused:
    print(refused.en)
"""
LOOK = """
import json
from anke.events import queries as events
from anke.events.verify import verify_chain
found = [one.kind for one in events.events_of("goal", "2025/2.1.1")]
broken = [str(one) for one in verify_chain()]
print(json.dumps([found, Proposal.objects.count(), queries.differences(), broken]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a fresh installation with empty tables."""
    if request.param == "sqlite":
        return House(tmp_path).env
    url = new_database(request.getfixturevalue("postgres_url"), f"external_{tmp_path.name}")
    return House(tmp_path, url).env


def python(code: str, environment: dict[str, str]) -> str:
    done = ready().python(SET_UP + code, environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def at_once(code: str, people: list[str], environment: dict[str, str]) -> list[str]:
    """What each is told when they do the same thing at the same moment."""
    command = [sys.executable, "-c", SET_UP + code]
    both = [
        subprocess.Popen(
            command, env=environment, cwd=PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in people
    ]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one, who in zip(both, people, strict=True):
        assert one.stdin is not None
        one.stdin.write(f"{who}\n")
        one.stdin.flush()
    return sorted(one.communicate(timeout=120)[0].strip() for one in both)


@pytest.mark.slow
def test_of_two_who_approve_at_once_one_does_and_the_other_is_told_by_whom(
    installation: dict[str, str],
) -> None:
    assert python(BEGIN, installation) == "2026-0001"
    told = at_once(APPROVE, ["dir", "vice"], installation)
    assert told[1] == "approved"
    assert told[0] in {
        f"Stale The proposal was approved already by {who.title()} ({who}) on 2026-01-20."
        for who in ("dir", "vice")
    }
    assert json.loads(python(LOOK, installation)) == [["figure_reported"], 1, [], []]


@pytest.mark.slow
def test_two_who_propose_at_once_get_a_number_each(installation: dict[str, str]) -> None:
    python(BEGIN, installation)
    assert at_once(PROPOSE, ["sty", "sty2"], installation) == ["2026-0002", "2026-0003"]
    assert json.loads(python(LOOK, installation)) == [[], 3, [], []]


@pytest.mark.slow
def test_the_same_figures_sent_twice_at_once_are_one_proposal(installation: dict[str, str]) -> None:
    python(BEGIN, installation)
    told = at_once(TWICE, ["sty", "sty2"], installation)
    assert told[0] == "2026-0002" and "(proposal 2026-0002)" in told[1]
    assert json.loads(python(LOOK, installation)) == [[], 2, [], []]
