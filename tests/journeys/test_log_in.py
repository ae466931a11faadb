"""Logging in as people do: by the service of the workplace, with a second factor, and when it goes wrong.

axe-core looks at every page on the way."""

import uuid

import pytest
from playwright.sync_api import Page, expect

from anke.site.identity.tests.accounts import shown
from tests.journeys.conftest import COLLEAGUE, SIZES, STRANGER, Opener, Site
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WORDS = {
    "da": {
        "service": "Log ind med Testlogin",
        "log in": "Log ind",
        "log out": "Log ud",
        "turn on": "Slå den anden faktor til",
        "turn it on": "Slå den til",
        "turn off": "Slå den fra",
        "kept": "Jeg har gemt dem",
        "stranger": "Du har ingen rolle her endnu",
        "wait": "Vent lidt",
        "good": "I orden",
    },
    "en": {
        "service": "Log in with Testlogin",
        "log in": "Log in",
        "log out": "Log out",
        "turn on": "Turn the second factor on",
        "turn it on": "Turn it on",
        "turn off": "Turn it off",
        "kept": "I have kept them",
        "stranger": "You have no role here yet",
        "wait": "Wait a while",
        "good": "Good",
    },
}


def looked_at(page: Page, size: str) -> None:
    assert faults(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], page.url


def at_the_service(page: Page, who: tuple[str, str]) -> None:
    """Log in on the service's own page; what it wants from elsewhere it does not get here."""
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body=""))
    page.fill("input[name=username]", who[0])
    page.fill("input[name=password]", who[1])
    page.press("input[name=password]", "Enter")


def with_password(page: Page, site: Site, role: str) -> None:
    username, password = site.logins[role]
    page.goto("/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", password)
    page.press("#id_password", "Enter")


@pytest.mark.parametrize("lang", ["da", "en"])
def test_by_the_service_of_the_workplace(opened: Opener, lang: str) -> None:
    says = WORDS[lang]
    page = opened("/login/?next=/system/", lang=lang)
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body=""))
    page.get_by_role("link", name=says["service"]).click()
    at_the_service(page, COLLEAGUE)
    page.wait_for_url("**/system/")
    expect(page.get_by_text(says["good"], exact=True).first).to_be_visible()
    looked_at(page, "desktop")
    page.get_by_role("button", name=says["log out"]).first.click()
    page.wait_for_url("**/")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_whom_nobody_here_knows_is_told_whom_to_ask(opened: Opener, lang: str, size: str) -> None:
    page = opened("/login/", lang=lang, size=size, script=False)
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.fulfill(body=""))
    page.get_by_role("link", name=WORDS[lang]["service"]).click()
    at_the_service(page, STRANGER)
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS[lang]["stranger"])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_with_a_second_factor(opened: Opener, site: Site, lang: str, size: str) -> None:
    """Turned on, asked for at the next log-in, turned off again: one journey, each page looked at."""
    says = WORDS[lang]
    page = opened("/login/", lang=lang, size=size)
    with_password(page, site, "the ministry")
    page.wait_for_url("**/reports/")
    page.goto("/account/")
    page.get_by_role("link", name=says["turn on"]).click()
    looked_at(page, size)
    secret = (page.locator(".anke-secret").text_content() or "").replace(" ", "")
    page.fill("#id_code", "000000")
    page.get_by_role("button", name=says["turn it on"]).click()
    expect(page.get_by_role("alert")).to_be_visible()
    looked_at(page, size)
    page.fill("#id_code", shown(secret))
    page.get_by_role("button", name=says["turn it on"]).click()
    expect(page.locator(".anke-codes li")).to_have_count(10)
    looked_at(page, size)
    page.get_by_role("link", name=says["kept"]).click()
    page.get_by_role("button", name=says["log out"]).first.click()
    with_password(page, site, "the ministry")
    page.wait_for_url("**/login/code/")
    looked_at(page, size)
    page.fill("#id_code", shown(secret, later=1))
    page.press("#id_code", "Enter")
    page.wait_for_url(f"{site.address}/reports/")
    page.goto("/account/")
    looked_at(page, size)
    page.get_by_role("link", name=says["turn off"]).click()
    looked_at(page, size)
    page.get_by_role("button", name=says["turn off"]).click()
    expect(page.get_by_role("link", name=says["turn on"])).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_who_guesses_is_asked_to_wait(opened: Opener, lang: str, size: str) -> None:
    page = opened("/login/", lang=lang, size=size)
    name = uuid.uuid4().hex
    for _ in range(5):
        page.fill("#id_username", name)
        page.fill("#id_password", "guessed")
        page.press("#id_password", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS[lang]["wait"])
    looked_at(page, size)
