"""Management records that an initiative has begun; the road map, its table and the day before show it so."""

import pytest

from tests.journeys.conftest import SIZES, Opener, Site, enter, log_in
from tests.journeys.test_accessibility import faults

pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize(
    ("size", "number", "day"), [("phone", 11, "2025-04-01"), ("desktop", 12, "2025-05-02")]
)
def test_from_unknown_to_begun(opened: Opener, site: Site, size: str, number: int, day: str) -> None:
    """Without script too: on the desk the browser runs none."""
    script = size == "phone"
    page = opened("/about/", lang="en", size=size, script=script)
    log_in(page, site, "member of the steering unit")
    page.goto(f"/strategy/2018-2022/{number}/")
    assert "Nothing has been recorded of it." in page.content()
    enter(page.locator("text=Record that it was begun"))
    page.fill("#id_happened_on", "")
    enter(page.locator("button.button-primary"))
    assert "This field is required." in page.content()
    if script:
        assert faults(page) == []
    page.fill("#id_happened_on", day)
    enter(page.locator("button.button-primary"))
    assert "It has been recorded." in page.content()
    page.goto("/strategy/road-map/")
    assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"]
    row = page.locator("tbody tr", has_text=f"{number}. ").inner_text()
    assert "under way" in row and "2025" in row
    page.goto("/strategy/road-map/?known_at=2025-10-14")  # recorded today: yesterday nobody knew
    assert "unknown" in page.locator("tbody tr", has_text=f"{number}. ").inner_text()
