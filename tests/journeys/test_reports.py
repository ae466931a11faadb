"""A report to the ministry in a real browser: drafted, reviewed, approved, frozen, handed over, confirmed;
and a late correction that becomes a revision. axe-core looks at every page on the way, on phone and desk."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
REPORT = "/reports/2025/2025Q3/"
READ = ("/reports/", "/reports/2024/2024Q4/", "/reports/2024/2024/", "/reports/2025/2025Q2/da.html")
UNIT, DEPUTY, DIRECTOR, MINISTRY = (
    "member of the steering unit",
    "deputy director",
    "director",
    "the ministry",
)


def sound(page: Page) -> None:
    assert faults(page) == []
    size = page.viewport_size
    assert size is not None
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def as_one(opened: Opener, site: Site, role: str, path: str = REPORT, **how: Any) -> Page:
    page = opened("/about/", **how)
    log_in(page, site, role)
    page.goto(path)
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_what_was_handed_over_is_without_fault(opened: Opener, lang: str, size: str) -> None:
    page = opened("/about/", lang=lang, size=size)
    for path in READ:
        page.goto(path)
        sound(page)


def test_the_ministry_begins_with_the_list_and_sees_in_the_first_lines_what_fails(
    opened: Opener, site: Site
) -> None:
    page = as_one(opened, site, MINISTRY, "/start/", lang="en", size="phone")
    expect(page).to_have_url(re.compile("/reports/$"))
    page.get_by_role("link", name="Fourth quarter of 2024").click()
    headings = page.get_by_role("heading", level=2).all_inner_texts()
    assert headings.index("Goals that are not met, and why") <= 2  # after what it may do, and the score
    assert page.request.get(REPORT).status == 404  # a draft is nobody else's
    sound(page)


def test_of_two_who_write_at_once_nothing_typed_is_lost_and_no_script_is_needed(
    opened: Opener, site: Site
) -> None:
    path = f"{REPORT}explain/1.6/"
    first, second = (as_one(opened, site, UNIT, path, lang="en", script=False) for _ in range(2))
    for page, words in ((first, "To store sager"), (second, "For få medarbejdere")):
        page.fill("#words", words)
        page.get_by_role("button", name="Save").click()
    expect(second.get_by_role("alert")).to_contain_text("saved another explanation while you wrote")
    expect(second.locator("blockquote")).to_contain_text("To store sager")
    expect(second.locator("#words")).to_have_value("For få medarbejdere")
    second.fill("#words", "To store sager og for få medarbejdere")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("The explanation of goal 1.6 is saved.")).to_be_visible()


def test_from_draft_to_receipt_and_a_late_correction(opened: Opener, site: Site) -> None:
    _drafted(as_one(opened, site, UNIT, lang="en"))
    _passed_on(as_one(opened, site, DEPUTY, lang="en", size="phone"), "Reviewed: pass it on to the director")
    director = as_one(opened, site, DIRECTOR, lang="en")
    _passed_on(director, "Approve the report")
    _frozen(director)
    _passed_on(as_one(opened, site, UNIT, lang="en"), "Hand it over to the ministry")
    ministry = as_one(opened, site, MINISTRY, lang="en", size="phone")
    _passed_on(ministry, "Confirm that we have received it")
    expect(ministry.get_by_text("No figure of this report has changed since.")).to_be_visible()
    fingerprint = ministry.locator("#proof ~ dl code").first.inner_text()
    _corrected(
        as_one(opened, site, "head of office", "/goal/2025/1.2.a/cases/?which=in&period=2025Q3", lang="en")
    )
    unit = as_one(opened, site, UNIT, "/reports/", lang="en")
    unit.get_by_role("button", name="Look for revisions now").click()
    ministry.reload()
    expect(ministry.get_by_role("heading", name=re.compile("^1.2.a:"))).to_be_visible()
    expect(ministry.get_by_text("Correction").first).to_be_visible()
    assert ministry.locator("#proof ~ dl code").first.inner_text() == fingerprint
    sound(ministry)


def _drafted(page: Page) -> None:
    """Every explanation that is asked for; submitted too early it says which lack."""
    sound(page)
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("alert")).to_contain_text("lack an explanation: ")
    while (lacking := page.locator(".anke-explained.is-lacking a")).count():
        lacking.first.click()
        sound(page)
        page.fill("#words", "Derfor står målet, som det gør")
        page.get_by_role("button", name="Save").click()
    page.select_option("#area", "budget")
    page.fill("#deviation-words", "En levering er udskudt til næste år")
    page.get_by_role("button", name="Note the deviation").click()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("The report is submitted for review.")).to_be_visible()


def _passed_on(page: Page, button: str) -> None:
    sound(page)
    page.get_by_role("button", name=button).click()
    expect(page.locator("#messages .alert-success")).to_be_visible()
    sound(page)


def _frozen(page: Page) -> None:
    """Something is missing, so it asks for a reason; what was typed before stays."""
    page.get_by_role("button", name="Freeze the report").click()
    expect(page.get_by_role("alert")).to_contain_text("The report is not complete")
    page.fill("#freeze-reason", "Tallet fra Ombudsmanden kommer først til foråret")
    page.get_by_role("button", name="Freeze the report").click()
    expect(page.get_by_text("The report is frozen. It can be handed over.")).to_be_visible(timeout=60_000)
    sound(page)


def _corrected(page: Page) -> None:
    """One of the cases the figure counts had come in two weeks earlier."""
    number = page.locator("tbody th[scope=row]").first.inner_text()
    page.goto(f"/cases/{number}/act/correct/")
    received = date.fromisoformat(page.input_value("#id_new_received_on"))
    page.fill("#id_new_received_on", (received - timedelta(days=14)).isoformat())
    page.fill("#id_reason", "Registreret med den dag, klagen blev scannet")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(f"/cases/{number}/"))
