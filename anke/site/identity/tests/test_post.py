"""E-mail and a mail server that refuses: the act is done, the mail waits, and goes when it can."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from anke.site.identity import post
from anke.site.identity.models import Mail
from tests.postgres import free_port

pytestmark = pytest.mark.django_db


class Server:
    """A mail server that says what it is told to say, and keeps what it takes."""

    def __init__(self) -> None:
        self.says = "250 OK"
        self.taken: list[bytes] = []
        self.refuses: set[str] = set()

    async def handle_RCPT(self, server: SMTP, session: Any, envelope: Any, to: str, options: Any) -> str:
        if to in self.refuses:
            return "550 no such person"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        if self.says.startswith("250"):
            self.taken.append(envelope.content)
        return self.says


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    one = Server()
    settings.EMAIL_BACKEND = "anke.site.identity.post.Outbox"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    controller = Controller(one, hostname="127.0.0.1", port=settings.EMAIL_PORT)
    controller.start()
    try:
        yield one
    finally:
        controller.stop()


def write(subject: str = "Kære Åse", to: str = "a@example.org") -> None:
    EmailMessage(subject, "Blåbærgrød\n.\nslut", to=[to]).send()


def test_mail_is_sent_once(server: Server) -> None:
    write()
    now = timezone.now()
    assert (post.send_waiting(now), post.send_waiting(now)) == (1, 0)
    assert len(server.taken) == 1 and b"slut" in server.taken[0]
    held = Mail.objects.get()
    assert (held.sent_at, held.recipients, bytes(held.message)) == (now, "", b""), "nothing of it is kept"


def test_a_refusal_is_kept_and_tried_again_each_time_a_while_later(server: Server) -> None:
    server.says = "502 Bad gateway"
    write()
    now = timezone.now()
    for tries in range(1, 4):
        assert post.send_waiting(now) == 0
        held = Mail.objects.get()
        assert (held.tries, held.sent_at, "502" in held.refusal) == (tries, None, True)
        assert held.next_try_at - now == post.FIRST_PAUSE * 2 ** (tries - 1)
        assert post.send_waiting(now) == 0, "not at once"
        now = held.next_try_at
    assert post.waiting()[0] == 1 and "502" in post.waiting()[1]
    server.says = "250 OK"
    assert post.send_waiting(now) == 1
    assert post.waiting() == (0, "")


def test_a_server_that_is_not_there_breaks_no_act(settings: Any) -> None:
    settings.EMAIL_BACKEND = "anke.site.identity.post.Outbox"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with transaction.atomic():
        write()
    assert post.send_waiting(timezone.now()) == 0
    assert "ConnectionRefusedError" in Mail.objects.get().refusal


def test_mail_of_an_act_that_was_undone_is_not_sent(server: Server) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        _ = 1 / 0
    assert post.send_waiting(timezone.now()) == 0 and server.taken == []


def test_one_address_that_is_refused_holds_up_no_other(server: Server) -> None:
    server.refuses = {"gone@example.org"}
    write(to="gone@example.org")
    write(to="b@example.org")
    assert post.send_waiting(timezone.now()) == 1
    held = Mail.objects.get(sent_at=None)
    assert "550" in held.refusal and "gone@" not in held.refusal


def test_a_conversation_that_breaks_off_loses_and_doubles_nothing(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        write(f"number {number}")
    whole, calls = smtplib.SMTP.sendmail, []

    def breaks(self: smtplib.SMTP, *words: Any) -> Any:
        calls.append(1)
        if len(calls) == 2:
            raise smtplib.SMTPServerDisconnected("gone")
        return whole(self, *words)

    monkeypatch.setattr(smtplib.SMTP, "sendmail", breaks)
    now = timezone.now()
    assert post.send_waiting(now) == 1
    assert post.send_waiting(now + timedelta(hours=1)) == 2
    assert len(server.taken) == 3


def test_without_a_mail_server_mail_waits(settings: Any) -> None:
    settings.EMAIL_BACKEND = "anke.site.identity.post.Outbox"
    settings.EMAIL_HOST = ""
    write()
    assert post.send_waiting(timezone.now()) == 0
    assert Mail.objects.get().tries == 0
