"""The pages: who may see which, what they answer to nonsense, and that both languages are whole."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from anke.rules.periods import parse_period
from anke.rules.roles import ANSWERABLE, LEADERS, POWERS, Figures, Reach, Role
from anke.rules.steps import GROUPS
from anke.site import messages
from anke.steering.results import queries as results
from tests import pages
from tests.pages import NO_ROLE, NOBODY, PEOPLE, SUPERUSER, address, client, read

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.usefixtures("authority"),
]

# What only takes an act, and shows no page of its own.
ACTS = {
    "distribution-propose",
    "distribution-apply",
    "distribution-undo",
    "worklist-bulk",
    "case-cpr",
    "case-glass",
}
OF_CASES = {"goal-cases", "goal-cases-sheet", "goal-changes", "plans-coverage-cases"}
ONE_CASE = {"case", "case-clock", "case-story", "case-undo", "case-proof", "act"}
REGISTERING = {"case-new", "case-new-deadline"}
NO_PAGES = ACTS | {"start", "logout", "set_language", "goal-table", "report", "health", "mfa_authenticate"}
NO_PAGES |= {"openapi", "api-nothing", "calendar-feed", "worklist-sheet", "case-proof", "case-new-deadline"}
ACTS |= {"letters-autosave", "letters-act", "letters-retry"}
# Files; and the editor, which those who only read are led away from.
NO_PAGES |= ACTS | {"letters-download", "letters-preview", "letters-word", "letters-edit", "letters-send"}
ACTS |= {"retention-make", "retention-approve", "retention-drop", "retention-carry-out", "retention-act"}
NO_PAGES |= ACTS | {"retention-find", "retention-certificate", "goal-cases-sheet", "goal-parts"}
ACTS |= {"guard-act"}
NO_PAGES |= {"road-map-table", "guard-act"}
ACTS |= {"external-act"}
NO_PAGES |= {"external-act", "external-file", "external-template"}
ACTS |= {"reporting-act", "reporting-check"}
NO_PAGES |= {"reporting-act", "reporting-check", "reporting-file", "reporting-manifest", "reporting-draft"}
NO_PAGES |= {"reporting-calendar"}
ACTS |= {"quality-draw-act", "quality-measurement-act"}
# A rating is shown to whoever is to give it alone: not to the steering unit, as whom pages are read here.
NO_PAGES |= {"quality-draw-act", "quality-draw-file", "quality-measurement-act", "quality-rate"}
NO_PAGES |= {"quality-review-begin", "quality-review-autosave", "quality-review-act"}
NO_PAGES |= {"quality-measurement-report", "quality-rate-autosave"}
AUTOSAVES = {f"quality-{one}-autosave" for one in ("rate", "area", "office-report", "reasoning")}
AUTOSAVES.add("quality-reasoning-case-autosave")
ACTS |= AUTOSAVES
NO_PAGES |= AUTOSAVES
ACTS |= {"quality-area-act", "quality-reasoning-act", "quality-office-report-act"}
NO_PAGES |= {"quality-area-act", "quality-reasoning-act", "quality-office-report-act"}
ACTS |= {"quality-thematic-act"}
NO_PAGES |= {"quality-office-report-file", "quality-thematic-file", "quality-thematic-act"}
NO_PAGES |= {"quality-office-report-file"}
ACTS |= {"quality-action-act", "quality-inquiry-act"}
NO_PAGES |= {"quality-action-act", "quality-inquiry-act", "quality-themes-file"}
NO_PAGES |= {
    "quality-office-report-file",
    "quality-reasoning-file",
    "quality-thematic-file",
    "quality-thematic-act",
}
SHOWN = sorted(set(pages.names()) - NO_PAGES)
ACCOUNT = {"tokens", "webhooks", "calendar"}
ACCOUNT |= {"account", "mfa_index", "usersessions_list", "mfa_activate_totp", "mfa_generate_recovery_codes"}
# Nobody here has a password or a second factor to show again, or to look at.
NOTHING_TO_SHOW = {"account_reauthenticate": 403, "mfa_reauthenticate": 403}
NOTHING_TO_SHOW |= {"mfa_deactivate_totp": 404, "mfa_view_recovery_codes": 404}
GOAL = "/goal/2025/1.2.a/"
PERIOD = parse_period("2025Q3")


def reach(who: str) -> Reach:
    return POWERS[Role(who)].cases if who in list(Role) else Reach.NONE


def live(who: str) -> bool:
    return who in list(Role) and POWERS[Role(who)].figures is Figures.LIVE


def glass(who: str) -> bool:
    """Whether somebody may ever see a case: within reach, or by a sight given or taken."""
    return who in list(Role) and POWERS[Role(who)].glass


def of_a_case(name: str, who: str) -> int:
    """Those who see the case see its pages; a role that only reads is told so where something is done."""
    if who in (NOBODY, NO_ROLE):
        return 302
    if name in REGISTERING or (name == "act" and reach(who) is not Reach.NONE):
        refused = 403 if name in REGISTERING else 409
        return 200 if who in GROUPS["recorders"] else refused
    return 404 if reach(who) is Reach.NONE else 200


def paper(name: str, who: str) -> int:
    """A case's papers: for those who see the case; to others it is not there."""
    if name == "letters-waiting":
        return 200 if glass(who) else 403
    if who in (NOBODY, NO_ROLE):
        return 302
    if reach(who) is Reach.NONE:
        return 404
    # The letter of the example lacks a part: it is not asked once more whether to send it.
    return 302 if name == "letters-send" or (name == "letters-edit" and who == Role.STEERING_UNIT) else 200


