"""A mail server and a post that do not work."""

from collections.abc import Sequence
from datetime import datetime
from smtplib import SMTPResponseException

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from anke.casework.letters.post import Message, PostFailed, Receipt


class Mail(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        raise SMTPResponseException(502, b"Command not implemented")


class Port:
    def deliver(self, message: Message, *, at: datetime) -> Receipt:
        raise PostFailed("The post is closed.")
