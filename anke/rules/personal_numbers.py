"""What looks like a Danish personal number (CPR), however it is written: found, and taken out of a text.

Wider than a check of validity on purpose: six digits and four that may be one are taken for one, whether or
not the day exists, with spaces, dots, brackets or any dash between. What is taken out too much costs a hit;
what is left in cannot be taken back.
"""

import re
import unicodedata
from typing import Final

from anke.rules.refusal import Refused

GONE: Final = "[…]"  # what stands where a number stood
_GAP: Final = r"[\s().,:/_\[\]‐-―−-]"
_CASE: Final = r"(?!\d{4}-\d{6}(?!\d))"  # "2025-000123" is a case
_LOOKS: Final = re.compile(  # 010180-1234, (010180) 1234; 0 1 0 1 8 0 1 2 3 4
    rf"[(\[]?(?<!\d){_CASE}\d\d{_GAP}?\d\d{_GAP}?\d\d{_GAP}{{0,3}}\d{{4}}(?!\d)[)\]]?"
    rf"|(?<!\d)(?:\d{_GAP}){{9}}\d(?!\d)"
)


class _Visible(dict[int, int | None]):
    """For `str.translate`: takes out the signs nobody sees. Each is looked up once."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.category(chr(code)) == "Cf" else code
        return self[code]


_VISIBLE: Final = _Visible()
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])"  # a replacement number's day is raised by 60
_IS: Final = re.compile(rf"(?<!\d){_CASE}{_DAY}{_GAP}?(?:0[1-9]|1[0-2]){_GAP}?\d\d{_GAP}{{0,3}}\d{{4}}(?!\d)")
_MAY_BE: Final = re.compile(r"\d(?:\D{0,3}\d){9}")  # quick: most texts hold no ten digits


def plain(text: str) -> str:
    """A text in one form: composed letters, ordinary digits, no invisible signs within words.

    >>> plain("klage\\u00adren 0\\u200b1")
    'klageren 01'
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_VISIBLE)


def first_number(text: str) -> str | None:
    """The ten digits of the first personal number in a text; None where there is none.

    >>> first_number("er (000099)–1234 kendt?"), first_number("sag 2025-000123")
    ('0000991234', None)
    """
    found = _LOOKS.search(plain(text))
    return re.sub(r"\D", "", found.group()) if found else None


def without_numbers(text: str, instead: str = GONE) -> str:
    """The text with every personal number taken out.

    >>> without_numbers("Klager, 000099 1234, ringede om sag 2025-000123 den 03.03.2025 kl. 12.00")
    'Klager, […], ringede om sag 2025-000123 den 03.03.2025 kl. 12.00'
    """
    return _LOOKS.sub(instead, plain(text))


def holds_number(text: str) -> bool:
    """Whether a text holds what can be the personal number of somebody: a day, a month, a year and four
    digits, however they are written. Narrower than `first_number`: for texts that are refused.

    >>> [holds_number(one) for one in ("Klager 010180-1234", "01.01.80 – 1234", "610180\\u200b1234")]
    [True, True, True]
    >>> [holds_number(one) for one in ("Sag 2025-000123", "den 03.03.2025 kl. 12.00", "000099-1234")]
    [False, False, False]
    """
    return _MAY_BE.search(text) is not None and _IS.search(plain(text)) is not None


def require_none(*texts: str) -> None:
    """Raise `Refused` for a text with a personal number in it. The number is not repeated."""
    if any(holds_number(text) for text in texts):
        raise Refused(
            "Teksten ser ud til at rumme et CPR-nummer. Skriv den uden.",
            "The text seems to hold a personal number. Write it without.",
        )
