"""What looks like a Danish personal number (CPR), however it is written: found, and taken out of a text.

Wider than a check of validity on purpose: six digits and four that may be one are taken for one, whether or
not the day exists, with spaces, dots, brackets or any dash between. What is taken out too much costs a hit;
what is left in cannot be taken back.
"""

import re
import unicodedata
from typing import Final

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
