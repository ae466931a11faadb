"""A caseworker's morning and a head of office's: by keyboard, without JavaScript, on a phone; axe at zero."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults
from tests.journeys.test_journeys import focused, shows_focus

pytestmark = [pytest.mark.slow, pytest.mark.browser]
LISTS = {
    "list": "/cases/",
    "list, filtered": "/cases/?due=late&stage=in_hand&list=reach",
    "list, empty": "/cases/?find=1999",
    "saved lists": "/cases/views/",
    "overview": "/cases/board/",
    "self-check": "/cases/selfcheck/",
}


def _at_the_list(opened: Opener, site: Site, role: str, **how: object) -> Page:
    page = opened("/login/", **how)
    log_in(page, site, role)
    page.goto("/cases/")
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_lists_and_overview_are_without_fault(opened: Opener, site: Site, lang: str, size: str) -> None:
    page = _at_the_list(opened, site, "head of office", lang=lang, size=size)
    found = {}
    for name, path in LISTS.items():
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, name
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        if told := faults(page):
            found[name] = told
    page.goto("/cases/")
    page.locator(".anke-pick").first.check()
    page.locator(".anke-bulk button").first.click()
    page.locator("input[name=act]").first.check()
    found |= {"choosing": told} if (told := faults(page)) else {}
    page.locator("select[name=assign-person]").select_option(index=1)
    page.locator("form button[type=submit].button-primary").click()
    expect(page.locator("table.anke-outcome")).to_be_visible()
    found |= {"preview": told} if (told := faults(page)) else {}
    assert found == {}


def test_a_morning_by_keyboard(opened: Opener, site: Site) -> None:
    page = _at_the_list(opened, site, "head of office", lang="en")
    page.keyboard.press("j")
    first = focused(page)
    assert re.fullmatch(r"\d{4}-\d{6}", first) and shows_focus(page)
    page.keyboard.press("ArrowDown")
    second = focused(page)
    assert second != first and shows_focus(page)
    page.keyboard.press("x")
    expect(page.locator("#bulk-count")).to_have_text("1")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator("#bulk-count")).to_have_text("2")
    page.keyboard.press("?")
    expect(page.get_by_text("next case", exact=True)).to_be_visible()
    page.keyboard.press("/")
    assert focused(page) == "find"
    page.keyboard.type(first[-3:])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**find={first[-3:]}*")
    expect(page.locator(".anke-chips").first).to_contain_text(first[-3:])
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/cases/\d{4}-\d{6}/"))
    page.go_back()
    expect(page).to_have_url(re.compile(r"find="))
    expect(page.locator("#worklist")).to_be_visible()


def test_filters_change_the_list_and_its_address_and_can_be_gone_back_on(opened: Opener, site: Site) -> None:
    page = _at_the_list(opened, site, "head of office", lang="en")
    page.get_by_text("Filters and saved lists").click()
    before = page.locator("#worklist-sum").inner_text()
    page.select_option("#filter-stage", index=1)
    page.wait_for_url(re.compile(r"/cases/\?stage=\w+$"))
    expect(page.locator("#worklist-said")).to_contain_text("case")
    page.get_by_role("link", name=re.compile("At risk")).first.click()
    page.wait_for_url("**due=risk**")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/cases/\?stage=\w+$"))
    page.wait_for_load_state("networkidle")  # going back may read the page anew
    page.goto("/cases/")
    expect(page.locator("#worklist-sum")).to_have_text(before)


def test_the_keys_can_be_turned_off(opened: Opener, site: Site) -> None:
    page = _at_the_list(opened, site, "caseworker", lang="en")
    page.get_by_text("How the list is sorted, and its keys").click()
    page.get_by_role("button", name="Turn the keys off").click()
    page.locator("h1").click()
    page.keyboard.press("j")
    assert not re.fullmatch(r"\d{4}-\d{6}", focused(page))


def test_several_cases_are_given_out_without_javascript(opened: Opener, site: Site) -> None:
    page = _at_the_list(opened, site, "head of office", lang="da", size="phone", script=False)
    boxes = page.locator(".anke-pick")
    boxes.nth(0).check()
    boxes.nth(1).check()
    numbers = [(boxes.nth(at).get_attribute("value") or "").split("@")[0] for at in (0, 1)]
    page.get_by_role("button", name="Gå videre med de valgte").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2 sager")
    page.check("#act-assign")
    page.select_option("#assign-person", index=1)
    initials = page.locator("#assign-person").input_value()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("button", name="Gennemfør for 2 sager").click()
    page.wait_for_url("**/cases/")
    expect(page.locator("#messages")).to_contain_text("2 sager")
    page.goto(f"/cases/?list=reach&who={initials}")
    for number in numbers:
        expect(page.locator(f"#pick-{number}")).to_have_count(1)
    page.goto("/cases/")
    page.locator("summary", has_text="Filtre og gemte lister").click()
    page.select_option("#filter-stage", index=1)
    page.get_by_role("button", name="Vis").click()
    expect(page).to_have_url(re.compile("stage=[a-z]"))
    with page.expect_download() as taken:
        page.get_by_role("link", name="Denne liste som CSV").click()
    assert taken.value.suggested_filename.endswith(".csv")


def test_every_tile_of_the_overview_opens_the_list_behind_it(opened: Opener, site: Site) -> None:
    page = _at_the_list(opened, site, "head of office", lang="en")
    page.goto("/cases/board/")
    for at in range(page.locator(".anke-tile").count()):
        page.goto("/cases/board/")
        tile = page.locator(".anke-tile").nth(at)
        number = tile.locator(".anke-tile-n").inner_text()
        tile.click()
        expect(page.locator("#worklist-sum")).to_contain_text(re.compile(rf"^{number} case"))
