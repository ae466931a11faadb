"""axe-core at zero on every page, in both languages, on a phone and on a desk; and what axe cannot see."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import SIZES, Opener, Site, log_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = {
    "contract": "/",
    "contract of 2024, as printed": "/?plan=2024&figures=printed",
    "a mean": "/goal/2025/1.2.a/",
    "a share with a series break": "/goal/2025/1.3.a/",
    "a stock": "/goal/2025/1.6.b/",
    "boards": "/goal/2025/1.5.a/",
    "a figure from outside": "/goal/2025/1.7.a/",
    "a delivery": "/goal/2025/1.10.a/",
    "about": "/about/",
    "log-in": "/login/",
    "no access": "/goal/2025/1.2.a/cases/",
    "not found": "/nowhere/",
    "not understood": "/?period=2025Q9",
    "log-in broken off": "/login/provider/back/?error=access_denied",
    "cases": "/goal/2025/1.2.a/cases/",  # last: from here on somebody is logged in
    "contract of 2024, as known then": "/?plan=2024&period=2024Q4&known_at=2025-01-10",
    "a share as known then": "/goal/2025/1.3.a/?known_at=2025-08-01",
    "strategy": "/strategy/",
    "strategy of the plans": "/strategy/?strategy=2027",
    "road map as it looked": "/strategy/road-map/?known_at=2025-03-01",
    "an initiative": "/strategy/2018-2022/7/",
    "an act on an initiative": "/strategy/2018-2022/7/evidence/",
    "a new initiative": "/strategy/2027/new/",
    "a plan as it was fixed": "/plans/2025/guard/",
    "a share week by week": "/goal/2025/1.1.c/?view=week&period=2025Q4&by=case_type",
    "what counts otherwise": "/goal/2025/1.2.a/changes/?known_at=2025-07-05",
    "plans compared": "/plans/compare/",
    "plans compared, counted anew": "/plans/compare/?recompute=1",
    "cases in no goal": "/plans/coverage/",
    "cases in no goal, listed": "/plans/coverage/cases/?which=none",
    "the yearly wheel": "/quality/",
    "draws": "/quality/draws/",
    "a draw with its proof": "/quality/draws/Q5A/2024/",
    "a central measurement": "/quality/central/2024/",
    "learning": "/quality/learning/?office=13&half=2025H1",
    "a theme": "/quality/learning/themes/comments/?office=13&half=2025H1",
    "findings": "/quality/learning/findings/",
    "a new finding": "/quality/learning/findings/new/",
    "inquiries": "/quality/inquiries/?half=2025H1&closed=yes",
    "search": "/search/",
    "search with hits": "/search/?q=kontanthj%C3%A6lp&state=open",
    "a person's data, for others": "/retention/person/",
    "account": "/account/",
    "tokens": "/account/tokens/",
    "webhooks": "/account/webhooks/",
    "calendar": "/account/calendar/",
    "the API in words": "/api/docs/",
    "second factor": "/account/second-factor/",
    "new recovery codes": "/account/recovery-codes/new/",
    "the system, for others": "/system/",
}
REFUSED = {"no access": 403, "not found": 404, "not understood": 400}
REFUSED |= {"log-in broken off": 400, "the system, for others": 403, "a person's data, for others": 403}
AXE = Axe()


def faults(page: Page) -> list[str]:
    page.wait_for_load_state()
    found = AXE.run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']} {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_is_without_fault(opened: Opener, site: Site, lang: str, size: str) -> None:
    page = opened("/about/", lang=lang, size=size)
    found = {}
    for name, path in PAGES.items():
        if name == "cases":
            log_in(page, site, "member of the steering unit")
        answer = page.goto(path)
        assert answer is not None and answer.status == REFUSED.get(name, 200), name
        assert page.locator("html").get_attribute("lang") == lang
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
        if told := faults(page):
            found[name] = told
    assert found == {}


@pytest.mark.parametrize("path", ["/", "/goal/2025/1.3.a/", "/goal/2025/1.5.a/", "/about/", "/login/"])
def test_a_page_fits_every_screen(opened: Opener, path: str) -> None:
    """From WCAG 1.4.10's 320 pixels on, nothing but a table is scrolled sideways."""
    page = opened(path)
    for width in (320, 360, 600, 768, 900, 1024, 1100, 1200, 1600):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