_LOOKS = (*LEADERS, Role.STEERING_UNIT)
_GLASS = tuple(role for role in Role if POWERS[role].glass)  # whoever can ever be given sight of a case
LISTS = dict.fromkeys(("worklist", "worklist-sheet", "saved-views"), _GLASS) | {
    "board": _LOOKS,
    "selfcheck": (*_LOOKS, Role.SYSTEM_ADMINISTRATOR, SUPERUSER),
}


MANAGEMENT = (Role.STEERING_UNIT, Role.DIRECTOR, Role.DEPUTY_DIRECTOR)
LISTS |= {"guard": [one for one in Role if POWERS[one].figures is Figures.LIVE]}
LISTS |= dict.fromkeys(("initiative-act", "initiative-new"), MANAGEMENT)
# Figures from outside: all who see live figures read them; those who answer for them do the work.
LISTS |= dict.fromkeys(
    ("external", "external-proposal", "external-history"), tuple(role for role in Role if live(role))
)
LISTS |= dict.fromkeys(("external-form", "external-import", "external-template", "external-file"), ANSWERABLE)
# Reports that are not handed over: for those who see live figures; what was is everybody's.
LISTS |= dict.fromkeys(("reporting-calendar", "reporting-draft"), tuple(role for role in Role if live(role)))
LISTS["reporting-explain"] = (Role.STEERING_UNIT,)
REVIEWING = (*LEADERS, Role.LEGAL_UNIT, Role.STEERING_UNIT, Role.QUALITY_READER)
LISTS |= dict.fromkeys(("quality", "quality-draws", "quality-draw", "quality-draw-file"), REVIEWING)
LISTS |= dict.fromkeys(("quality-measurements", "quality-measurement"), REVIEWING)
LISTS["quality-measurement-report"] = REVIEWING
LISTS["quality-rate"] = (Role.HEAD_OF_OFFICE,)
# The monthly follow-up: for those whose work is read, and those who read it; the overview for the head alone.
LISTS |= dict.fromkeys(
    ("quality-reviews", "quality-feedback", "quality-review"), (Role.CASEWORKER, Role.HEAD_OF_OFFICE)
)
LISTS["quality-office"] = (Role.HEAD_OF_OFFICE,)
# An office's main areas are its management's; the reasons of cases are read by the legal unit, and everybody
# who reads the programme's pages is told how far that is.
LISTS |= dict.fromkeys(("quality-areas", "quality-area"), (Role.HEAD_OF_OFFICE,))
LISTS |= dict.fromkeys(("quality-reasonings", "quality-reasoning"), REVIEWING)
LISTS["quality-reasoning-case"] = (Role.LEGAL_UNIT,)
LISTS["quality-office-reports"] = REVIEWING
LISTS |= dict.fromkeys(("quality-thematics", "quality-thematic", "quality-thematic-file"), REVIEWING)
# A report that is submitted: for the office's management and its deputy director; to others not there yet.
OFFICE_REPORT = {"quality-office-report", "quality-office-report-file"}
# … as a report on reasons is for the legal unit, and its office's management.
NOT_THERE = OFFICE_REPORT | {"quality-reasoning-file"}
LISTS["quality-reasoning-file"] = (Role.HEAD_OF_OFFICE, Role.LEGAL_UNIT)
LISTS |= dict.fromkeys(OFFICE_REPORT, (Role.HEAD_OF_OFFICE, Role.DEPUTY_DIRECTOR))
ACTS |= {"quality-review-begin", "quality-review-autosave", "quality-review-act"}
# Learning: for those who work with cases and those who follow up on quality.
_WORKS = (Role.CASEWORKER, Role.BOARD_SECRETARY, Role.SUPERVISION_OFFICER)
LISTS |= dict.fromkeys(
    ("quality-learning", "quality-theme", "quality-themes-file", "quality-findings", "quality-finding-new"),
    (*REVIEWING, *_WORKS),
)
_SEE_CASES = tuple(role for role in Role if POWERS[role].cases is not Reach.NONE)
LISTS |= dict.fromkeys(("quality-inquiries", "quality-inquiry"), _SEE_CASES)
LISTS["quality-inquiry-new"] = tuple(role for role in _SEE_CASES if role is not Role.STEERING_UNIT)
KEEPING = {one for one in pages.names() if one.startswith("retention")} - ACTS


