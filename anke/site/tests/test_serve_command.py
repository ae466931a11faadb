"""`anke serve` says what is in the way instead of failing."""

import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from click.testing import CliRunner

from anke.site.cli import serve_
from anke.site.cli.failure import Failure


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_taken_port_is_named_with_the_way_out(taken: int) -> None:
    with pytest.raises(Failure, match=rf"Port {taken} on 127\.0\.0\.1 is taken .* --port {taken + 1}"):
        serve_.require_free("127.0.0.1", taken)


def test_a_free_port_stays_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve_.require_free("127.0.0.1", port)
    serve_.require_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.7", "no.such.host.invalid"])
def test_a_host_that_is_not_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Failure, match=f"'{host}' is no address of this machine"):
        serve_.require_free(host, 8000)


@pytest.mark.django_db
def test_it_does_not_serve_a_house_without_styles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda _: None)
    with pytest.raises(Failure, match=r"python -m anke\.site\.assets"):
        serve_.require_built()


@pytest.mark.django_db
def test_it_does_not_serve_a_house_without_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.contrib.staticfiles.finders.find", lambda _: "here")
    monkeypatch.setattr(
        "django.db.migrations.executor.MigrationExecutor.migration_plan", lambda *_: ["something to do"]
    )
    with pytest.raises(Failure, match="Nothing is built here yet"):
        serve_.require_built()


@pytest.mark.parametrize(("port", "status"), [("0", 2), ("65536", 2), ("eight", 2)])
def test_nonsense_is_told_by_the_command_line(port: str, status: int) -> None:
    assert CliRunner().invoke(serve_.command, ["--port", port]).exit_code == status


def test_a_named_host_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ANKE_ALLOWED_HOSTS", raising=False)
    monkeypatch.setattr(os, "environ", dict(os.environ))
    serve_.allow_host("127.0.0.1")
    assert "ANKE_ALLOWED_HOSTS" not in os.environ
    serve_.allow_host("anke.example.org")
    assert os.environ["ANKE_ALLOWED_HOSTS"].split(",")[-1] == "anke.example.org"


@pytest.mark.parametrize(
    ("known", "host", "told"),
    [
        (None, "127.0.0.1", "http://127.0.0.1:8123"),
        (None, "0.0.0.0", "http://127.0.0.1:8123"),
        ("https://anke.example", "127.0.0.1", "https://anke.example"),
    ],
)
def test_links_in_calendars_lead_to_the_port_that_is_served(
    known: str | None, host: str, told: str, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.delenv("ANKE_ADDRESS", raising=False)
    if known:
        monkeypatch.setenv("ANKE_ADDRESS", known)
    serve_.say_where(host, 8123)
    assert settings.ANKE_ADDRESS == os.environ["ANKE_ADDRESS"] == told
