"""Office files are archives: what must not be inside one, and how much it may hold unpacked."""

import io
import itertools
import re
import zipfile
from typing import Final

from anke.content.schema.letter import UploadLimits
from anke.rules.refusal import Refused

_MOST_ENTRIES: Final = 4000
_FROM: Final = 1_000_000  # bytes unpacked from which the ratio counts
_PIECE: Final = 65_536
_MACROS: Final = re.compile(r"(?i)(vbaproject|vbadata|macrosheets/|dialogsheets/|^basic/|^scripts/)")
_PROGRAMS: Final = re.compile(
    r"(?i)(activex|embeddings/|oleobject|\.(exe|dll|js|vbs|bat|cmd|ps1|scr|jar|hta|lnk|bin|zip|html?)$)"
)
_HARMLESS: Final = re.compile(r"(?i)(printersettings\d*\.bin$|^customxml/|embeddings/[^/]+\.(xlsx|docx)$)")
_OUTSIDE: Final = re.compile(
    rb"<Relationship\b(?=[^>]*TargetMode\s*=\s*[\"']External)"
    rb"(?=[^>]*Type\s*=\s*[\"'][^\"']*/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|image)[\"'])",
    re.IGNORECASE,
)
_FETCHES: Final = re.compile(rb"(?i)\b(DDEAUTO|DDE\s+[\"\w]|INCLUDETEXT|INCLUDEPICTURE\s+\\?[\"']?https?:)")
_FIELD: Final = re.compile(rb"<w:instrText[^>]*>(.*?)</w:instrText>|w:instr\s*=\s*[\"']([^\"']*)", re.DOTALL)
_MACRO_TYPE: Final = re.compile(rb"(?i)macroEnabled|vnd\.ms-office\.vbaProject")
_ENTITY: Final = re.compile(rb"(?i)<!(DOCTYPE|ENTITY)")


def require_harmless(raw: bytes, limits: UploadLimits) -> None:
    """Raise `Refused` for an archive that unpacks to too much, or holds what can run or reaches outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _require_small(raw, entries, limits)
            for entry in entries:
                _require_name(entry)
            left = limits.most_unpacked
            for entry in entries:
                left -= _require_entry(archive, entry, left, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as problem:
        if isinstance(problem, Refused):
            raise
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(
        "Filen er beskadiget eller beskyttet med adgangskode. Fjern koden, eller gem den igen, og send den.",
        "The file is damaged or protected by a password. Remove it, or save the file again, and send it.",
    )


def _too_much() -> Refused:
    return Refused(
        "Filen fylder urimeligt meget, når den pakkes ud. Gem den som PDF, og send den igen.",
        "The file is unreasonably large when unpacked. Save it as PDF and send it again.",
    )


def _require_small(raw: bytes, entries: list[zipfile.ZipInfo], limits: UploadLimits) -> None:
    """What the archive says of itself, before anything is unpacked; and that no two entries share bytes."""
    total = sum(entry.file_size for entry in entries)
    if len(entries) > _MOST_ENTRIES or total > limits.most_unpacked:
        raise _too_much()
    if total > _FROM and total > limits.most_ratio * len(raw):
        raise _too_much()
    begin = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    if begin and begin[0][0] != 0:
        raise _damaged()  # something stands before the archive
    if any(at + size > after for (at, size), (after, _) in itertools.pairwise(begin)):
        raise _too_much()


def _require_name(entry: zipfile.ZipInfo) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise _damaged()
    if entry.flag_bits & 0x1:
        raise _damaged()
    if _MACROS.search(name):
        raise _macros()
    if _PROGRAMS.search(name) and not _HARMLESS.search(name):
        raise Refused(
            "Filen har andre filer eller programmer i sig. Tag dem ud, eller gem filen som PDF.",
            "The file holds other files or programs. Take them out, or save it as PDF.",
        )


def _macros() -> Refused:
    return Refused(
        "Filen indeholder makroer og tages ikke imod. Gem den uden makroer eller som PDF.",
        "The file holds macros and is not taken in. Save it without macros or as PDF.",
    )


def _require_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limits: UploadLimits) -> int:
    """Unpack an entry piece by piece, never more than is left; look into what is XML. Returns its size."""
    size, held = 0, bytearray()
    with archive.open(entry) as source:
        while piece := source.read(_PIECE):
            size += len(piece)
            if size > left or (size > _FROM and size > 10 * limits.most_ratio * max(entry.compress_size, 1)):
                raise _too_much()
            if entry.filename.endswith((".xml", ".rels")):
                held += piece
    _require_xml(entry.filename, bytes(held))
    return size


def _require_xml(name: str, text: bytes) -> None:
    if _ENTITY.search(text):
        raise _damaged()
    if name == "[Content_Types].xml" and _MACRO_TYPE.search(text):
        raise _macros()
    if name.endswith(".rels") and _OUTSIDE.search(text):
        raise Refused(
            "Filen henter dele af sit indhold et andet sted fra. Gem den som PDF, og send den igen.",
            "The file fetches parts of its content from elsewhere. Save it as PDF and send it again.",
        )
    fields = (
        b"".join(one or other for one, other in _FIELD.findall(text)) if name.startswith("word/") else b""
    )
    if _FETCHES.search(fields.replace(b"&quot;", b'"')):
        raise Refused(
            "Filen har felter, der henter data eller starter programmer. Gem den som PDF.",
            "The file has fields that fetch data or start programs. Save it as PDF.",
        )
