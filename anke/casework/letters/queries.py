"""Every question about documents and letters. Whatever is asked for a person starts from the cases the person
sees (`cases.queries.visible`); the doors for the machine's own work say so."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from anke.casework.cases import queries as cases
from anke.casework.cases.queries import Case
from anke.casework.letters import approving, composing, drafting, finishing, rereading
from anke.casework.letters.about import About, about_of
from anke.casework.letters.acting import DECISIVE, open_json, settle
from anke.casework.letters.cards import DispatchCard, DocumentCard, LetterCard
from anke.casework.letters.composing import Fault, FinalText, Words
from anke.casework.letters.models import Dispatch, Document, DocumentText, Letter
from anke.casework.letters.rereading import Reread
from anke.casework.letters.sweeping import differences
from anke.content.load import content
from anke.content.schema.letter import LetterTemplate, Shape
from anke.events.commands import Sealer
from anke.events.queries import opener
from anke.files import vault
from anke.files.kinds import KINDS
from anke.files.names import outward
from anke.files.vault import Damaged
from anke.organisation.queries import User
from anke.rules.letter_steps import LetterStatus
from anke.rules.roles import Role

__all__ = [
    "Damaged",
    "DispatchCard",
    "DocumentCard",
    "FinalText",
    "LetterCard",
    "LetterWork",
    "Reread",
    "about",
    "differences",
    "dispatches_of",
    "document",
    "documents_of",
    "documents_since",
    "letter_work",
    "letters_of",
    "media_type",
    "raw_of",
    "reread",
    "templates_for",
    "text_of",
    "texts_of",
    "waiting",
]


@dataclass(frozen=True)
class LetterWork:
    """A letter with all that its pages show. `final` is the text as the case stands now."""

    card: LetterCard
    template: LetterTemplate
    shape: Shape
    about: About
    words: Words
    final: FinalText
    faults: tuple[Fault, ...]
    approvers: frozenset[Role]  # empty where one person may send alone


def _case(number: str, user: User, at: datetime) -> Case | None:
    return cases.visible(user, at=at).filter(number=number).first()


def about(number: str, *, user: User, at: datetime) -> About | None:
    """The case as a letter sees it, for somebody who sees the case; None for others."""
    case = _case(number, user, at)
    return about_of(case) if case else None


def documents_of(number: str, *, user: User, at: datetime) -> list[DocumentCard]:
    """The documents of a case with all their versions, newest document first, newest version first."""
    case = _case(number, user, at)
    if case is None:
        return []
    key = opener("case", number)
    every = Document.objects.filter(subject_id=case.pk).select_related("letter")
    rows = list(every.order_by("-number", "-version"))
    last = {row.number: row.version for row in reversed(rows)}
    return [_document(row, number, key, newest=row.version == last[row.number]) for row in rows]


def document(
    number: str, document: int, version: int | None = None, *, user: User, at: datetime
) -> DocumentCard | None:
    """A document of a case the person sees, its newest version unless one is named; None for no such."""
    case = _case(number, user, at)
    if case is None:
        return None
    rows = Document.objects.filter(subject_id=case.pk, number=document).order_by("-version")
    newest = rows.first()
    row = newest if version is None else rows.filter(version=version).first()
    if row is None or newest is None:
        return None
    return _document(row, number, opener("case", number), newest=row.pk == newest.pk)


def _document(row: Document, number: str, key: Sealer | None, *, newest: bool) -> DocumentCard:
    place = f"document/{row.number}/{row.version}"
    told = open_json(key, place, row.sealed) if key else {"title": None, "name": None}
    return DocumentCard(
        id=row.pk,
        case=number,
        number=row.number,
        version=row.version,
        kind=row.kind,
        title=told["title"],
        name=told["name"],
        media=row.media,
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        added_on=row.added_on,
        added_by=row.added_by,
        letter=None if row.letter_id is None else _letter_number(row),
        dispatched_on=row.dispatched_on,
        outward=outward(number, row.number, row.version, KINDS[row.media].suffix),
        newest=newest,
    )


def _letter_number(row: Document) -> int | None:
    return row.letter.number if row.letter else None


def media_type(media: str) -> str:
    """What a browser is told a document is."""
    return KINDS[media].media_type


def raw_of(document: int) -> bytes | None:
    """A document's bytes as they came in, by its id; None once the case's key is gone. Access is the caller's
    to have asked. Raises `Damaged` where the file is gone or is not what was stored."""
    import hashlib

    row = Document.objects.select_related("subject").get(pk=document)
    key = opener("case", row.subject.name)
    if key is None:
        return None
    raw = key.open("document", vault.get(row.address))
    if hashlib.sha256(raw).hexdigest() != row.sha256:
        raise Damaged("The document is not the one that was put on the case.")
    return raw


def text_of(document: int) -> str:
    """A document's words, by its id, for searching; empty for pictures and once they are forgotten."""
    kept = DocumentText.objects.select_related("document__subject").filter(pk=document).first()
    key = opener("case", kept.document.subject.name) if kept else None
    if kept is None or key is None:
        return ""
    place = f"document/{kept.document.number}/{kept.document.version}/text"
    return zlib.decompress(key.open(place, bytes(kept.sealed))).decode()


