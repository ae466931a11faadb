"""Handing dispatched letters to the post, after their act is whole; and again, where it did not go well."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from anke.casework.cases import queries as cases
from anke.casework.letters import post
from anke.casework.letters.about import AUTHORITY
from anke.casework.letters.acting import open_json
from anke.casework.letters.composing import Words
from anke.casework.letters.finishing import enclosed
from anke.casework.letters.models import Dispatch, Document
from anke.casework.letters.post import File, Message, PostFailed
from anke.events.commands import Sealer, settle
from anke.events.queries import opener
from anke.files import vault
from anke.files.kinds import KINDS
from anke.files.names import outward

MOST_TRIES: Final = 50
_LONGEST: Final = 300  # characters of trouble


def recipient_id(number: str, party: str) -> str:
    """The personal number a party is reached by in Digital Post; empty where none is known."""
    return cases.particulars_of(number).get(party, {}).get("cpr", "")


def deliver(dispatch: int, *, at: datetime) -> bool:
    """Hand one dispatch to the post, and send its notice; True where nothing is left to do.

    Never raises for what the post or the mail server does: it is written beside the dispatch.
    """
    with transaction.atomic():
        rows = Dispatch.objects.select_for_update(of=("self",))
        row = rows.select_related("letter__subject", "document").get(pk=dispatch)
        number = row.letter.subject.name
        key = opener("case", number)
        if key is None:
            row.trouble = "The case's personal data are forgotten; nothing is left to send."
            row.save(update_fields=["trouble"])
            return False
        try:
            message = _message(row, number, key)
        except (vault.Damaged, PostFailed) as problem:
            row.tries, row.trouble = row.tries + 1, str(problem)[:_LONGEST]
            row.save(update_fields=["tries", "trouble"])
            return False
        if row.handed_over_at is None:
            _hand_over(row, message, at)
        if row.handed_over_at is not None and row.notice in ("waiting", "failed"):
            _notify(row, message, number)
        row.save()
    return row.handed_over_at is not None and row.notice in ("none", "sent")


def _hand_over(row: Dispatch, message: Message, at: datetime) -> None:
    row.tries += 1
    try:
        receipt = post.port().deliver(message, at=at)
    except PostFailed as problem:
        row.trouble = str(problem)[:_LONGEST]
        return
    row.trouble, row.handed_over_at, row.delivered_at = "", receipt.handed_over_at, receipt.delivered_at


def _notify(row: Dispatch, message: Message, number: str) -> None:
    to = cases.particulars_of(number).get(row.letter.recipient, {}).get("email", "")
    if not to:
        row.notice = "none"
        return
    row.notice_tries += 1
    try:
        post.send_notice(message, to)
    except PostFailed as problem:
        row.notice, row.notice_trouble = "failed", str(problem)[:_LONGEST]
    else:
        row.notice, row.notice_trouble = "sent", ""


def _message(row: Dispatch, number: str, key: Sealer) -> Message:
    told = open_json(key, f"dispatch/{row.digital_id}", row.sealed)
    letter, document = row.letter, row.document
    words = key.open(f"letter/{letter.number}/{letter.version}", bytes(letter.sealed))
    extra = enclosed(letter.subject_id, Words.from_json(words).enclosures, key)
    files = [_file(document, number, key)]
    for one in extra:
        found = Document.objects.get(subject_id=letter.subject_id, number=one.number, version=one.version)
        files.append(_file(found, number, key))
    return Message(
        id=str(row.digital_id),
        channel=row.channel,
        case=number,
        label=told["title"],
        sender=AUTHORITY[letter.language],
        language=letter.language,
        recipient_id=recipient_id(number, letter.recipient) if row.channel == "digital_post" else "",
        recipient=told["recipient"],
        address=tuple(told["address"]) if row.channel == "letter" else (),
        files=tuple(files),
    )


def _file(document: Document, number: str, key: Sealer) -> File:
    kind = KINDS[document.media]
    raw = key.open("document", vault.get(document.address))
    return File(outward(number, document.number, document.version, kind.suffix), kind.media_type, raw)


def retry(*, at: datetime, most: int = 200) -> tuple[int, int]:
    """Try again whatever waits, oldest first; (how many went well, how many still wait)."""
    waiting = Dispatch.objects.filter(
        Q(handed_over_at__isnull=True, tries__lt=MOST_TRIES)
        | Q(notice__in=["waiting", "failed"], notice_tries__lt=MOST_TRIES)
    )
    numbers = list(waiting.order_by("sent_at", "pk").values_list("pk", flat=True)[:most])
    settle()
    well = sum(deliver(number, at=at) for number in numbers)
    return well, len(numbers) - well
