"""A program killed in the middle of any act, and a disk that is full: nothing half done, and the next
act works."""

import os
import signal
from pathlib import Path

import pytest

from anke.casework.cases.tests.doing import ACTS
from anke.rules.steps import STEPS, Act, Status
from tests.house import House
from tests.ready import ready

pytestmark = pytest.mark.slow
BEGIN = "import django; django.setup()\nfrom anke.casework.cases.tests.doing import *\n"
PLACES = {  # where the process is killed, by what is replaced with a bullet
    "before the event": "anke.events.writing.Writer._save",
    "before the row": "anke.casework.cases.projection.statement",
    "after the row": "django.db.transaction.Atomic.__exit__",
    "before the commit": "django.db.backends.base.base.BaseDatabaseWrapper.commit",
}
# A state each act is allowed in, the first of the table.
ALLOWED = {act: next(status for status in Status if (status, act) in STEPS) for act in Act}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> House:
    url = None
    if request.param == "postgres":
        import psycopg

        server = request.getfixturevalue("postgres_url").rpartition("/")[0]
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("CREATE DATABASE cases_faults")
        url = f"{server}/cases_faults"
    return House(tmp_path_factory.mktemp("faults"), url)


def killed(house: House, act: Act, number: str, place: str) -> int:
    """Do the act in a process that kills itself there; how it ended."""
    module, _, name = place.rpartition(".")
    owner, _, last = module.rpartition(".")
    program = f"""{BEGIN}
import importlib, os, signal
def bullet(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
try:
    target = importlib.import_module({module!r})
except ModuleNotFoundError:
    target = getattr(importlib.import_module({owner!r}), {last!r})
setattr(target, {name!r}, bullet)
do(Act({str(act)!r}), {number!r})
"""
    return ready().python(program, house.env).returncode


TRIED = [(act, place) for act in (Act.DECIDE, Act.LINK, Act.DESTROY) for place in PLACES]
PREPARE = BEGIN + "for act, status in {pairs}: print(prepared(Status(status), Act(act)))"
STATE = (
    BEGIN + "from anke.casework.cases.queries import compare_with_replay\n"
    "from anke.casework.cases.models import Case\nfrom anke.events.queries import head_seq\n"
    "print(head_seq(), list(Case.objects.order_by('number').values_list('number', 'position')))\n"
    "print(compare_with_replay())"
)
AGAIN = BEGIN + "for act, number in {pairs}: do(Act(act), number)"


def test_an_act_killed_anywhere_has_not_happened_and_can_be_done_again(house: House) -> None:
    pairs = [(str(act), str(ALLOWED[act])) for act, _ in TRIED]
    numbers = house.python(PREPARE.format(pairs=pairs)).split()
    before = house.python(STATE)
    tried = dict(zip(numbers, TRIED, strict=True))
    ends = {number: killed(house, act, number, PLACES[place]) for number, (act, place) in tried.items()}
    assert {tried[number] for number, ended in ends.items() if ended != -signal.SIGKILL} == set()
    assert house.python(STATE) == before
    assert before.splitlines()[-1] == "[]"
    house.python(AGAIN.format(pairs=[(str(act), number) for number, (act, _) in tried.items()]))
    assert house.python(STATE).splitlines()[-1] == "[]"


def test_a_full_disk_refuses_the_act_and_loses_nothing(tmp_path: Path) -> None:
    """SQLite is given no page more than it has."""
    house = House(tmp_path)
    said = house.python(
        f"""{BEGIN}
from django.db import connection, OperationalError
from anke.casework.cases.queries import compare_with_replay, count_cases
register()
connection.cursor().execute("PRAGMA max_page_count = 1")
made = 0
try:
    for made in range(5000):
        register(appellant={{"name": "x" * 200}})
except OperationalError as problem:
    print(problem)
print(count_cases() >= made, compare_with_replay())
connection.cursor().execute("PRAGMA max_page_count = 1000000")
print(register() > "2025")
"""
    )
    assert said.splitlines() == ["database or disk is full", "True []", "True"]


def test_the_acts_tried_here_are_acts() -> None:
    assert set(ALLOWED) == set(ACTS)
    assert os.name == "posix"
