"""What people wrote, as it can be kept and printed: without the control characters that come along from other
programs."""

import unicodedata
from typing import Final

_LINE_ENDS: Final = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))  # Word's is \x0b


def plain(text: str) -> str:
    r"""The same text with line feeds for every kind of line end, and without other control characters.

    >>> plain("a\x0bb\r\nc\x00\x07\td")
    'a\nb\nc\td'
    """
    lines = text.replace("\r\n", "\n").translate(_LINE_ENDS)
    kept = (one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs"))
    return "".join(kept)
