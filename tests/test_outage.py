"""The database goes away for a while, or the disk is full: pages say so, nothing is lost, all comes back."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import requests
from django.db import connection
from django.test import Client

from tests.house import House
from tests.postgres import free_port, kept_server, new_database

WORD = "a password of the test"
ENGAGE = f"""
import django; django.setup()
from datetime import UTC, date, datetime
from anke.organisation import commands
from anke.rules.roles import Role
by = dict(happened_on=date(2025, 1, 2), actor="test", recorded_at=datetime(2025, 1, 3, 9, tzinfo=UTC))
commands.appoint_staff(initials="AAA", name="A. A.", role=Role.DIRECTOR, **by)
commands.open_account(initials="AAA", username="AAA", password="{WORD}", **by)
"""
DANISH, ENGLISH = "Databasen svarer ikke i øjeblikket.", "Nothing you had saved has been lost."


class Visitor:
    """A browser in the hands of somebody logged in."""

    def __init__(self, address: str) -> None:
        self.address, self.session = address, requests.Session()

    def get(self, path: str) -> requests.Response:
        return self.session.get(self.address + path, timeout=30)

    def post(self, path: str, **sent: str) -> requests.Response:
        sent["csrfmiddlewaretoken"] = self.session.cookies["csrftoken"]
        return self.session.post(self.address + path, sent, timeout=30)

    def log_in(self) -> None:
        self.get("/login/")
        self.post("/login/", username="AAA", password=WORD)
        assert self.get("/account/").url == f"{self.address}/account/"


@pytest.fixture
def cluster() -> Iterator[Path]:
    """A folder the server can reach, which runs as a user of its own."""
    folder = Path(tempfile.mkdtemp(prefix="anke-pg-", dir="/tmp"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def port() -> int:
    return free_port()


class Database(ExitStack):
    """A server that can be taken away and brought back at the same address."""

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__()
        self.folder, self.port = folder, port

    def start(self) -> str:
        return self.enter_context(kept_server(self.folder, port=self.port))

    def processes(self) -> list[int]:
        """The server's own, and one for each connection."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]


@pytest.fixture
def database(cluster: Path, port: int) -> Iterator[Database]:
    with Database(cluster, port) as one:
        yield one


@contextmanager
def site(url: str, home: Path) -> Iterator[Visitor]:
    """A site over that database, with one worker, and somebody logged in."""
    house = House(home, url)
    house.env["ANKE_LOCAL_ACCOUNTS"] = "1"
    house.python(ENGAGE)
    at = free_port()
    command = [
        sys.executable,
        "-m",
        "anke.site.cli.main",
        "serve",
        "--port",
        str(at),
        "--quiet",
        "--workers",
        "1",
    ]
    server = subprocess.Popen(command, env=house.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    somebody = Visitor(f"http://127.0.0.1:{at}")
    try:
        _answering(somebody)
        somebody.log_in()
        yield somebody
        assert server.poll() is None
    finally:
        server.terminate()
        server.wait(15)


@pytest.mark.slow
@pytest.mark.postgres
def test_the_database_is_gone_for_a_while(database: Database, tmp_path: Path) -> None:
    with site(new_database(database.start(), "anke"), tmp_path) as somebody:
        database.close()
        _says_it_is_away(somebody)
        database.start()
        _is_back(somebody)


@pytest.mark.slow
@pytest.mark.postgres
def test_the_database_says_nothing_for_a_while(database: Database, tmp_path: Path) -> None:
    """It is there, and frozen. The first to ask waits till patience is at its end, nobody after them."""
    with site(new_database(database.start(), "anke"), tmp_path) as somebody:
        frozen = database.processes()
        try:
            for one in frozen:
                os.kill(one, signal.SIGSTOP)
            began = time.monotonic()
            assert somebody.get("/account/").status_code == 503
            assert time.monotonic() - began < 30
            _says_it_is_away(somebody)
        finally:
            for one in frozen:
                os.kill(one, signal.SIGCONT)
        _is_back(somebody)


def _is_back(somebody: Visitor) -> None:
    for _ in range(3):  # the first time already, and nobody is logged out
        page = somebody.get("/account/")
        assert (page.status_code, page.url) == (200, f"{somebody.address}/account/")
    assert somebody.get("/health/").json()["status"] == "ok"


def _answering(somebody: Visitor) -> None:
    for _ in range(200):
        try:
            if somebody.get("/health/").ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise AssertionError("the site did not answer within twenty seconds")


def _says_it_is_away(somebody: Visitor) -> None:
    began = time.monotonic()
    for _ in range(2):
        page = somebody.get("/account/")
        assert (page.status_code, page.headers["Retry-After"]) == (503, "15")
        assert DANISH in page.text and ENGLISH in page.text and "Traceback" not in page.text
        assert "style-src 'self'" in page.headers["Content-Security-Policy"]
    sent = somebody.post("/account/")
    assert sent.status_code == 503 and "What you sent has most likely not been saved." in sent.text
    assert somebody.get("/health/").status_code == 503
    assert somebody.get("/static/site/anke.css").ok
    assert time.monotonic() - began < 25, "nobody waits long to be told"


@pytest.mark.django_db
def test_a_full_disk_is_said_and_what_was_saved_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """On SQLite by its own limit; what PostgreSQL says of a full disk is told apart in the same way."""
    from anke.site import outage

    if connection.vendor != "sqlite":
        pytest.skip("the other database's limit")
    browser = Client(raise_request_exception=False)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filling (words TEXT)")
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")

    def fill(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            for _ in range(10_000):
                cursor.execute("INSERT INTO filling VALUES (%s)", ["x" * 4000])

    monkeypatch.setattr("anke.site.views.render", fill)
    try:
        answer = browser.get("/about/")
        assert (answer.status_code, answer["Retry-After"]) == (507, str(outage.RETRY))
        assert "Disken er fuld" in answer.content.decode() and "The disk is full" in answer.content.decode()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


def test_a_full_file_system_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def write(*_: object, **__: object) -> None:
        with Path("/dev/full").open("w") as file:
            file.write("x")

    monkeypatch.setattr("anke.site.views.render", write)
    assert Client(raise_request_exception=False).get("/about/").status_code == 507
