"""One case through its whole day: worked on, paused, answered by letter, approved, sent, found again."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Opener, Site, log_in

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WORD = "kvartårsopgørelserne"  # stands in the letter of this test alone
NAME = "Signe Dagværk"
WRITTEN = {
    "decision": "Vi ændrer afgørelsen. Du har ret til hjælpen fra den dag, du søgte om den.",
    "facts": f"Disse oplysninger har haft størst betydning:\n\n- {WORD}, som du sendte os.",
    "rules": "Vi har brugt den lov, kommunen skriver om.\n\nReglen siger, at hjælpen gives fra ansøgningen.",
    "considerations": "Vi lægger vægt på, at du søgte i tide.",
    "reply": "Du skriver i din klage, at du søgte i tide. Det er vi enige i.",
    "redress": "Du kan lægge sag an ved domstolene, hvis du er uenig.",
}


def test_a_case_from_the_worklist_to_the_letter_and_back(opened: Opener, site: Site) -> None:
    desk = opened("/about/", lang="da")
    log_in(desk, site, "caseworker")
    number = register_and_take(desk)
    ask_pause_and_resume(desk, number)
    letter = write(desk, number)
    desk.get_by_role("button", name="Send til godkendelse").click()
    expect(desk.get_by_text("venter på godkendelse").first).to_be_visible()

    head = opened("/about/", lang="da")
    log_in(head, site, "head of office")
    approve(head, number, letter)

    desk.goto(f"/cases/{number}/")
    desk.get_by_role("link", name="Send det godkendte brev").click()
    desk.get_by_role("button", name="Gå videre til at sende").click()
    desk.get_by_role("button", name="Send brevet").click()
    expect(desk.locator("#messages")).to_contain_text("sendt")
    for asked in (number, NAME, WORD):
        desk.goto("/search/")
        desk.locator("main input[type=search]").fill(asked)
        desk.locator("main input[type=search]").press("Enter")
        expect(desk.locator("main").get_by_role("link", name=number).first).to_be_visible()
    read_the_story(desk, number)


def register_and_take(page: Page) -> str:
    """Register a case, take it on, and find it in one's own list; its number."""
    page.goto("/cases/new/")
    today = date.fromisoformat(page.input_value("#id_received_on"))
    page.select_option("#id_office", page.locator("#id_office option").nth(1).get_attribute("value"))
    page.select_option("#id_case_type", "disability_adults")
    page.fill("#id_authority", "Aarhus")
    page.fill("#id_name", NAME)
    page.fill("#id_address", "Opdigtet Allé 1, 0056 Ingensteds")
    page.fill("#id_decided_on", (today - timedelta(days=20)).isoformat())
    page.fill("#id_complained_on", (today - timedelta(days=5)).isoformat())
    page.get_by_role("button", name="Registrér sagen").click()
    expect(page.locator(".anke-done")).to_contain_text("Måldagen er")
    page.get_by_role("link", name="Fordel sagen").first.click()
    me = page.locator("header a[href='/account/']").inner_text().strip()
    mine = page.locator("#id_caseworker option", has_text=me).first
    page.select_option("#id_caseworker", mine.get_attribute("value"))
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".anke-next")).to_contain_text("Det er din tur")
    number = page.locator("h1").inner_text().removeprefix("Sag ")
    page.goto("/cases/")
    row = page.locator("tbody tr", has_text=number)
    expect(row).to_contain_text("Næste: dig")
    row.locator("a.anke-open").click()
    page.locator("summary", has_text="Hvorfor denne dato?").first.click()
    expect(page.get_by_text("er dag 0: der tælles fra dagen efter").first).to_be_visible()
    return number


def ask_pause_and_resume(page: Page, number: str) -> None:
    for act, typed, said in (
        ("Indhent oplysninger", {}, "Der blev bedt om oplysninger"),
        ("Sæt sagen på pause", {"reason": "Vi venter på kommunen"}, "sat på pause: Vi venter på kommunen"),
        ("Afslut pausen", {"reason": "Kommunen har svaret"}, "Kommunen har svaret"),
    ):
        page.locator(".anke-usual").get_by_role("link", name=act).click()
        for field, words in typed.items():
            page.fill(f"#id_{field}", words)
        page.locator("main form button[type=submit]").click()
        expect(page.locator(".anke-done")).to_contain_text(said)
    expect(page.locator("h1")).to_contain_text(number)


def write(page: Page, number: str) -> str:
    """Write the decision letter of a case; the address of its page."""
    page.goto(f"/cases/{number}/")
    page.get_by_role("link", name="Skriv et brev").click()
    page.check("input[name=template][value=decision]")
    page.select_option("[name=outcome]", "changed")
    page.get_by_role("button", name="Begynd brevet").click()
    expect(page.locator(".anke-lacks").first).to_contain_text("er ikke skrevet færdig")
    for part, words in WRITTEN.items():
        page.fill(f"#part-{part}", words)
    expect(page.get_by_text("Der mangler ikke noget.")).to_be_visible()
    expect(page.locator("#letter-side")).to_contain_text(WORD)  # the preview
    page.get_by_role("button", name="Læs brevet igennem").click()
    pdf = page.request.get(page.get_by_role("link", name="Udkast som PDF").get_attribute("href") or "")
    assert pdf.ok and pdf.body().startswith(b"%PDF-")
    return page.url


def approve(page: Page, number: str, letter: str) -> None:
    page.goto("/cases/board/")
    page.get_by_role("link", name="Venter på min godkendelse").click()
    page.get_by_role("link", name=number).click()
    page.get_by_role("link", name="Breve og dokumenter").click()
    page.locator(f"main a[href='{letter.split('/', 3)[3].join(['/', ''])}']").first.click()
    expect(page.locator("main")).to_contain_text(WORD)
    page.get_by_role("button", name="Godkend").click()
    expect(page.get_by_text("godkendt").first).to_be_visible()


def read_the_story(page: Page, number: str) -> None:
    page.goto(f"/cases/{number}/story/")
    story = page.locator("main").inner_text()
    told = ("bedt om oplysninger", "sat på pause", "til godkendelse", "godkendt", "afgjort", "sendt")
    places = [re.search(one, story, re.IGNORECASE) for one in told]
    assert all(places), [one for one, place in zip(told, places, strict=True) if place is None]
    assert "Sagen blev åbnet" not in story
    page.goto(f"/cases/{number}/story/?show=reads")
    expect(page.locator("main")).to_contain_text("Sagen blev åbnet")
