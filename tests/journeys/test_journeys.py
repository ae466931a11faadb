"""What people come to do: the ministry's reader, somebody without a mouse, somebody without JavaScript,
somebody who must find the cases behind a figure."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, Opener, Site, log_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]
AT_ONCE = DESKTOP["height"]  # what is seen before anything is scrolled


def focused(page: Page) -> str:
    """What the keyboard is on: its words, or its id."""
    found: str = page.evaluate(
        "(() => { const a = document.activeElement; return a.id || a.textContent.trim() })()"
    )
    return found


def shows_focus(page: Page) -> bool:
    """Whether one can see where the keyboard is."""
    width: str = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    style: str = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    return style != "none" and float(width.removesuffix("px")) >= 2


def tab_to(page: Page, name: str, limit: int = 60) -> None:
    """Press Tab until the keyboard is there; every stop on the way must be seen."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        assert shows_focus(page), focused(page)
        if focused(page) == name:
            return
    raise AssertionError(f"{name} was not reached with {limit} presses of Tab")


def test_the_ministry_sees_at_once_how_the_plan_stands_and_what_fails(opened: Opener) -> None:
    page = opened("/", lang="da")
    for heading in ("#score", "#failing"):
        box = page.locator(heading).bounding_box()
        assert box is not None and box["y"] + box["height"] < AT_ONCE, heading
    expect(page.locator(".anke-score-words")).to_have_text(re.compile(r"^Målopfyldelsen er mellem \d"))
    reason = page.locator(".anke-reasons li").first
    expect(reason).to_contain_text("målet")
    reason.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"#goal-\d\.\d+$"))


def test_a_figure_opens_to_its_definition_source_and_doubts(opened: Opener) -> None:
    page = opened("/", lang="en", size="phone")
    page.get_by_role("link", name="Municipal social and employment cases").first.click()
    for heading in (
        "What is counted",
        "Through time",
        "What the figure does not say",
        "The plan’s own words",
    ):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    shown = [one for one in page.get_by_role("img").all() if one.is_visible()]
    assert len(shown) == 2, "one of each two pictures: the one for narrow screens"
    names = [one.get_attribute("aria-label") or "" for one in shown]
    assert "can still be reached" in names[0] and "Latest figure" in names[1]
    expect(page.get_by_text("The fingerprint below lets anybody check")).to_be_visible()
    expect(page.get_by_role("link", name="See the cases")).to_have_count(0)


def test_everything_by_keyboard(opened: Opener, site: Site) -> None:
    page = opened("/?plan=2025&period=2025Q2", lang="en")  # another journey may have handed over a later one
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to the content"
    page.keyboard.press("Enter")
    assert focused(page) == "main-content"
    tab_to(page, "period")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Show")
    page.keyboard.press("Enter")
    page.wait_for_url("**period=2025Q1**")
    expect(page.locator(".anke-lead").first).to_contain_text("31 March 2025")
    tab_to(page, "Municipal social and employment cases")
    page.keyboard.press("Enter")
    page.wait_for_url("**/goal/2025/1.2.a/?period=2025Q1")
    tab_to(page, "Log in")
    page.keyboard.press("Enter")
    page.wait_for_url("**/login/**")
    tab_to(page, "id_username")
    username, password = site.logins["director"]
    page.keyboard.type(username)
    tab_to(page, "id_password")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/goal/2025/1\.2\.a/\?period=2025Q1$"))
    tab_to(page, "known_at")
    page.keyboard.type("06062025")  # the same day whether day or month comes first
    tab_to(page, "Show")
    page.keyboard.press("Enter")
    page.wait_for_url("**known_at=2025-06-06")
    expect(page.get_by_role("heading", name="The answer")).to_be_attached()
    tab_to(page, "See the cases", limit=80)
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/**")
    tab_to(page, "Log out")
    page.keyboard.press("Enter")
    page.wait_for_url("**/")


def test_everything_without_javascript(opened: Opener, site: Site) -> None:
    page = opened("/", lang="da", size="phone", script=False)
    log_in(page, site, "deputy director")
    page.goto("/")
    page.select_option("#period", "2025Q2")
    page.fill("#known_at", "2025-07-10")
    page.get_by_role("button", name="Vis").click()
    expect(page).to_have_url(re.compile(r"period=2025Q2&known_at=2025-07-10"))
    page.get_by_role("button", name="English").click()
    expect(page).to_have_url(re.compile(r"period=2025Q2&known_at=2025-07-10"))
    expect(page.get_by_role("heading", name="Where the plan stands")).to_be_visible()
    page.get_by_role("link", name="Plan 2024").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2024")
    page.goto("/goal/2025/1.2.a/cases/")
    expect(page.get_by_text("You see those of your own office or department")).to_be_visible()
    page.get_by_role("link", name=re.compile("Left out")).click()
    expect(page.locator("tbody tr").first).to_contain_text("left out")
    with page.expect_download() as taken:
        page.goto("/goal/2025/1.2.a/")
        page.locator("#course ~ p").get_by_role("link", name="Download the table (CSV)").click()
    assert taken.value.suggested_filename == "anke-2025-1.2.a-2025Q3.csv"
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()


def test_the_report_is_taken_along(opened: Opener) -> None:
    page = opened("/?plan=2025&period=2025Q2", lang="da")
    for link, name in (
        ("Rapport (PDF)", "anke-2025-2025Q2.pdf"),
        ("Regneark (Excel)", "anke-2025-2025Q2.xlsx"),
    ):
        with page.expect_download() as taken:
            page.get_by_role("link", name=link).click()
        assert taken.value.suggested_filename == name


def test_a_page_prints_what_it_says_and_leaves_its_buttons(opened: Opener) -> None:
    page = opened("/goal/2025/1.2.a/", lang="da")
    page.emulate_media(media="print")
    for gone in (".anke-choose", ".anke-person", ".breadcrumbs"):
        expect(page.locator(gone)).to_be_hidden()
    for kept in (".anke-synthetic", ".anke-chart-wide", "#course-table-caption", "#provenance"):
        expect(page.locator(kept).first).to_be_visible()
