"""Numbers as people write them, with decimal comma or point. What can be read in two ways is never guessed.

"1.234" is one thousand two hundred and thirty-four to one reader and a little more than one to another; so is
"1,234". Such a number is asked about, unless it has been said which sign the writer uses for decimals.
"""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from anke.rules.refusal import Refused
from anke.rules.reported import plain, require_keepable
from anke.rules.scoring import shown

_MINUS: Final = re.compile(r"^[-−–‐‑]")
_UNIT: Final = re.compile(r"^([+\-]?[0-9.,' ]*[0-9])\s*([^0-9.,'+\-].*)?$")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:([.,' ])[0-9]{3})(?:\1[0-9]{3})*")
_TWO_WAYS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
LONGEST: Final = 40  # characters


class Ambiguous(Refused):
    """The number can be read in two ways: `whole` with a sign between thousands, `parted` with decimals."""

    def __init__(self, text: str, whole: Decimal, parted: Decimal) -> None:
        as_whole, as_parted = f"{whole:f}", f"{parted:f}".replace(".", ",")
        super().__init__(
            f"»{text}« kan læses som {as_whole} og som {as_parted}. Vælg, hvad der er ment.",
            f"“{text}” can be read as {as_whole} and as {parted:f}. Choose which is meant.",
        )
        self.text, self.whole, self.parted = text, whole, parted


def read_number(text: str, mark: str = "") -> tuple[Decimal, str]:
    """The number and what stands behind it, its unit in the writer's words. `mark`: the sign for decimals the
    writer is known to use ("," or "."), where it is known. Raises `Ambiguous`, or `Refused` for no number.

    >>> for said in ("1234", "12,5", "12.5", "-2,4 pct.", "−2.4 %", "1.234,5", "1,234.5", "1 234 567"):
    ...     value, unit = read_number(said)
    ...     print(f"{said} is {value} {unit}".strip())
    1234 is 1234
    12,5 is 12.5
    12.5 is 12.5
    -2,4 pct. is -2.4 pct.
    −2.4 % is -2.4 %
    1.234,5 is 1234.5
    1,234.5 is 1234.5
    1 234 567 is 1234567
    >>> read_number("1.234", mark=","), read_number("1.234", mark=".")
    ((Decimal('1234'), ''), (Decimal('1.234'), ''))
    >>> read_number("1.234")
    Traceback (most recent call last):
    anke.rules.numbers.Ambiguous: “1.234” can be read as 1234 and as 1.234. Choose which is meant.
    >>> read_number("0.123")[0]   # nobody parts thousands after a 0
    Decimal('0.123')
    """
    said = _plain(text)
    match = _UNIT.match(_MINUS.sub("-", said))
    if match is None or len(said) > LONGEST:
        raise _none(said)
    body, unit = match[1].strip(), (match[2] or "").strip()
    negative, digits = body.startswith("-"), body.lstrip("+-").strip()
    value = _value(said, digits, mark)
    require_keepable(value)
    return plain(-value if negative else value), unit


def _plain(text: str) -> str:
    """One kind of space, and nothing at the ends."""
    composed = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if one.isspace() else one for one in composed).split())


def _value(said: str, digits: str, mark: str) -> Decimal:
    points, commas = digits.count("."), digits.count(",")
    if not set(digits) & set(".,' "):
        return Decimal(digits)
    if points and commas:
        last = max(digits.rfind("."), digits.rfind(","))
        if mark and digits[last] != mark:
            raise _other_mark(said, mark)
        return _both(said, digits, digits[last])
    if points + commas == 1:
        return _one_sign(said, digits, mark)
    if _GROUPED.fullmatch(digits):  # several of the same: thousands
        if points + commas and mark in digits and mark:
            raise _other_mark(said, mark)
        return Decimal(re.sub(r"\D", "", digits))
    raise _none(said)


def _one_sign(said: str, digits: str, mark: str) -> Decimal:
    sign = "." if "." in digits else ","
    front, _, back = digits.partition(sign)
    whole = front.replace(" ", "").replace("'", "")
    if (" " in front or "'" in front) and not _GROUPED.fullmatch(front):
        raise _none(said)
    if not whole or not back.isdigit() or not whole.isdigit():
        raise _none(said)
    parted, together = Decimal(f"{whole}.{back}"), Decimal(whole + back)
    if mark == sign or whole != front:
        return parted
    if mark:
        if len(front) > 3 or len(back) != 3:
            raise _other_mark(said, mark)
        return together
    if _TWO_WAYS.fullmatch(digits):
        raise Ambiguous(said, together, plain(parted))
    return parted


def _both(said: str, digits: str, mark: str) -> Decimal:
    front, _, back = digits.rpartition(mark)
    if mark in front or not back.isdigit() or not _GROUPED.fullmatch(front):
        raise _none(said)
    return Decimal(f"{re.sub(r'[^0-9]', '', front)}.{back}")


def _none(said: str) -> Refused:
    shown = said[:LONGEST]
    return Refused(
        f"»{shown}« er ikke et tal. Skriv det med cifre, og brug komma eller punktum for decimaler: 12,5.",
        f"“{shown}” is no number. Write it in digits, with a comma or a point for decimals: 12.5.",
    )


def _other_mark(said: str, mark: str) -> Refused:
    da, en = ("komma", "a comma") if mark == "," else ("punktum", "a point")
    return Refused(
        f"»{said}« passer ikke med, at der bruges {da} for decimaler. Ret tallet eller valget.",
        f"“{said}” does not fit with {en} for decimals. Correct the number or the choice.",
    )


def write_number(value: Decimal, lang: str, decimals: int | None = None) -> str:
    """A number as people read it: unrounded, or with so many decimals (half away from zero).

    >>> write_number(Decimal("1234.5"), "da"), write_number(Decimal("-2.25"), "en", 1)
    ('1.234,5', '−2.3')
    """
    given = plain(value) if decimals is None else shown(value, decimals)
    text = f"{abs(given):,f}"
    if not lang.startswith("en"):
        text = text.translate(str.maketrans(",.", ".,"))
    return f"−{text}" if given < 0 else text
