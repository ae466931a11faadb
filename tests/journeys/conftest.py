"""A real server over a small synthetic authority, and a real browser in front of it."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, sync_playwright

from tests.demonstration import Demonstration
from tests.provider import Provider, provider

PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
SIZES = {"phone": PHONE, "desktop": DESKTOP}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
LOCALES = {"da": "da-DK", "en": "en-GB"}


# Whom the log-in service knows: one who works here, by initials, and one who does not.
COLLEAGUE, STRANGER = ("admin", "a word of the service"), ("stranger", "another word of it")


@dataclass(frozen=True)
class Site:
    """Where it is, and who can log in: (user name, password) by role in English, and by user name."""

    address: str
    logins: dict[str, tuple[str, str]]


@pytest.fixture(scope="session")
def log_in_service() -> Iterator[Provider]:
    with provider(dict((COLLEAGUE, STRANGER))) as one:
        yield one


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Demonstration, log_in_service: Provider
) -> Iterator[Site]:
    house = demonstration.copy(tmp_path_factory.mktemp("site"))
    house.env |= {
        "ANKE_OIDC_ISSUER": log_in_service.issuer,
        "ANKE_OIDC_CLIENT_ID": log_in_service.client_id,
        "ANKE_OIDC_CLIENT_SECRET": log_in_service.client_secret,
        "ANKE_OIDC_NAME": "Testlogin",
    }
    told = demonstration.said["logins"]
    logins = {one["role"]: (one["username"], one["password"]) for one in told}
    logins |= {one["username"]: (one["username"], one["password"]) for one in told}
    port = _free_port()
    command = [sys.executable, "-m", "anke.site.cli.main", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=house.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        yield Site(_answering(f"http://127.0.0.1:{port}/about/", server), logins)
    finally:
        server.terminate()
        server.wait(timeout=15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _answering(address: str, server: subprocess.Popen[bytes]) -> str:
    """Wait until it answers; its address."""
    for _ in range(300):
        assert server.poll() is None, (server.stdout.read() if server.stdout else b"").decode()
        try:
            with urllib.request.urlopen(address, timeout=20):
                return address.removesuffix("/about/")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer within half a minute")


def log_in(page: Page, site: Site, role: str) -> None:
    username, password = site.logins[role]
    page.goto("/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")
    page.wait_for_url("**/")


def enter(one: Locator) -> None:
    """Press Enter on a link, button or field of a form, and wait for the page it leads to.

    A press alone is over when the next page has begun to come: what is then asked of it may be empty.
    """
    with one.page.expect_navigation():
        one.first.press("Enter")


@pytest.fixture(scope="module")  # its event loop must be gone before other modules use the database
def chromium() -> Iterator[Browser]:
    assert CHROMIUM, "These tests need Chromium. Run: setup/need chromium"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


Opener = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opener]:
    """Open a page in a fresh browser window. Whatever its console complains of fails the test."""
    complaints: list[str] = []
    contexts = []

    def listen(message: ConsoleMessage) -> None:
        own = message.page is not None and message.location["url"] == message.page.url
        if own and "the server responded with a status of 4" in message.text:
            return  # the page itself refuses, as the test asked it to
        if message.type in ("error", "warning"):
            complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # so ends every download, and whatever is left unfinished
            complaints.append(f"not loaded: {request.url} ({request.failure})")

    def open_(path: str, *, lang: str = "da", size: str = "desktop", script: bool = True) -> Page:
        context = chromium.new_context(
            base_url=site.address, viewport=SIZES[size], locale=LOCALES[lang], java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("requestfailed", failed)
        page.goto(path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []
