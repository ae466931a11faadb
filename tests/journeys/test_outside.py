"""A figure from outside on its way into the results plan: proposed, approved by another, shown."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES, Opener, Site, enter, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]
QUARTERS = {"2024Q4": "12,1", "2025Q1": "13", "2025Q2": "12,2", "2025Q3": "11,9"}
EVIDENCE = {"name": "udtraek.txt", "mimeType": "text/plain", "buffer": b"Made up for a test."}
Look = Callable[[Page, str], None]


@pytest.mark.parametrize(
    ("lang", "size", "words"), [("da", "phone", ("9,4", "9,4 dage")), ("en", "desktop", ("9.3", "9.3 days"))]
)
def test_proposed_by_one_approved_by_another_and_in_the_plan(
    opened: Opener, site: Site, lang: str, size: str, words: tuple[str, str]
) -> None:
    told: dict[str, list[str]] = {}
    script, (state, shown) = size == "phone", words  # the other one without script

    def look(page: Page, name: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        if script and (found := faults(page)):
            told[name] = found

    page = opened("/about/", lang=lang, size=size, script=script)
    log_in(page, site, "member of the steering unit")
    number = _propose(page, state, look)
    page = opened("/about/", lang=lang, size=size, script=script)
    log_in(page, site, "director")
    _approve(page, number, look)
    page.goto("/goal/2025/2.2.1/?period=2025Q3")
    assert shown in page.content().replace("\u00a0", " ")
    enter(page.locator("a[href='/external/2025/2.2.1/history/']"))
    page.wait_for_url("**/external/2025/2.2.1/history/")
    assert number in page.content()
    look(page, "history")
    page.goto("/external/import/")
    look(page, "import")
    assert told == {}


def _propose(page: Page, state: str, look: Look) -> str:
    """Sick leave by quarter: refused where something is missing, looked at, proposed; its number."""
    page.goto("/external/2025/sick_leave/?period=2024Q4..2025Q3")
    look(page, "form")
    page.fill("[name='own:2024Q4']", "")
    enter(page.locator("button[value=propose]"))  # something is missing: told beside its field
    page.wait_for_selector(".form-error-message")
    look(page, "form refused")
    for name, value in QUARTERS.items():
        page.fill(f"[name='own:{name}']", value)
    page.fill("[name=before]", "13,1")
    page.fill("[name=state]", state)
    page.check("#preliminary")
    enter(page.locator("button[value=show]"))
    page.wait_for_selector(".anke-arithmetic")
    assert re.search(r"12[.,]3 / 13[.,]1 − 1", page.content())
    look(page, "what it comes to")
    page.set_input_files("#evidence", EVIDENCE)  # type: ignore[arg-type]  # a payload, as the driver takes it
    enter(page.locator("button[value=propose]"))
    page.wait_for_url(re.compile(r"/external/proposals/\d{4}-\d{4}/$"))
    assert page.locator("form[action$='/approve/']").count() == 0  # not one's own
    look(page, "own proposal")
    return page.url.rstrip("/").rpartition("/")[2]


def _approve(page: Page, number: str, look: Look) -> None:
    """The director finds it waiting, sees old and new, and approves it."""
    page.goto("/external/")
    look(page, "overview")
    enter(page.locator(f".anke-waiting-list a[href$='/{number}/']"))
    page.wait_for_url(f"**/external/proposals/{number}/")
    look(page, "to approve")
    enter(page.locator("form[action$='/approve/'] button"))
    page.wait_for_selector(".alert-success")