def texts_of(numbers: Iterable[str]) -> dict[str, list[str]]:
    """Title and words of the newest version of every document of these cases, whoever may see them: for
    searching. Nothing of a case that is forgotten."""
    rows = Document.objects.filter(subject__kind="case", subject__name__in=list(numbers))
    newest: dict[tuple[str, int], Document] = {}
    for row in rows.select_related("subject", "words").order_by("number", "version"):
        newest[row.subject.name, row.number] = row
    keys = {number: opener("case", number) for number in {number for number, _ in newest}}
    found: dict[str, list[str]] = {}
    for (number, _), row in newest.items():
        if key := keys[number]:
            place = f"document/{row.number}/{row.version}"
            kept: DocumentText | None = getattr(row, "words", None)
            said = [str(open_json(key, place, row.sealed)["title"])]
            said += [zlib.decompress(key.open(f"{place}/text", bytes(kept.sealed))).decode()] if kept else []
            found.setdefault(number, []).append("\n".join(said))
    return found


def documents_since(document: int, most: int = 500) -> Iterator[tuple[int, str]]:
    """(id, case number) of the documents with a higher id, in order: for an index that catches up."""
    rows = Document.objects.filter(pk__gt=document).order_by("pk")
    yield from rows.values_list("pk", "subject__name")[:most]


def letters_of(number: str, *, user: User, at: datetime) -> list[LetterCard]:
    """The letters of a case, newest first, without their texts."""
    case = _case(number, user, at)
    if case is None:
        return []
    key, state = opener("case", number), cases.case_of(number)
    found = []
    for row in Letter.objects.filter(subject_id=case.pk).order_by("-number"):
        if state is not None and row.template in content().letters:
            settle(row, content().letters[row.template].kind, state)
        found.append(_letter(row, number, key))
    return found


def _letter(row: Letter, number: str, key: Sealer | None) -> LetterCard:
    words = drafting.words_of(row, key) if key else None
    return LetterCard(
        case=number,
        number=row.number,
        template=row.template,
        language=row.language,
        recipient=row.recipient,
        outcome=row.outcome,
        status=LetterStatus(row.status),
        version=row.version,
        title=words.title if words else None,
        saved_by=row.saved_by,
        saved_at=row.saved_at,
        authors=tuple(row.authors),
        sha256=row.sha256,
        submitted_by=row.submitted_by,
        approved_by=row.approved_by,
        returned=drafting.returned_reason(row, key) if key else None,
        begun_at=row.begun_at,
        dispatched_on=row.dispatched_on,
        shape_from=row.shape_from,
        parts=words.parts if words else {},
        enclosures=words.enclosures if words else (),
    )


def letter_work(
    number: str, letter: int, *, day: date, user: User, at: datetime, instead: Words | None = None
) -> LetterWork | None:
    """A letter to work on, for somebody who sees its case; None where there is none, or it is forgotten.

    `instead`: words not saved yet, for a preview of them.
    """
    case, key = _case(number, user, at), opener("case", number)
    if case is None or key is None:
        return None
    row = Letter.objects.filter(subject_id=case.pk, number=letter).first()
    template = content().letters.get(row.template) if row else None
    if row is None or template is None:
        return None
    state = cases.case_of(number)
    if state is not None:
        settle(row, template.kind, state)
    told, shape = about_of(case), drafting.shape_of(row)
    words = instead or drafting.words_of(row, key)
    setting = finishing.setting_of(row, told, key, row.dispatched_on or day, words)
    return LetterWork(
        card=_letter(row, number, key),
        template=template,
        shape=shape,
        about=told,
        words=words,
        final=_sent_text(row, key) or composing.final(setting, words),
        faults=() if row.dispatched_on else tuple(composing.faults(shape, words, setting.values)),
        approvers=approving.approvers(template, told, row.outcome, day),
    )


