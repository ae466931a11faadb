"""The monthly follow-up from the front page of quality to the wheel: the head reads and gives feedback, the
employee answers; and the pages of it are without fault."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MONTH = "2025-09"  # left to the head who can log in
QUESTIONS = ("correct", "reasons", "comments", "language", "process")


def answer(page: Page) -> None:
    for one in QUESTIONS:
        page.check(f"input[name=answer-{one}][value=good]")
    page.fill("#strengths", "Konklusionen står først (opdigtet).")


def test_from_the_list_of_what_is_mine_to_the_employees_reply(opened: Opener, site: Site) -> None:
    head = opened("/about/", lang="en", script=False)
    log_in(head, site, "head of office")
    head.goto("/quality/")
    mine = head.locator("section.anke-todo")
    expect(mine.get_by_role("heading", name="Overdue")).to_be_visible()
    late = mine.locator("li", has_text=f"{MONTH}: ")
    expect(late).to_contain_text("k13-01")
    late.get_by_role("link").click()
    expect(head.get_by_role("heading", level=1)).to_be_visible()
    head.goto(f"/quality/reviews/?month={MONTH}")
    head.locator("tr", has_text="k13-01").get_by_role("link", name="Go on").or_(
        head.locator("tr", has_text="k13-01").get_by_role("button", name="Begin")
    ).click()
    expect(head.locator("main")).to_contain_text("Vores afgørelse")  # the decision, beside the form
    answer(head)
    head.get_by_role("button", name="Complete the review").click()
    head.check("input[name=how][value=talk]")
    head.get_by_role("button", name="The feedback has been given").click()
    employee = opened("/about/", lang="da", size="phone")
    log_in(employee, site, "sagsbehandler")
    employee.goto("/quality/reviews/")
    employee.locator("section.anke-todo").get_by_role("link", name="Du har fået feedback").first.click()
    employee.fill("#words", "Tak, det holder jeg fast i.")
    employee.locator("form", has=employee.locator("#words")).get_by_role("button").click()
    expect(employee.locator("main")).to_contain_text("Tak, det holder jeg fast i.")
    head.goto("/quality/")
    expect(head.locator("section.anke-todo li", has_text=f"{MONTH}: ")).not_to_contain_text("k13-01")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", ["head of office", "member of the legal unit", "quality reader"])
def test_the_front_page_of_quality_is_without_fault(opened: Opener, site: Site, role: str, size: str) -> None:
    page = opened("/about/", size=size)
    log_in(page, site, role)
    page.goto("/quality/")
    for more in page.locator("details").all():
        more.evaluate("one => { one.open = true }")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    assert faults(page) == []


def test_a_main_area_begun_on_a_phone_by_two_clicks_is_taken_up_at_a_desk(opened: Opener, site: Site) -> None:
    """What is written on the phone saves itself; another window is told, and overwrites nothing."""
    phone = opened("/about/", lang="en", size="phone")
    log_in(phone, site, "head of office")
    phone.goto("/quality/areas/")
    phone.fill("#focus", "Svar på hvert punkt i klagen")
    phone.get_by_role("button", name="Begin the follow-up").dblclick()
    expect(phone).to_have_url(re.compile(r"/quality/areas/\d+/$"))
    desk = opened("/about/", lang="en", script=False)
    log_in(desk, site, "head of office")
    desk.goto(phone.url)
    phone.fill("#conclusions", "Vi tager det op på kontormødet.")
    expect(phone.locator("#version")).to_have_value("2")
    expect(phone.locator("#saved")).to_contain_text("Saved ")
    assert phone.evaluate("document.documentElement.scrollWidth") <= SIZES["phone"]["width"]
    assert faults(phone) == []
    desk.fill("#conclusions", "Fra det andet vindue")
    desk.get_by_role("button", name="Save and go on later").click()
    expect(desk.locator("main")).to_contain_text("has saved the follow-up since you saw it")
    expect(desk.locator("#conclusions")).to_have_value("Fra det andet vindue")  # typed words are never lost
    desk.goto(phone.url)
    expect(desk.locator("#conclusions")).to_have_value("Vi tager det op på kontormødet.")
    desk.goto("/quality/areas/")
    expect(desk.locator("li", has_text="Svar på hvert punkt i klagen")).to_have_count(1)
