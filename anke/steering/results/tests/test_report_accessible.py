"""The HTML report in a real browser: axe-core finds nothing, on a wide and on a narrow screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from anke.rules.periods import parse_period
from anke.steering.results import queries
from anke.steering.results.tests.made_up import GOOD, answers, told
from anke.steering.results.tests.test_additions import ADDED

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("size", [(1280, 900), (320, 700)])
def test_axe_finds_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: tuple[int, int]) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    answers(monkeypatch, GOOD)
    told(monkeypatch, {})
    found = queries.contract("2025", parse_period("2025Q3"))
    added = replace(ADDED, duties=(*ADDED.duties, *queries.duties("2025", parse_period("2025Q3"))))
    made = queries.report(found, "html", synthetic=True, additions=added)
    assert isinstance(made, str)
    page_file = tmp_path / "report.html"
    page_file.write_text(made)
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.goto(page_file.as_uri())
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        browser.close()
