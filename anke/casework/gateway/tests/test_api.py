"""The API: who may do what through it, and what it says."""

import inspect
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from anke.casework.cases import commands as cases
from anke.casework.gateway import calls, commands, tokens
from anke.casework.gateway.api import throttle
from anke.casework.gateway.api.acts import ACTS, Done
from anke.casework.gateway.models import Call, Token
from anke.casework.gateway.tests.asking import REGISTER, Program, a_case, office, token
from anke.events import queries as events
from anke.organisation import queries as organisation
from anke.organisation.tests.people import house, somebody
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    tokens.forget()
    throttle.TOKENS.clear()
    throttle.FAILURES.clear()
    yield
    tokens.forget()


def test_every_act_a_person_can_do_has_its_address_with_just_its_values() -> None:
    by = {"happened_on", "actor", "recorded_at", "expected", "by", "number"}
    apart = {"By", "register_case", "reveal_cpr", "destroy_case", "forget_parties", "recompute_deadlines"}
    apart |= {"refresh_usual_times", "hold_case", "note_on_case", "ending_together", "holding"}
    told = {row.command.__name__: row for row in ACTS}
    assert set(told) == set(cases.__all__) - apart
    for name, row in told.items():
        takes = set(inspect.signature(getattr(cases, name)).parameters) - by
        if name != "annul_entry":
            takes -= {"undoes"}
        if name == "submit_draft":  # what the room of letters knows of its own drafts
            takes -= {"authors", "approvers"}
        assert takes == set(row.body.model_fields) - set(Done.model_fields), name


def test_a_case_from_receipt_to_dispatch() -> None:
    anna = office()["anna"]
    made = anna.send("/api/cases", REGISTER | {"points": ["Hjælp til flytning"]})
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    assert made["Location"] == f"/api/cases/{number}"
    seen = anna.get(f"/api/cases/{number}")
    assert "settle-point" in seen.json()["acts"]
    position = seen.json()["position"]
    for act, body in (
        ("assess-information", {"fully_informed": True}),
        ("assign", {"office": 1, "caseworker": "anna"}),
        ("settle-point", {"point": 1, "outcome": "affirmed"}),
        ("decide", {}),
        ("dispatch", {"channel": "Digital Post"}),
    ):
        did = anna.send(f"/api/cases/{number}/acts/{act}", body | {"expected": position})
        assert did.status_code == 200, did.content
        position = did.json()["position"]
    assert did.json()["status"] == "dispatched"
    story = anna.get(f"/api/cases/{number}/story").json()["events"]
    assert [one["actor"] for one in story] == ["anna"] * len(story)
    assert story[-1]["said"] == "The decision was sent (Digital Post)."
    assert Call.objects.filter(number=number).count() == 6


def test_every_reading_is_set_down_with_its_token() -> None:
    anna, number = office()["anna"], a_case()
    for path in ("", "/story", "/deadlines", "/parties"):
        assert anna.get(f"/api/cases/{number}{path}").status_code == 200
    assert anna.get("/api/cases").status_code == 200
    read = organisation.readings_of(number, limit=10)
    assert {one.who for one in read} == {"anna"}
    assert sorted(one.what for one in read) == ["api", "api", "api", "api", "list"]
    public = Token.objects.get(owner="anna").public
    assert {one.request for one in read} == {f"token {public}"}


def test_what_somebody_does_not_see_is_as_if_it_were_not_there() -> None:
    there = office()
    number = a_case()
    before = len(events.events_of("case", number))
    for path in ("", "/story", "/deadlines", "/parties"):
        hidden, missing = (
            there["carl"].get(f"/api/cases/{number}{path}"),
            there["carl"].get(f"/api/cases/x{path}"),
        )
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content == missing.content
    for act in ("withdraw", "ask-consultant"):
        hidden = there["carl"].send(f"/api/cases/{number}/acts/{act}", {}, if_match="*")
        missing = there["carl"].send(f"/api/cases/x/acts/{act}", {}, if_match="*")
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content == missing.content
    assert there["carl"].get("/api/cases").json()["cases"] == []
    assert len(events.events_of("case", number)) == before


