"""An inquiry from the form to its closing, by caseworker and head; an action agreed on and carried out."""

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES, Opener, Site, enter, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
HALF = "?half=2025H1"


def _decided_case(page: Page) -> str:
    """The number of a decided case of the office: one an earlier inquiry was about."""
    page.goto("/quality/inquiries/?closed=yes")
    told = page.locator("tbody td a", has_text=re.compile(r"^\d{4}-\d+$")).first
    return told.inner_text()


def _take(page: Page, words: str) -> None:
    page.fill("#words", words)
    enter(page.locator("section button[type=submit]"))
    assert "The step is taken." in page.content()


def _learn(page: Page) -> None:
    """Say what the inquiry teaches, and that nothing is done in similar cases."""
    page.check("#learnt-yes")
    page.fill("#words", "Skriv, hvad der skal til for at få sagen genoptaget")
    page.select_option("#theme", "clarity")
    enter(page.locator("section button[type=submit]"))
    assert "It is set down what the inquiry teaches." in page.content()
    page.check("#measures-no")
    page.fill("#words", "Sagen var enestående")
    enter(page.locator("section button[type=submit]"))


def _looked_at(page: Page, size: str, script: bool) -> None:
    """Nothing to scroll sideways to, and nothing for axe to find where it can run."""
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    if script:
        assert faults(page) == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_inquiry_from_the_form_to_its_closing(opened: Opener, site: Site, size: str) -> None:
    """On the desk without script."""
    script = size == "phone"
    worker = opened("/about/", lang="en", size=size, script=script)
    log_in(worker, site, "caseworker")
    number = _decided_case(worker)
    worker.goto("/quality/inquiries/")
    enter(worker.locator("text=Register an inquiry"))
    worker.check("#kind-1")
    worker.fill("#number", number)
    worker.fill("#about", "Borgeren beder om at få sagen genoptaget" + " igen" * script)
    _looked_at(worker, size, script)
    enter(worker.locator("main form.anke-form button[type=submit]"))
    assert "The inquiry is registered." in worker.content()
    _looked_at(worker, size, script)
    _take(worker, "Borgeren sender en ny lægeerklæring")
    _take(worker, "Erklæringen ændrer ikke vurderingen")
    place = worker.url
    assert worker.locator("#words").count() == 0  # management's step is not the caseworker's

    head = opened("/about/", lang="en", size=size, script=script)
    log_in(head, site, "head of office")
    head.goto(place)
    _take(head, "Vi fastholder afgørelsen")

    worker.goto(place)
    _take(worker, "Svaret er sendt")
    _looked_at(worker, size, script)
    _learn(worker)
    enter(worker.locator("button:has-text('Close the inquiry')"))
    assert "The inquiry is closed." in worker.content()
    _looked_at(worker, size, script)
    head.goto("/quality/learning/findings/")
    assert "Skriv, hvad der skal til for at få sagen genoptaget" in head.content()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_action_is_agreed_on_and_carried_out_and_stays_open(opened: Opener, site: Site, size: str) -> None:
    script = size == "phone"
    page = opened("/about/", lang="en", size=size, script=script)
    log_in(page, site, "head of office")
    page.goto(f"/quality/learning/{HALF}")
    _looked_at(page, size, script)
    enter(page.locator("tbody a", has_text="Common practice"))
    _looked_at(page, size, script)
    page.select_option("#kind", "practice_note")
    page.fill("#words", "Kort notat om fælles praksis" + " og skøn" * script)
    page.fill("#due_on", "2025-11-03")
    page.fill("#measure_on", "2026-03-02")
    enter(page.locator("text=Agree on it"))
    assert "Kort notat om fælles praksis" in page.locator("h1").inner_text()
    _looked_at(page, size, script)
    page.fill("#done", "Notatet er skrevet og gennemgået")
    enter(page.locator("#do ~ form button[type=submit]"))
    assert "It stays open until it is measured again." in page.content()
    _looked_at(page, size, script)
    page.check("#how-review")
    page.check("#better-yes")
    page.fill("#shows", "Det ser bedre ud")
    enter(page.locator("#measure ~ form button[type=submit]"))
    assert "The measurement must come after" in page.content()  # the same day is no later measurement
    assert page.input_value("#shows") == "Det ser bedre ud"
