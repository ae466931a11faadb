"""What is in a file: opened in a process of its own (`child.py`), within limits, and told as words."""

import json
import struct
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from anke.content.schema.letter import UploadLimits
from anke.files import archives, kinds
from anke.files.kinds import Kind
from anke.rules.refusal import Refused

_CHILD: Final = Path(__file__).with_name("child.py")
_LONGEST: Final = 40  # seconds on the wall
_DANGERS: Final = {
    "encrypted": (
        "PDF-filen er beskyttet med adgangskode. Fjern koden, og send den igen.",
        "The PDF is protected by a password. Remove it and send the file again.",
    ),
    "pages": (
        "PDF-filen har for mange sider ({pages}; højst {most}). Del den i flere filer.",
        "The PDF has too many pages ({pages}; at most {most}). Split it into several files.",
    ),
    "script": (
        "PDF-filen indeholder et script. Udskriv den til en ny PDF, og send den.",
        "The PDF holds a script. Print it to a new PDF and send that.",
    ),
    "launch": (
        "PDF-filen kan starte andre programmer eller sende data. Udskriv den til en ny PDF, og send den.",
        "The PDF can start other programs or send data. Print it to a new PDF and send that.",
    ),
    "attachments": (
        "PDF-filen har andre filer vedhæftet. Gem dem hver for sig, og send dem enkeltvis.",
        "The PDF has other files attached. Save them and send them one by one.",
    ),
    "objects": (
        "PDF-filen er bygget urimeligt stort op. Udskriv den til en ny PDF, og send den.",
        "The PDF is built unreasonably large. Print it to a new PDF and send that.",
    ),
    "damaged": (
        "Filen kan ikke læses. Den er beskadiget, eller den er ikke gemt færdig. Gem den igen, og send den.",
        "The file cannot be read. It is damaged or was not saved whole. Save it again and send it.",
    ),
    "slow": (
        "Filen kan ikke læses inden for rimelig tid. Udskriv den til en ny PDF, og send den.",
        "The file cannot be read in reasonable time. Print it to a new PDF and send that.",
    ),
}


@dataclass(frozen=True)
class Inside:
    """What a file is and holds. `text` is empty for pictures; `pages` None where a file has none."""

    kind: Kind
    pages: int | None = None
    text: str = field(default="", repr=False)


def look_inside(raw: bytes, name: str, limits: UploadLimits) -> Inside:
    """What a file is and what it says. Raises `Refused`, with what to do, for whatever is not taken in."""
    if len(raw) > limits.largest_file:
        most = limits.largest_file // 2**20
        raise Refused(
            f"Filen er for stor (højst {most} MB). Del den, eller gem den mindre.",
            f"The file is too large (at most {most} MB). Split it or save it smaller.",
        )
    kind = kinds.kind_of(raw)
    if kind.id not in {one.id for one in limits.types}:
        allowed = [[one.title.da, one.title.en] for one in limits.types]
        da, en = (", ".join(titles) for titles in zip(*allowed, strict=True))
        raise Refused(f"Vi tager imod: {da}.", f"What is taken in: {en}.")
    kinds.require_name(kind, name)
    if kind.id in kinds.OFFICE:
        archives.require_harmless(raw, limits)
    if kind.id == "txt":
        return Inside(kind, text=kinds.text_of(raw) or "")
    if kind.id in ("png", "jpeg"):
        _require_pixels(raw, kind, limits)
        return Inside(kind)
    told = _asked(raw, kind.id, limits.most_pages)
    if danger := told.get("danger"):
        da, en = _DANGERS[str(danger)]
        numbers = {"pages": told.get("pages", 0), "most": limits.most_pages}
        raise Refused(da.format(**numbers), en.format(**numbers))
    pages = told.get("pages")
    return Inside(kind, pages if isinstance(pages, int) else None, _plain(str(told.get("text", ""))))


def _plain(text: str) -> str:
    """Text without the characters no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def _asked(raw: bytes, kind: str, most_pages: int) -> dict[str, object]:
    command = [sys.executable, "-I", str(_CHILD), kind, str(most_pages)]
    try:
        done = subprocess.run(  # noqa: S603 - our own words; the file goes in as standard input
            command, input=raw, capture_output=True, timeout=_LONGEST, env={}, check=False
        )
    except subprocess.TimeoutExpired:
        return {"danger": "slow"}
    if done.returncode != 0:
        return {"danger": "slow" if done.returncode < 0 else "damaged"}
    told: dict[str, object] = json.loads(done.stdout)
    return told


def _require_pixels(raw: bytes, kind: Kind, limits: UploadLimits) -> None:
    size = _png_size(raw) if kind.id == "png" else _jpeg_size(raw)
    if size is None:
        raise Refused(*_DANGERS["damaged"])
    width, height = size
    if not 0 < width * height <= limits.most_pixels:
        raise Refused(
            "Billedet er for stort. Gem det i en mindre opløsning.",
            "The picture is too large. Save it at a lower resolution.",
        )


def _png_size(raw: bytes) -> tuple[int, int] | None:
    if len(raw) < 33 or raw[12:16] != b"IHDR":
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def _jpeg_size(raw: bytes) -> tuple[int, int] | None:
    """Width and height as the frame header says; None where there is none."""
    at = 2
    while at + 9 < len(raw):
        if raw[at] != 0xFF:
            return None
        mark = raw[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", raw[at + 5 : at + 9])
            return width, height
        if mark == 0xFF:
            at += 1
            continue
        at += 2 + struct.unpack(">H", raw[at + 2 : at + 4])[0]
    return None
