"""A head reads a caseworker's decision for the month and gives feedback; a caseworker replies to theirs."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def _write(page: Page, script: bool) -> None:
    """Answer every question and say something by the keyboard; saved while written, or by the button."""
    for question in ("correct", "reasons", "comments", "language", "process"):
        page.press(f"#{question}-good", "Space")
    page.fill("#strengths", "Begrundelsen er klar.")
    if not script:
        page.press("button[value=save]", "Enter")
        assert "The review is saved." in page.content()
        return
    assert faults(page) == []
    page.press("#strengths", "Tab")
    page.wait_for_selector('#version:not([value="1"])', state="attached")
    page.wait_for_timeout(3_000)  # the last save is sent a moment after the last key


@pytest.mark.parametrize(("size", "month"), [("phone", "2025-10"), ("desktop", "2025-09")])
def test_from_the_lot_to_the_feedback(opened: Opener, site: Site, size: str, month: str) -> None:
    """Without script too: on the desk the browser runs none, and the save button does what autosave does."""
    script = size == "phone"
    page = opened("/about/", lang="en", size=size, script=script)
    log_in(page, site, "head of office")
    page.goto(f"/quality/reviews/?month={month}")
    row = page.locator("tbody tr", has_text="k13-01")
    assert "Not begun" in row.inner_text()
    row.locator("button").press("Enter")
    _write(page, script)
    page.goto(page.url)  # left and taken up again
    assert page.input_value("#strengths") == "Begrundelsen er klar." and page.is_checked("#process-good")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    page.press("button[value=submit]", "Enter")
    assert "Now give the employee feedback." in page.content()
    page.check("#how-talk")
    page.press("text=The feedback has been given", "Enter")
    assert "The feedback is set down." in page.content()
    if script:
        assert faults(page) == []
    page.goto(f"/quality/office/?month={month}")
    assert "Feedback given" in page.locator("tbody tr", has_text="k13-01").inner_text()
    if script:
        assert faults(page) == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_caseworker_reads_the_feedback_and_replies(opened: Opener, site: Site, size: str) -> None:
    page = opened("/about/", lang="en", size=size, script=size == "phone")
    log_in(page, site, "caseworker")
    page.goto("/quality/feedback/")
    if size == "phone":
        assert faults(page) == []
    page.locator(".anke-review-said", has_not_text="Your reply").first.locator("h2 a").press("Enter")
    page.fill("#words", "Tak.")
    page.press("text=Send the reply", "Enter")
    assert "Your reply is saved." in page.content()
