"""Shaping what the pages show: lines of lists, choices of forms, files to save."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from anke.casework.letters.about import About, Addressee
from anke.casework.letters.cards import DispatchCard, DocumentCard, LetterCard
from anke.casework.letters.composing import Enclosed
from anke.casework.letters.drafting import answer_by
from anke.casework.letters.queries import LetterWork
from anke.casework.letters.sending import unreachable
from anke.casework.letters.words import CHANNEL
from anke.content.load import content
from anke.content.schema.letter import LetterTemplate, UploadLimits
from anke.files.kinds import KINDS
from anke.organisation.queries import Person
from anke.rules.letter_steps import Channel, LetterStatus
from anke.rules.merge_fields import FIELDS
from anke.rules.roles import TITLES, Role
from anke.rules.trace import day_in_words


def frame(number: str, said: Mapping[str, Any]) -> dict[str, Any]:
    return {"number": number, "tab": "letters-documents", "section": "worklist", **said}


@dataclass(frozen=True)
class LetterLine:
    number: int
    title: str | None
    template: str
    status: LetterStatus
    status_text: str
    recipient: str
    outcome: str
    language: str
    saved_by: str
    saved_at: datetime
    dispatched_on: date | None


def letter_line(card: LetterCard, parties: Mapping[str, Addressee], lang: str) -> LetterLine:
    """A letter in a list. A protected recipient is named by what they are in the case, never by name."""
    template, outcome = content().letters.get(card.template), content().outcomes.get(card.outcome or "")
    party = parties.get(card.recipient)
    return LetterLine(
        number=card.number,
        title=card.title,
        template=template.title[lang] if template else card.template,
        status=card.status,
        status_text=status_text(card.status),
        recipient=_recipient(party),
        outcome=outcome.title[lang] if outcome else "",
        language=card.language,
        saved_by=card.saved_by,
        saved_at=card.saved_at,
        dispatched_on=card.dispatched_on,
    )


def _recipient(party: Addressee | None) -> str:
    if party is None:
        return "–"
    if party.protected or not party.name:
        return f"{party_kind(party.kind)} ({_('protected')})" if party.protected else party_kind(party.kind)
    return party.name


def party_kind(kind: str) -> str:
    return {
        "appellant": _("appellant"),
        "representative": _("representative"),
        "first_instance": _("first instance"),
    }.get(kind, _("other party"))


def status_text(status: LetterStatus) -> str:
    return {
        LetterStatus.DRAFT: _("draft"),
        LetterStatus.SUBMITTED: _("waits for approval"),
        LetterStatus.APPROVED: _("approved"),
        LetterStatus.SENT: _("sent"),
    }[status]


@dataclass(frozen=True)
class DocumentLine:
    number: int
    version: int
    title: str | None
    name: str | None
    kind: str
    media: str
    suffix: str
    size: str
    pages: int | None
    sha256: str
    added_on: date
    added_by: str
    letter: int | None
    dispatched_on: date | None
    outward: str
    newest: bool
    versions: int = 1


def document_line(card: DocumentCard, lang: str, versions: int = 1) -> DocumentLine:
    uploads = content().uploads
    titles = {one.id: one.title[lang] for one in uploads.kinds} if uploads else {}
    return DocumentLine(
        number=card.number,
        version=card.version,
        title=card.title,
        name=card.name,
        kind=titles.get(card.kind, card.kind),
        media=card.media,
        suffix=KINDS[card.media].suffix.upper(),
        size=filesizeformat(card.size),
        pages=card.pages,
        sha256=card.sha256,
        added_on=card.added_on,
        added_by=card.added_by,
        letter=card.letter,
        dispatched_on=card.dispatched_on,
        outward=card.outward,
        newest=card.newest,
        versions=versions,
    )


def document_lines(cards: Iterable[DocumentCard], lang: str) -> list[DocumentLine]:
    """The newest version of each document, with how many versions there are."""
    every = list(cards)
    return [
        document_line(one, lang, sum(other.number == one.number for other in every))
        for one in every
        if one.newest
    ]


@dataclass(frozen=True)
class DispatchLine:
    card: DispatchCard
    channel: str
    state: str
    waits: bool
    trouble: str


def dispatch_line(card: DispatchCard, lang: str) -> DispatchLine:
    if card.handed_over_at is None:
        state = _("waits to leave")
    elif card.delivered_at is not None:
        state = _("delivered")
    else:
        state = _("handed to the post")
    trouble = card.trouble or (card.notice_trouble if card.notice == "failed" else "")
    return DispatchLine(card, CHANNEL[card.channel][lang], state, card.waits, trouble)


def kinds(lang: str) -> list[tuple[str, str]]:
    uploads = content().uploads
    return [(one.id, one.title[lang]) for one in uploads.kinds if one.id != "letter"] if uploads else []


def limits(of: UploadLimits, lang: str) -> dict[str, Any]:
    return {
        "types": ", ".join(one.title[lang] for one in of.types),
        "file": of.largest_file // 2**20,
        "upload": of.largest_upload // 2**20,
        "files": of.most_files,
    }


def accept(of: UploadLimits) -> str:
    return ",".join(f".{ending}" for one in of.types for ending in KINDS[one.id].endings)


def templates(every: Iterable[LetterTemplate], lang: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one.id,
            "title": one.title[lang],
            "about": one.about[lang],
            "english": one.english,
            "outcomes": len(one.when.outcomes) > 1,
        }
        for one in every
    ]


def outcomes(about: About, lang: str) -> list[tuple[str, str]]:
    """The outcomes a decision letter can tell, where a template asks which."""
    wanted = {
        name for one in content().letters.values() if len(one.when.outcomes) > 1 for name in one.when.outcomes
    }
    return [(one.id, one.title[lang]) for one in content().outcomes.values() if one.id in wanted]


def parties(about: About, lang: str) -> list[tuple[str, str]]:
    """Whom a letter can go to. Somebody protected is named by what they are."""
    return [
        (one.key, f"{party_kind(one.kind).capitalize()}: {_recipient(one)}" if one.name else "")
        for one in about.parties
        if one.name
    ]


def parts(work: LetterWork, lang: str) -> list[dict[str, Any]]:
    """The parts of a letter as the editor shows them, with what is missing in each."""
    return [
        {
            "id": part.id,
            "title": part.title[lang],
            "heading": part.title[work.card.language] if part.heading else "",
            "required": part.required,
            "why": part.why[lang],
            "law": part.law[lang] if part.law else "",
            "help": part.help[lang] if part.help else "",
            "text": work.words.parts.get(part.id, ""),
            "rows": min(24, max(4, work.words.parts.get(part.id, "").count("\n") + 4)),
        }
        for part in work.shape.parts
    ]


def fields(lang: str) -> list[tuple[str, str]]:
    return [(f"{{{name}}}", words[lang == "en"]) for name, words in FIELDS.items()]


def enclosable(cards: Iterable[DocumentCard], chosen: Iterable[str]) -> list[dict[str, Any]]:
    """The documents a letter can enclose: the newest version of each, letters of our own left out."""
    marked = set(chosen)
    return [
        {"number": one.number, "title": one.title, "chosen": str(one.number) in marked}
        for one in cards
        if one.newest and one.letter is None and one.title is not None
    ]


def can(work: LetterWork, who: Person, may_work: bool) -> dict[str, bool]:
    """What is offered beside a letter; the commands decide what is allowed."""
    status, two = work.card.status, bool(work.approvers)
    author = who.initials in work.card.authors
    draft, submitted, approved = (
        status is one for one in (LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.APPROVED)
    )
    whole = not work.faults
    may_approve = who.role in work.approvers and not author
    return {
        "edit": may_work and draft,
        "discard": may_work and draft,
        "submit": may_work and draft and two and whole,
        "approve": submitted and may_approve,
        "return": (submitted and (author or may_approve)) or (approved and who.role in work.approvers),
        "send": may_work and whole and (approved or (draft and not two)),
        "wait": submitted and not may_approve,
        "ground": work.template.kind in ("dismissal", "forwarding"),
    }


@dataclass(frozen=True)
class Sending:
    """What is about to leave: to whom, which way, what goes with it, and what becomes of the case. `refused`:
    why it cannot go that way."""

    channel: str
    way: str
    recipient: str
    address: tuple[str, ...]
    notice: bool  # an e-mail says that post has come
    enclosures: tuple[Enclosed, ...]
    effect: str
    refused: str


def sending(work: LetterWork, channel: Channel, lang: str, today: date) -> Sending:
    """The question asked once more before a letter goes."""
    party = work.about.party(work.card.recipient)
    refused = None if party is None else unreachable(party, channel)
    return Sending(
        str(channel),
        CHANNEL[channel][lang],
        work.final.recipient,
        work.final.address if channel is Channel.LETTER else (),
        party is not None and bool(party.email),
        work.final.enclosures,
        _effect(work, lang, today),
        refused[lang] if refused else "",
    )


def _effect(work: LetterWork, lang: str, today: date) -> str:
    """What sending does to the case."""
    kind, outcome = work.template.kind, content().outcomes.get(work.card.outcome or "")
    if kind == "decision":
        if work.about.status == "decided":
            return _("The case is decided already; the decision is sent.")
        return _("The case is decided as “%(outcome)s”, and the decision is sent.") % {
            "outcome": outcome.title[lang] if outcome else "–"
        }
    if kind in ("dismissal", "forwarding"):
        return _("The case is closed without a decision on the merits.")
    if kind in ("party_hearing", "information_request") and (day := answer_by(work.template, today)):
        return _("The case notes that an answer is asked for by %(day)s. The clock runs on.") % {
            "day": day_in_words(day, lang)
        }
    return _("Nothing else happens to the case.")


def role_titles(roles: Iterable[Role], lang: str) -> str:
    order = [TITLES[role][lang == "en"] for role in Role if role in set(roles)]
    joint = f" {_('or')} "
    return joint.join(order)


def channels(lang: str, recipient: Addressee | None) -> list[tuple[str, str]]:
    """The ways a letter can go, one that reaches the recipient first."""
    ways = [(name, text[lang]) for name, text in CHANNEL.items()]
    digital = recipient is not None and recipient.digital
    return sorted(ways, key=lambda way: (way[0] == "digital_post") is not digital)


def attachment(raw: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    """A file handed out: under a name that tells of nobody, never guessed at, never run, kept by no cache."""
    answer = HttpResponse(raw, content_type=media_type)
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store, private"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    if not inline:
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer
