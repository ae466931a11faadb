"""What an installation chooses in its environment, and what follows from it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
ASKED = (
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
    "SECURE_PROXY_SSL_HEADER",
    "ANKE_PROXIES",
)
PROGRAM = (
    f"import json; from anke.site import settings as s; print(json.dumps([getattr(s, n) for n in {ASKED}]))"
)


def chosen(home: Path, **environment: str) -> Any:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ANKE_")}
    env = kept | {"ANKE_HOME": str(home)} | environment
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=env, capture_output=True, text=True, check=False
    )
    return dict(zip(ASKED, json.loads(done.stdout), strict=True)) if done.returncode == 0 else done.stderr


def test_without_a_choice_nothing_is_asked_of_a_machine_of_ones_own(tmp_path: Path) -> None:
    found = chosen(tmp_path)
    assert not any(found.values())


def test_https_binds_cookies_and_browsers(tmp_path: Path) -> None:
    found = chosen(tmp_path, ANKE_HTTPS="1")
    assert all(found[name] is True for name in ASKED[:3])
    assert found["SECURE_HSTS_SECONDS"] == 31_536_000
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["ANKE_PROXIES"] == 1


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"ANKE_SESSION_IDLE": "an hour"}, "ANKE_SESSION_IDLE must be a whole number, not 'an hour'."),
        ({"ANKE_OIDC_ISSUER": "http://login.example.org"}, "ANKE_OIDC_ISSUER must begin with https://"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_at_the_start(
    tmp_path: Path, environment: dict[str, str], says: str
) -> None:
    assert says in chosen(tmp_path, **environment)
