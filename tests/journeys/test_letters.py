"""A case's papers in a real browser: put on the case, written with help beside, sent; on a phone and without
JavaScript; axe-core looks at every page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SIZES, Opener, Site, log_in
from tests.journeys.test_accessibility import faults
from tests.journeys.test_case import registered

pytestmark = [pytest.mark.slow, pytest.mark.browser]
FILE = {"name": "klage.txt", "mimeType": "text/plain", "buffer": b"Jeg klager over afslaget."}
PROGRAM = {"name": "klage.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(60)}


def add(page: Page, case: str, file: dict[str, object] = FILE) -> None:
    page.goto(f"{case}documents/add/")
    page.set_input_files("#files", [file])  # type: ignore[list-item]  # as playwright takes it
    page.select_option("#kind", "appeal")
    page.locator("form[enctype] button[type=submit]").click()
    page.wait_for_load_state()


def begin(page: Page, case: str, template: str, outcome: str = "") -> str:
    """Begin a letter; the address of its reading."""
    page.goto(f"{case}letters/new/")
    page.locator(f"label[for=template-{template}]").click()
    if outcome:
        page.select_option("#outcome", outcome)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/edit/")
    return page.url.removesuffix("edit/")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["da", "en"])
def test_every_page_of_a_cases_papers_is_without_fault(
    opened: Opener, site: Site, lang: str, size: str
) -> None:
    page = opened("/about/", lang=lang, size=size)
    log_in(page, site, "caseworker")
    case = registered(page)
    add(page, case)
    letter = begin(page, case, "decision", "changed")
    told = begin(page, case, "acknowledgement")
    found: dict[str, list[str]] = {}
    for name, path in {
        "sending": f"{told}send/?channel=digital_post",
        "overview": f"{case}documents/",
        "adding": f"{case}documents/add/",
        "document": f"{case}documents/1/",
        "new": f"{case}letters/new/",
        "editor": f"{letter}edit/",
        "reading": letter,
        "waiting": "/letters/waiting/",
    }.items():
        page.goto(path)
        if name == "sending":
            assert page.url.endswith(path)
        if faulty := faults(page):
            found[name] = faulty
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], name
    assert found == {}


def test_what_is_written_is_saved_and_seen_beside_while_one_writes(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="da")
    log_in(page, site, "caseworker")
    begin(page, registered(page), "decision", "affirmed")
    page.fill("#part-reply", "Såfremt du er uenig, kan du skrive til os.")
    expect(page.locator("#letter-side .anke-paper")).to_contain_text("Såfremt du er uenig")
    expect(page.locator("#version")).to_have_value("2")
    expect(page.locator("#letter-side")).to_contain_text("såfremt → hvis", ignore_case=True)
    page.reload()
    expect(page.locator("#part-reply")).to_have_value("Såfremt du er uenig, kan du skrive til os.")


def test_what_was_opened_stays_open_and_a_save_that_is_lost_is_told(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="da")
    log_in(page, site, "caseworker")
    begin(page, registered(page), "decision", "affirmed")
    page.locator("#reading-help summary").click()
    page.fill("#part-reply", "Vi har læst det.")
    expect(page.locator("#version")).to_have_value("2")
    assert page.locator("#reading-help").get_attribute("open") is not None
    expect(page.locator("#not-saved")).to_be_hidden()
    page.route("**/autosave/", lambda route: route.abort())
    page.fill("#part-reply", "Vi har læst det hele.")
    expect(page.locator("#not-saved")).to_contain_text("Din tekst står her endnu")
    page.unroute("**/autosave/")
    page.fill("#part-reply", "Vi har læst det hele igen.")
    expect(page.locator("#version")).to_have_value("3")
    expect(page.locator("#not-saved")).to_be_hidden()


def test_a_letter_is_sent_without_javascript_from_a_phone(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="da", size="phone", script=False)
    log_in(page, site, "caseworker")
    case = registered(page)
    add(page, case)
    expect(page.locator("#messages")).to_contain_text("1 dokument er lagt på sagen.")
    begin(page, case, "acknowledgement")
    page.get_by_role("button", name="Læs brevet igennem").click()
    page.get_by_role("button", name="Gå videre til at sende").click()
    expect(page.locator("main")).to_contain_text("Er det dette, der skal sendes?")
    page.get_by_role("button", name="Send brevet").click()
    expect(page.locator("#messages")).to_contain_text("Brevet er sendt.")
    page.goto(f"{case}documents/")
    expect(page.locator("main")).to_contain_text("leveret")
    expect(page.locator("main")).not_to_contain_text("Sofie")  # the recipient's name is protected
    with page.expect_download() as taken:
        page.locator("a[href*='/file/']").first.click()
    assert re.fullmatch(r"\d{4}-\d{6}-dok-2\.pdf", taken.value.suggested_filename)


def test_a_file_that_is_a_program_is_refused_in_words(opened: Opener, site: Site) -> None:
    page = opened("/about/", lang="da")
    log_in(page, site, "caseworker")
    case = registered(page)
    with page.expect_response(lambda answer: answer.request.method == "POST") as answered:
        add(page, case, PROGRAM)
    assert answered.value.status == 422
    expect(page.get_by_role("alert")).to_contain_text("»klage.pdf«: Filen er et program og tages ikke imod.")
