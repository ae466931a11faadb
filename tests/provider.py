"""A real OpenID Connect provider on loopback (nanoidp), with people of our own, thrown away after.

    with provider({"AAA": "a password"}) as one:  # one.issuer, one.client_id, one.client_secret

`one.stop()` and `one.start()` take it away and bring it back.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests

from tests.postgres import free_port

CLIENT, SECRET = "anke", "a secret of the test"


@dataclass
class Provider:
    """Where it is, and how this site is known to it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None
    client_id: str = CLIENT
    client_secret: str = SECRET

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        program = Path(sys.executable).with_name("nanoidp")
        command = [program, "--config", self.folder, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, cwd=self.folder, env={"PATH": os.environ["PATH"]}
            )
        for _ in range(200):
            assert self.process.poll() is None, (self.folder / "log").read_text()
            try:
                urllib.request.urlopen(f"{self.issuer}/.well-known/openid-configuration", timeout=5).close()
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        raise AssertionError("the provider did not answer within twenty seconds")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None

    def log_in(self, asked: str, username: str, password: str) -> str:
        """As a browser would: open the address asked for, log in there; the address it then sends us to."""
        with requests.Session() as browser:
            answer = browser.get(asked, allow_redirects=False, timeout=10)
            while answer.is_redirect and answer.headers["Location"].startswith((self.issuer, "/")):
                answer = browser.get(
                    urljoin(answer.url, answer.headers["Location"]), allow_redirects=False, timeout=10
                )
            sent = {"username": username, "password": password}
            answer = browser.post(answer.url, sent, allow_redirects=False, timeout=10)
            while answer.is_redirect and urlsplit(answer.headers["Location"]).netloc in (
                "",
                urlsplit(self.issuer).netloc,
            ):
                answer = browser.get(
                    urljoin(answer.url, answer.headers["Location"]), allow_redirects=False, timeout=10
                )
            assert answer.is_redirect, answer.text[:2000]
            return answer.headers["Location"]


@contextmanager
def provider(people: Mapping[str, str]) -> Iterator[Provider]:
    """A provider that knows these people, by user name and password."""
    with tempfile.TemporaryDirectory(prefix="anke-idp-") as name:
        folder = Path(name)
        one = Provider(folder, free_port())
        known = {
            who: {"password": word, "email": f"{who.lower()}@example.org"} for who, word in people.items()
        }
        settings = {
            "config_version": 1,
            "server": {"host": "127.0.0.1", "port": one.port},
            "login": {"totp": True},  # so that its tokens say how somebody logged in (amr)
            "oauth": {
                "issuer": one.issuer,
                "audience": CLIENT,
                "token_expiry_minutes": 5,
                "clients": [{"client_id": CLIENT, "client_secret": SECRET, "description": "anke"}],
            },
        }
        # JSON is YAML.
        (folder / "settings.yaml").write_text(json.dumps(settings))
        (folder / "users.yaml").write_text(json.dumps({"config_version": 1, "users": known}))
        one.start()
        try:
            yield one
        finally:
            one.stop()
