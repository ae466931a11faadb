"""Log-in by a real OpenID Connect provider: who is let in, who is not, and what is said."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from anke.events import queries as events
from anke.organisation import commands as organisation
from anke.organisation.tests.people import house
from anke.rules.roles import Role
from anke.site.identity.choices import ChosenProvider, chosen_provider
from tests.provider import Provider, provider

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = {"DIR": "pw-dir-1", "STRANGER": "pw-str-1", "LEFT": "pw-lef-1", "dir": "pw-low-1"}
BY: dict[str, Any] = {"actor": "test", "recorded_at": datetime(2025, 10, 16, 9, tzinfo=UTC)}


@pytest.fixture(scope="module")
def theirs() -> Iterator[Provider]:
    with provider(WORDS) as one:
        yield one


@pytest.fixture(autouse=True)
def chosen(theirs: Provider, settings: Any) -> ChosenProvider:
    """The provider is the one this site uses; a director is appointed, and has no account yet."""
    cache.clear()
    settings.ANKE_OIDC = ChosenProvider(
        issuer=theirs.issuer, client_id=theirs.client_id, client_secret=theirs.client_secret, name="Testlogin"
    )
    house()
    day = date(2025, 1, 2)
    organisation.appoint_staff(initials="DIR", name="D. Rektør", role=Role.DIRECTOR, happened_on=day, **BY)
    organisation.appoint_staff(initials="LEFT", name="L. Forladt", role=Role.DIRECTOR, happened_on=day, **BY)
    organisation.end_appointment(initials="LEFT", happened_on=date(2025, 9, 30), **BY)
    chosen: ChosenProvider = settings.ANKE_OIDC
    return chosen


@pytest.fixture
def browser() -> Client:
    return Client(headers={"accept-language": "en"})


def there(browser: Client, onward: str = "/about/") -> str:
    """Where the browser is sent to log in."""
    answer = browser.get("/login/provider/", {"next": onward})
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def back(theirs: Provider, asked: str, who: str) -> str:
    """The address the provider sends the browser back to."""
    return theirs.log_in(asked, who, WORDS[who]).removeprefix("http://testserver")


def through(browser: Client, theirs: Provider, who: str) -> Any:
    return browser.get(back(theirs, there(browser), who))


def test_what_is_asked_of_the_provider(browser: Client, theirs: Provider) -> None:
    asked = parse_qs(urlsplit(there(browser)).query)
    assert asked["response_type"] == ["code"]
    assert set(asked["scope"][0].split()) == {"openid", "profile"}
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://testserver/login/provider/back/"]
    assert len(asked["nonce"][0]) >= 32 and len(asked["state"][0]) >= 16
    again = parse_qs(urlsplit(there(browser)).query)
    assert not {one[0] for one in (asked["nonce"], asked["state"])} & {again["nonce"][0], again["state"][0]}


def test_nothing_in_the_address_changes_what_is_asked(browser: Client) -> None:
    given = {
        "scope": "admin",
        "auth_params": "prompt=none",
        "process": "connect",
        "next": "https://evil.example/",
    }
    asked = parse_qs(urlsplit(str(browser.get("/login/provider/", given)["Location"])).query)
    assert set(asked["scope"][0].split()) == {"openid", "profile"} and "prompt" not in asked


def test_a_colleague_is_let_in_and_the_account_opens_by_itself(browser: Client, theirs: Provider) -> None:
    first = browser.get("/login/").content.decode()
    assert "Log in with Testlogin" in first and "id_password" not in first
    answer = through(browser, theirs, "DIR")
    assert (answer.status_code, answer["Location"]) == (302, "/about/")
    user = User.objects.get(username="DIR")
    assert not user.has_usable_password()
    page = browser.get("/account/").content.decode()
    assert "D. Rektør" in page and "With Testlogin" in page
    told = [one.kind for one in events.events_of("staff", "DIR")]
    assert "account_opened" in told


def test_nothing_the_provider_says_is_kept(browser: Client, theirs: Provider) -> None:
    through(browser, theirs, "DIR")
    link = SocialAccount.objects.get()
    assert (link.extra_data, link.user.email) == ({}, "")
    assert not link.socialtoken_set.exists()
    assert link.provider == settings.ANKE_OIDC.key


def test_the_session_has_a_new_key_and_the_second_log_in_is_the_same_person(
    browser: Client, theirs: Provider
) -> None:
    asked = there(browser)
    before = browser.session.session_key
    assert browser.get(back(theirs, asked, "DIR")).status_code == 302
    assert browser.session.session_key != before
    other = Client()
    assert through(other, theirs, "DIR").status_code == 302
    assert User.objects.filter(username="DIR").count() == SocialAccount.objects.count() == 1


@pytest.mark.parametrize("who", ["STRANGER", "LEFT", "dir"])
def test_whom_no_appointment_knows_is_told_whom_to_ask(browser: Client, theirs: Provider, who: str) -> None:
    """Nobody makes an account by logging in, one who has left does not come back, and initials are exact."""
    answer = through(browser, theirs, who)
    assert answer.status_code == 403
    assert "Ask your head of office" in answer.content.decode()
    assert not User.objects.exists() and not SocialAccount.objects.exists()
    assert browser.get("/account/").status_code == 302


def test_an_address_alone_links_nobody(browser: Client, theirs: Provider) -> None:
    organisation.open_account(initials="DIR", username="D", password=None, happened_on=date(2025, 1, 2), **BY)
    User.objects.filter(username="D").update(email="stranger@example.org")
    assert through(browser, theirs, "STRANGER").status_code == 403


def test_initials_that_are_used_again_do_not_inherit_an_account(browser: Client, theirs: Provider) -> None:
    """The same initials with another subject at the provider is another person."""
    through(browser, theirs, "DIR")
    SocialAccount.objects.update(uid="somebody before")
    answer = through(Client(headers={"accept-language": "en"}), theirs, "DIR")
    assert answer.status_code == 403
    assert "release the link" in answer.content.decode()


def test_a_subject_whose_initials_changed_is_not_the_person_it_was(browser: Client, theirs: Provider) -> None:
    through(browser, theirs, "DIR")
    user = User.objects.create(username="another")
    SocialAccount.objects.update(user=user)
    assert through(Client(), theirs, "DIR").status_code == 403


def test_a_state_of_another_browser_is_refused(browser: Client, theirs: Provider) -> None:
    address = back(theirs, there(browser), "DIR")
    answer = Client(headers={"accept-language": "en"}).get(address)
    assert answer.status_code == 400
    assert "must end in the browser it began in" in answer.content.decode()


def test_a_state_that_was_tampered_with_is_refused(browser: Client, theirs: Provider) -> None:
    address = back(theirs, there(browser), "DIR").replace("state=", "state=x")
    assert browser.get(address).status_code == 400
    assert browser.get("/account/").status_code == 302


def test_an_answer_counts_once(browser: Client, theirs: Provider) -> None:
    address = back(theirs, there(browser), "DIR")
    assert browser.get(address).status_code == 302
    browser.post("/logout/")
    assert browser.get(address).status_code == 400


def test_a_code_for_another_browser_does_not_pass_pkce_and_nonce(browser: Client, theirs: Provider) -> None:
    """Somebody else's code, brought back with one's own state."""
    other = Client()
    stolen = parse_qs(urlsplit(back(theirs, there(other), "DIR")).query)["code"][0]
    own = parse_qs(urlsplit(there(browser)).query)["state"][0]
    answer = browser.get("/login/provider/back/", {"code": stolen, "state": own})
    assert answer.status_code == 400
    assert "could not be trusted" in answer.content.decode()


def test_an_id_token_without_our_nonce_is_refused(
    browser: Client, theirs: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("anke.site.identity.provider.secrets.token_urlsafe", lambda _: "")
    answer = through(browser, theirs, "DIR")
    assert answer.status_code == 400


@pytest.mark.parametrize("field", ["issuer", "client_id", "client_secret"])
def test_a_provider_that_is_another_is_refused(
    browser: Client, theirs: Provider, chosen: ChosenProvider, settings: Any, field: str
) -> None:
    asked = there(browser)
    wrong = {"issuer": f"{theirs.issuer}/", "client_id": "other", "client_secret": "other"}[field]
    settings.ANKE_OIDC = replace(chosen, **{field: wrong})
    if field == "issuer":  # found at the same address, and calls itself otherwise
        assert browser.get("/login/provider/").status_code == 400
    address = back(theirs, asked, "DIR")
    assert browser.get(address).status_code == 400
    assert not User.objects.exists()


def test_an_answer_that_names_another_issuer_is_refused(browser: Client, theirs: Provider) -> None:
    address = back(theirs, there(browser), "DIR") + "&iss=https%3A%2F%2Fevil.example"
    assert browser.get(address).status_code == 400


@pytest.mark.parametrize("lang", ["da", "en"])
def test_a_provider_that_is_down_is_said_so(chosen: ChosenProvider, settings: Any, lang: str) -> None:
    settings.ANKE_OIDC = replace(chosen, issuer="http://127.0.0.1:9")
    answer = Client(headers={"accept-language": lang}).get("/login/provider/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    says = {"da": "Login-tjenesten svarer ikke", "en": "The log-in service does not answer"}
    assert says[lang] in answer.content.decode()


def test_a_provider_that_goes_down_between_is_said_so_and_comes_back(
    browser: Client, theirs: Provider
) -> None:
    address = back(theirs, there(browser), "DIR")
    theirs.stop()
    try:
        answer = browser.get(address)
        assert (answer.status_code, "does not answer" in answer.content.decode()) == (503, True)
    finally:
        theirs.start()
    assert through(browser, theirs, "DIR").status_code == 302


def test_broken_off_is_no_fault(browser: Client) -> None:
    own = parse_qs(urlsplit(there(browser)).query)["state"][0]
    answer = browser.get("/login/provider/back/", {"error": "access_denied", "state": own})
    assert (answer.status_code, "broken off" in answer.content.decode()) == (400, True)


def test_another_site_cannot_begin_a_log_in(browser: Client) -> None:
    answer = browser.get("/login/provider/", headers={"sec-fetch-site": "cross-site"})
    assert answer["Location"] == "/login/"


def test_guesses_at_the_way_back_are_slowed_down(browser: Client) -> None:
    answers = [browser.get("/login/provider/back/", {"code": "x", "state": "x"}) for _ in range(31)]
    assert [one.status_code for one in answers] == [400] * 30 + [429]
    assert answers[-1]["Retry-After"] == "300"
    assert browser.get("/login/provider/").status_code == 429


def test_without_a_provider_there_is_no_such_page(browser: Client, settings: Any) -> None:
    settings.ANKE_OIDC = None
    assert browser.get("/login/provider/").status_code == 404
    assert browser.get("/login/provider/back/").status_code == 404
    assert "Nobody can log in yet." in browser.get("/login/").content.decode()


def test_the_second_factor_of_the_provider_counts_where_it_is_chosen(
    browser: Client, theirs: Provider, chosen: ChosenProvider, settings: Any
) -> None:
    settings.ANKE_REQUIRE_MFA = True
    through(browser, theirs, "DIR")
    assert browser.get("/")["Location"] == "/account/second-factor/"
    settings.ANKE_OIDC = replace(chosen, strong=frozenset({"pwd"}))  # what this provider says of a password
    other = Client()
    through(other, theirs, "DIR")
    assert other.get("/account/").status_code == 200


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"ANKE_OIDC_ISSUER": "http://login.example.org"}, "https://"),
        ({"ANKE_OIDC_ISSUER": "https://login.example.org"}, "ANKE_OIDC_CLIENT_ID"),
        (
            {"ANKE_OIDC_ISSUER": "https://login.example.org", "ANKE_OIDC_CLIENT_ID": "a"},
            "ANKE_OIDC_CLIENT_SECRET",
        ),
    ],
)
def test_a_half_chosen_provider_is_refused_at_the_start(environment: dict[str, str], says: str) -> None:
    with pytest.raises(Exception, match=says):
        chosen_provider(environment)
