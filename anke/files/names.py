"""File names as people send them, made harmless; and those files leave with, which tell of nobody."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 120  # characters, with the ending
_ENDING: Final = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_RESERVED: Final = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*/\\]')


def clean(name: str) -> str:
    """The name without path, control and direction characters, and no longer than `LONGEST`.

    >>> clean("../../etc/passwd"), clean("klage\\u202excod.exe"), clean("  a\\x00b\\n.pdf "), clean("CON.txt")
    ('passwd', 'klagexcod.exe', 'ab.pdf', '_CON.txt')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    plain = " ".join(_FORBIDDEN.sub("_", plain).split()).strip(" .")
    if _RESERVED.match(plain):
        plain = f"_{plain}"
    if len(plain) > LONGEST:
        end = _ENDING.search(plain)
        tail = end.group() if end else ""
        plain = plain[: LONGEST - len(tail)].rstrip(" .") + tail
    return plain or "unavngivet"


def ending(name: str) -> str:
    """What a name says the file is, in lower case: "pdf"; empty where it says nothing.

    >>> ending("Klage.PDF"), ending("klage.pdf.exe"), ending("klage")
    ('pdf', 'exe', '')
    """
    found = _ENDING.search(name)
    return found[1].lower() if found else ""


def stem(name: str) -> str:
    """A name without its ending: what a document is called until somebody gives it a title.

    >>> stem("Klage over afslag.pdf")
    'Klage over afslag'
    """
    return _ENDING.sub("", name) or name


def outward(number: str, document: int, version: int, suffix: str) -> str:
    """The name a document is handed out with: case, document, version – no person's name or address.

    >>> outward("2025-000123", 4, 2, "pdf")
    '2025-000123-dok-4-v2.pdf'
    """
    tail = f"-v{version}" if version > 1 else ""
    return re.sub(r"[^\w.-]", "_", f"{number}-dok-{document}{tail}.{suffix}", flags=re.ASCII)
