"""The worklist: who sees what, the order and its reasons, every filter with its count, pages without gaps."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anke.casework.cases import commands as cases
from anke.casework.cases.models import Case, SavedView
from anke.casework.cases.tests import lists
from anke.casework.cases.tests.lists import NOW, TODAY, act, browser, case
from anke.casework.cases.times import Usual
from anke.casework.cases.worklist import facets as counting
from anke.casework.cases.worklist import listing, page, sheet
from anke.casework.cases.worklist.asked import Asked, asked_of
from anke.organisation import commands as organisation
from anke.organisation import queries as people
from anke.organisation.models import Reading

pytestmark = pytest.mark.django_db
NUMBERS = re.compile(r'class="anke-open" href="[^"]*"[^>]*>([^<]+)</a>')


@pytest.fixture(autouse=True)
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.today.made_up_today", lambda: TODAY)
    counting.forget()
    lists.build()


def shown(initials: str, address: str = "/cases/", **asked: str) -> list[str]:
    answer = browser(initials).get(address, asked)
    assert answer.status_code == 200
    return NUMBERS.findall(answer.content.decode())


def who(initials: str) -> people.Actor:
    found = people.actor(initials)
    assert found is not None
    return found


def test_a_case_is_in_the_lists_of_those_who_see_it_and_of_nobody_else() -> None:
    mine, other, nobodys = case(caseworker="anna"), case(caseworker="bo"), case()
    elsewhere = case(office=2)
    assert set(shown("anna")) == set(shown("anna", list="mine")) == {mine}
    assert set(shown("anna", list="day")) == {mine, nobodys}
    assert set(shown("anna", list="reach")) == {mine, other, nobodys}
    assert set(shown("chefen")) == {mine, other, nobodys}
    assert set(shown("dorte", list="unassigned")) == {elsewhere}
    assert set(shown("dir")) == set(shown("styrer")) == {mine, other, nobodys, elsewhere}
    assert shown("lone") == []


def test_a_restricted_case_is_shown_to_those_named_on_it_and_their_leaders() -> None:
    number = case(caseworker="anna")
    cases.restrict_case(number=number, reason="Parten er kendt i huset", **act("chefen"))
    assert shown("anna") == shown("chefen") == shown("dir") == [number]
    assert shown("bo", list="reach") == shown("styrer") == shown("dorte") == []


def test_a_sight_given_adds_one_case_and_takes_none_away() -> None:
    theirs, seen = case(office=2), case()
    before = NOW - timedelta(days=1)  # the pages are read at the machine's time of day
    given: dict[str, Any] = {"kind": "named", "reason": "En fælles sag", "actor": "chefen", "at": before}
    for initials in ("anna", "dir"):
        organisation.grant_sight(initials=initials, number=theirs, **given)
    assert set(shown("anna", list="reach")) == {theirs, seen}
    assert set(shown("dir")) == {theirs, seen}


def test_the_case_most_likely_to_miss_its_day_comes_first_and_says_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    usual = Usual({"cash_benefit/in_hand": 60, "cash_benefit/unassigned": 5}, TODAY)
    for place in ("usual.known", "projection.known_usual"):
        monkeypatch.setattr(f"anke.casework.cases.{place}", lambda: usual)
    slow, quick = case(caseworker="anna"), case(12)
    assert shown("anna", list="day") == [
        slow,
        quick,
    ]  # its deadline is later, but such cases need longer from there
    html = browser("anna").get("/cases/").content.decode()
    due = Case.objects.get(number=slow).clock_on
    assert due is not None
    assert f"usually 60 days from here: {abs((due - TODAY).days - 60)}" in html
    assert "Next: <strong>you</strong>" in html


def test_a_target_for_many_cases_is_not_called_a_deadline() -> None:
    case(caseworker="anna", case_type="cash_benefit"), case(caseworker="bo", case_type="compulsory_measures")
    assert "target day in" in browser("anna").get("/cases/").content.decode()
    assert "deadline in" in browser("bo").get("/cases/").content.decode()


def test_due_today_is_not_overdue_and_the_day_after_is() -> None:
    number = case(caseworker="anna", case_type="compulsory_measures")
    due = Case.objects.get(number=number).clock_on
    assert due is not None
    for day, late in ((due, []), (due + timedelta(days=1), [number])):
        found = listing.listed(who("anna"), Asked(due="late"), today=day, at=NOW)
        assert list(found.values_list("number", flat=True)) == late


def test_a_paused_case_says_whom_it_waits_for_and_when_it_is_taken_up() -> None:
    number = case(caseworker="anna")
    cases.request_information(number=number, source="Aarhus Kommune", **act("anna"))
    cases.pause_clock(
        number=number, reason="Kommunens akter", follow_up_on=TODAY + timedelta(days=14), **act("anna")
    )
    html = browser("anna").get("/cases/").content.decode()
    assert "waits: Kommunens akter" in html
    assert "in 14 days" in html
    assert shown("anna", due="paused") == [number]
    assert shown("anna", due="stuck") == []


def test_a_protected_name_is_hidden_from_all_but_the_one_who_has_the_case() -> None:
    case(caseworker="anna", appellant={"name": "Karla Kringle"}, protected=True)
    for initials, lang, visible in (("anna", "en", True), ("chefen", "en", False), ("dir", "da", False)):
        html = browser(initials, lang).get("/cases/").content.decode()
        assert ("Karla" in html) is visible
        assert visible or ("Protected" if lang == "en" else "Beskyttet") in html
        taken = browser(initials, lang).get("/cases/list.csv").content.decode("utf-8-sig")
        assert ("Karla" in taken) is visible


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}"])
def test_what_is_written_in_a_name_stays_words(name: str) -> None:
    number = case(caseworker="anna", appellant={"name": name})
    cases.pause_clock(number=number, reason=name, **act("anna"))
    html = browser("anna").get("/cases/").content.decode()
    assert name not in html or "{{" in name
    assert (
        "<script>alert" not in html and "<img src=x" not in html and "49" not in html.split("tbody")[1][:400]
    )


FILTERS: list[dict[str, str]] = [
    {"stage": "in_hand"},
    {"stage": "waiting"},
    {"stage": "approval"},
    {"area": "municipal_social"},
    {"type": "cash_benefit"},
    {"type": "social_other"},
    {"who": "anna"},
    {"who": "-"},
    {"office": "1"},
    {"due": "late"},
    {"due": "past"},
    {"due": "risk"},
    {"due": "week"},
    {"due": "next"},
    {"due": "later"},
    {"due": "paused"},
    {"due": "stuck"},
    {"due": "2025-W16"},
    {"due": "2025-W16-risk"},
    {"informed": "yes"},
    {"informed": "no"},
    {"informed": "unknown"},
    {"guarded": "restricted"},
    {"guarded": "protected"},
    {"stage": "in_hand", "due": "later", "who": "anna"},
    {"find": "2025-00000", "informed": "unknown"},
    {"age": "0-4"},
    {"age": "26-", "list": "unassigned"},
    {"list": "approval"},
]


def _several() -> None:
    """Cases of every kind a filter tells apart."""
    for age in (1, 20, 60, 85, 90, 91, 95, 200, 400):
        case(age, caseworker="anna")
        case(age, fully_informed=age % 2 == 0)
    case(70, caseworker="anna", case_type="compulsory_measures"), case(50, case_type="compulsory_measures")
    case(caseworker="bo", case_type="social_other", appellant={"name": "Ib"}, protected=True)
    paused, approval, kept = case(caseworker="bo"), case(caseworker="bo"), case(caseworker="anna")
    cases.pause_clock(number=paused, reason="Akter", follow_up_on=date(2025, 4, 3), **act("bo") | {
        "happened_on": date(2025, 4, 1)
    })  # fmt: skip
    cases.submit_draft(number=approval, **act("bo"))
    cases.restrict_case(number=kept, reason="Kendt i huset", **act("chefen"))


@pytest.mark.slow
def test_every_count_is_the_number_of_rows_its_filter_shows() -> None:
    _several()
    for initials in ("anna", "chefen", "dir"):
        for given in FILTERS:
            asked = asked_of(given)
            found = listing.listed(who(initials), asked, today=TODAY, at=NOW).count()
            seen = listing.waiting(who(initials), NOW)
            counts = counting.facets(seen, who(initials), asked, today=TODAY, at=NOW)
            assert counts.total == found, (initials, given)
            for link in [*page.tiles(asked, counts), *page.tabs(asked, who(initials), counts)]:
                query = {name: value[0] for name, value in parse_qs(urlsplit(link.address).query).items()}
                behind = listing.listed(who(initials), asked_of(query), today=TODAY, at=NOW)
                if not link.here or link.name in page.filters.lists_of(who(initials)):
                    assert link.cases == behind.count(), (initials, given, link)
            for one in page.selects(asked, counts, "en"):
                for value, words, _chosen in one.options:
                    changed = asked_of(given | {one.name: value})
                    rows = listing.listed(who(initials), changed, today=TODAY, at=NOW).count()
                    assert words.endswith(f"({rows})"), (initials, given, one.name, value)


@pytest.mark.parametrize("sort", ["", "clock", "age"])
@pytest.mark.parametrize("size", [1, 3, 7])
def test_the_pages_hold_every_row_once_forwards_and_back(size: int, sort: str) -> None:
    _several()
    anna = who("anna")
    asked, seen = Asked(list="reach", sort=sort), []
    every = list(
        listing.listed(anna, asked, today=TODAY, at=NOW)
        .order_by(asked.column, "number")
        .values_list("number", flat=True)
    )
    while True:
        leaf = listing.leaf(anna, asked, today=TODAY, at=NOW, size=size)
        seen += [row.number for row in leaf.rows]
        if not leaf.after:
            break
        asked = asked_of({"list": "reach", "sort": sort, "after": leaf.after})
    assert seen == every
    back = [row.number for row in leaf.rows]
    while leaf.before:
        leaf = listing.leaf(
            anna,
            asked_of({"list": "reach", "sort": sort, "before": leaf.before}),
            today=TODAY,
            at=NOW,
            size=size,
        )
        back = [row.number for row in leaf.rows] + back
    assert back == every


@pytest.mark.parametrize(
    ("query", "value"),
    [
        ("?stage=anywhere", "anywhere"),
        ("?due=2025-W54", "2025-W54"),
        ("?due=soon", "soon"),
        ("?type=no_such", "no_such"),
        ("?after=yesterday", "yesterday"),
        ("?after=2025-02-30.2025-000001", "2025-02-30"),
        ("?who=%3Cscript%3E", "&lt;script&gt;"),
        ("?office=-1", "-1"),
        ("?age=old", "old"),
        ("?sort=luck", "luck"),
        ("?list=theirs", "theirs"),
        ("?find=%25", "%"),
    ],
)
def test_an_address_nobody_can_read_is_answered_in_words(query: str, value: str) -> None:
    answer = browser("anna").get(f"/cases/{query}")
    assert answer.status_code == 400
    html = answer.content.decode()
    assert value in html and "The same list without it" in html


def test_the_address_is_the_state() -> None:
    """Whatever the page leads to can be opened by somebody else as it is."""
    _several()
    browse = browser("chefen")
    html = browse.get("/cases/?due=later&stage=in_hand&sort=age").content.decode()
    links = set(re.findall(r'href="(/cases/\?[^"]*)"', html))
    assert links
    for link in links:
        assert browse.get(link.replace("&amp;", "&")).status_code == 200, link


def test_the_number_of_questions_does_not_grow_with_the_rows() -> None:
    browse = browser("chefen")
    case(caseworker="anna")
    cases.pause_clock(number=case(caseworker="bo"), reason="Akter", **act("bo"))
    browse.get("/cases/")
    asked = []
    for _round in range(2):
        with CaptureQueriesContext(
            connection,
        ) as told:
            assert browse.get("/cases/").status_code == 200
        asked.append(len(told))
        for _more in range(12):
            cases.pause_clock(number=case(caseworker="bo", appellant={"name": "Ib"}), reason="A", **act("bo"))
    assert asked[0] == asked[1]


def test_what_a_list_shows_is_logged_as_read_and_what_is_taken_as_exported() -> None:
    number = case(caseworker="anna")
    browser("chefen").get("/cases/")
    browser("chefen").get("/cases/list.xlsx")
    logged = Reading.objects.filter(number=number, who="chefen").order_by("pk")
    assert list(logged.values_list("what", flat=True)) == ["list", "export"]


def test_a_sheet_holds_the_list_and_nothing_that_is_run() -> None:
    case(caseworker="anna", appellant={"name": '=HYPERLINK("http://x")'})
    answer = browser("anna").get("/cases/list.csv")
    row = next(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert row["Appellant"] == '\'=HYPERLINK("http://x")'
    assert answer["Content-Disposition"] == f'attachment; filename="cases-{TODAY}.csv"'
    book = browser("anna").get("/cases/list.xlsx").content
    assert b"<f>" not in book and book[:2] == b"PK"
    assert browser("anna").get("/cases/list.pdf").status_code == 404
    assert sheet.text("\tx") == "'\tx"


def test_a_list_is_kept_by_a_name_shared_renamed_and_deleted() -> None:
    browse = browser("anna")
    kept = {"act": "keep", "name": "  Mine  sene ", "query": "?due=late&after=2025-01-01.x", "shared": "1"}
    assert browse.post("/cases/views/", kept).status_code == 302
    view = SavedView.objects.get()
    assert (view.name, view.query, view.office) == ("Mine sene", "?due=late", 1)
    assert "Mine sene" in browser("bo").get("/cases/").content.decode()
    assert "Mine sene" not in browser("dorte").get("/cases/").content.decode()
    again = browse.post("/cases/views/", kept | {"name": "Mine sene"})
    assert again.status_code == 400 and "already" in again.content.decode()
    rename = {"act": "rename", "view": str(view.pk), "name": "Sene"}
    assert browser("bo").post("/cases/views/", rename).status_code == 400
    assert browser("chefen").post("/cases/views/", rename).status_code == 302
    assert browser("dorte").post("/cases/views/", {"act": "delete", "view": str(view.pk)}).status_code == 400
    assert browse.post("/cases/views/", {"act": "delete", "view": str(view.pk)}).status_code == 302
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"act": "keep", "name": "", "query": ""},
        {"act": "keep", "name": "x" * 61, "query": ""},
        {"act": "keep", "name": "x", "query": "?stage=nowhere"},
        {"act": "rename", "view": "9" * 12, "name": "x"},
        {"act": "else"},
    ],
)
def test_nonsense_about_a_saved_list_is_refused(given: dict[str, str]) -> None:
    assert browser("anna").post("/cases/views/", given).status_code == 400
    assert not SavedView.objects.exists()