def _sent_text(row: Letter, key: Sealer) -> FinalText | None:
    """What a letter said when it was sent, whatever has changed on the case since; None while it is not."""
    dispatch = Dispatch.objects.filter(letter=row).first() if row.dispatched_on else None
    if dispatch is None:
        return None
    told = open_json(key, f"dispatch/{dispatch.digital_id}", dispatch.sealed)
    return FinalText.from_dict(told["final"]) if "final" in told else None


def reread(number: str, *, day: date, user: User, at: datetime) -> Reread | None:
    """The newest letter sent that ends a case, for somebody who sees the case and reads it again; None where
    none was written here."""
    templates = content().letters
    for card in letters_of(number, user=user, at=at):
        decisive = card.template in templates and templates[card.template].kind in DECISIVE
        if not decisive or card.dispatched_on is None:
            continue
        if work := letter_work(number, card.number, day=day, user=user, at=at):
            names = [one.name for one in work.about.parties]
            lacks = rereading.lacking(work.shape, work.words)
            return rereading.reread(work.final, lacks, card.dispatched_on, names, day)
    return None


def templates_for(told: About, day: date) -> list[LetterTemplate]:
    """The templates a case can use on a day: letters that end a case only while it is not over."""
    over = told.status in ("dispatched", "withdrawn", "destroyed")
    found = [
        one
        for one in content().letters.values()
        if one.on(day) is not None
        and not (over and one.kind in DECISIVE)
        and one.when.fits(
            outcome=one.when.outcomes[0] if one.when.outcomes else None,
            area=told.area,
            case_type=told.case_type,
        )
    ]
    return sorted(found, key=lambda one: (_place(one.kind, told), one.title.da))


# Which letter is usually written next, by where the case stands; the others in the order a case needs them.
_FIRST: Final[dict[str, tuple[str, ...]]] = {
    "registered": ("acknowledgement", "information_request", "party_hearing"),
    "paused": ("information_request", "party_hearing", "extension"),
    "submitted": ("decision",),
    "approved": ("decision",),
    "at_meeting": ("decision",),
    "decided": ("decision", "dismissal", "forwarding"),
}
_ORDER: Final = ("decision", "extension", "party_hearing", "information_request", "dismissal", "forwarding")


def _place(kind: str, told: About) -> int:
    """A template's place in the list; an acknowledgement that was sent already is written last."""
    if kind == "acknowledgement" and _was_sent(kind, told):
        return 99
    order = dict.fromkeys((*_FIRST.get(told.status, ()), *_ORDER))
    return list(order).index(kind) if kind in order else len(order)


def _was_sent(kind: str, told: About) -> bool:
    names = [one.id for one in content().letters.values() if one.kind == kind]
    sent = Letter.objects.filter(subject_id=told.subject_id, template__in=names)
    return sent.filter(status=str(LetterStatus.SENT)).exists()


def dispatches_of(number: str, *, user: User, at: datetime) -> list[DispatchCard]:
    """The dispatch log of a case, newest first."""
    case = _case(number, user, at)
    rows = Dispatch.objects.filter(letter__subject_id=case.pk) if case else Dispatch.objects.none()
    return _dispatches(rows.select_related("letter__subject", "document").order_by("-sent_at", "-pk"))


def waiting(*, user: User, at: datetime, most: int = 200) -> list[DispatchCard]:
    """What was sent and has not left, or whose notice failed, in the cases the person sees; oldest first."""
    stuck = Q(handed_over_at__isnull=True) | Q(notice__in=["waiting", "failed"])
    seen = cases.visible(user, at=at).values("pk")
    rows = Dispatch.objects.filter(stuck, letter__subject_id__in=seen)
    return _dispatches(rows.select_related("letter__subject", "document").order_by("sent_at", "pk")[:most])


def _dispatches(rows: Iterable[Dispatch]) -> list[DispatchCard]:
    found, keys = [], dict[str, Sealer | None]()
    for row in rows:
        number = row.letter.subject.name
        if number not in keys:
            keys[number] = opener("case", number)
        key = keys[number]
        told = open_json(key, f"dispatch/{row.digital_id}", row.sealed) if key else {}
        found.append(
            DispatchCard(
                id=row.pk,
                case=number,
                letter=row.letter.number,
                document=row.document.number,
                channel=row.channel,
                digital_id=row.digital_id,
                title=told.get("title"),
                recipient=told.get("recipient"),
                sent_on=row.sent_on,
                sent_at=row.sent_at,
                sent_by=row.sent_by,
                handed_over_at=row.handed_over_at,
                delivered_at=row.delivered_at,
                tries=row.tries,
                trouble=row.trouble,
                notice=row.notice,
                notice_trouble=row.notice_trouble,
            )
        )
    return found
