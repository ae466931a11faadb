"""How a letter leaves the house: a port, the one shipped (files in an outbox), and the notice by e-mail.

Nothing that fails here undoes the act of sending: it stays in the dispatch log with its reason, and is tried
again. Another installation names another port in ANKE_POST.
"""

import base64
import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol
from xml.etree import ElementTree

from django.conf import settings
from django.core.mail import EmailMessage

MEMO: Final = "https://DigitalPost.dk/MeMo-1"
LONGEST_LABEL: Final = 256


class PostFailed(Exception):  # noqa: N818 - told to the person who looks at the dispatch log
    """The post did not take the letter. The message says why, and holds nothing of its content."""


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Message:
    """A letter as a port is handed it. `recipient_id` is a personal number, for Digital Post only."""

    id: str
    channel: str
    case: str
    label: str
    sender: str
    language: str
    recipient_id: str = field(repr=False)
    recipient: str = field(repr=False)
    address: tuple[str, ...] = field(repr=False)
    files: tuple[File, ...] = field(repr=False)
    made_at: datetime | None = None


@dataclass(frozen=True)
class Receipt:
    """What the post answered: when it took the letter, and when it arrived, where that is known."""

    handed_over_at: datetime
    delivered_at: datetime | None


class Port(Protocol):
    def deliver(self, message: Message, *, at: datetime) -> Receipt:
        """Hand a letter to the post. Raises `PostFailed`. The same message twice is one letter."""
        ...


class Outbox:
    """Writes each letter as a file in the shape of a MeMo message to ANKE_HOME/outbox, for another program to
    take. Digital Post counts as delivered at once; a letter on paper has no receipt."""

    def deliver(self, message: Message, *, at: datetime) -> Receipt:
        folder = Path(settings.ANKE_HOME) / "outbox"
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_whole(folder / f"{message.channel}-{message.id}.xml", memo(message, at))
        except OSError as problem:
            raise PostFailed(f"The outbox cannot be written: {problem.strerror}.") from None
        return Receipt(at, at if message.channel == "digital_post" else None)


def _write_whole(target: Path, text: bytes) -> None:
    if target.exists():
        return
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def memo(message: Message, at: datetime) -> bytes:
    """The message as XML (MeMo 1.2, as far as a letter with its enclosures needs it)."""
    ElementTree.register_namespace("memo", MEMO)
    root = ElementTree.Element(f"{{{MEMO}}}Message", {"memoVersion": "1.2"})
    head = _part(root, "MessageHeader")
    for name, text in (
        ("messageType", "DIGITALPOST"),
        ("messageUUID", message.id),
        ("label", message.label[:LONGEST_LABEL]),
        ("mandatory", "false"),
        ("legalNotification", "false"),
    ):
        _part(head, name, text)
    sender = _part(head, "Sender")
    _part(sender, "label", message.sender)
    recipient = _part(head, "Recipient")
    if message.recipient_id:
        _part(recipient, "recipientID", message.recipient_id.replace("-", ""))
        _part(recipient, "idType", "CPR")
    _part(recipient, "label", message.recipient)
    for line in message.address:
        _part(recipient, "addressLine", line)
    _part(_part(head, "ContentData"), "caseID", message.case)
    body = _part(root, "MessageBody")
    _part(body, "createdDateTime", at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    for place, one in enumerate(message.files):
        document = _part(body, "AdditionalDocument" if place else "MainDocument")
        file = _part(document, "File")
        _part(file, "encodingFormat", one.media_type)
        _part(file, "filename", one.name)
        _part(file, "language", message.language)
        _part(file, "content", base64.b64encode(one.content).decode())
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _part(above: ElementTree.Element, name: str, text: str = "") -> ElementTree.Element:
    made = ElementTree.SubElement(above, f"{{{MEMO}}}{name}")
    made.text = text or None
    return made


def port() -> Port:
    """The port this installation has chosen."""
    module, _, name = settings.ANKE_POST.partition(":")
    chosen: Port = getattr(import_module(module), name)()
    return chosen


NOTICE: Final = {
    "da": (
        "Der er et brev til dig",
        "{sender} har sendt dig et brev{where}.\n\n"
        "Af hensyn til dig står der ikke noget om indholdet i denne mail. Du kan ikke svare på den.\n",
    ),
    "en": (
        "There is a letter for you",
        "{sender} has sent you a letter{where}.\n\n"
        "For your protection this e-mail says nothing of what it holds. You cannot reply to it.\n",
    ),
}
_WHERE: Final = {
    "da": {"digital_post": " i Digital Post", "letter": " med posten"},
    "en": {"digital_post": " in Digital Post", "letter": " by post"},
}


def send_notice(message: Message, to: str) -> None:
    """Tell somebody by e-mail that there is a letter, and nothing of it. Raises `PostFailed`."""
    subject, body = NOTICE[message.language]
    text = body.format(sender=message.sender, where=_WHERE[message.language][message.channel])
    try:
        EmailMessage(subject, text, to=[to]).send()
    except Exception as problem:
        raise PostFailed(f"The mail server did not take the notice ({type(problem).__name__}).") from None
