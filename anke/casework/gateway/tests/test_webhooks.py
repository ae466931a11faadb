"""Webhooks: who is told what, what happens when nobody takes it, and where they never go."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from anke.casework.cases import commands as cases
from anke.casework.gateway import commands, queries
from anke.casework.gateway.models import Delivery, Subscription
from anke.casework.gateway.tests.asking import a_case
from anke.casework.gateway.tests.listening import Listener, listener
from anke.casework.gateway.webhooks import delivering, sending
from anke.casework.gateway.webhooks.guard import Blocked, target_of
from anke.organisation.tests.people import house, somebody
from anke.rules.refusal import Refused
from anke.rules.roles import Role

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def hook(settings: Any) -> Iterator[Listener]:
    settings.ANKE_WEBHOOK_PRIVATE = True
    with listener() as one:
        yield one


def people() -> None:
    house()
    somebody("anna", Role.CASEWORKER, office=1)
    somebody("hans", Role.HEAD_OF_OFFICE, office=1)


def subscribe(url: str, *kinds: str, owner: str = "anna") -> tuple[str, str]:
    return commands.subscribe(owner=owner, name="a listener", url=url, kinds=kinds, at=timezone.now())


def by(actor: str = "system") -> dict[str, Any]:
    return {"happened_on": timezone.localdate(), "actor": actor, "recorded_at": timezone.now()}


def round_(at: datetime | None = None) -> delivering.Went:
    at = at or timezone.now()
    commands.collect(at=at)
    return commands.deliver(at=at)


def test_what_happens_is_told_once_signed_and_without_a_name(hook: Listener) -> None:
    people()
    a_case()  # before: not told
    public, secret = subscribe(hook.url)
    number = a_case(appellant={"name": "Ida Ibsen", "cpr": "009925-1234"}, points=("Flytning",))
    assert round_().delivered == 2
    assert round_() == delivering.Went()
    headers, body = hook.heard[0]
    told = json.loads(body)
    assert told.keys() == {"id", "number", "kind", "position", "happened_on", "recorded_at"}
    assert (told["number"], told["kind"], told["position"]) == (number, "case_registered", 1)
    assert headers["Anke-Delivery"] == told["id"]
    assert told["id"].startswith(public)
    moment, given = (part.split("=")[1] for part in headers["Anke-Signature"].split(","))
    assert given == hmac.new(secret.encode(), f"{moment}.{body}".encode(), hashlib.sha256).hexdigest()
    assert abs(int(moment) - timezone.now().timestamp()) < 60
    assert "Ida" not in "".join(text for _, text in hook.heard)


def test_only_the_kinds_asked_for_and_the_cases_seen_are_told(hook: Listener) -> None:
    people()
    subscribe(hook.url, "case_withdrawn")
    near, far = a_case(office=1), a_case(office=3)
    for number in (near, far):
        cases.withdraw_case(number=number, **by())
    assert round_().delivered == 1
    assert [json.loads(body)["number"] for _, body in hook.heard] == [near]


def test_a_case_no_longer_seen_is_not_told(hook: Listener) -> None:
    people()
    subscribe(hook.url)
    number = a_case()
    commands.collect(at=timezone.now())
    cases.restrict_case(number=number, reason="Kendt i huset", **by("hans"))
    assert commands.deliver(at=timezone.now()).delivered == 0
    assert hook.heard == []
    assert Delivery.objects.get().state == Delivery.State.WITHHELD
    commands.collect(at=timezone.now())
    assert Delivery.objects.count() == 1  # the restriction itself is not told either


def test_somebody_who_leaves_is_told_nothing_more(hook: Listener) -> None:
    from anke.organisation.commands import end_appointment

    people()
    subscribe(hook.url)
    end_appointment(initials="anna", **by("test"))
    a_case()
    assert round_().delivered == 0
    assert hook.heard == []


@pytest.mark.parametrize(
    ("answer", "why"), [(502, "status_502"), ("http://127.0.0.1:1/else", "redirect"), ("hang", "timeout")]
)
def test_what_is_not_taken_is_tried_again_under_the_same_id(
    hook: Listener, answer: Any, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "READ", 0.3)
    people()
    subscribe(hook.url)
    a_case()
    hook.answer, at = answer, timezone.now()
    assert round_(at).failed == 1
    row = Delivery.objects.get()
    assert (row.failure, row.attempts) == (why, 1)
    assert timedelta(seconds=22) < row.next_try_at - at < timedelta(seconds=38)
    assert round_(at + timedelta(seconds=5)) == delivering.Went()  # not yet
    hook.answer = 200
    hook.free.set()
    assert round_(at + timedelta(minutes=1)).delivered == 1
    assert len({headers["Anke-Delivery"] for headers, _ in hook.heard}) == 1


def test_nobody_there_is_tried_ten_times_and_then_shown_to_a_person(hook: Listener) -> None:
    people()
    public, _ = subscribe("http://127.0.0.1:1/nobody")
    number, at = a_case(), timezone.now()
    for _ in range(delivering.TRIES):
        at = max([at, *Delivery.objects.values_list("next_try_at", flat=True)])
        round_(at)
    [dead] = queries.dead_letters("anna")
    assert (dead.number, dead.failure, dead.attempts) == (number, "connection", delivering.TRIES)
    assert queries.count_dead() == 1
    Subscription.objects.update(url=hook.url)
    commands.resend(public=public, seq=dead.seq, at=at)
    assert round_(at).delivered == 1
    assert queries.dead_letters() == []
    with pytest.raises(Refused):
        commands.resend(public=public, seq=dead.seq, at=at)


def test_a_crash_before_it_is_written_down_sends_it_again_under_the_same_id(
    hook: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    people()
    subscribe(hook.url)
    a_case()
    at = timezone.now()
    commands.collect(at=at)
    real = delivering.send

    def dying(*given: Any, **named: Any) -> str | None:
        real(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr(delivering, "send", dying)
    with pytest.raises(KeyboardInterrupt):
        commands.deliver(at=at)
    monkeypatch.setattr(delivering, "send", real)
    assert commands.deliver(at=at + timedelta(minutes=1)).delivered == 0  # somebody may still be at it
    assert commands.deliver(at=at + delivering.LEASE).delivered == 1
    first, second = (headers["Anke-Delivery"] for headers, _ in hook.heard)
    assert first == second


def test_a_crash_while_collecting_loses_and_doubles_nothing(
    hook: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    people()
    subscribe(hook.url)
    numbers = [a_case() for _ in range(5)]
    monkeypatch.setattr(delivering, "PAGE", 2)
    real, left = Subscription.save, [2]

    def dying(self: Subscription, *given: Any, **named: Any) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        real(self, *given, **named)

    monkeypatch.setattr(Subscription, "save", dying)
    with pytest.raises(KeyboardInterrupt):
        commands.collect(at=timezone.now())
    monkeypatch.setattr(Subscription, "save", real)
    commands.collect(at=timezone.now())
    assert list(Delivery.objects.order_by("seq").values_list("number", flat=True)) == numbers


def test_one_who_does_not_answer_does_not_hold_up_the_others(hook: Listener) -> None:
    people()
    subscribe("http://127.0.0.1:1/nobody")
    subscribe(hook.url, owner="hans")
    for _ in range(6):
        a_case()
    went = round_()
    assert (went.delivered, went.failed) == (6, 3)


def test_one_who_answers_a_letter_at_a_time_is_not_waited_for(
    hook: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook.answer = "drip"
    monkeypatch.setattr(sending, "WHOLE", 1.0)
    begun = time.perf_counter()
    assert sending.send(hook.url, body="{}", secret="s", delivery="a-1", at=timezone.now()) == "timeout"
    assert time.perf_counter() - begun < 3


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://[::7f00:1]/",
        "https://[fec0::1]/",
        "https://no-such-name.invalid/",
    ],
)
def test_no_webhook_goes_into_the_house(url: str) -> None:
    with pytest.raises(Blocked):
        target_of(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "https://",
        "https://u:p@example.org/",
        "x",
        "https://a b/",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    people()
    with pytest.raises(Refused):
        subscribe(url)


def test_a_name_that_leads_into_the_house_later_goes_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is public when the subscription is made; what counts is where it leads when it is used."""
    people()
    subscribe("https://hooks.example.org/x")
    a_case()
    inside = [(2, 1, 6, "", ("10.1.2.3", 443))]
    monkeypatch.setattr("anke.casework.gateway.webhooks.guard.socket.getaddrinfo", lambda *a, **k: inside)
    round_()
    assert Delivery.objects.get().failure == "blocked_address"


def test_a_new_secret_signs_from_now_on_and_an_ended_subscription_is_told_nothing(hook: Listener) -> None:
    people()
    public, secret = subscribe(hook.url)
    a_case()
    new = commands.renew_secret(public=public)
    assert new != secret
    assert secret.removeprefix("whsec_") not in json.dumps(list(Subscription.objects.values()), default=str)
    round_()
    headers, body = hook.heard[0]
    moment = int(headers["Anke-Signature"].split(",")[0].removeprefix("t="))
    assert headers["Anke-Signature"] == sending.signature(new, moment, body)
    a_case()
    commands.collect(at=timezone.now())
    commands.end_subscription(public=public, at=timezone.now())
    assert round_() == delivering.Went()
    assert len(hook.heard) == 1


def test_who_sees_no_case_has_no_subscription() -> None:
    house()
    somebody("it", Role.SYSTEM_ADMINISTRATOR)
    for owner in ("it", "import", "nobody"):
        with pytest.raises(Refused):
            subscribe("https://example.org/", owner=owner)
