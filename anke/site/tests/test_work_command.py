"""`anke work` and `anke token`, as whoever runs the machine uses them: with a mail server that refuses."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.house import House
from tests.postgres import free_port
from tests.ready import ready

pytestmark = pytest.mark.slow
BEGIN = "import django; django.setup()\n"
MAIL = """
from django.core.mail import send_mail
from anke.site.identity import post
post._soon = lambda now: None
send_mail("Besked", "Der er en besked til dig.", None, ["anna@example.org"])
"""


class Door:
    """Takes mail, or refuses it."""

    def __init__(self) -> None:
        self.refuses, self.taken = True, 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.refuses:
            return "451 Try again later"
        self.taken += 1
        return "250 OK"


@pytest.fixture
def door() -> Iterator[tuple[Door, int]]:
    one, port = Door(), free_port()
    server = Controller(one, hostname="127.0.0.1", port=port)
    server.start()
    yield one, port
    server.stop()


@pytest.fixture
def house(tmp_path: Path, door: tuple[Door, int]) -> dict[str, str]:
    return House(tmp_path).env | {"ANKE_SMTP_HOST": "127.0.0.1", "ANKE_SMTP_PORT": str(door[1])}


def anke(env: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return ready().anke(words, env)


def python(env: dict[str, str], code: str) -> None:
    done = ready().python(BEGIN + code, env)
    assert done.returncode == 0, done.stderr


def status(env: dict[str, str]) -> dict[str, Any]:
    told = json.loads(anke(env, "work", "--status", "--json").stdout)
    return {one["name"]: one for one in told["jobs"]}


def test_mail_that_is_refused_waits_and_goes_when_it_may(
    house: dict[str, str], door: tuple[Door, int]
) -> None:
    python(house, MAIL)
    assert anke(house, "work", "--all", "--quiet").returncode == 0
    assert status(house)["mail"]["done"].startswith("0 sent, 1 waiting (")
    assert "anna" not in json.dumps(status(house))
    door[0].refuses = False
    python(
        house,
        "from anke.site.identity.models import Mail\n"
        "from django.utils import timezone\n"
        "Mail.objects.update(next_try_at=timezone.now())",
    )
    assert anke(house, "work", "--all", "--quiet").returncode == 0
    assert status(house)["mail"]["done"] == "1 sent, 0 waiting"
    assert door[0].taken == 1
    assert set(status(house)) >= {"webhooks", "mail", "search", "letters", "statistics", "usual times"}


def test_once_does_what_is_due_and_says_what_failed(house: dict[str, str]) -> None:
    first = json.loads(anke(house, "work", "--once", "--json").stdout)
    assert first["webhooks"] is None
    assert "statistics" not in first  # seldom work waits when all is started
    assert json.loads(anke(house, "work", "--once", "--json").stdout).get("letters", "not due") == "not due"
    python(
        house,
        "from django.db import connection\nconnection.cursor().execute('DROP TABLE cases_usualtimes')",
    )
    failed = anke(house, "work", "--all")
    assert failed.returncode == 1
    assert "anke: Not done: usual times." in failed.stderr
    assert status(house)["usual times"]["failures"] >= 1
    assert status(house)["mail"]["failures"] == 0


def test_a_token_is_made_listed_and_taken_back(house: dict[str, str]) -> None:
    made = anke(house, "token", "make", "import", "--name", "Intake", "--days", "30").stdout.strip()
    assert re.fullmatch(r"anke_[0-9a-f]{12}_[\w-]{43}", made)
    public = made.split("_")[1]
    assert public in anke(house, "token", "list", "import").stdout
    assert anke(house, "token", "revoke", public).returncode == 0
    again = anke(house, "token", "revoke", public)
    assert (again.returncode, again.stderr) == (1, "anke: There is no such token.\n")
    nobody = anke(house, "token", "make", "nobody", "--name", "x")
    assert (nobody.returncode, nobody.stderr) == (1, "anke: nobody holds no role here.\n")
