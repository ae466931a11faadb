"""A restricted case beside an open one of the same person: all that somebody who does not see it can ask for
is asked for, and nothing names it, its party or a word of its papers. Who sees it finds it, so that the test
would notice."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from anke.casework.cases import commands as cases
from anke.casework.distribution import commands as distribution
from anke.casework.gateway import commands as gateway
from anke.casework.gateway.models import Delivery
from anke.casework.gateway.tests.asking import Program, token
from anke.casework.letters import commands as letters
from anke.casework.search import commands as search
from anke.organisation.tests import people
from anke.rules.local import local_date
from anke.rules.roles import Role
from anke.rules.steps import Act
from tests.pages import EXAMPLES, names

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CPR = "0099000001"
NAME, WORD, POINT = "Skjultesen", "paragrafrytter", "strengthemmelig"
HIDDEN_FROM = {
    "bo": (Role.CASEWORKER, 1),
    "uwe": (Role.CASEWORKER, 3),
    "styr": (Role.STEERING_UNIT, None),
    "laes": (Role.QUALITY_READER, None),
    "drift": (Role.SYSTEM_ADMINISTRATOR, None),
    "dep": (Role.MINISTRY, None),
}
SEEN_BY = {"anna": (Role.CASEWORKER, 1), "chef": (Role.HEAD_OF_OFFICE, 1)}


class House:
    """Two cases of one person, linked: `hidden`, which anna has, and `other`, which bo has."""

    def __init__(self) -> None:
        self.at = timezone.now()
        self.users: dict[str, User] = {
            who: people.somebody(who, role, office=office)
            for who, (role, office) in (HIDDEN_FROM | SEEN_BY).items()
        }
        by = self.by
        told = {"case_type": "disability_adults", "authority": 101, "office": 1}
        self.other, self.hidden = (
            cases.register_case(
                **told, appellant={"name": name, "cpr": CPR}, points=points, **by("system", date(2025, 3, 3))
            ).name
            for name, points in (("Karen Åben", ()), (f"Karen {NAME}", (POINT,)))
        )
        cases.assign_case(number=self.other, office=1, caseworker="bo", **by("system"))
        cases.assign_case(number=self.hidden, office=1, caseworker="anna", **by("system"))
        for number, text in ((self.other, "Jeg klager."), (self.hidden, f"Jeg er {WORD}.")):
            letters.add_document(
                number=number, name="klage.txt", raw=text.encode(), kind="appeal", **by("system")
            )
            letters.begin_letter(number=number, template="acknowledgement", recipient="P1", **by("system"))
        cases.link_case(number=self.other, other=self.hidden, reason=f"Samme {NAME}", **by("system"))
        cases.restrict_case(number=self.hidden, reason="Kendt i huset", **by("chef"))
        self.run = distribution.preview_hand_over(
            initials="anna",
            leaves=False,
            seed=1,
            as_of=local_date(self.at),
            actor="chef",
            recorded_at=self.at,
        )
        search.follow(most=1000)

    def by(self, who: str, day: date | None = None) -> dict[str, Any]:
        return {"actor": who, "happened_on": day or local_date(self.at), "recorded_at": self.at}

    def parts(self) -> list[dict[str, Any]]:
        """What fills in the addresses that have parts."""
        case = {"number": self.other}
        forms = [{"form": form} for form in ("csv", "xlsx", "json", "txt", "pdf")]
        paper = case | {"document": 1, "version": 1, "letter": 1}
        return [
            {},
            case,
            *forms,
            *(case | form for form in forms),
            *(case | {"act": str(act)} for act in Act),
            case | {"party": "P1"},
            case | {"document": 1},
            case | {"letter": 1},
            {name: value for name, value in paper.items() if name != "letter"},
            {"run": self.run},
            {"initials": "anna"},
        ]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setitem(people.BY, "recorded_at", timezone.now() - timedelta(minutes=5))
    people.house()
    return House()


def addresses(house: House) -> Iterator[str]:
    for name in dict.fromkeys(names()):
        for parts in [EXAMPLES[name]] if name in EXAMPLES else house.parts():
            try:
                yield reverse(name, kwargs=parts)
            except NoReverseMatch:
                continue
    for words in (NAME, WORD, POINT, "Karen", "klage", "disability"):
        yield f"/search/?q={words}"
    for asked in ("list=reach", "list=unassigned", "list=reach&guarded=restricted", "list=reach&who=anna"):
        yield f"/cases/?{asked}"
        yield f"/cases/list.csv?{asked}"


def told(house: House, who: str) -> Iterator[tuple[str, str]]:
    """Every answer somebody gets, with its address."""
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(house.users[who])
    for address in addresses(house):
        answer = browser.get(address)
        body: bytes = answer.getvalue()
        typed = address.partition("/search/?q=")[2] or "\0"  # what was typed stands in the field again
        yield address, body.decode("utf-8", "replace").replace(typed, "")
    found = browser.post("/search/", {"q": CPR}, follow=True)
    yield "search by personal number", found.content.decode()
    program = Program(token(who))
    rest = ("", "/story", "/deadlines", "/deadlines/proof", "/parties")
    mine = [f"/api/cases/{house.other}{part}" for part in rest]
    for address in ("/api/cases?limit=200", "/api/worklist?mine=false", "/api/selfcheck", "/api/me", *mine):
        yield address, program.get(address).content.decode()


def names_it(house: House, text: str) -> bool:
    return any(word in text for word in (house.hidden, NAME, WORD, POINT))


@pytest.mark.parametrize("who", HIDDEN_FROM)
def test_nothing_names_it_to_those_who_do_not_see_it(house: House, who: str) -> None:
    assert [address for address, text in told(house, who) if names_it(house, text)] == []


@pytest.mark.parametrize("who", SEEN_BY)
def test_those_who_see_it_find_it(house: House, who: str) -> None:
    found = {address for address, text in told(house, who) if names_it(house, text)}
    wanted = {f"/search/?q={NAME}", f"/search/?q={WORD}", "search by personal number", "/cases/?list=reach"}
    assert wanted | {f"/cases/{house.other}/story/", f"/api/cases/{house.other}/story"} <= found


def test_its_own_addresses_are_those_of_a_case_that_does_not_exist(house: House) -> None:
    no_such = "2025-999999"
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(house.users["bo"])
    program = Program(token("bo"))
    for parts in house.parts():
        if "number" not in parts:
            continue
        for name in dict.fromkeys(names()):
            try:
                real, none = (reverse(name, kwargs=parts | {"number": n}) for n in (house.hidden, no_such))
            except NoReverseMatch:
                continue
            assert same(browser.get(real), browser.get(none), house.hidden, no_such), real
            assert same(browser.post(real), browser.post(none), house.hidden, no_such), real
    for act in ("withdraw", "undo", "link", "destroy"):
        body = {"reason": "x", "other": house.other} if act in ("undo", "link") else {}
        real, none = (
            program.send(f"/api/cases/{n}/acts/{act}", body, if_match="*") for n in (house.hidden, no_such)
        )
        assert same(real, none, house.hidden, no_such), act


def same(one: Any, other: Any, number: str, no_such: str) -> bool:
    def plain(answer: Any, name: str) -> tuple[int, str, str]:
        lines = answer.content.decode("utf-8", "replace").replace(name, "N").splitlines()
        kept = [line for line in lines if "csrfmiddlewaretoken" not in line]
        return answer.status_code, answer.get("Location", "").replace(name, "N"), "\n".join(kept)

    return plain(one, number) == plain(other, no_such)


def test_no_webhook_and_no_calendar_tells_of_it(house: House) -> None:
    for who in ("bo", "anna"):
        gateway.subscribe(owner=who, name="x", url="https://example.org/", kinds=[], at=house.at)
        address = gateway.make_feed(owner=who, at=house.at)
        text = Client().get(reverse("calendar-feed", args=[address])).content.decode()
        assert (house.hidden in text) is (who == "anna")
    cases.request_information(number=house.hidden, **house.by("system"))
    gateway.collect(at=house.at)
    told = Delivery.objects.filter(number=house.hidden)
    assert {one.subscription.owner for one in told} == {"anna"}
