"""Web servers for the time of a measurement, each in processes of its own on this machine."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import free_port

WORKERS = 2
_workers = WORKERS
_START = 60  # seconds a server gets to start


@contextmanager
def workers(number: int) -> Iterator[None]:
    """So many processes for ours and for the yardstick, as long as this lasts."""
    global _workers  # noqa: PLW0603 - one choice of a run, put back at its end
    before, _workers = _workers, number
    try:
        yield
    finally:
        _workers = before


def how_many() -> int:
    """The processes of each side in this run."""
    return _workers


@contextmanager
def running(command: list[str], *, env: Mapping[str, str], ready: str, log: Path) -> Iterator[str]:
    """The server `command` with `{port}` put in; gives its address once `ready` is answered."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    words = [word.format(port=port) for word in command]
    with log.open("w") as out:
        process = subprocess.Popen(words, env={**os.environ, **env}, stdout=out, stderr=out)
        try:
            _wait(address + ready, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def granian(application: str) -> list[str]:
    """The command of the same server with the same settings for ours and for the yardstick."""
    words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", "{port}"]
    choices = ["--workers", str(how_many()), "--blocking-threads", "1", "--log-level", "warning"]
    return [sys.executable, *words, *choices, application]


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server at {address} did not start: {log.read_text()[-2000:]}")