def test_a_linked_case_one_does_not_see_is_not_named() -> None:
    there = office()
    mine, other = a_case(office=1), a_case(office=3)
    by: dict[str, Any] = {
        "happened_on": timezone.localdate(),
        "actor": "system",
        "recorded_at": timezone.now(),
    }
    cases.link_case(number=mine, other=other, reason="Samme borger", **by)
    assert there["anna"].get(f"/api/cases/{mine}").json()["links"] == []


def test_protected_parties_are_not_named_and_no_personal_number_ever_is() -> None:
    there = office()
    person = {"name": "Ida Ibsen", "cpr": "009925-1234", "address": "Skjult Vej 1"}
    number = a_case(appellant=person, protected=True)
    open_one = a_case(appellant=person)
    hidden = there["anna"].get(f"/api/cases/{number}/parties").content.decode()
    shown = there["anna"].get(f"/api/cases/{open_one}/parties").content.decode()
    assert "Ida" not in hidden
    assert "Skjult" not in hidden
    assert "Ida Ibsen" in shown
    assert "1234" not in hidden + shown


def test_a_personal_number_is_shown_by_a_recorded_act_only() -> None:
    there = office()
    number = a_case(appellant={"name": "Ida", "cpr": "009925-1234"})
    path = f"/api/cases/{number}/parties/P1/reveal-cpr"
    assert there["anna"].send(path, {}).status_code == 422
    for _ in range(2):
        answer = there["anna"].send(path, {"reason": "Opslag i registret"}, idempotency_key="a")
        assert answer.json() == {"cpr": "009925-1234"}
        assert answer["Cache-Control"] == "no-store"
    assert [one.kind for one in events.events_of("case", number)].count("cpr_revealed") == 2
    assert "1234" not in json.dumps(list(Call.objects.values()), default=str)
    assert there["carl"].send(path, {"reason": "Nysgerrig"}).status_code == 404
    only_reading = Program(token("anna", "cases:read"))
    refused = only_reading.send(path, {"reason": "Opslag"})
    assert (refused.status_code, refused.json()["scope"]) == (403, "cpr:reveal")


def test_what_was_seen_must_be_said_and_must_still_be_so() -> None:
    there, number = office(), a_case()
    path = f"/api/cases/{number}/acts/ask-consultant"
    assert there["anna"].send(path, {}).status_code == 428
    etag = there["anna"].get(f"/api/cases/{number}")["ETag"]
    first = there["anna"].send(path, {}, if_match=etag)
    assert first.status_code == 200
    late = there["hans"].send(path, {}, if_match=etag)
    assert late.status_code == 412
    assert "anna" in late.json()["detail"]
    assert "The medical consultant was asked" in late.json()["en"]
    assert "Lægekonsulenten blev spurgt" in late.json()["da"]
    assert there["hans"].send(path, {"expected": 1}).status_code == 409
    assert there["hans"].send(path, {}, if_match=first["ETag"]).status_code == 200
    assert there["hans"].send(path, {}, if_match='"nonsense"').status_code == 412
    assert there["hans"].send(path, {}, if_match="*").status_code == 200


