"""Several writers at once, and writers who die: real processes on a real database, SQLite and PostgreSQL."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.house import House
from tests.postgres import new_database, once_more

WRITERS = 3
pytestmark = [pytest.mark.slow]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> House:
    if request.param == "sqlite":
        return House(tmp_path, migrate="events")
    server = request.getfixturevalue("postgres_url")
    name = f"writers_{os.getpid()}_{time.monotonic_ns()}"
    return House(tmp_path, new_database(server, name), migrate="events")


def test_processes_cannot_fork_a_chain(house: House) -> None:
    house.act("begin")
    writers = [house.start("record", f"writer{number}", 60) for number in range(WRITERS)]
    assert house.check()["breaks"] == []  # while they write
    assert [writer.communicate(timeout=120)[1] for writer in writers] == [""] * WRITERS
    assert house.check() == {
        "events": 1 + WRITERS * 120,
        "subjects": 1 + WRITERS * 60,
        "breaks": [],
        "shared": 1 + WRITERS * 60,
    }


def test_threads_cannot_fork_a_chain(house: House) -> None:
    house.act("begin")
    house.act("threads", 40)
    found = house.check()
    assert (found["events"], found["shared"], found["breaks"]) == (1 + 4 * 80, 161, [])


def test_a_recorder_between_the_batches_of_a_loader(house: House) -> None:
    house.act("begin")
    loader, recorder = house.start("load", 3000, 200), house.start("record", "writer0", 40)
    assert recorder.communicate(timeout=120) and recorder.returncode == 0
    _, told = loader.communicate(timeout=120)
    # The recorder's clock may have gone past the loader's events: then the loader stops, and says so.
    assert loader.returncode == 0 or "Give the events in the order they were recorded" in told
    found = house.check()
    assert found["breaks"] == [] and found["shared"] == 41


@pytest.mark.parametrize("seed", [1, 2])
def test_a_loader_killed_at_any_moment_leaves_a_whole_store(house: House, seed: int) -> None:
    chance = random.Random(seed)
    loader = house.start("load", 8_000, 500)
    assert loader.stdout is not None
    for _ in range(chance.randint(1, 9)):
        assert loader.stdout.readline().startswith("loaded")
    time.sleep(chance.random() * 0.05)
    loader.send_signal(signal.SIGKILL)
    loader.communicate()
    killed = house.check()
    assert killed["breaks"] == []
    assert 0 < killed["events"] < 24_000 and killed["events"] % 500 == 0
    house.act("load", 8_000, 20_000)
    whole = house.check()
    assert (whole["breaks"], whole["events"]) == ([], 24_000)


@pytest.mark.postgres
def test_this_room_on_postgresql(postgres_url: str) -> None:
    """Everything else this room tests, once more on PostgreSQL."""
    once_more(postgres_url, "-m", "not slow and not postgres", Path(__file__).parent)
