"""What a file is, judged by its bytes; and whether its name says the same."""

import io
import zipfile
from dataclasses import dataclass
from typing import Final

import filetype

from anke.files.names import ending
from anke.rules.refusal import Refused


@dataclass(frozen=True)
class Kind:
    """A type of file. `suffix` is what it is handed out with, `endings` what its name may say."""

    id: str
    media_type: str
    suffix: str
    endings: tuple[str, ...]


KINDS: Final = {
    one.id: one
    for one in (
        Kind("pdf", "application/pdf", "pdf", ("pdf",)),
        Kind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            ("docx",),
        ),
        Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", ("xlsx",)),
        Kind("odt", "application/vnd.oasis.opendocument.text", "odt", ("odt",)),
        Kind("png", "image/png", "png", ("png",)),
        Kind("jpeg", "image/jpeg", "jpg", ("jpg", "jpeg")),
        Kind("txt", "text/plain", "txt", ("txt", "text", "md", "log")),
    )
}
OFFICE: Final = ("docx", "xlsx", "odt")
_ACTIVE: Final = (
    b"<html",
    b"<!doctype",
    b"<script",
    b"<svg",
    b"<?xml",
    b"<?php",
    b"<iframe",
    b"<body",
    b"#!/",
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_HEAD: Final = 1024


class UnknownKind(Refused):
    """A file is of no type that is taken in anywhere."""


def kind_of(raw: bytes) -> Kind:
    """The type of a file. Raises `Refused` for what is none of ours, is two at once, or can run."""
    if not raw:
        raise Refused("Filen er tom.", "The file is empty.")
    for test, da, en in _NEVER:
        if test(raw):
            raise Refused(da, en)
    found = _by_content(raw)
    if found is None:
        raise UnknownKind(
            "Filtypen tages ikke imod. Gem filen som PDF, og send den igen.",
            "This type of file is not taken in. Save it as PDF and send it again.",
        )
    _require_one(raw, found)
    return KINDS[found]


def require_name(kind: Kind, name: str) -> None:
    """Raise `Refused` where a file's name says it is something else than it is."""
    said = ending(name)
    if said not in kind.endings:
        shown = f".{said}" if said else "ingen endelse"
        shown_en = f".{said}" if said else "no ending"
        raise Refused(
            f"Filens navn siger {shown}, men indholdet er {kind.suffix.upper()}. "
            f"Ret navnet, så det ender på .{kind.endings[0]}, hvis det er den rigtige fil.",
            f"The file's name says {shown_en}, but its content is {kind.suffix.upper()}. "
            f"Rename it to end in .{kind.endings[0]} if it is the right file.",
        )


def _by_content(raw: bytes) -> str | None:
    if raw.startswith(b"%PDF-"):
        return "pdf"
    if raw.startswith(b"PK\x03\x04"):
        return _office(raw)
    guessed = filetype.guess(raw)
    if guessed is not None:
        return {"image/png": "png", "image/jpeg": "jpeg"}.get(guessed.mime)
    return "txt" if text_of(raw) is not None else None


def _office(raw: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                said = archive.read("mimetype").decode("ascii", "replace").strip()
                return "odt" if said == KINDS["odt"].media_type else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError):
        return None
    return None


def text_of(raw: bytes) -> str | None:
    """A plain text's characters; None where the bytes are none."""
    for code in ("utf-8-sig", "cp1252"):
        try:
            text = raw.decode(code)
        except UnicodeDecodeError:
            continue
        if not any(ord(one) < 32 and one not in "\t\n\r\f" for one in text):
            return text
    return None


def _is_active(raw: bytes) -> bool:
    start = raw[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n\x00").lower()
    return start.startswith(_ACTIVE) or (b"<svg" in start or b"<html" in start or b"<script" in start)


def _ends_in_archive(raw: bytes) -> bool:
    return not raw.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(raw))


def _is_pdf_later(raw: bytes) -> bool:
    return not raw.startswith(b"%PDF-") and b"%PDF-" in raw[:_HEAD]


_TWO = (
    "Filen er to slags filer på én gang og tages ikke imod. Gem den som PDF fra det program, du bruger.",
    "The file is two kinds of file at once and is not taken in. Save it as PDF from the program you use.",
)
_NEVER: Final = (
    (
        lambda raw: raw.startswith(_OLE),
        "Filen er i et gammelt Office-format eller en gemt e-mail. Gem den som PDF eller .docx.",
        "The file is in an old Office format or a saved e-mail. Save it as PDF or .docx.",
    ),
    (
        lambda raw: raw.startswith(_PROGRAMS),
        "Filen er et program og tages ikke imod.",
        "The file is a program and is not taken in.",
    ),
    (
        _is_active,
        "Filen er en webside, et SVG-billede eller et script. Gem siden som PDF.",
        "The file is a web page, an SVG picture or a script. Save the page as PDF.",
    ),
    (_ends_in_archive, *_TWO),
    (_is_pdf_later, *_TWO),
)


def _require_one(raw: bytes, found: str) -> None:
    """Raise `Refused` where something else is hidden behind the end of the file or in its beginning."""
    hidden = {
        "pdf": lambda: (
            raw.rfind(b"%%EOF") < 0 or len(raw[raw.rfind(b"%%EOF") + 5 :].strip(b"\r\n \t\x00")) > 16
        ),
        "png": lambda: not raw.rstrip(b"\r\n\x00").endswith(b"IEND\xaeB`\x82"),
        "jpeg": lambda: _after_jpeg(raw),
    }
    if found in hidden and hidden[found]():
        raise Refused(*_TWO)


def _after_jpeg(raw: bytes) -> bool:
    tail = raw[raw.rfind(b"\xff\xd9") + 2 :].lower() if b"\xff\xd9" in raw else b"<html"
    return any(mark in tail for mark in (*_ACTIVE, b"%pdf-", b"pk\x03\x04"))
