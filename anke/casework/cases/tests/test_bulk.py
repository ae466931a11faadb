"""An act for many cases: tried out first, done whole or not at all, once however often it is sent."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse

from anke.casework.cases import commands as cases
from anke.casework.cases.models import BulkDone, Case
from anke.casework.cases.tests import lists
from anke.casework.cases.tests.lists import NOW, TODAY, act, browser, case
from anke.events import queries as events

pytestmark = pytest.mark.django_db
SEVERAL = "/cases/several/"
PAUSE: dict[str, Any] = {"act": "pause", "pause-reason": "Afventer kommunen"}


@pytest.fixture(autouse=True)
def house(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anke.site.today.made_up_today", lambda: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    lists.build()


def picked(*numbers: str) -> list[str]:
    """The boxes of these cases as a list shows them now."""
    return [f"{one.number}@{one.position}" for one in Case.objects.filter(number__in=numbers).order_by("pk")]


def sent(who: str, step: str, boxes: list[str], **given: str) -> HttpResponse:
    answer: HttpResponse = browser(who).post(SEVERAL, {"case": boxes, "step": step, **given})
    return answer


def token_of(answer: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def told(answer: HttpResponse) -> str:
    return " ".join(map(str, get_messages(answer.wsgi_request)))  # type: ignore[attr-defined]  # set by the test client


def test_the_preview_says_what_will_happen_and_does_nothing() -> None:
    one, two = case(), case()
    before, head = picked(one, two), events.head_seq()
    answer = sent("chefen", "preview", before, act="assign", **{"assign-person": "bo"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count("<strong>bo</strong>") == 2 and "Do it to 2 cases" in html
    assert picked(one, two) == before and events.head_seq() == head
    assert not Case.objects.filter(caseworker="bo").exists()


def test_confirmed_it_is_done_to_all_and_told() -> None:
    boxes = picked(case(), case())
    given = {"act": "assign", "assign-person": "bo"}
    token = token_of(sent("chefen", "preview", boxes, **given))
    answer = sent("chefen", "do", boxes, token=token, **given)
    assert (answer.status_code, answer["Location"]) == (302, "/cases/")
    assert "Assign to a person, 2 cases" in told(answer)
    assert Case.objects.filter(caseworker="bo").count() == 2


def test_sent_twice_it_is_done_once() -> None:
    boxes = picked(case(caseworker="anna"))
    token = token_of(sent("chefen", "preview", boxes, **PAUSE))
    first, again = (sent("chefen", "do", boxes, token=token, **PAUSE) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert "done already" in told(again)
    assert BulkDone.objects.count() == 1
    assert len(Case.objects.get().pauses) == 1


def test_a_case_that_refuses_is_named_before_and_left_out() -> None:
    going, paused = case(caseworker="anna"), case(caseworker="anna")
    cases.pause_clock(number=paused, reason="Akter", **act("anna"))
    answer = sent("anna", "preview", picked(going, paused), **PAUSE)
    html = answer.content.decode()
    assert "1 case cannot be done" in html and "it is paused" in html
    assert re.findall(r'name="case" value="([^"]+)"', html) == picked(going)


@pytest.mark.slow
def test_a_batch_of_200_that_fails_at_item_137_changes_nothing() -> None:
    numbers = [case(caseworker="anna") for _ in range(200)]
    boxes = picked(*numbers)
    token = token_of(sent("anna", "preview", boxes, **PAUSE))
    cases.withdraw_case(number=numbers[136], **act("bo"))
    before, head = picked(*numbers), events.head_seq()
    answer = sent("anna", "do", boxes, token=token, **PAUSE)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing has been done to any case." in html and "1 case stood in the way" in html
    assert f"<strong>{numbers[136]}</strong>" in html
    assert picked(*numbers) == before and events.head_seq() == head
    assert not Case.objects.filter(status="paused").exists() and not BulkDone.objects.exists()
    # What is offered then goes on with the others.
    others = re.findall(r'name="case" value="([^"]+)"', html)
    assert len(others) == 199
    assert sent("anna", "do", others, token=token_of(answer), **PAUSE).status_code == 302
    assert Case.objects.filter(status="paused").count() == 199


def test_a_case_changed_meanwhile_is_named_with_who_did_what() -> None:
    number = case(caseworker="anna")
    boxes = picked(number)
    token = token_of(sent("anna", "preview", boxes, **PAUSE))
    cases.hear_party(number=number, **act("bo"))
    html = sent("anna", "do", boxes, token=token, **PAUSE).content.decode()
    assert "The case has changed since you saw it: bo" in html
    assert Case.objects.get().status == "registered"


def test_the_whole_list_is_taken_as_it_is_filtered() -> None:
    mine = [case(caseworker="anna") for _ in range(3)]
    case(caseworker="bo")
    answer = browser("chefen").post(SEVERAL, {"whole": "1", "query": "?who=anna", "step": "choose"})
    found = re.findall(r'name="case" value="([^@]+)@', answer.content.decode())
    assert sorted(found) == mine


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({"act": "transfer", "transfer-office": "2", "transfer-reason": "Makkerkontor"}, {"office": 2}),
        ({"act": "extend", "extend-until": "2025-12-01", "extend-reason": "Mange bilag"},
         {"deadline_until": date(2025, 12, 1)}),
        ({"act": "pause", "pause-reason": "Akter", "pause-follow_up_on": "2025-05-01"},
         {"follow_up_on": date(2025, 5, 1)}),
    ],
)  # fmt: skip
def test_every_act_for_many_does_what_the_act_for_one_does(
    given: dict[str, str], changes: dict[str, Any]
) -> None:
    boxes = picked(case(caseworker="anna"), case(caseworker="anna"))
    token = token_of(sent("chefen", "preview", boxes, **given))
    assert sent("chefen", "do", boxes, token=token, **given).status_code == 302
    assert Case.objects.filter(**changes).count() == 2


def test_the_clock_of_many_runs_again() -> None:
    number = case(caseworker="anna")
    earlier = act("anna") | {"happened_on": TODAY - timedelta(days=3)}
    cases.pause_clock(number=number, reason="Akter", **earlier)
    token = token_of(sent("anna", "preview", picked(number), act="resume"))
    assert sent("anna", "do", picked(number), act="resume", token=token).status_code == 302
    assert Case.objects.get().status == "registered"


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "Choose what is to be done"),
        ({"act": "destroy"}, "Choose what is to be done"),
        ({"act": "assign"}, "Choose whom the cases are assigned to"),
        ({"act": "assign", "assign-person": "nobody"}, "Choose a person"),
        ({"act": "pause", "pause-reason": "x" * 501}, "at most 500"),
        ({"act": "extend", "extend-until": "2025-02-30", "extend-reason": "x"}, "is no day"),
        ({"act": "extend", "extend-until": "9999-01-01", "extend-reason": "x"}, "too far away"),
    ],
)
def test_what_is_missing_is_asked_for(given: dict[str, str], says: str) -> None:
    answer = sent("chefen", "preview", picked(case()), **given)
    assert answer.status_code == 400 and says in answer.content.decode()


@pytest.mark.parametrize(
    "boxes", [[], ["2025-000001"], ["2025-000001@x"], [f"2025-{n}@1" for n in range(501)]]
)
def test_nothing_chosen_or_nonsense_leads_back_to_the_list(boxes: list[str]) -> None:
    case()
    answer = sent("chefen", "choose", boxes)
    assert answer.status_code == 302 and told(answer)


def test_nobody_does_to_many_what_they_may_not_do_to_one() -> None:
    theirs = case(office=2, caseworker="dorte")
    answer = sent("anna", "preview", [f"{theirs}@2"], **PAUSE)
    html = answer.content.decode()
    assert f"There is no case {theirs}." in html and "Cash" not in html.split("<tbody>")[1]
    reads = browser("styrer").post(SEVERAL, {"case": [f"{theirs}@2"], "step": "preview", **PAUSE})
    assert reads.status_code == 400
    assert browser("anna").get(SEVERAL).status_code == 405
    transfer = {"act": "transfer", "transfer-office": "1", "transfer-reason": "x"}
    assert sent("anna", "preview", picked(case()), **transfer).status_code == 400  # only leaders may
