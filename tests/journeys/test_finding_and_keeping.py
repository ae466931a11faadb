"""A member of the legal unit finds a case and sees how long it is kept; without script too."""

import re

import pytest

from tests.journeys.conftest import SIZES, Opener, Site, enter, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize(("lang", "size", "script"), [("da", "phone", True), ("en", "desktop", False)])
def test_a_case_is_found_and_kept(opened: Opener, site: Site, lang: str, size: str, script: bool) -> None:
    page = opened("/about/", lang=lang, size=size, script=script)
    log_in(page, site, "member of the legal unit")
    told = {}

    def look(name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        if script and (found := faults(page)):
            told[name] = found

    page.goto("/search/")
    look("search")
    page.fill("#q", "københavn")
    enter(page.locator("#q"))
    page.wait_for_url(re.compile(r"/search/\?q="))
    look("hits")
    number = page.locator(".anke-hits h3 a").first.inner_text()
    page.fill("#q", "(000099) 0001")  # nobody's: there is no such day
    enter(page.locator("#q"))
    page.wait_for_url(re.compile(r"/search/\?person="))
    assert "0001" not in page.url and "000099" not in page.content()
    look("nobody")
    page.goto("/retention/")
    look("retention")
    page.fill("#number", number)
    enter(page.locator("#number"))
    page.wait_for_url(f"**/retention/cases/{number}/")
    look("case")
    page.fill("#reason", "Verserende retssag")
    enter(page.locator("#reason"))
    page.wait_for_load_state()
    assert page.locator("form[action$='/lift/']").count() == 1
    page.fill("#reason", "Retssagen er slut")
    enter(page.locator("#reason"))
    page.wait_for_load_state()
    assert page.locator("form[action$='/hold/']").count() == 1
    page.goto("/retention/person/")
    look("person")
    assert told == {}
