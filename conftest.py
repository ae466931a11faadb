"""Tests never touch an installation's data: ANKE_HOME is a folder of their own, made before Django starts.

They run on SQLite; with ANKE_TEST_DATABASE_URL=postgres://… the same tests run on PostgreSQL
(tests/postgres.py starts one).
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from hypothesis import settings
from whitenoise.middleware import WhiteNoiseMiddleware

# What is compiled is kept, here and in every process a test starts: without it all is compiled anew some
# hundred times.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
# Everything loaded until the tests begin stays to the end: looking through it for rubbish finds none.
gc.disable()
atexit.register(gc.unfreeze)

# Reading the server's module starts a thread that warms it.
collect_ignore = ["anke/site/wsgi.py"]

_home = tempfile.mkdtemp(prefix="anke-test-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)
os.environ["ANKE_HOME"] = _home
os.environ.pop("DATABASE_URL", None)
if _chosen := os.environ.get("ANKE_TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = _chosen
# Named here and not in pyproject.toml: from there Django would start before ANKE_HOME is set.
os.environ["DJANGO_SETTINGS_MODULE"] = "anke.site.settings"
django.setup()
# Nor left in the environment: the processes xdist starts would inherit it, start Django at once, and all
# share the folder of the one that started them. A made-up authority in one would then set the day in another.
del os.environ["DJANGO_SETTINGS_MODULE"]

# No test fails for being slow: speed is shown in benchmarks/.
settings.register_profile("anke", deadline=None)
settings.register_profile("quick", deadline=None, max_examples=20)  # `make quick`; the whole suite tries more
settings.load_profile("anke")

# The same way of keeping a password, made cheap: a guess at it costs nothing here.
Argon2PasswordHasher.time_cost, Argon2PasswordHasher.memory_cost, Argon2PasswordHasher.parallelism = 1, 64, 1

# The folder the server of static files looks for.
Path(_home, "static").mkdir()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first: no worker is left alone with one of them at the end. Of those
    that need the demonstration one comes first, and the next when it has most likely built it.

    Only where the files are shared out: in one process pytest-django's own order is kept.
    """
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return
    weights: Counter[Path] = Counter()
    waiting: set[Path] = set()  # for the demonstration, which one builds while others would do nothing
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        weights[item.path] += 50 if marks & {"browser", "postgres"} else 20 if "slow" in marks else 1
        if {"authority", "demonstration"} & set(getattr(item, "fixturenames", ())):
            waiting.add(item.path)
    place = {path: float(at) for at, (path, _) in enumerate(weights.most_common())}
    for path in sorted(waiting, key=lambda path: place[path])[1:]:
        place[path] = max(place[path], 6.5)
    items.sort(key=lambda item: place[item.path])


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _store_may_be_emptied_between_tests() -> Iterator[None]:
    """Django empties every table after a test of transactions; the store of events refuses that, rightly.

    Only here, the triggers are taken away and put back around the emptying.
    """
    from django.db import connection

    from anke.casework.letters import triggers as sent
    from anke.events import triggers
    from anke.organisation import triggers as readings
    from anke.oversight.quality import triggers as drawn
    from anke.steering.reporting import triggers as frozen

    operations: Any = type(connection.ops)
    emptying = operations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **how: Any) -> list[str]:
        statements: list[str] = emptying(self, style, tables, **how)
        vendor = self.connection.vendor
        if not statements:
            return []
        every = (triggers, readings, sent, frozen, drawn)
        away = [one for room in every for one in room.dropping(vendor)]
        back = [one for room in every for one in room.creating(vendor)]
        return [*away, *statements, *back]

    operations.sql_flush = sql_flush
    yield
    operations.sql_flush = emptying


@pytest.fixture(scope="session", autouse=True)
def _static_files_are_looked_at_once() -> Iterator[None]:
    """Every test client makes a handler of its own, and every handler looks at some 250 files that are the
    same for all: a fiftieth of a second each time."""
    look, found = WhiteNoiseMiddleware.add_files_from_finders, dict[str, Any]()

    def add(self: Any) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", add)
        yield


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The synthetic authority all tests of a run share (`tests/demonstration.py`): copy it."""
    from tests.demonstration import demonstration

    own = tmp_path_factory.getbasetemp()
    return demonstration(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


@pytest.fixture(scope="module")
def authority(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """That synthetic authority in the test database; gone when the module is done."""
    from tests.demonstration import built_here

    with django_db_blocker.unblock():
        if os.environ.get("ANKE_TEST_DATABASE_URL"):
            with built_here():
                yield
        else:
            with request.getfixturevalue("demonstration").in_test_database():
                yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The DATABASE_URL of a real PostgreSQL server with an empty database. Mark the test `postgres`."""
    from tests.postgres import server

    with server() as url:
        yield url
