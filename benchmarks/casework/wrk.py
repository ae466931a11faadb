"""Load by wrk (Debian: `apt install wrk`), bounded in time and in number, to this machine only.

A load client in Python would be the bottleneck; wrk is C, and Lua sends what Python wrote down beforehand.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

SCRIPT = Path(__file__).with_name("requests.lua")
LONGEST = 120  # seconds a load may last


class Request(NamedTuple):
    """One request. `who` is a cookie header, or "Bearer …"; `kind` the type of the body (default: a form)."""

    method: str
    path: str
    who: str = ""
    kind: str = ""
    body: str = ""


@dataclass(frozen=True)
class Load:
    """What a load came to; times in seconds, `errors` by what went wrong."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p95: float
    p99: float
    worst: float
    errors: dict[str, int]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds if self.seconds else 0.0


class Wrong(RuntimeError):  # noqa: N818 - told to the person who measures
    """The load did not go as a measurement must."""


@dataclass
class Running:
    """A load under way; `wait` gives what it came to."""

    process: subprocess.Popen[str]
    folder: tempfile.TemporaryDirectory[str]
    answers: Path | None

    def wait(self) -> Load:
        out, problem = self.process.communicate(timeout=LONGEST + 60)
        found = [line for line in out.splitlines() if line.startswith("RESULT ")]
        self.folder.cleanup()
        if self.process.returncode or not found:
            raise Wrong(f"wrk failed: {out[-500:]} {problem[-500:]}")
        numbers = [int(word) for word in found[-1].split()[1:]]
        requests, lasted, size, *times = numbers[:7]
        kinds = ("connect", "read", "write", "status", "timeout")
        errors = {name: n for name, n in zip(kinds, numbers[7:], strict=True) if n}
        return Load(requests, lasted / 1e6, size, *(time / 1e6 for time in times), errors)


def start(
    url: str,
    requests: Sequence[Request],
    *,
    connections: int,
    seconds: float,
    once: bool = False,
    think: float = 0.0,
    answers: Path | None = None,
) -> Running:
    """Begin a load: so many connections, each sending its next request `think` seconds (on average, evenly
    spread over half of it to half as much again) after the last answer. `answers`: a file that gets every
    answer's status and Location."""
    if not url.startswith("http://127.0.0.1:"):
        raise Wrong(f"Load goes to this machine only, not to {url}.")
    if shutil.which("wrk") is None:
        raise Wrong("wrk is missing. Install it: apt install wrk")
    folder = tempfile.TemporaryDirectory(prefix="anke-wrk-")
    lines = Path(folder.name) / "requests"
    lines.write_text("".join("\t".join(request) + "\n" for request in requests))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{min(int(seconds), LONGEST)}s", "--timeout", "30s"]
    command += ["-s", str(SCRIPT), url, "--", str(lines), "once" if once else "round", str(think * 1000)]
    if answers is not None:
        command.append(str(answers))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return Running(process, folder, answers)


def run(
    url: str, requests: Sequence[Request], *, connections: int = 8, seconds: float, once: bool = False
) -> Load:
    """A load from beginning to end. Raises `Wrong` where an answer was an error."""
    load = start(url, requests, connections=connections, seconds=seconds, once=once).wait()
    if load.errors:
        raise Wrong(f"{url}{requests[0].path}: {load.errors} of {load.requests} requests went wrong")
    return load
