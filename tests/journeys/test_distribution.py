"""A head of office gives out the waiting cases and takes them back; every page of it is without fault."""

import pytest

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_giving_out_and_taking_back_without_script(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="en", script=False)
    log_in(page, site, "head of office")
    page.goto("/distribution/")
    page.get_by_role("button", name="Propose who gets").click()
    assert "This is a proposal. No case has moved." in page.inner_text("main")
    page.get_by_role("button", name="Give out").click()
    assert "given out." in page.inner_text("#messages")
    page.get_by_role("button", name="Undo the run").click()
    assert "back where" in page.inner_text("#messages")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_of_distribution_is_without_fault(
    opened: Opener, site: Site, lang: str, size: str
) -> None:
    page = opened("/about/", lang=lang, size=size)
    log_in(page, site, "head of office")
    found = {}

    def look(name: str) -> None:
        assert page.locator("html").get_attribute("lang") == lang
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        if told := faults(page):
            found[name] = told

    for path in ("/distribution/", "/distribution/handover/", "/distribution/people/", "/notices/"):
        page.goto(path)
        look(path)
    page.goto("/distribution/people/")
    page.locator("tbody th a").first.click()
    for more in page.locator("details").all():
        more.evaluate("one => { one.open = true }")
    look("a colleague")
    page.goto("/distribution/")
    page.locator("form[action$='propose/'] button").click()
    page.locator("tbody details").first.evaluate("one => { one.open = true }")
    look("a run")
    assert found == {}
