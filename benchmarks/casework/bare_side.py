"""The yardstick's rates: a bare Django that registers, lists and shows, on the same server and settings."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.casework import database, servers
from benchmarks.casework.wrk import Request

HERE = Path(__file__).parent
_TABLES = (
    "import django; django.setup(); from django.apps import apps; from django.db import connection\n"
    "with connection.schema_editor() as editor:\n"
    "    for model in apps.get_app_config('bare').get_models(): editor.create_model(model)"
)


def _environment(url: str) -> dict[str, str]:
    return {"BARE_DATABASE_URL": url, "PYTHONPATH": str(HERE), "DJANGO_SETTINGS_MODULE": "bare.settings"}


@contextmanager
def site(server: str, cases: int, logs: Path) -> Iterator[str]:
    """The bare site with so many cases; its address."""
    if not database.has(server, f"bare_{cases}"):
        url = database.make(server, "bare_new")
        env = {**os.environ, **_environment(url)}
        subprocess.run([sys.executable, "-c", _TABLES], env=env, check=True)
        database.fill_bare(url, cases)
        database.rename(server, "bare_new", f"bare_{cases}")
    env = _environment(database.called(server, f"bare_{cases}"))
    with servers.running(
        servers.granian("bare.wsgi:application"), env=env, ready="/list?office=1", log=logs / "bare.log"
    ) as address:
        yield address


def registrations() -> list[Request]:
    body = "case_type=cash_benefit&authority={}&office={}&received_on=2025-10-01"
    return [Request("POST", "/register", body=body.format(101 + n % 700, 1 + n % 15)) for n in range(1, 1001)]


def lists() -> list[Request]:
    return [Request("GET", f"/list?office={office}") for office in range(1, 16)]


def pages(cases: int) -> list[Request]:
    step = max(1, cases // 5000)
    return [Request("GET", f"/case/B-{n:08d}") for n in range(1, cases, step)]
