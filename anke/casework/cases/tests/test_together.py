"""Several people at work at once, each in a process of their own, on the database an installation has."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house import House
from tests.postgres import new_database, once_more
from tests.ready import ready

PROJECT = Path(__file__).resolve().parents[4]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment of a fresh installation with empty tables."""
    if request.param == "sqlite":
        return House(tmp_path).env
    url = new_database(request.getfixturevalue("postgres_url"), f"cases_{tmp_path.name}")
    return House(tmp_path, url).env


def python(code: str, environment: dict[str, str]) -> str:
    """What a short program prints, run inside the installation."""
    begin = "import django; django.setup()\n"
    told = ready().python(begin + code, environment)
    assert told.returncode == 0, told.stderr
    return told.stdout


def together(environment: dict[str, str], *people: list[str]) -> list[list[str]]:
    """What each of these writers printed; all begin at the same moment."""
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    run = [sys.executable, "-m", "anke.casework.cases.tests.writer"]
    writers = [subprocess.Popen([*run, *each], env=environment, cwd=PROJECT, **pipes) for each in people]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    printed = [writer.communicate(timeout=120)[0].splitlines() for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * len(writers)
    return printed


COMPARED = "from anke.casework.cases.queries import compare_with_replay as c; print(c())"


@pytest.mark.slow
def test_two_writers_never_get_the_same_number(installation: dict[str, str]) -> None:
    first, second = together(installation, ["register", "30"], ["register", "30"])
    assert len(first) == len(second) == 30
    assert sorted(first + second) == [f"2025-{n:06d}" for n in range(1, 61)]
    assert python(COMPARED, installation) == "[]\n"


@pytest.mark.slow
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(installation: dict[str, str]) -> None:
    [numbers] = together(installation, ["register", "15"])
    first, second = together(installation, ["decide", *numbers], ["decide", *numbers])
    for number, one, other in zip(numbers, first, second, strict=True):
        assert (one == number) != (other == number)
        assert "Du kan ikke afgøre sagen: sagen er afgjort" in one + other
    assert python(COMPARED, installation) == "[]\n"


@pytest.mark.slow
@pytest.mark.postgres
def test_cases_and_organisation_on_postgresql(postgres_url: str) -> None:
    """Everything else these two rooms test, once more on PostgreSQL."""
    rooms = ("anke/casework/cases/tests", "anke/organisation/tests")
    once_more(postgres_url, "-m", "not slow and not postgres", *rooms)
