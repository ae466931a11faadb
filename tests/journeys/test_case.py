"""A caseworker's case from receipt to decision, as it is done: by keyboard, without JavaScript, on a phone;
axe-core looks at every page on the way."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults
from tests.journeys.test_journeys import focused, tab_to

pytestmark = [pytest.mark.slow, pytest.mark.browser]
CPR = "009913-4321"


def fill(page: Page) -> None:
    """The form of a new case, filled in; it is not sent. Its days go by the day the site says it is."""
    today = date.fromisoformat(page.input_value("#id_received_on"))
    page.select_option("#id_case_type", "disability_adults")
    page.fill("#id_authority", "Aarhus")
    page.fill("#id_received_on", (today - timedelta(days=10)).isoformat())
    page.fill("#id_name", "Sofie Test")
    page.fill("#id_cpr", CPR)
    page.fill("#id_address", "En lang vej med et meget langt navn 123, 4. sal til venstre")
    page.fill("#id_adjustments", "Tegnsprogstolk")
    page.check("#id_protected")
    page.fill("#id_representative", "Advokat Holm")
    page.fill("#id_decided_on", (today - timedelta(days=90)).isoformat())
    page.fill("#id_notified_on", (today - timedelta(days=80)).isoformat())
    page.fill("#id_complained_on", (today - timedelta(days=20)).isoformat())
    page.fill("#id_points", "Hjælp til flytning\nLedsagelse")


def registered(page: Page) -> str:
    """Register a case; the address of its page."""
    page.goto("/cases/new/")
    office = page.locator("#id_office option").nth(1).get_attribute("value")
    page.select_option("#id_office", office)
    fill(page)
    page.locator("button[type=submit]:not([name])").last.click()
    page.wait_for_url("**/cases/*-*/?done=*")
    return re.sub(r"\?.*", "", page.url)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_of_a_case_is_without_fault(opened: Opener, site: Site, lang: str, size: str) -> None:
    page = opened("/about/", lang=lang, size=size)
    log_in(page, site, "caseworker")
    page.goto("/cases/new/")
    found = {"new": faults(page)}
    page.locator("button[type=submit]:not([name])").last.click()
    found["new, with faults"] = faults(page)
    case = registered(page)
    for name, path in {
        "registered": "?done=5&new=1",
        "case": "",
        "story": "story/",
        "clock": "clock/",
        "undo": "undo/",
        "pause": "act/pause/",
        "correct": "act/correct/",
        "party": "act/change_party/?party=P1",
        "which party": "act/change_party/",
        "not now": "act/resume/",
    }.items():
        page.goto(case + path)
        found[name] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        assert page.locator("html").get_attribute("lang") == lang
    page.goto(case)
    for one in page.locator("summary").all():
        one.click()
    found["case, opened"] = faults(page)
    page.goto("/cases/1999-000001/")
    found["no such case"] = faults(page)
    assert {name: told for name, told in found.items() if told} == {}


def test_a_case_by_keyboard(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="en")
    log_in(page, site, "caseworker")
    page.goto(registered(page))
    expect(page.locator(".anke-next-who")).to_be_visible()
    tab_to(page, "Assign the case")
    page.keyboard.press("Enter")
    page.wait_for_url("**/act/assign/")
    tab_to(page, "id_caseworker")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Assign the case")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=6")
    expect(page.get_by_role("status")).to_contain_text("The case was assigned to office")
    tab_to(page, "Pause the clock")
    page.keyboard.press("Enter")
    page.wait_for_url("**/act/pause/")
    tab_to(page, "id_reason")
    page.keyboard.type("Waiting for the doctor")
    tab_to(page, "Pause the clock")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=7")
    expect(page.locator(".anke-clock")).to_contain_text("The clock is paused")
    tab_to(page, "Undo")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=8")
    expect(page.locator(".anke-clock")).to_contain_text("left")
    assert focused(page) is not None


def test_a_case_without_javascript(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="da", script=False, size="phone")
    log_in(page, site, "caseworker")
    page.goto("/cases/new/")
    fill(page)
    page.get_by_role("button", name="Vis datoen").click()
    expect(page.locator("#follows")).to_contain_text(re.compile("(Fristen|Måldagen) bliver"))
    assert CPR not in page.content()
    page.goto(registered(page))
    page.locator("summary", has_text="Hvorfor denne dato?").first.click()
    page.get_by_role("link", name="Se, hvordan datoen er regnet ud").click()
    expect(page.get_by_text("er dag 0: der tælles fra dagen efter")).to_be_visible()
    page.go_back()
    page.locator("summary", has_text="Vis CPR-nummeret på P1").click()
    page.fill("#why-P1", "Slår op i registret")
    page.get_by_role("button", name="Vis nummeret").click()
    expect(page.locator(".anke-cpr")).to_have_text(CPR)
    page.get_by_role("link", name="Tilbage til sagen").click()
    assert CPR not in page.content()


def test_the_deadline_and_the_trace_come_into_the_page(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="en")
    log_in(page, site, "caseworker")
    page.goto("/cases/new/")
    page.select_option("#id_case_type", "disability_adults")
    expect(page.locator("#follows")).to_contain_text("The target day will be")
    assert "disability_adults" not in page.url
    page.select_option("#id_case_type", "sickness_benefit")
    expect(page.locator("#follows")).to_contain_text("Fully informed sickness-benefit cases")
    expect(page.locator("#follows")).to_contain_text("The deadline will be")
    page.locator("label[for=id_fully_informed_1]").click()  # it depends on how the case was informed
    expect(page.locator("#follows")).not_to_contain_text("Fully informed sickness-benefit cases")
    page.goto(registered(page))
    page.locator("summary", has_text="Why this date?").click()
    expect(page.locator(".anke-trace").first).to_contain_text("is day 0: counting begins the day after")
