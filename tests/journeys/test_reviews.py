"""A head reads a caseworker's decision for the month and gives feedback; a caseworker replies to theirs."""

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES, Opener, Site, enter, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MONTH = "2025-10"  # begun in the demonstration, by the head who can log in
# Something has been saved, and nothing is on its way.
_SAVED = """before => document.querySelector('#version').value !== before
    && !document.querySelector('.htmx-request')"""


def _write(page: Page, words: str, script: bool) -> None:
    """Answer every question and say something by the keyboard; saved while written, or by the button."""
    before = page.input_value("#version")
    for question in ("correct", "reasons", "comments", "language", "process"):
        page.press(f"#{question}-good", "Space")
    page.fill("#strengths", words)
    if not script:
        enter(page.locator("button[value=save]"))
        assert "The review is saved." in page.content()
        return
    page.press("#strengths", "Tab")
    page.clock.fast_forward(2_000)  # the page waits a moment after the last key: nothing more waits now
    page.wait_for_function(_SAVED, arg=before)


def _go_on(opened: Opener, site: Site, size: str) -> Page:
    page = opened("/about/", lang="en", size=size, script=size == "phone")
    page.clock.install()
    log_in(page, site, "head of office")
    page.goto(f"/quality/reviews/?month={MONTH}")
    enter(page.locator("tbody tr", has_text="k13-01").first.get_by_role("link", name="Go on"))
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    return page


def test_begun_on_a_phone_and_finished_at_a_desk_without_script(opened: Opener, site: Site) -> None:
    """What the phone saved while it was written is there at the desk, where the button does the same."""
    phone = _go_on(opened, site, "phone")
    _write(phone, "Begrundelsen er klar.", script=True)
    assert faults(phone) == []
    desk = _go_on(opened, site, "desktop")
    assert desk.input_value("#strengths") == "Begrundelsen er klar." and desk.is_checked("#process-good")
    _write(desk, "Begrundelsen er klar og kort.", script=False)
    enter(desk.locator("button[value=submit]"))
    assert "Now give the employee feedback." in desk.content()
    phone.goto(phone.url)
    assert faults(phone) == []
    desk.check("#how-talk")
    enter(desk.locator("text=The feedback has been given"))
    assert "The feedback is set down." in desk.content()
    for page in (desk, phone):
        page.goto(f"/quality/office/?month={MONTH}")
        assert "Feedback given" in page.locator("tbody tr", has_text="k13-01").first.inner_text()
    assert faults(phone) == []


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_caseworker_reads_the_feedback_and_replies(opened: Opener, site: Site, size: str) -> None:
    page = opened("/about/", lang="en", size=size, script=size == "phone")
    log_in(page, site, "caseworker")
    page.goto("/quality/feedback/")
    if size == "phone":
        assert faults(page) == []
    enter(page.locator(".anke-review-said", has_not_text="Your reply").first.locator("h2 a"))
    page.fill("#words", "Tak.")
    enter(page.locator("text=Send the reply"))
    assert "Your reply is saved." in page.content()