def keeping(name: str, who: str) -> int:
    """Keeping and destroying: for the legal unit and the director; a person's data: for those who record."""
    group = "recorders" if name == "retention-person" else "keepers"
    if who not in GROUPS[group]:
        return 403
    return 302 if name == "retention-find" else 200


def learning(who: str) -> int:
    """An action of an office: for its people and those above them; to a quality reader it is not there."""
    if who == Role.QUALITY_READER:
        return 404
    return 200 if who in (*REVIEWING, *_WORKS) else 403


def expected(name: str, who: str) -> int:
    """The whole policy of the pages: figures for everybody, cases for those who work with them."""
    if name in ONE_CASE | REGISTERING:
        return of_a_case(name, who)
    if name in LISTS:
        hidden = 404 if name in NOT_THERE and who in REVIEWING else 403
        return 200 if who in LISTS[name] else hidden
    if name.startswith("distribution") and name not in ACTS:
        readers = (*LEADERS, Role.LEGAL_UNIT) if name == "distribution-notices" else LEADERS
        return 200 if who in readers else 403
    if name.startswith("letters") and name not in ACTS:
        return paper(name, who)
    if name in ACCOUNT or name in NOTHING_TO_SHOW:  # one's own, for whoever is logged in
        return 302 if who in (NOBODY, NO_ROLE) else NOTHING_TO_SHOW.get(name, 200)
    elsewhere = dict.fromkeys(ACTS, 405) | {
        **dict.fromkeys(OF_CASES, 200 if reach(who) is not Reach.NONE else 403),
        "plans-coverage": 200 if live(who) else 403,
        "system": 200 if who in (SUPERUSER, Role.SYSTEM_ADMINISTRATOR) else 403,
        "work": 200 if who in (SUPERUSER, Role.SYSTEM_ADMINISTRATOR) else 403,
        "search": 200 if glass(who) else 403,
        **{one: keeping(one, who) for one in KEEPING},
        "quality-action": learning(who),
        "oidc-login": 404,
        "quality-thematic-figures": 200 if who in REVIEWING else 403,
        "oidc-callback": 404,
        "mfa_authenticate": 302,
        "api-nothing": 404,
        "calendar-feed": 404,
    }  # no provider, nobody half in
    return ({"logout": 405, "set_language": 302, "start": 302} | elsewhere).get(name, 200)


Shown = Callable[..., tuple[str, str]]


@pytest.fixture(scope="module")
def shown() -> Shown:
    """A page as somebody sees it, and its content policy: asked for once, looked at by several tests."""

    def ask(name: str, who: str, lang: str) -> tuple[str, str]:
        answer = client(who, lang).get(address(name))
        return answer.content.decode(), answer["Content-Security-Policy"]

    return cache(ask)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", sorted(set(pages.names())))
def test_every_address_is_open_to_exactly_those_it_should_be(name: str, who: str) -> None:
    assert client(who).get(address(name)).status_code == expected(name, who)


@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("name", SHOWN)
def test_a_page_speaks_one_language(shown: Shown, name: str, lang: str) -> None:
    """No text of the page is a phrase of the other language."""
    texts = read(shown(name, Role.STEERING_UNIT, lang)[0]).texts
    assert texts
    assert not foreign(lang) & set(texts)


@cache
def foreign(lang: str) -> frozenset[str]:
    """Every phrase of the house in the other language, but those that are the same in both."""
    known = messages.catalog()
    phrases = [one for one in messages.phrases() if not one.plural]
    danish = {one.text: str(known.get(one.text).string) for one in phrases if known.get(one.text)}
    same = {text for text in danish if text in danish.values()}
    return frozenset(danish if lang == "da" else danish.values()) - same