def test_an_unchanged_case_is_not_sent_again() -> None:
    anna, number = office()["anna"], a_case()
    first = anna.get(f"/api/cases/{number}")
    again = anna.get(f"/api/cases/{number}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    anna.send(f"/api/cases/{number}/acts/ask-consultant", {}, if_match=first["ETag"])
    changed = anna.get(f"/api/cases/{number}", headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200


def test_the_same_key_gets_the_same_answer_and_one_act() -> None:
    anna = office()["anna"]
    first, again = (anna.send("/api/cases", REGISTER, idempotency_key="k1") for _ in range(2))
    assert first.content == again.content
    assert (first.status_code, again.status_code) == (201, 201)
    assert again["Location"] == first["Location"]
    assert again["Idempotency-Replayed"] == "true"
    assert Call.objects.count() == 1
    other = anna.send("/api/cases", REGISTER | {"authority": 147}, idempotency_key="k1")
    assert (other.status_code, other.json()["type"]) == (422, "/api/docs/#key-reused")
    assert anna.send("/api/cases", REGISTER, idempotency_key="æ").status_code == 422
    assert commands.forget_answers(at=timezone.now() + calls.KEPT) == 1
    assert anna.send("/api/cases", REGISTER, idempotency_key="k1").json() != first.json()


def test_a_key_older_than_a_week_is_a_new_one() -> None:
    anna = office()["anna"]
    first = anna.send("/api/cases", REGISTER, idempotency_key="k1").json()
    Call.objects.update(at=timezone.now() - calls.KEPT)
    assert anna.send("/api/cases", REGISTER, idempotency_key="k1").json() != first


def test_a_refusal_says_why_in_both_languages() -> None:
    there, number = office(), a_case()
    refused = there["anna"].send(f"/api/cases/{number}/acts/dispatch", {}, if_match="*")
    assert refused.status_code == 409
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["detail"] == refused.json()["en"]
    assert "Du kan ikke" in refused.json()["da"]
    danish = Program(token("anna"), "da").send(f"/api/cases/{number}/acts/dispatch", {}, if_match="*")
    assert danish.json()["detail"] == danish.json()["da"]


def test_what_is_wrong_is_named_and_no_value_is_repeated() -> None:
    anna = office()["anna"]
    secret = "Ida Ibsen 009925-1234"
    answer = anna.send(
        "/api/cases",
        REGISTER | {"received_on": secret, "appellant": {"name": "x" * 201, secret: "y"}, secret: 1},
    )
    assert answer.status_code == 422
    day = {"at": "received_on", "why": "date_from_datetime_parsing", "said": "Write a day as 2025-12-03."}
    assert day in answer.json()["errors"]
    assert "Ida" not in answer.content.decode()
    assert "1234" not in answer.content.decode()
    unknown = anna.send("/api/cases", REGISTER | {"case_type": "no_such_type"})
    assert unknown.status_code == 422
    assert "no_such_type" not in unknown.content.decode()
    assert anna.post("/api/cases", "{", content_type="application/json").status_code == 400


@pytest.mark.parametrize("sent", [None, "", "x", "anke_1_2", "anke__", "anke_" + "a" * 400])
def test_without_a_token_there_is_nothing(sent: str | None) -> None:
    answer = Program(sent).get("/api/cases")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="anke"')
    assert answer["Content-Type"] == "application/problem+json"


def test_a_token_ends_with_its_time_its_owner_and_when_it_is_taken_back() -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    secret = token("anna", lasts=timedelta(days=1))
    public = secret.split("_")[1]
    now = timezone.now()
    assert secret.split("_", 2)[2] not in json.dumps(list(Token.objects.values()), default=str)
    assert tokens.authenticate(secret, at=now) is not None
    assert tokens.authenticate(secret[:-1] + "x", at=now) is None
    assert tokens.authenticate(secret, at=now + timedelta(days=1, seconds=1)) is None
    new = commands.rotate_token(public=public, actor="anna", at=now)
    assert tokens.authenticate(secret, at=now) is None
    assert tokens.authenticate(new, at=now) is not None
    commands.revoke_token(public=new.split("_")[1], actor="anna", at=now)
    assert tokens.authenticate(new, at=now) is None
    with pytest.raises(Refused):
        commands.revoke_token(public=new.split("_")[1], actor="anna", at=now)


def test_a_token_loses_what_its_owner_loses() -> None:
    from anke.organisation.commands import appoint_staff, end_appointment

    there = office()
    assert there["anna"].get("/api/me").json()["scopes"]
    by: dict[str, Any] = {"actor": "test", "recorded_at": timezone.now()}
    end_appointment(initials="anna", happened_on=timezone.localdate(), **by)
    tokens.forget()
    assert there["anna"].get("/api/me").status_code == 401
    appoint_staff(initials="anna", name="Anna", role=Role.MINISTRY, happened_on=timezone.localdate(), **by)
    tokens.forget()
    assert there["anna"].get("/api/me").json()["scopes"] == []
    assert there["anna"].get("/api/cases").status_code == 403


@pytest.mark.parametrize(
    ("owner", "scope"), [("anna", "nonsense"), ("import", "cases:read"), ("it", "cases:read")]
)
def test_no_token_is_given_more_than_its_owner_has(owner: str, scope: str) -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    somebody("it", Role.SYSTEM_ADMINISTRATOR)
    with pytest.raises(Refused):
        token(owner, scope)


def test_a_machine_registers_and_reads_no_case() -> None:
    house()
    machine, number = Program(token("import")), a_case()
    assert machine.send("/api/cases", REGISTER).status_code == 201
    assert machine.get(f"/api/cases/{number}").status_code == 403
    assert machine.get("/api/content/case-types").status_code == 200


def test_a_token_that_runs_wild_is_told_to_wait(settings: Any) -> None:
    anna = office()["anna"]
    settings.ANKE_API_RATE = 2
    answers = [anna.get("/api/me") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 61


@pytest.mark.slow
def test_wrong_tokens_are_slowed_down_and_right_ones_are_not() -> None:
    anna = office()["anna"]
    wrong = [Program("anke_a_b").get("/api/me").status_code for _ in range(throttle.WRONG + 1)]
    assert (wrong[0], wrong[-1]) == (401, 429)
    assert anna.get("/api/me").status_code == 200


def test_pages_hold_every_case_once_and_a_cursor_is_for_its_question() -> None:
    anna = office()["anna"]
    numbers = [a_case() for _ in range(7)]
    for order in ("number", "act_by"):
        found, cursor = [], None
        while True:
            asked = {"order": order, "limit": 3} | ({"cursor": cursor} if cursor else {})
            page = anna.get("/api/cases", asked).json()
            found += [one["number"] for one in page["cases"]]
            cursor = page["next"]
            if cursor is None:
                break
            last = cursor
        assert sorted(found) == numbers
        assert anna.get("/api/cases", {"order": order, "cursor": last, "status": "paused"}).status_code == 422
    assert anna.get("/api/cases", {"cursor": "made-up"}).status_code == 422
    assert len(anna.get("/api/worklist", {"mine": "false"}).json()["cases"]) == 7


def test_deadlines_say_why() -> None:
    anna, number = office()["anna"], a_case()
    told = anna.get(f"/api/cases/{number}/deadlines").json()
    bound = [one for one in told["limits"] if one["binding"]]
    assert [one["original"] for one in bound] == [told["original_due_on"]]
    assert bound[0]["steps"]
    proof = anna.get(f"/api/cases/{number}/deadlines/proof").json()
    assert proof["deadlines"][0]["answer"]["original"] == told["original_due_on"]


def test_where_there_is_nothing_the_api_says_so_in_its_own_way() -> None:
    anna = office()["anna"]
    nothing = anna.get("/api/no/such")
    assert (nothing.status_code, nothing["Content-Type"]) == (404, "application/problem+json")
    method = anna.delete("/api/cases")
    assert (method.status_code, method["Content-Type"]) == (405, "application/problem+json")
    assert set(method["Allow"].split(", ")) == {"GET", "POST"}


def test_faults_are_told_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    anna, value = office()["anna"], "planted " + "-".join(("009925", "1234"))

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(value)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("planted")

    monkeypatch.setattr("anke.casework.gateway.api.reading.seen", broken)
    answer = anna.get("/api/cases")
    assert (answer.status_code, "planted" in answer.content.decode()) == (500, False)
    assert "broke down (RuntimeError)" in caplog.text
    assert value not in caplog.text
    monkeypatch.setattr("anke.casework.gateway.api.reading.seen", away)
    answer = anna.get("/api/cases")
    assert (answer.status_code, answer["Retry-After"]) == (503, "15")


def test_a_session_opens_nothing_here() -> None:
    house()
    browser = Client()
    browser.force_login(somebody("anna", Role.CASEWORKER, office=1))
    assert browser.get("/api/cases").status_code == 401


def test_questions_do_not_grow_with_the_rows(django_assert_max_num_queries: Any) -> None:
    anna = office()["anna"]
    for _ in range(30):
        a_case()
    anna.get("/api/me")
    with django_assert_max_num_queries(4):
        assert len(anna.get("/api/cases").json()["cases"]) == 25


@pytest.mark.parametrize("sign", ["\x00", "\x02", "\x1b", "\x7f"])
def test_signs_that_no_letter_can_hold_are_refused_without_being_repeated(sign: str) -> None:
    anna = office()["anna"]
    made = anna.send("/api/cases", REGISTER | {"appellant": {"name": f"Karen{sign}token"}})
    assert made.status_code == 422
    assert "Karen" not in made.content.decode()
    assert anna.send("/api/cases", REGISTER | {"points": ["To\nlinjer\tog en til"]}).status_code == 201
