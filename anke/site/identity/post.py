"""E-mail that never stands in the way of an act, and is never lost with it.

A message is written in the same transaction as the act it tells of, and sent after it. Where the mail server
refuses or is not there, the act has been done all the same; the message waits and is tried again with the
next one and every minute by the site (`wsgi.py`). `/system/` shows how many wait, and why.
"""

import logging
import smtplib
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.utils import timezone

from anke.site.identity.models import Mail

FIRST_PAUSE: Final = timedelta(minutes=1)  # doubled after each try
LONGEST_PAUSE: Final = timedelta(hours=6)
WHILE_SENDING: Final = timedelta(minutes=10)
AT_ONCE: Final = 20  # messages sent in one go
log = logging.getLogger(__name__)


class Outbox(BaseEmailBackend):
    """Django's way to send mail here: keep it, and send once what is being done is done."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        now = timezone.now()
        for one in email_messages:
            Mail.objects.create(
                recipients=", ".join(one.recipients()),
                subject=str(one.subject)[:255],
                message=one.message().as_bytes(linesep="\r\n"),  # type: ignore[call-arg]  # Django's own messages know it
                written_at=now,
                next_try_at=now,
            )
        transaction.on_commit(partial(_soon, now), robust=True)
        return len(email_messages)


def waiting() -> tuple[int, str]:
    """How many messages wait, and why the last that was tried was refused."""
    held = Mail.objects.filter(sent_at=None)
    refused = held.exclude(refusal="").order_by("-next_try_at").values_list("refusal", flat=True).first()
    return held.count(), refused or ""


def send_waiting(now: datetime) -> int:
    """Send what is due at a moment, oldest first; how many went. Never raises for what the mail server does.

    What is being sent is put off first, so that two who send at once never send the same, and no row and no
    transaction is held while the mail server is spoken to.
    """
    if not settings.EMAIL_HOST:
        return 0
    mine = _taken(now)
    if not mine:
        return 0
    try:
        with smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=settings.EMAIL_TIMEOUT) as server:
            for one in mine:
                _send(server, one, now)
    except (OSError, smtplib.SMTPException) as problem:
        for one in mine:
            if one.sent_at is None and not one.refusal:
                _put_off(one, problem, now)
    return sum(one.sent_at is not None for one in mine)


@transaction.atomic
def _taken(now: datetime) -> list[Mail]:
    due = Mail.objects.select_for_update().filter(sent_at=None, next_try_at__lte=now).order_by("pk")
    mine = list(due[:AT_ONCE])
    Mail.objects.filter(pk__in=[one.pk for one in mine]).update(next_try_at=now + WHILE_SENDING)
    for one in mine:
        one.refusal = ""
    return mine


def _soon(now: datetime) -> None:
    """Send without making anybody wait: whoever acted has their answer while the mail server is spoken to."""

    def send() -> None:
        try:
            send_waiting(now)
        finally:
            connection.close()

    threading.Thread(target=send, daemon=True, name="mail").start()


def _send(server: smtplib.SMTP, one: Mail, now: datetime) -> None:
    to = [name.strip() for name in one.recipients.split(",")]
    try:
        server.sendmail(settings.DEFAULT_FROM_EMAIL, to, bytes(one.message))
    except smtplib.SMTPRecipientsRefused as problem:
        code, words = next(iter(problem.recipients.values()))
        _put_off(one, smtplib.SMTPResponseException(code, words), now)
    except smtplib.SMTPResponseException as problem:
        _put_off(one, problem, now)
    else:
        _gone(one, now)


def _gone(one: Mail, now: datetime) -> None:
    """It is with the mail server; whom it went to and what it said is nothing to keep here."""
    one.sent_at, one.tries, one.refusal = now, one.tries + 1, ""
    one.recipients, one.message = "", b""
    one.save(update_fields=["sent_at", "tries", "refusal", "recipients", "message"])


def _put_off(one: Mail, problem: Any, now: datetime) -> None:
    """Try again later, each time a while longer; the reason holds no address."""
    code = getattr(problem, "smtp_code", "")
    one.refusal = f"{type(problem).__name__} {code}".strip()[:255]
    one.next_try_at = now + min(FIRST_PAUSE * 2 ** min(one.tries, 10), LONGEST_PAUSE)
    one.tries += 1
    one.save(update_fields=["refusal", "next_try_at", "tries"])
    log.warning("The mail server did not take a message (%s); it is tried again.", one.refusal)