@pytest.mark.parametrize("who", [NOBODY, Role.STEERING_UNIT])
@pytest.mark.parametrize("name", SHOWN)
def test_a_strict_content_policy_has_nothing_to_stop(shown: Shown, name: str, who: str) -> None:
    text, policy = shown(name, who, "da")
    page = read(text)
    assert "style-src 'self'" in policy
    assert "unsafe" not in policy
    assert not [tag for tag, given in page.elements if tag == "script" and "src" not in given]
    assert not [tag for tag, given in page.elements if tag == "style" or "style" in given]
    assert not [name for _, given in page.elements for name in given if name.startswith("on")]


@pytest.mark.parametrize("name", SHOWN)
def test_ids_stand_once_and_links_within_a_page_lead_somewhere(shown: Shown, name: str) -> None:
    page = read(shown(name, Role.STEERING_UNIT, "da")[0])
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    within = {given["href"][1:] for tag, given in page.elements if tag == "a" and given["href"][:1] == "#"}
    assert within <= set(ids)
    pointed = [
        one
        for _, given in page.elements
        for key in ("aria-labelledby", "aria-describedby", "for")
        for one in given.get(key, "").split()
    ]
    assert set(pointed) <= set(ids)


def test_every_link_of_every_page_answers() -> None:
    browser = client(Role.STEERING_UNIT)
    seen, ahead = set(), ["/"]
    while ahead:
        one = ahead.pop()
        answer = browser.get(one)
        assert answer.status_code in (200, 302), one
        seen.add(one)
        if "text/html" not in answer.get("Content-Type", "") or len(seen) > 40:
            continue  # enough: every kind of page has been seen, and each link once
        page = read(answer.content.decode())
        links = {given["href"].split("#")[0] for tag, given in page.elements if tag == "a"}
        ahead += [link for link in sorted(links) if link.startswith("/") and link not in {*seen, *ahead}]


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_made_up_says_so_on_every_page(shown: Shown, name: str, tmp_path: Path) -> None:
    assert "Synthetic data." in shown(name, Role.STEERING_UNIT, "en")[0]
    browser = client(Role.STEERING_UNIT, "en")
    mark = settings.ANKE_HOME / "synthetic"
    mark.rename(tmp_path / "synthetic")
    try:
        assert "ynthetic" not in browser.get(address(name)).content.decode()
    finally:
        (tmp_path / "synthetic").rename(mark)


def test_logging_in_and_out() -> None:
    from anke.demo.queries import logins

    browser, somebody = Client(headers={"accept-language": "en"}), logins()[0]
    listed = browser.get("/login/").content.decode()
    assert all(one.password in listed for one in logins())
    wrong = browser.post("/login/", {"username": somebody.username, "password": "no"})
    assert "User name and password do not match." in wrong.content.decode()
    right = browser.post(
        "/login/", {"username": somebody.username, "password": somebody.password, "next": f"{GOAL}cases/"}
    )
    assert (right.status_code, right["Location"]) == (302, f"{GOAL}cases/")
    assert browser.get(f"{GOAL}cases/").status_code == 200
    assert browser.post("/logout/")["Location"] == "/"
    assert browser.get(f"{GOAL}cases/").status_code == 403


def test_nobody_is_led_away_from_the_site() -> None:
    from anke.demo.queries import logins

    somebody = logins()[0]
    browser = Client()
    sent = {"username": somebody.username, "password": somebody.password, "next": "https://example.org/"}
    assert browser.post("/login/", sent)["Location"] == "/start/"
    assert browser.post("/language/", {"language": "en", "next": "https://example.org/"})["Location"] == "/"


def test_the_language_chosen_is_kept() -> None:
    browser = Client(headers={"accept-language": "da"})
    answer = browser.post("/language/", {"language": "en", "next": f"{GOAL}?period=2025Q2"})
    assert answer["Location"] == f"{GOAL}?period=2025Q2"
    assert '<html lang="en">' in browser.get(GOAL).content.decode()


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = browser.post("/language/", {"language": "en"})
    assert answer.status_code == 403
    assert "The form had grown too old" in answer.content.decode()


def test_a_page_that_breaks_down_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(results, "contract", broken)
    browser = Client(raise_request_exception=False, headers={"accept-language": "en"})
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "Nothing has been changed" in answer.content.decode()
    assert "planted" not in answer.content.decode()
    monkeypatch.setattr("anke.site.context.statistics.watermark", broken)  # even its frame breaks
    answer = browser.get("/")
    assert (answer.status_code, "Nothing has been changed" in answer.content.decode()) == (500, True)
