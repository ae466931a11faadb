"""Putting a document on a case: looked into, sealed, written to the disk, then its row and its event."""

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import Final, Unpack

from django.db import transaction
from django.db.models import Max, QuerySet

from anke.casework.cases import commands as cases
from anke.casework.letters.acting import By, case_sealer, note, require_no_cpr, seal_json
from anke.casework.letters.models import Document, DocumentText, Letter
from anke.content.load import content
from anke.content.schema.letter import UploadLimits
from anke.events.commands import Sealer
from anke.events.queries import holds_cpr, subject_id
from anke.files import names, vault
from anke.files.reading import Inside, look_inside
from anke.rules.local import local_date
from anke.rules.refusal import Refused

LONGEST_TITLE: Final = 200
FROM_US: Final = "letter"  # the kind of document only a dispatched letter is


@dataclass(frozen=True)
class NewDocument:
    """A file that came in. `replaces`: the number of the document it is a new version of."""

    name: str
    raw: bytes = field(repr=False)
    kind: str = "other"
    title: str | None = None
    replaces: int | None = None


@dataclass(frozen=True)
class Taken:
    """A file that was looked into and lies on the disk; nothing knows of it until its row is there."""

    new: NewDocument
    inside: Inside
    digest: str
    address: str


def limits_on(by: By) -> UploadLimits:
    """What may come in on the day it is recorded."""
    uploads = content().uploads
    found = uploads.limits.on(local_date(by["recorded_at"])) if uploads else None
    if found is None:
        raise Refused("Der er ikke bestemt, hvad der tages imod.", "It is not settled what is taken in.")
    return found


def add_documents(*, number: str, files: list[NewDocument], **by: Unpack[By]) -> list[Document]:
    """Put files on a case: all of them, or none.

    Each is looked into and written to the disk before the case is held, so that nobody waits for a large
    file. Raises `Refused` with the file's name for the first that is not taken in.
    """
    limits = limits_on(by)
    if not files:
        raise Refused("Vælg mindst én fil.", "Choose at least one file.")
    if len(files) > limits.most_files:
        most = limits.most_files
        raise Refused(f"Send højst {most} filer ad gangen.", f"Send at most {most} files at a time.")
    with transaction.atomic():
        cases.hold_case(number=number, **by)
        key = case_sealer(number)
    looked = [(one, _looked(one, limits)) for one in files]
    taken = [
        Taken(one, inside, hashlib.sha256(one.raw).hexdigest(), vault.put(key.close("document", one.raw)))
        for one, inside in looked
    ]
    with transaction.atomic():
        return [_added(number, one, key, by) for one in taken]


def add_document(
    *,
    number: str,
    name: str,
    raw: bytes,
    kind: str = "other",
    title: str | None = None,
    replaces: int | None = None,
    **by: Unpack[By],
) -> Document:
    """Put one file on a case; see `add_documents`."""
    return add_documents(number=number, files=[NewDocument(name, raw, kind, title, replaces)], **by)[0]


def _looked(one: NewDocument, limits: UploadLimits) -> Inside:
    name = names.clean(one.name)
    try:
        if one.kind not in kinds_taken():
            raise Refused("Vælg, hvad dokumentet er.", "Choose what the document is.")
        return look_inside(one.raw, name, limits)
    except Refused as refused:
        raise Refused(f"»{name}«: {refused.da}", f"“{name}”: {refused.en}") from None


def kinds_taken() -> dict[str, str]:
    """The kinds of document somebody may put on a case: id → Danish title."""
    uploads = content().uploads
    return {one.id: one.title.da for one in uploads.kinds if one.id != FROM_US} if uploads else {}


def _added(number: str, taken: Taken, key: Sealer, by: By) -> Document:
    cases.hold_case(number=number, **by)
    name = names.clean(taken.new.name)
    title = _title(taken.new.title, name)
    held = Document.objects.filter(subject_id=subject_id("case", number))
    if there := held.filter(sha256=taken.digest).order_by("number").first():
        raise Refused(
            f"»{name}« ligger allerede på sagen som dokument {there.number}.",
            f"“{name}” is on the case already, as document {there.number}.",
        )
    document = _row(number, taken, by)
    document.sealed = seal_json(key, _place(document), {"title": title, "name": name})
    document.save(force_insert=True)
    keep_text(document, taken.inside.text, key)
    told = {"document": shown(document), "document_kind": document.kind, "sha256": taken.digest}
    note(number, "document_added", told | {"title": title}, by)
    return document


def _row(number: str, taken: Taken, by: By) -> Document:
    subject, replaces = subject_id("case", number), taken.new.replaces
    if replaces is None:
        position, version = next_number(subject), 1
    else:
        versions = Document.objects.filter(subject_id=subject, number=replaces)
        position, version = replaces, _next_version(versions)
    return Document(
        subject_id=subject,
        number=position,
        version=version,
        kind=taken.new.kind,
        media=taken.inside.kind.id,
        size=len(taken.new.raw),
        pages=taken.inside.pages,
        sha256=taken.digest,
        address=taken.address,
        added_on=by["happened_on"],
        added_at=by["recorded_at"],
        added_by=by["actor"],
    )


def next_number(subject: int) -> int:
    last = Document.objects.filter(subject_id=subject).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _next_version(versions: QuerySet[Document]) -> int:
    found = list(versions.order_by("-version"))
    if not found:
        raise Refused("Der er intet dokument at erstatte.", "There is no document to replace.")
    if found[0].letter_id is not None or any(one.dispatched_on for one in found):
        raise Refused(
            "Dokumentet er sendt og kan ikke få en ny version. Læg det nye på sagen som et dokument for sig.",
            "The document was sent and takes no new version. Add the new one as a document of its own.",
        )
    return int(found[0].version) + 1


def keep_text(document: Document, text: str, key: Sealer) -> None:
    """Keep a document's words for searching, sealed."""
    squeezed = zlib.compress(text.encode(), 6)
    DocumentText.objects.create(document=document, sealed=key.close(f"{_place(document)}/text", squeezed))


def _place(document: Document) -> str:
    return f"document/{document.number}/{document.version}"


def shown(document: Document) -> str:
    """How a document is named in the case's story: "3", and from its second version "3 (version 2)"."""
    return f"{document.number}" if document.version == 1 else f"{document.number}.{document.version}"


def _title(given: str | None, name: str) -> str:
    title = " ".join((given or "").split())[:LONGEST_TITLE]
    if title:
        require_no_cpr(title)
        return title
    stem = names.stem(name)
    return "Dokument" if holds_cpr(stem) else stem


def final_document(letter: Letter, *, raw: bytes, title: str, text: str, key: Sealer, by: By) -> Document:
    """The document a dispatched letter becomes: sealed, on the disk, unchangeable from its first moment."""
    address = vault.put(key.close("document", raw))
    document = Document(
        subject_id=letter.subject_id,
        number=next_number(letter.subject_id),
        version=1,
        kind=FROM_US,
        media="pdf",
        size=len(raw),
        pages=None,
        sha256=hashlib.sha256(raw).hexdigest(),
        address=address,
        added_on=by["happened_on"],
        added_at=by["recorded_at"],
        added_by=by["actor"],
        letter=letter,
        dispatched_on=by["happened_on"],
    )
    document.sealed = seal_json(key, _place(document), {"title": title, "name": ""})
    document.save(force_insert=True)
    keep_text(document, text, key)
    return document
