"""A page as PDF: tagged (PDF/UA-1), its letters inside, the same bytes for the same words."""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final

MOST_NAMED: Final = 40  # different signs written by name; with more, each is a question mark
_UNSHOWN: Final = re.compile(r'(?:the text|codepoint) `"(.+?)"`')
_ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf(page: bytes, name: str, words: Mapping[str, Any]) -> bytes:
    """The PDF of a page in Typst that reads `words` as JSON in `sys.inputs.<name>`.

    No clock, no font of this machine and no address goes into it. A sign that no font inside has is written
    by its name, as [party popper]: a page of PDF/UA (ISO 14289-1) shows every sign, or is none.
    """
    import typst

    said = json.dumps(words, ensure_ascii=False)
    for _sign in range(MOST_NAMED):
        try:
            return _compiled(page, name, said)
        except typst.TypstError as problem:
            unshown = _UNSHOWN.search(str(problem))
            if unshown is None:
                raise
            sign = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), unshown[1])
            said = said.replace(sign, _named(sign))
    return _compiled(page, name, said.encode("latin-1", "replace").decode("latin-1"))


def _compiled(page: bytes, name: str, said: str) -> bytes:
    import typst

    made: bytes = typst.compile(
        page, format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"], sys_inputs={name: said}
    )
    return made


def _named(sign: str) -> str:
    """
    >>> _named("🎉"), _named("\\ue123")
    ('[party popper]', '[u+e123]')
    """
    return "[" + " ".join(unicodedata.name(one, f"U+{ord(one):04X}").lower() for one in sign) + "]"
